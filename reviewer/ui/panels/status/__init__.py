"""The line at the window's foot and what stands on it."""
