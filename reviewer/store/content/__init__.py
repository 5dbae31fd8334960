"""What a case holds and shows: sources and texts, links to large files, the search index, claims, passages, reading places."""
