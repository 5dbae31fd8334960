"""Annotations that other programs left in documents: read, told apart from what is in the case already, taken into it."""
