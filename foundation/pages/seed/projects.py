"""Rows of the projects."""


def seed() -> None:
    """Write them; running it again changes nothing."""
