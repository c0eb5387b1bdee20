"""Rows of the events."""


def seed() -> None:
    """Write them; running it again changes nothing."""
