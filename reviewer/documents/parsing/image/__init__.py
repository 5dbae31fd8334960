"""Images as documents: formats, colours, and pictures that are never held whole."""
