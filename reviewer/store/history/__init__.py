"""What was done to a case: the hash-chained journal, the one way to change evidence, taking back, and whose hand it was."""
