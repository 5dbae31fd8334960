"""The case file: the only SQL of the program. Everything a case holds goes in and comes out through this package."""
