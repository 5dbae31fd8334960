"""What was done to a case: the hash-chained journal, the one way to change evidence, taking back, and whose hand it was.

Decisions:

- A case is ours when its journal's head is one this machine made (HMACs beside the settings; the store only knows the port
  `store.history.seal.Seals`). The coming head is written down before the commit and a case's last thousands of heads are kept,
  so neither a kill nor an old copy raises an alarm.
"""
