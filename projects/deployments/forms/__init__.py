"""What whoever answers may send, step by step."""

from .beginning import BeginForm
from .deployments import DeploymentFormSet, formset
from .steps import OrganizationForm, ProjectsForm, SharingForm

__all__ = [
    "BeginForm",
    "DeploymentFormSet",
    "OrganizationForm",
    "ProjectsForm",
    "SharingForm",
    "formset",
]
