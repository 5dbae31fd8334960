"""Evidence reviewer: hold public statements against documents, offline."""

__version__ = "0.1.0"
