"""What visitors write to the foundation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history


class Topic(models.TextChoices):
    GENERAL = "general", _("Something else")
    MEMBERSHIP = "membership", _("Membership")
    SPONSORSHIP = "sponsorship", _("Sponsoring an event")
    EVENTS = "events", _("Events and registration")
    HOSTING = "hosting", _("Hosting a project")
    PRESS = "press", _("Press")


@history.tracked
class ContactMessage(models.Model):
    """A message from the contact form. It waits on the desk until somebody has answered."""

    topic = models.CharField(_("about"), max_length=11, choices=Topic, default=Topic.GENERAL)
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    organization = models.CharField(_("organisation"), max_length=150, blank=True)
    message = models.TextField(_("message"), max_length=4000)
    created_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="contact_topic_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_topic_display()}"
