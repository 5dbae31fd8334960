"""What is made of documents: annotated copies, crops, pages of our own."""
