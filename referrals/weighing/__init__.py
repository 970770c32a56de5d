"""What pages read of the matching: rows become its facts, and its answers come back as one reader may see them."""
