"""What the program keeps of its own between starts: preferences and recent cases, and which states of cases were made here."""
