"""Intents of the claims desk: elements and verdicts, a second person's word, names, access, events, corrections, replies, posts.

As in `commands`: every function takes the session first and the rest by name, is one transaction, one undo step, one entry of the
journal, and says what it refuses. `typed` has the rules for what people type.

Decisions:

- A verdict is added, never changed: the newest of a claim counts, those before it are its history, and undo takes one off.
- Merging two names, and cutting a statement into elements, are one intent each, however many records they touch.
- A correction is never edited or removed: the ledger only grows. Undo takes one back, as it does everything, and the journal
  says so.
"""
