"""What an event asks those who register, and what they answer (domain 4.1)."""

from .answers import Answer, AnswerFile
from .questions import DECIDING, Kind, Option, Question, Scope

__all__ = [
    "DECIDING",
    "Answer",
    "AnswerFile",
    "Kind",
    "Option",
    "Question",
    "Scope",
]
