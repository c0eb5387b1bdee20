"""What other rooms know about an organisation, for its public page: see `foundation.base.facts`.

@told("Projects it backs", place=20, line=_project)
def backed(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    projects = Project.objects.filter(backers=organization).order_by("name")
    return of(projects, name="name", slug="slug")

def _project(name: str, slug: str) -> Line: ...
"""

from foundation.base.facts import Fact, Line, Tellings, of

__all__ = ["Fact", "Line", "about", "columns", "of", "told"]

_tellings = Tellings()
told, columns, about = _tellings.told, _tellings.columns, _tellings.about
