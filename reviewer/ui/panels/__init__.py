"""Panes and views of the window. Each shows one thing and says by signals what the person wishes."""
