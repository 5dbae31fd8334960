"""What goes into a pack, frozen, and the words and names it gets."""
