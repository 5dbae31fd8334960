"""Passages on the page: which there are, how they lie over each other, how each looks. Knows nothing of gestures."""
