"""From the mouse to a wish: what a drag means, what it has selected, and the bar that keeps it."""
