"""What a person looks for and where it stands in a text: pure, and the same for the index, the snippets and the page."""
