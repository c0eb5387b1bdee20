"""Files of banks, read into movements; nothing here touches the database."""

from . import camt, tables
from .movements import MOST_BYTES, MOST_LINES, Bad, FileError, Movement, Reading

__all__ = ["MOST_BYTES", "MOST_LINES", "Bad", "FileError", "Movement", "Reading", "camt", "tables"]
