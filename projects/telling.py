"""What the projects tell about an organisation on its page."""

from datetime import datetime

from members.facts import told
from members.models import Organization
from projects.models import Project


@told("Projects it backs", place=20)
def backed(organization: Organization, at: datetime) -> list[tuple[str, str]]:
    """The hosted projects it stands behind, by name. One query."""
    projects = Project.objects.filter(backers=organization).order_by("name")
    return [(project.name, project.get_absolute_url()) for project in projects]
