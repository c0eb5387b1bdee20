"""Corporate agreements for tests."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from members.agreements.models import AuthorizedPerson, CorporateAgreement
from members.models import Organization
from tests.factories.members import make_supporter

PDF = b"%PDF-1.7 signed %%EOF"


def make_agreement(
    organization: Organization | None = None, *, ended_on: date | None = None, **fields: Any
) -> CorporateAgreement:
    """The agreement of a supporter; `ended_on` is its last day."""
    organization = organization or make_supporter()
    if ended_on:
        organization.ccla_ended_on = ended_on
        organization.save(update_fields=["ccla_ended_on"])
    return CorporateAgreement.objects.create(
        organization=organization, **{"signer": "Grace Hopper"} | fields
    )


def make_authorized(agreement: CorporateAgreement, **fields: Any) -> AuthorizedPerson:
    """Ada may contribute under it."""
    defaults = {"name": "Ada Lovelace", "email": "ada@example.org", "team": "Compiler"}
    return AuthorizedPerson.objects.create(agreement=agreement, **defaults | fields)


def paper(content: bytes = PDF, name: str = "CCLA signed.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
