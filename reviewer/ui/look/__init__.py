"""How the program looks and speaks: colours, icons, labels, pictures, and stored values in words for people."""
