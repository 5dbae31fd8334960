"""Finding words, in a case and in one document."""
