"""The access table and what a cell of it rests on."""
