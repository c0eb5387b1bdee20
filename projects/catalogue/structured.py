"""What programs read about a project: the row of /projects.json and the JSON-LD of its page."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from projects import licences
from projects.contributions.queries import Developers
from projects.models import LinkKind, Project


def row(project: Project) -> dict[str, Any]:
    """One project of /projects.json; days are as exact as they are known, null when not at all."""
    release = project.current_release
    return {
        "name": project.name,
        "slug": project.slug,
        "url": f"{settings.SITE_URL}{project.get_absolute_url()}",
        "stage": project.stage,
        "logo": _logo(project),
        "purpose": project.tagline,
        "description": project.description,
        "focus": [area.name for area in project.focus.all()],
        "licence": project.licence or None,
        "launched": project.launched or None,
        "begun": project.begun or None,
        "pilot_since": project.pilot_since,
        "confirmed_on": project.confirmed_on,
        "links": [
            {"kind": link.kind, "label": str(link), "url": link.url} for link in project.links.all()
        ],
        "release": release
        and {"name": release.name, "released": release.released_in or None, "url": release.url},
        "backers": [organization.name for organization in project.backers.all()],
        "source": project.source,
    }


def _logo(project: Project) -> str | None:
    """The whole address of its logo; None where there is none."""
    return urljoin(settings.SITE_URL, project.logo.url) if project.logo else None


def project(project: Project) -> dict[str, Any]:
    """Schema.org: SoftwareSourceCode where there is code, else a Project."""
    urls = {
        link.kind: link.url
        for link in reversed(project.links.all())
        if not getattr(link, "dead_since", "")
    }
    release = project.current_release
    has_code = LinkKind.CODE in urls
    software = {
        "codeRepository": urls.get(LinkKind.CODE),
        "license": licences.osi_url(project.licence) or project.licence,
        "version": release.name if release else None,
        "keywords": [area.name for area in project.focus.all()],
        "dateCreated": project.begun or project.launched,
        "isAccessibleForFree": True,
    }
    return {
        "@type": "SoftwareSourceCode" if has_code else "Project",
        "name": project.name,
        "description": project.tagline,
        "url": f"{settings.SITE_URL}{project.get_absolute_url()}",
        "image": _logo(project),
        "sameAs": urls.get(LinkKind.SITE) or urls.get(LinkKind.WIKI),
        **(software if has_code else {"foundingDate": project.launched}),
    }


def developers(project: Project, counted: Developers | None) -> dict[str, Any]:
    """The months of /projects/<slug>/developers.json, oldest first, and whom the people work for."""
    return {
        "project": project.slug,
        "source": counted.sources if counted else [],
        "months": [
            {
                "month": f"{row.month:%Y-%m}",
                "commits": row.commits,
                "newcomers": row.newcomers,
                "twelve_months": {
                    "commits": row.year_commits,
                    "contributors": row.year_contributors,
                    "organizations": row.year_organizations,
                    "newcomers": row.year_newcomers,
                    "bus_factor": row.bus_factor,
                },
            }
            for row in (counted.months if counted else [])
        ],
        "organizations": [
            {"name": name, "contributors": people, "commits": commits}
            for name, _, people, commits in (counted.organizations if counted else [])
        ],
    }
