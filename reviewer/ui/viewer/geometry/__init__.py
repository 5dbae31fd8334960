"""Where pages lie, how large, and what part of them is in view. Paints nothing and asks nobody for anything."""
