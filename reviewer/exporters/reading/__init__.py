"""What has to be asked of the documents for a pack: copies, pictures, places in their texts, quotes as they stand there."""
