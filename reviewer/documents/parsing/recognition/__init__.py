"""Worker side: recognising text in pixels. Runs in a process of its own that never sees a document."""
