"""The Four Opens, collaboration compared, and who runs the software (domain 6)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Open:
    """One of the four: what it asks for, and how anybody can check it."""

    slug: str
    name: str
    colour: str
    line: str
    text: str
    checks: tuple[str, ...]


OPENS = (
    Open(
        "open-source",
        "Open source",
        "blue",
        "All of it, not a sample of it.",
        "The software is published under a licence approved by the Open Source Initiative, whole "
        "and usable as it is. There is no second edition with the good parts behind a contract.",
        (
            "The licence of every project is on its page.",
            "What runs in the largest clouds is built from the same repositories.",
            "Nothing is held back to be sold.",
        ),
    ),
    Open(
        "open-design",
        "Open design",
        "gold",
        "Decided where everybody can see it.",
        "What the next release will do is proposed, argued and settled in public, by those who "
        "will write it together with those who will run it.",
        (
            "Designs are files that are reviewed like code.",
            "Teams plan each cycle at a gathering anybody may attend.",
            "A decision names its reasons and can be found years later.",
        ),
    ),
    Open(
        "open-development",
        "Open development",
        "green",
        "Every change reviewed in the open.",
        "Code, reviews, tests and bugs are public from the first draft. Whoever does good work "
        "can become a reviewer and a core maintainer, whoever employs them.",
        (
            "Each change is reviewed and tested before it is merged.",
            "The roadmap, the bug list and the test results are open to read.",
            "Maintainers come from several organisations.",
        ),
    ),
    Open(
        "open-community",
        "Open community",
        "red",
        "The contributors govern it.",
        "Technical leaders are elected by the people who contribute. Meetings are public, minutes "
        "are kept, and a code of conduct protects those who take part.",
        (
            "Team leads and committees are elected.",
            "Meetings are announced, open and recorded in writing.",
            "No organisation can buy a seat in technical leadership.",
        ),
    ),
)

MODELS = ("Proprietary", "Single-vendor open source", "Open development")

# The question, then the answer of each model in the order of MODELS.
COMPARED = (
    ("Who may read the code?", "Its owner", "Everybody", "Everybody"),
    ("Who may change and share it?", "Its owner", "Everybody, by the licence", "Everybody"),
    (
        "Is it the whole product?",
        "Yes, by contract",
        "Often not: the rest is sold",
        "Yes, one edition",
    ),
    ("Who decides what comes next?", "The owner", "The vendor", "Those who contribute"),
    (
        "Where is it designed?",
        "Behind closed doors",
        "Inside the vendor",
        "In public, before it is written",
    ),
    (
        "Who can become a maintainer?",
        "Employees",
        "Mostly employees",
        "Anybody whose work is trusted",
    ),
    (
        "What if the company changes its mind?",
        "You migrate",
        "The licence may change, you fork",
        "The others go on",
    ),
    ("Who owns the name?", "The owner", "The vendor", "A foundation of its members"),
)

SECTORS = (
    "Telecom",
    "Financial services",
    "Public cloud",
    "Academic and research",
    "Retail and e-commerce",
    "Manufacturing",
    "Energy, transport and government",
    "Web and entertainment",
)
