"""The files of a pack that people and programs read: page, tables, annotations."""
