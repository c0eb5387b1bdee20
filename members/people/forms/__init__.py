"""What may be sent about individual members. The rules behind it are the services'."""

from .directory import PeopleForm
from .employers import AffiliationForm, EndForm
from .erasing import EraseForm
from .joining import JoinForm
from .profiles import PhotoForm, ProfileForm

__all__ = [
    "AffiliationForm",
    "EndForm",
    "EraseForm",
    "JoinForm",
    "PeopleForm",
    "PhotoForm",
    "ProfileForm",
]
