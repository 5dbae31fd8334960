"""Text recognised in pictures of pages: which pages, in which order, and their texts into the case."""
