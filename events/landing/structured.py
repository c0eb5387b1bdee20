"""The event for machines: Schema.org JSON-LD with its offers."""

from typing import Any

from django.conf import settings

from events.landing.queries import Page
from events.models import Event
from events.stages import Stage


def data(page: Page) -> dict[str, Any]:
    """The event as Schema.org wants it, for the tag `json_ld`."""
    event = page.event
    online = event.venue is None
    mode = "OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"
    status = "EventCancelled" if page.stage is Stage.CANCELLED else "EventScheduled"
    return {
        "@type": "Event",
        "name": event.name,
        "description": event.tagline,
        "startDate": event.starts_on.isoformat(),
        "endDate": event.ends_on.isoformat(),
        "url": _absolute(event.get_absolute_url()),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": _location(event),
        "organizer": {
            "@type": "Organization",
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
        },
        "offers": _offers(page),
    }


def _location(event: Event) -> dict[str, Any]:
    venue = event.venue
    if venue is None:
        return {"@type": "VirtualLocation", "url": _absolute(event.get_absolute_url())}
    return {
        "@type": "Place",
        "name": venue.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": venue.street,
            "addressLocality": venue.city,
            "addressRegion": venue.region,
            "postalCode": venue.postcode,
            "addressCountry": venue.country.code,
        },
    }


def _offers(page: Page) -> list[dict[str, Any]]:
    """Each price step with its window, in UTC. What is over is not offered."""
    if page.stage in {Stage.OVER, Stage.CANCELLED}:
        return []
    return [
        {
            "@type": "Offer",
            "name": f"{line.name}: {step.name}" if step.name != line.name else line.name,
            "price": str(step.price),
            "priceCurrency": page.event.currency,
            "url": _absolute(page.event.get_absolute_url()),
            "availability": f"https://schema.org/{'SoldOut' if line.is_sold_out else 'InStock'}",
        }
        | ({"validFrom": step.begins.isoformat()} if step.begins else {})
        | ({"validThrough": step.last_minute.isoformat()} if step.last_minute else {})
        for line in page.lines
        for step in line.steps
        if step.price is not None and not step.is_past
    ]


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
