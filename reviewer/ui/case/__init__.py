"""An open case as a window has it: the rows on show, what can be wished of it, the documents open in it."""
