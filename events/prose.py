"""Texts as staff type them: paragraphs, and lines that begin with "- " as a list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()


def blocks(body: str) -> list[Block]:
    """`body` cut at blank lines and at lists. Lines of one paragraph are joined by spaces."""
    found: list[Block] = []
    words: list[str] = []
    items: list[str] = []
    for line in [*body.splitlines(), ""]:
        text = line.strip()
        if text.startswith("- "):
            _close(found, words, [])
            items.append(text[2:].strip())
            continue
        _close(found, [], items)
        if text:
            words.append(text)
        else:
            _close(found, words, [])
    return found


def _close(found: list[Block], words: list[str], items: list[str]) -> None:
    """Add what was gathered, if anything, and empty it."""
    if words:
        found.append(Block(text=" ".join(words)))
        words.clear()
    if items:
        found.append(Block(items=tuple(items)))
        items.clear()
