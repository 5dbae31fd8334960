"""Locking a worker in before it reads the first byte of a document: one module a control, `locking` puts them together.

Imports nothing of the rest of `documents`, and little at all: the first page waits for it.
"""
