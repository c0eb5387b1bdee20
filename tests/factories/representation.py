"""People with a log-in, those who represent, and those who are invited to."""

from typing import Any

from allauth.account.models import EmailAddress

from members.accounts.models import User
from members.models import Organization
from members.representation import services
from members.representation.models import Invitation
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_organization

ADA = {"name": "Ada Lovelace", "email": "ada@example.org"}


def make_person(email: str = "ada@example.org", *, is_verified: bool = True, **fields: Any) -> User:
    """Somebody who can log in and has proven to read the address."""
    user = User.objects.create_user(email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=is_verified, primary=True)
    return user


def make_invitation(
    organization: Organization | None = None, *, at: Any = KEYNOTE_WEEK, **fields: Any
) -> Invitation:
    """Ada is asked to be a primary representative who looks after the pages."""
    defaults = {"role": "primary", "is_admin": True, "by": None, **ADA}
    given: dict[str, Any] = defaults | fields
    return services.invite(organization=organization or make_organization(), at=at, **given)
