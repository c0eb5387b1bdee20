"""The public marketplace, and the pages on which members write for it."""
