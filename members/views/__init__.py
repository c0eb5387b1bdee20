"""The public pages of the members."""
