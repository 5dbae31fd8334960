"""From spans of text to quotes and back: joined as they are read, and found again however somebody typed them."""
