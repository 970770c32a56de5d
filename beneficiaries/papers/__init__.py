"""Papers that people take home."""
