"""Dialogs. Each asks one thing and never reads or writes a case itself."""
