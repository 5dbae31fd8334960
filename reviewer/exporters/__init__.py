"""Evidence packs: a frozen plan in, files out. Whatever opens a document is asked of its worker; nothing here parses one.

Decisions:

- No copy of a linked document goes into a pack: nobody passes on gigabytes, and it would be made in memory. Quotes, crops,
  SHA-256 and size go in.
- A pack says how many documents are not in it, never which (`plan/choice`): a name can tell as much as a document. What it says
  of a document's protection is asked of the document when its copy is made; before that `services/protection` looks for signs
  of it.
- Of the claims desk a pack has what was concluded and what it rests on, never who concluded it (`plan/desk`): verdicts leave with
  their reasons, the right of reply with its answers; reviewers, approvers, comments, notes and second lines stay. Sources are not
  counted, since that would tell which documents came from one hand. Superseded packs are not listed in one: a correction names
  its journal entry instead, and every pack its own.
- Marks in a pack go into a full copy, never an incremental update: nothing that was removed may linger in the file.
- The same case makes the same pack twice: dates, ids and zip stamps come from the plan. A pack can be compared byte by byte.
"""
