"""What a drag, a caret or a mark of another program takes of a page's text."""
