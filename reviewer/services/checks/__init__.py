"""Whether a case, and what it says of its documents, is so."""
