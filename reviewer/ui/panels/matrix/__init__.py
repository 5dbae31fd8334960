"""The matrix of claims and documents, and the passages of a cell of it."""
