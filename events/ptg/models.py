"""Teams that meet at a Project Teams Gathering (domain 4.5)."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import history
from projects.models import Project

validate_track = RegexValidator(
    r"^[a-z0-9-]+$",
    _("Use lower-case letters, digits and dashes: it is typed in chat."),
)


@history.tracked
class Team(models.Model):
    """A team with the word that names it in commands."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="teams")
    name = models.CharField(_("team"), max_length=120)
    track = models.CharField(_("track"), max_length=60, validators=[validate_track])
    group = models.CharField(_("group"), max_length=60, blank=True)
    lead = models.CharField(_("lead"), max_length=150, blank=True)
    service = models.CharField(_("what it works on"), max_length=160, blank=True)
    irc_channel = models.CharField(_("IRC channel"), max_length=60, blank=True)
    etherpad = models.URLField(_("note pad"), blank=True)
    meeting_url = models.URLField(_("meeting"), blank=True)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    slots_note = models.CharField(_("slots"), max_length=200, blank=True)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("project"),
        help_text=_("Whose team it is: it is then told on its page."),
    )

    class Meta:
        ordering = ["event", "group", "name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "track"],
                name="team_track_once_per_event",
                violation_error_message=_("Another team of this event has that track."),
            ),
            models.CheckConstraint(
                condition=Q(track__regex=r"^[a-z0-9-]+$"), name="team_track_is_a_word"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('ptg:teams', args=[self.event.slug])}#{self.track}"
