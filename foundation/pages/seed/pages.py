"""Rows of the pages."""


def seed() -> None:
    """Write them; running it again changes nothing."""
