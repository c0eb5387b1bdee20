"""What an applicant may send: the beginning, the steps, an answer."""

from .beginning import BeginForm
from .sending import AnswerForm, CheckForm, DocumentForm
from .steps import FORMS, RecognizeForm, StepForm

__all__ = [
    "FORMS",
    "AnswerForm",
    "BeginForm",
    "CheckForm",
    "DocumentForm",
    "RecognizeForm",
    "StepForm",
]
