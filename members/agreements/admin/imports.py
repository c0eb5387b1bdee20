"""Agreements and the people they cover from a file, seen before anything is written."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from foundation.base import clock
from members.admin.imports import Day, Owner, Text, plain_text
from members.admin.row_imports import RowResource
from members.admin.uploads import HouseImport
from members.agreements import services
from members.agreements.models import AuthorizedPerson, CorporateAgreement
from members.agreements.services import Signature

FACTS = ("version", "signer", "signer_title", "signer_email", "note")


class DayOfOwner(Field):
    """A day that the organisation keeps, where the row names one."""

    def save(self, instance: CorporateAgreement, *args: Any, **kwargs: Any) -> None:
        if instance.organization_id:
            super().save(instance, *args, **kwargs)


class AgreementResource(RowResource):
    """What was signed: one agreement for each organisation, written by the services."""

    organization = Field("organization", "organisation", Owner())
    signed_on = DayOfOwner("organization__ccla_signed_on", "signed on", Day())
    version = Field("version", "version", Text())
    signer = Field("signer", "signed by", Text())
    signer_title = Field("signer_title", "title", Text())
    signer_email = Field("signer_email", "email", Text())
    note = Field("note", "note", Text())
    ended_on = DayOfOwner("organization__ccla_ended_on", "last day", Day())

    class Meta:
        model = CorporateAgreement
        fields = ("organization", "signed_on", *FACTS, "ended_on")
        import_id_fields = ("organization",)
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def known(self, row: Any, instance_loader: Any) -> CorporateAgreement | None:
        rows = CorporateAgreement.objects.select_related("organization")
        return rows.filter(organization=self.read("organization", row)).first()

    def do_instance_save(self, instance: CorporateAgreement, is_create: bool) -> None:
        """A refusal of the services is told with its row."""
        signature = Signature(**{name: getattr(instance, name) for name in FACTS})
        owner = instance.organization
        signed, last = owner.ccla_signed_on, owner.ccla_ended_on
        told: dict[str, Any] = {"signature": signature, "at": clock.now(), "on": signed}
        if is_create:
            kept = services.sign(organization=owner, **told)
            instance.pk = kept.pk
        else:
            kept = services.amend(agreement=instance, **told)
        if last and last != kept.organization.ccla_ended_on:
            services.end(agreement=kept, on=last, at=clock.now())


class AgreementOf(Owner):
    """The agreement of an organisation, by its name or address."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        owner = super().clean(value)
        found = CorporateAgreement.objects.filter(organization=owner).first()
        if owner is not None and found is None:
            raise ValueError(
                _("No agreement of “%(name)s” is written down yet.") % {"name": owner.name}
            )
        return found


class AuthorizedResource(RowResource):
    """Who may contribute. One that lasts is known by organisation and address."""

    agreement = Field("agreement", "organisation", AgreementOf())
    team = Field("team", "team", Text())
    name = Field("name", "name", Text())
    email = Field("email", "email", Text())
    since = Field("since", "since", Day())
    until = Field("until", "until", Day())

    class Meta:
        model = AuthorizedPerson
        fields = ("agreement", "team", "name", "email", "since", "until")
        import_id_fields = ("agreement", "email")
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        row["email"] = plain_text(row.get("email")).lower()

    def known(self, row: Any, instance_loader: Any) -> AuthorizedPerson | None:
        agreement = self.read("agreement", row)
        rows = AuthorizedPerson.objects.filter(agreement=agreement, email=row["email"])
        last: date | None = self.read("until", row)
        # One that has ended is known by its last day: the same file twice changes nothing.
        return rows.filter(until=None).first() or rows.filter(until=last).first()


class AgreementImport(HouseImport):
    """Agreements from a file."""

    resource_classes = (AgreementResource,)
    import_words = gettext_lazy(
        "An organisation has one agreement, and is known by its name or address. The signed paper "
        "is filed on the record."
    )


class AuthorizedImport(HouseImport):
    """Authorised people from a file."""

    resource_classes = (AuthorizedResource,)
    import_words = gettext_lazy(
        "Somebody who is authorised is known by organisation and e-mail. Nobody is written to."
    )
