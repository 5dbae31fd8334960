"""The bytes of documents before anybody looks at what they mean."""
