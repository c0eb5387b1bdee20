"""What can be done to an application, as buttons on its record and entries above the list."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.base.admin import confirmed
from members.admin.rulings import DecisionForm
from members.applications.admin import asking, reasons
from members.applications.models import Application
from members.applications.services import deciding, reviewing
from members.models import Organization


class Actions:
    """Mixed into the admin of applications."""

    @confirmed(
        label=_("Take it up"),
        plural=_("Take up the chosen applications"),
        will=_("will be in review; the applicants get a mail"),
        done=_("taken up"),
        reason=reasons.not_to_take_up,
    )
    def take_up(self, request: Any, row: Application, *, at: datetime) -> None:
        """Somebody of the staff reads it now; after a declined one, again."""
        reviewing.take_up(application=row, by=request.user, at=at)

    @confirmed(
        label=_("Ask a question"),
        plural=_("Ask the chosen applicants a question"),
        will=_("will wait for an answer; the applicants get a mail"),
        done=_("asked"),
        reason=reasons.not_to_ask,
        form=asking.QuestionForm,
    )
    def ask(self, request: Any, row: Application, *, at: datetime, text: str) -> None:
        """The review waits for the answer."""
        reviewing.ask(application=row, text=text, by=request.user, at=at)

    @confirmed(
        label=_("Publish"),
        plural=_("Publish the chosen applications"),
        will=_("will be public with name and tier; the applicants get a mail"),
        done=_("published"),
        reason=reasons.not_to_publish,
    )
    def publish(self, request: Any, row: Application, *, at: datetime) -> None:
        """Everybody can read that it wishes to join."""
        reviewing.publish(application=row, at=at)

    @confirmed(
        label=_("Refer it to the board"),
        plural=_("Refer the chosen applications to the board"),
        will=_("will be decided by the board"),
        done=_("referred to the board"),
        reason=reasons.not_to_refer,
    )
    def refer(self, request: Any, row: Application, *, at: datetime) -> None:
        """The board decides in place of the Executive Director."""
        reviewing.refer(application=row, at=at)

    @confirmed(
        label=_("Connect it with the register"),
        plural=_("Connect the chosen applications with the register"),
        will=_("will be connected with rows of the register"),
        done=_("connected"),
        reason=reasons.not_open,
        form=asking.ConnectForm,
    )
    def connect(
        self,
        request: Any,
        row: Application,
        *,
        at: datetime,
        organization: Organization | None,
        owner: Organization | None,
    ) -> None:
        """Which organisation it is, and which one owns it."""
        reviewing.connect(application=row, organization=organization, owner=owner, at=at)

    @confirmed(
        label=_("Approve it"),
        plural=_("Approve the chosen applications"),
        will=_("will be a member, with its first invoice and invitations to its people"),
        done=_("approved"),
        reason=reasons.not_to_approve,
        form=DecisionForm,
        permission="decide",
    )
    def approve(self, request: Any, row: Application, *, at: datetime, **answers: Any) -> None:
        """Record the decision, and make it a member."""
        ruling = asking.ruling(row, answers)
        deciding.approve(application=row, ruling=ruling, by=request.user, at=at)

    @confirmed(
        label=_("Decline it"),
        plural=_("Decline the chosen applications"),
        will=_("will be declined; the applicants get a mail"),
        done=_("declined"),
        reason=reasons.not_to_decline,
        form=DecisionForm,
        permission="decide",
    )
    def decline(self, request: Any, row: Application, *, at: datetime, **answers: Any) -> None:
        """Record the decision, and say no."""
        ruling = asking.ruling(row, answers)
        deciding.decline(application=row, ruling=ruling, by=request.user, at=at)
