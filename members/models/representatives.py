"""Who speaks for an organisation, and whose mail comes from it (domain 1, Representatives)."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.base import history

from .organizations import Organization

validate_domain = RegexValidator(
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$",
    _("Write the domain as example.org: small letters, without an @."),
)
# Anybody gets an address there, so it says nothing about an employer.
PUBLIC_HOSTS = (
    *("126.com", "163.com", "aol.com", "fastmail.com", "gmail.com", "gmx.de", "gmx.net"),
    *("googlemail.com", "hotmail.com", "icloud.com", "live.com", "mail.com", "mail.ru", "me.com"),
    *("msn.com", "naver.com", "outlook.com", "proton.me", "protonmail.com", "qq.com", "web.de"),
    *("yahoo.co.jp", "yahoo.com", "yandex.ru", "zoho.com"),
)


class RepresentativeRole(models.TextChoices):
    PRIMARY = "primary", _("Primary")
    BILLING = "billing", _("Billing")
    MARKETING = "marketing", _("Marketing")
    TECHNICAL = "technical", _("Technical")
    BOARD = "board", _("Board")


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def on(self, day: date) -> Self:
        """Those who represent on `day`; the last day counts, unless they were ended in its course."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(until__isnull=True) | Q(until__gt=day) | Q(until=day, ended_at__isnull=True),
        )


@history.tracked
class Representative(models.Model):
    """One person in one role for an organisation, from a day until a day. Who logs in with this
    address, verified, is that person: no account is needed before."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="representatives", verbose_name=_("organisation")
    )
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"), db_index=True)
    role = models.CharField(
        _("role"),
        max_length=9,
        choices=RepresentativeRole,
        default=RepresentativeRole.PRIMARY,
    )
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("Empty if nobody knows it.")
    )
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty while it lasts.")
    )
    is_admin = models.BooleanField(
        _("looks after its pages"),
        default=False,
        help_text=_("May edit what is said of the organisation and invite its people."),
    )
    ended_at = models.DateTimeField(
        _("ended at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When it was ended at once: from then on, on the last day too, it is over."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "role", "name"]
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=RepresentativeRole.values), name="representative_role_known"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="representative_email_in_lower_case",
                violation_error_message=_("Write the address in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="representative_ends_after_it_begins",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(until__isnull=False),
                name="representative_ended_at_needs_a_last_day",
            ),
            models.UniqueConstraint(
                fields=["organization", "email", "role"],
                condition=Q(until__isnull=True),
                name="representative_once_in_a_role",
                violation_error_message=_("This person has that role already: end it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


@history.tracked
class MailDomain(models.Model):
    """A domain whose addresses belong to the people of one organisation, as staff have checked.

    It counts exactly as it is written: `de.example.org` is another domain than `example.org`.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="mail_domains", verbose_name=_("organisation")
    )
    domain = models.CharField(
        _("domain"), max_length=120, unique=True, validators=[validate_domain]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["domain"]
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        constraints = [
            models.CheckConstraint(
                condition=Q(domain=Lower("domain")),
                name="mail_domain_in_lower_case",
                violation_error_message=_("Write the domain in small letters."),
            ),
            models.CheckConstraint(
                condition=~Q(domain__in=PUBLIC_HOSTS),
                name="mail_domain_of_no_public_host",
                violation_error_message=_(
                    "Anybody can have an address there: it belongs to no organisation."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.domain
