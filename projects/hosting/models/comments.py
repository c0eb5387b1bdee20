"""What people of other projects say about a pilot under review."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from projects.models import Project

from .guards import COMMENT_POSSIBLE
from .reviews import Review


class CommentState(models.TextChoices):
    WAITING = "waiting", _("To be read")
    APPROVED = "approved", _("In public")
    REFUSED = "refused", _("Not shown")


class CommentQuerySet(models.QuerySet["Comment"]):
    def waiting(self) -> Self:
        """Those nobody of the staff has read."""
        return self.filter(state=CommentState.WAITING)

    def approved(self) -> Self:
        """Those that everybody may read."""
        return self.filter(state=CommentState.APPROVED)


@history.tracked
class Comment(models.Model):
    """A named word about a review, from another project; shown once staff have approved it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="comments")
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="+", verbose_name=_("comes from the project")
    )
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("part in that project"), max_length=120, blank=True)
    text = models.TextField(_("comment"))
    token = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=CommentState, default=CommentState.WAITING
    )
    sent_at = models.DateTimeField(_("sent at"), default=clock.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read by"),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment on a review")
        verbose_name_plural = _("comments on reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values), name="review_comment_state_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="review_comment_says_something"),
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING) ^ Q(read_at__isnull=False),
                name="review_comment_read_has_a_moment",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="comment_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=COMMENT_POSSIBLE,
                declare=[("asked", "hosting_review%ROWTYPE")],
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.project}"
