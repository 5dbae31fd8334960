"""Printing: what a person wishes, where pages lie on sheets, and how they are painted there. Loaded by the first print."""
