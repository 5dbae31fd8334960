"""The BagIt bag: written, put into place whole, and verified."""
