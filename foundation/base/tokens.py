"""Codes people read aloud and secrets that links carry."""

import secrets

# Without 0/O, 1/I/L and other pairs that are mistaken for each other on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

# Somebody who misreads a letter still means the one that exists.
LOOK_ALIKES = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J"})


def code(length: int = 6) -> str:
    """A random code of `length` letters and digits that cannot be confused when read."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def forgive(typed: str) -> str:
    """A typed code in the form it is stored: capitals, no blanks or dashes, no look-alikes."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())
    return kept.translate(LOOK_ALIKES)


def secret() -> str:
    """A secret for a link: 128 random bits, safe in an address."""
    return secrets.token_urlsafe(16)
