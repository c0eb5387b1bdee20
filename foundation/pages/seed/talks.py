"""Which talks and teams of events are about which project, where the data really says so.

A team belongs to the project that its group is called after; two working groups meet under their own
name. A talk is about OpenStack when its title names it or one of its parts.
"""

from events.models import Recording
from events.ptg.models import Team
from projects.models import Project

TRACKS = {
    "openinfra-edge-computing-group": "edge-computing-group",
    "computing-force-network-wg": "computing-force-network",
}
TITLES = {"openstack": ("OpenStack", "Ironic", "Barbican")}


def seed() -> None:
    """Tie them, once: what staff have changed since stays."""
    projects = {project.slug: project for project in Project.objects.all()}
    if not Team.objects.filter(project__isnull=False).exists():
        for project in projects.values():
            Team.objects.filter(group=project.name).update(project=project)
        for track, slug in TRACKS.items():
            Team.objects.filter(track=track).update(project=projects[slug])
    about = Recording.projects.through.objects
    if not about.exists():
        titles = list(Recording.objects.values_list("pk", "title"))
        about.bulk_create(
            Recording.projects.through(recording_id=pk, project=projects[slug])
            for slug, words in TITLES.items()
            for pk, title in titles
            if any(word in title for word in words)
        )
