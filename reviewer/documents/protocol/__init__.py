"""What crosses the border between the window's process and the workers: frames, requests, replies. Both sides speak it."""
