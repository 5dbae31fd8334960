"""What the worker is asked for and what came of it: tiles and texts, kept for a while. Paints nothing."""
