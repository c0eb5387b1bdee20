"""Applications for membership, what belongs to them, and the rows they are judged by."""

from members.models import Outcome

from .applications import ENDED, OPEN, Application, State
from .decisions import ChecklistItem, ChecklistTemplate, Decision
from .exchanges import Document, Question
from .texts import AgreementText, Rules, TextKind

__all__ = [
    "ENDED",
    "OPEN",
    "AgreementText",
    "Application",
    "ChecklistItem",
    "ChecklistTemplate",
    "Decision",
    "Document",
    "Outcome",
    "Question",
    "Rules",
    "State",
    "TextKind",
]
