"""What the roof's pages ask the rooms below. Nothing here changes anything."""
