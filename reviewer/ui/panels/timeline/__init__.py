"""The Timeline view: one straight scale with bands, and beside it what is chosen or too close to tell apart."""
