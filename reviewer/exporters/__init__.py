"""Evidence packs: a frozen plan in, files out. Whatever opens a document is asked of its worker; nothing here parses one.

Decisions:

- No copy of a linked document goes into a pack: nobody passes on gigabytes, and it would be made in memory. Quotes, crops,
  SHA-256 and size go in.
- A pack says how many documents are not in it, never which (`plan/choice`): a name can tell as much as a document. What it says
  of a document's protection is asked of the document when its copy is made; before that `services/protection` looks for signs
  of it.
- Marks in a pack go into a full copy, never an incremental update: nothing that was removed may linger in the file.
- The same case makes the same pack twice: dates, ids and zip stamps come from the plan. A pack can be compared byte by byte.
"""
