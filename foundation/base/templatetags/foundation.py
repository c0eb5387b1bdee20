"""The site's template tags and filters. They are built in: no template has to load them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from foundation.base import art as drawing
from foundation.base import charts, marks, moments, structured
from foundation.base import forms as house_forms
from foundation.base import money as amounts
from foundation.base.admin import doors
from foundation.base.statics import address

register = template.Library()


@register.simple_tag
def static(path: str) -> str:
    """`{% static "css/base.css" %}`: the address of a static file, as Django's tag of this name."""
    return escape(address(path))


@register.simple_tag
def art(seed: object, kind: str = "hero") -> SafeString:
    """`{% art event.slug %}`: the line art of `seed`; kinds are hero, band, tile and field."""
    return drawing.draw(str(seed), kind)


@register.simple_tag
def mark(name: str, tier: object = "", size: str = "medium") -> SafeString:
    """`{% mark organization.name tier.slug %}`: a monogram tile."""
    return drawn_mark(name, tier, size)


@register.simple_tag
def logo(owner: Any, tier: object = "", size: str = "medium") -> SafeString:
    """`{% logo organization tier.slug %}`: its logo, or the monogram of an owner without one. It
    is decoration: the name stands beside it."""
    if not owner.logo:
        return drawn_mark(owner.name, tier, size)
    return format_html(
        '<img class="mark mark--{} mark--logo" src="{}" alt="" width="48" height="48" loading="lazy">',
        size,
        owner.logo.url,
    )


def drawn_mark(name: str, tier: object, size: str) -> SafeString:
    """The monogram tile that `{% mark %}` and `{% logo %}` draw."""
    return marks.mark(name, str(tier or ""), size=size)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """`{% icon "calendar" %}`: one sign of static/img/icons.svg, hidden from screen readers."""
    return _drawn_icon(name, css, address("img/icons.svg"))


@cache
def _drawn_icon(name: str, css: str, signs: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        signs,
        name,
    )


@register.simple_tag(name="money")
def money_tag(amount: Decimal, currency: str = "USD") -> str:
    """`{% money order.total order.currency %}`: "USD 1,234.50", whole amounts without decimals."""
    return amounts.show(Decimal(amount), currency, short=True).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def money(amount: Decimal | None, currency: str = "USD") -> str:
    """`{{ amount|money:currency }}`: the same as the tag; nothing for None."""
    return "" if amount is None else money_tag(amount, currency)


@register.simple_tag
def when(at: datetime | date | None, zone: str = "UTC", form: str = "long") -> SafeString:
    """`{% when slot.start event.zone %}`: a `<time>` that names its zone.

    Forms: long "13 June 2023, 09:00 PDT", day "13 June 2023", short "13 Jun 09:00 PDT",
    time "09:00 PDT". A plain date has no zone and is shown as a day.
    """
    if at is None:
        return SafeString("")
    shown = moments.shown(at, zone, form)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), shown)


@register.simple_tag
def day_range(start: date, end: date | None = None) -> str:
    """`{% day_range event.starts_on event.ends_on %}`: "13–15 June 2023"."""
    return moments.day_range(start, end or start)


@register.simple_tag
def line_chart(
    points: Any, title: str, unit: str = "", source: str = "", colours: Any = None
) -> SafeString:
    """`{% line_chart points title="Members" unit="members" source="Annual report" %}`.

    `points` are (day or label, number) pairs, or a mapping of a series' name to such pairs.
    """
    return charts.line_chart(
        _series(points, title), title=title, unit=unit, source=source, colours=colours
    )


@register.simple_tag
def bar_chart(rows: Iterable[Any], title: str, unit: str = "", source: str = "") -> SafeString:
    """`{% bar_chart rows title="By country" %}`: rows are (label, number[, colour[, url]])."""
    return charts.bar_chart([tuple(row) for row in rows], title=title, unit=unit, source=source)


