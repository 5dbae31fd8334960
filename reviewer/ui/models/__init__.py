"""Qt item models: rows patched from Changes, never rebuilt while a person looks at them."""
