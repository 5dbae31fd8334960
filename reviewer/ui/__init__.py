"""The window. The only layer that knows Qt; it shows what services tell it and hands wishes down to them."""
