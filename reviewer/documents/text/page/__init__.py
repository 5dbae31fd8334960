"""A page's text as it is read: characters with boxes, visual lines, columns, words, and which way they run."""
