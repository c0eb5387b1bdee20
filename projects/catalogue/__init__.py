"""The roof of the projects wing: the public pages. It alone sees all rooms beside it."""
