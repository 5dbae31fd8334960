"""The case file: the only SQL of the program. Everything a case holds goes in and comes out through this package.

Decisions:

- The sources are in the case, in chunks by SHA-256: an original is not lost by moving a folder. Chunks, pages and texts are
  keyed by the hash, so that undoing an import loses nothing and redoing it is instant. A page whose words could not be read is
  kept as just that, not as one without.
- Over 2 GiB a document is linked (`store/content/linked_files`, `services/case/linked_files`): its record says so, journalled
  with the entry that adds it. Where its file lies is not journalled: that changes with every tidying up, may name people, and
  a journal could never forget it. Nothing rests on it: only the checksum counts.
- Opening a case of this schema changes no byte of it; one from elsewhere keeps no reading places either before a person changed
  something.
- No triggers, no views: what changes a row stands in `store/history/recorder.py`, and a foreign case can smuggle nothing in.
- The schema stands as SQL, with our own numbered steps and `user_version`: the gate compares it text by text before any other
  query, and a library's wording or its own migrations table may change. Rows, savepoints and statements go through
  sqlite-utils.
- An older case is read as it is: temporary views and tables of the reading connection (`migrations.stand_ins`) stand in for
  what its schema has not yet. Only opening it for writing brings it up to date.
- A passage has one anchor in each version of its document in which it stood; the one that counts is that of the document where it
  stands now (`passages.document`). So carrying over adds a row and changes a field, nothing of the old place is lost, and all who
  read passages read one place. A removed version gives its passages back. Quotes of old places are not found by a search.
- That a person keeps a passage from a newer version is a field of the anchor that it has in the older one (`kept_from`), by the
  newer one's checksum: it says nothing of further versions. The anchor's state says only how its place came to be.
"""
