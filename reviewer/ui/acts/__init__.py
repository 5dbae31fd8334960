"""What menus and buttons do with the case, its claims and its documents: dialogs first, then a wish."""
