"""Use-cases: what a person can do with a case, for the window and the command line alike. Qt-free; no SQL, no parsing.

Decisions:

- No page of a linked file before its checksum is known again (once a session, a second a GiB from a fast disk): what is on show
  gets marked, quoted and believed, so waiting is one rule in one place. A worker holds the file's stamp (inode, size, times)
  against every answer, and an export hashes once more before the pack appears. A touched file is hashed again; searches, quotes
  and notes need no file.
- Processes of the program ask each other for windows by files (`services/raising`): no socket of ours, no signal that could end
  whoever has the number now. Only a holder known to run on this computer is asked; who does not answer is read beside.
- An untitled case is moved while it is open (`Session.move`): both connections are closed and opened again on their threads, at
  the new place, while reads and writes wait; the journal is the same, so undo goes on. Imports end first, since opening sweeps
  what is half in.
- A case is looked at before its first change (`services/case/soundness`): pages and journal, in the background from opening on;
  reading does not wait, and a damaged case is read but never written. What a killed run left is cleared by the next: cut-short
  imports by a write, `.pack-*.part` by an export, `.case-*.part` when a case is made in that folder; the last two say whose
  they are (`store/file/hidden_folder`).
- An attached file comes in by the same door as any other (`services/adding/importing_attached`): a worker unpacks up to 256
  MiB of it, whatever size it declares, our side hashes the bytes, and another worker decides what they are. Its provenance
  says which document it was in, with the checksum, and that is journalled; the schema needs no field for it. Its name loses
  all path parts and shows its overrides.
"""
