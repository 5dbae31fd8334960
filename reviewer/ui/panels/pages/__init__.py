"""What lies in the document on show: thumbnails, outline, annotations."""
