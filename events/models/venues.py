"""Places where events are held."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events import prose
from events.prose import Block
from foundation.base import history

# Where the postcode is written after the city; everywhere else it stands before it.
POSTCODE_LAST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "SG", "TW", "US"})


@history.tracked
class Venue(models.Model):
    """A building."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    street = models.CharField(_("street"), max_length=200)
    city = models.CharField(_("city"), max_length=80)
    region = models.CharField(_("region"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = CountryField(_("country"))
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    directions = models.TextField(_("how to get there"), blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="venue_is_on_earth",
                violation_error_message=_("Give both coordinates in degrees, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"

    @property
    def direction_blocks(self) -> list[Block]:
        """How to get there, as paragraphs and lists."""
        return prose.blocks(self.directions)

    @property
    def accessibility_blocks(self) -> list[Block]:
        """How accessible it is, as paragraphs and lists."""
        return prose.blocks(self.accessibility)

    @property
    def city_line(self) -> str:
        """ "Vancouver BC V6C 3E2", "10178 Berlin": as the post of the country wants it."""
        parts = [self.city, self.region, self.postcode]
        if self.country.code not in POSTCODE_LAST:
            parts = [self.postcode, self.city, self.region]
        return " ".join(part for part in parts if part)

    @property
    def coordinates(self) -> str:
        """ "49.2886° N, 123.1113° W"; empty where they are not known."""
        if self.latitude is None or self.longitude is None:
            return ""
        north = "N" if self.latitude >= 0 else "S"
        east = "E" if self.longitude >= 0 else "W"
        return f"{abs(self.latitude):.4f}° {north}, {abs(self.longitude):.4f}° {east}"

    @property
    def map_url(self) -> str:
        """Its place on the map of OpenStreetMap; empty without coordinates."""
        if self.latitude is None or self.longitude is None:
            return ""
        place = f"mlat={self.latitude}&mlon={self.longitude}"
        return f"https://www.openstreetmap.org/?{place}#map=16/{self.latitude}/{self.longitude}"
