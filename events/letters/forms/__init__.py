"""What may be sent about letters and travel support. The rules behind it are the services'."""

from .check import CheckForm
from .travel import ApplicationForm, BeginForm
from .visa import VisaForm

__all__ = ["ApplicationForm", "BeginForm", "CheckForm", "VisaForm"]
