"""Use-cases: what a person can do with a case, for the window and the command line alike. Qt-free; no SQL, no parsing."""
