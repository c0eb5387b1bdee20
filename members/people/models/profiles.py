"""What people say of themselves, with a switch for each thing: closed unless they open it."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from foundation.base import history
from foundation.base.search import Folded, SearchText
from foundation.base.slugs import validate_not_reserved
from members.accounts.models import User

# What has a switch of its own: `shows_<field>`.
FIELDS = (
    *("name", "photo", "affiliations", "country", "bio", "languages", "projects"),
    *("chat", "links", "email"),
)


class PersonQuerySet(models.QuerySet["Person"]):
    def members_at(self, at: datetime) -> Self:
        """People who are Foundation members at the moment `at`."""
        # The memberships stand beside this file and refer to the same person.
        held = self.model._meta.apps.get_model("people", "IndividualMembership")
        mine = held._default_manager.filter(user=OuterRef("user"), span__contains=at)
        return self.filter(Exists(mine))

    def listed_at(self, at: datetime) -> Self:
        """Members at `at` whose name is open: those whom the public directory knows."""
        return self.filter(shows_name=True).members_at(at)


@history.tracked
class Person(models.Model):
    """The profile of somebody with an account. The e-mail stays in the account."""

    user = models.OneToOneField(User, models.PROTECT, related_name="person")
    name = models.CharField(_("full name"), max_length=150)
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, validators=[validate_not_reserved]
    )
    country = CountryField(_("country"), blank=True)
    bio = models.TextField(_("about me"), blank=True, max_length=2000)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    projects = models.CharField(_("projects"), max_length=200, blank=True)
    chat = models.CharField(_("chat names"), max_length=200, blank=True)
    links = models.TextField(
        _("links"), blank=True, max_length=1000, help_text=_("One address a line.")
    )
    shows_name = models.BooleanField(_("name is public"), default=True)
    shows_photo = models.BooleanField(_("photo is public"), default=False)
    shows_affiliations = models.BooleanField(_("affiliations are public"), default=False)
    shows_country = models.BooleanField(_("country is public"), default=False)
    shows_bio = models.BooleanField(_("about me is public"), default=False)
    shows_languages = models.BooleanField(_("languages are public"), default=False)
    shows_projects = models.BooleanField(_("projects are public"), default=False)
    shows_chat = models.BooleanField(_("chat names are public"), default=False)
    shows_links = models.BooleanField(_("links are public"), default=False)
    shows_email = models.BooleanField(_("e-mail is shown to members"), default=False)
    # What search and the letters of the directory look at; no accents, small letters.
    search_text = SearchText("name")
    letter = models.GeneratedField(
        expression=Left(Folded(F("name")), 1),
        output_field=models.CharField(max_length=1),
        db_persist=True,
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("individual")
        verbose_name_plural = _("individuals")
        indexes = [
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="person_search"),
            models.Index(
                fields=["letter", "search_text", "id"],
                condition=Q(shows_name=True),
                name="person_by_letter",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_has_a_name",
                violation_error_message=_("Give the full name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.slug])


class Photo(models.Model):
    """A picture of somebody, as we encoded it. It is kept in the table and not as a file: a picture
    that is closed has no address, and one that is replaced leaves nothing behind."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="photo")
    content = models.BinaryField(_("picture"))
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"
