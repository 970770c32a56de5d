"""What a stay puts on paper, in Italian whoever prints it: it is signed, and kept."""
