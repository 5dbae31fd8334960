"""Adding documents to a case: collected, read, kept whole, indexed; linked where they are too large, or taken out of others."""
