"""Letters: visa letters for attendees, and travel support (domain 4, 4.2)."""

from .guesses import Guess
from .rules import LetterRules, SupportRules
from .travel import Score, TravelApplication, TravelState
from .visa import LetterState, Paper, Traveller, VisaLetter

__all__ = [
    "Guess",
    "LetterRules",
    "LetterState",
    "Paper",
    "Score",
    "SupportRules",
    "TravelApplication",
    "TravelState",
    "Traveller",
    "VisaLetter",
]
