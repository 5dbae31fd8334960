"""Viewing copies: pixels alone, with a report of what was dropped."""
