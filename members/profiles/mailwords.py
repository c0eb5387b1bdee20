"""The words of mails about profiles and tiers: the defaults, and what staff may fill in."""

from foundation.base import mailkinds
from foundation.base.mail import Draft
from foundation.base.mailkinds import Sample
from foundation.base.words import Place
from members.profiles import mails
from members.profiles.models import BenefitRequest, ProfileDraft, TierRequest

PLACES = {"name": Place("who wrote the draft"), "organization": Place("the organisation")}
TIER_PLACES = {
    "name": Place("who asked"),
    "organization": Place("the organisation"),
    "tier": Place("the tier it asked for"),
    "day": Place("the day from which it can be decided, once it is in public"),
}

# For each kind: label, when it goes out, subject, body below "Hello {name},".
KINDS = {
    "approved": (
        "Profile approved",
        "To who wrote a draft, when it is approved. The address of the page follows.",
        "{organization}: your draft is approved",
        "your draft of the profile of {organization} is approved. The public page shows it now.",
    ),
    "returned": (
        "Profile returned",
        "To who wrote a draft, when it comes back. The note and the link follow.",
        "{organization}: your draft comes back",
        ("we have looked at your draft of the profile of {organization}, and return it with the "
        "note below."),
    ),
}  # fmt: skip
TIER_KINDS = {
    "published": (
        "Tier in public",
        "To who asked for a tier, when the request is shown in public. The link follows.",
        "{organization}: your request for {tier} is in public",
        ("everybody can read now that {organization} asks to become a {tier} member. It can be "
        "decided from {day}."),
    ),
    "granted": (
        "Tier granted",
        "To who asked for a tier, when it was decided for. The decision and what happens next follow.",
        "{organization}: {tier} is agreed",
        "you asked that {organization} becomes a {tier} member. That is agreed.",
    ),
    "refused": (
        "Tier refused",
        "To who asked for a tier, when it was decided against. The reason and the link follow.",
        "{organization}: {tier} is not possible now",
        ("you asked that {organization} becomes a {tier} member. It was decided against that, for "
        "the reason below. The tier stays as it is."),
    ),
}  # fmt: skip

BENEFIT_PLACES = {
    "name": Place("who asked"),
    "organization": Place("the organisation"),
    "benefit": Place("the benefit"),
    "day": Place("the day it is used on"),
}
BENEFIT_KINDS = {
    "used": (
        "Benefit used",
        "To who asked to use a benefit, when staff have written down the day. The link follows.",
        "{organization}: {benefit} on {day}",
        "you asked to use “{benefit}” for {organization}. It is written down for {day}.",
    ),
    "refused": (
        "Benefit refused",
        "To who asked to use a benefit, when it cannot be. The reason and the link follow.",
        "{organization}: {benefit} is not possible now",
        ("you asked to use “{benefit}” for {organization}. That is not possible now, for the "
        "reason below. It does not count as used."),
    ),
}  # fmt: skip


def _sample(what: str) -> Sample:
    def sample(scope: str, about: str) -> Draft | None:
        rows = ProfileDraft.objects.select_related("organization", "written_by").order_by("-pk")
        row = rows.filter(organization__slug=about).first() if about else rows.first()
        return mails.decision(row, what) if row else None

    return sample


def _tier_sample(what: str) -> Sample:
    def sample(scope: str, about: str) -> Draft | None:
        of_all = TierRequest.objects.select_related(
            "membership__organization", "membership__tier", "tier", "written_by"
        )
        rows = of_all.filter(membership__organization__slug=about) if about else of_all
        row = rows.order_by("-pk").first()
        return mails.tier_decision(row, what) if row else None

    return sample


def _benefit_sample(what: str) -> Sample:
    def sample(scope: str, about: str) -> Draft | None:
        rows = BenefitRequest.objects.select_related(
            "agreed__membership__organization", "written_by", "use"
        )
        if about:
            rows = rows.filter(agreed__membership__organization__slug=about)
        row = rows.order_by("-pk").first()
        return mails.benefit_decision(row, what) if row else None

    return sample


def declare() -> None:
    """Called once, when the process starts."""
    for what, words in KINDS.items():
        _declare(f"profile_{what}", words, PLACES, _sample(what))
    for what, words in TIER_KINDS.items():
        _declare(f"tier_{what}", words, TIER_PLACES, _tier_sample(what))
    for what, words in BENEFIT_KINDS.items():
        _declare(f"benefit_{what}", words, BENEFIT_PLACES, _benefit_sample(what))


def _declare(
    kind: str, words: tuple[str, str, str, str], places: dict[str, Place], sample: Sample
) -> None:
    label, when, subject, body = words
    mailkinds.declare(
        kind,
        label=label,
        when=when,
        subject=subject,
        body=f"Hello {{name}},\n\n{body}",
        places=places,
        sample=sample,
    )
