"""Documents: sealed bytes, the worker process that parses them, and what is asked of their pages. Parsers run only in the worker."""
