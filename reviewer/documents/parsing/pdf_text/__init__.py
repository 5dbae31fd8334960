"""The text of a PDF's page, put in the order in which it is read."""