@register.simple_tag
def bridge_chart(steps: Any, title: str, unit: str = "", source: str = "") -> SafeString:
    """`{% bridge_chart steps title="From year to year" %}`: steps as `charts.Step`."""
    return charts.bridge_chart(list(steps), title=title, unit=unit, source=source)


def _series(points: Any, title: str) -> dict[str, list[tuple[Any, Any]]]:
    named = points if isinstance(points, Mapping) else {title: points}
    return {str(name): [tuple(pair) for pair in pairs] for name, pairs in named.items()}


@register.filter
def split(words: str) -> list[str]:
    """`{% for name in "one two"|split %}`: the words of a text."""
    return words.split()


@register.filter
def pairs(names: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Names as (name, "") pairs; what is a pair already stays one."""
    return [(name, "") if isinstance(name, str) else (name[0], name[1]) for name in names]


@register.simple_tag(takes_context=True)
def query_replace(context: Context, **changes: Any) -> str:
    """`href="{% query_replace page=2 %}"`: this page's query with changes; None or "" removes.

    A change of anything but the page goes back to the first page.
    """
    query = _request(context).GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def beside(context: Context, row: Any) -> list[tuple[str, str]]:
    """`{% beside original as links %}`: what other rooms offer on a record of the admin."""
    return doors.links_beside(_request(context), row)


@register.simple_tag(takes_context=True)
def active(context: Context, prefix: str) -> SafeString:
    """`<a href="/members/" {% active "/members/" %}>`: marks the part of the site one is in."""
    request = context.get("request")
    path = request.path if request is not None else ""
    if path == prefix:
        return SafeString('aria-current="page"')
    inside = prefix not in ("", "/") and path.startswith(prefix)
    return SafeString('aria-current="true"' if inside else "")


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """`{% json_ld structured %}` in the block `head`: Schema.org data as JSON-LD."""
    return structured.json_ld(data)


@register.simple_tag
def absolute(url: object) -> str:
    """`{% absolute event.get_absolute_url %}`: the address with the site's own in front."""
    address = str(url)
    return address if "://" in address else f"{settings.SITE_URL}{address}"


@register.simple_tag
def whose_site() -> str:
    """The name of the foundation, where no request gives `site_name`: in mails, on error 500."""
    return str(settings.SITE_NAME)


@register.simple_tag(takes_context=True)
def title_error(context: Context, *forms: Any) -> str:
    """ "Error: " when a form has errors. layouts/site.html does it for `form` and `formset`."""
    wrong = any(form is not None and form != "" and form.errors for form in _flat(forms))
    said = context.render_context.get("title_error", False)
    context.render_context["title_error"] = said or wrong
    return "Error: " if wrong and not said else ""


def _flat(forms: Iterable[Any]) -> Iterable[Any]:
    for form in forms:
        yield from getattr(form, "forms", None) or [form]


@register.simple_tag
def error_lines(form: Any = None, formset: Any = None) -> list[house_forms.ErrorLine]:
    """`{% error_lines form formset as lines %}`: what components/error_summary.html lists."""
    return house_forms.error_lines(form or None, formset or None)


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*parts: object) -> dict[str, Any]:
    """`{% breadcrumb "Members" "/members/" organization.name %}`: Home stands before them.

    Names and addresses take turns; the last name is this page and has no address.
    """
    steps = list(zip(parts[:-1:2], parts[1::2], strict=True))
    return {"steps": steps, "here": parts[-1] if len(parts) % 2 else None}


@register.simple_tag
def page_range(page: Any) -> list[Any]:
    """The page numbers to offer around `page`, with "…" where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> "CaptureNode":
    """`{% capture name %}…{% endcapture %}`: renders once, to be used more than once."""
    _tag, name = token.split_contents()
    nodes = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(name, nodes)


class CaptureNode(template.Node):
    """What `capture` makes."""

    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Keep the text, trimmed and in one line, and print nothing here."""
        context[self.name] = SafeString(" ".join(self.nodelist.render(context).split()))
        return SafeString("")


def _request(context: Context) -> HttpRequest:
    return context["request"]
