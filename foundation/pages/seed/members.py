"""Rows of the members."""


def seed() -> None:
    """Write them; running it again changes nothing."""
