"""What happens to organisations: one function, one transaction each."""

from .acquiring import acquire
from .dismissing import dismiss
from .merging import Holds, merge
from .renaming import rename
from .splitting import split
from .telling import When
from .undoing import undo

__all__ = ["Holds", "When", "acquire", "dismiss", "merge", "rename", "split", "undo"]
