"""What a sponsor gets at each level, in our own words.

The prospectus that listed it is not public any more: the lines of the Vancouver levels are a
summary made for this demo. What counts is the contract, and the page says so.
"""

VANCOUVER = "vancouver-2023"
LIVE = "openinfra-live-keynotes-2021"

# By event and level: one line about it, and what it gives, one a line.
BENEFITS: dict[tuple[str, str], dict[str, str]] = {
    (VANCOUVER, "Headline"): {
        "summary": "The name in front of everybody: a keynote, the largest booth, the first logo.",
        "benefits": """A keynote on the main stage
The largest booth, at the entrance of the marketplace
Logo first on stage, signs, badges and this site
Passes for your whole team
Your news in the mails before and after the Summit""",
    },
    (VANCOUVER, "Premier"): {
        "summary": "Seen from everywhere: a talk, a large booth, the logo on all signs.",
        "benefits": """A talk of your own in the programme
A large booth in the marketplace
Logo on stage, signs and this site
Passes for your team
Thanks from the stage""",
    },
    (VANCOUVER, "Spotlight"): {
        "summary": "A booth in a good place, and a short talk.",
        "benefits": """A lightning talk in the marketplace
A booth in a good place
Logo on signs and this site
Passes for your booth's staff""",
    },
    (VANCOUVER, "Exhibitor"): {
        "summary": "A booth in the marketplace, where people ask what you do.",
        "benefits": """A booth in the marketplace
Logo on this site
Passes for your booth's staff""",
    },
    (VANCOUVER, "Exhibitor Startup"): {
        "summary": "The same booth for young companies.",
        "benefits": """A booth in the marketplace, for companies in their first years
Logo on this site
Passes for your booth's staff""",
    },
    (VANCOUVER, "Supporting"): {
        "summary": "Your name beside ours, without a booth.",
        "benefits": """Logo on this site
Thanks in the mails before and after the Summit
No booth, nobody has to travel""",
    },
    (LIVE, "Headline"): {
        "summary": "Time on the air in the keynotes.",
        "benefits": """At least eight minutes in the keynotes
Named and shown during the broadcast
Mails to those who registered, before and after
Logo on this site and in paid promotion
Figures about who registered""",
    },
    (LIVE, "Supporting"): {
        "summary": "Your name during the broadcast.",
        "benefits": """Logo during the broadcast and on this site
Named below the videos and in the recap
Figures about who registered""",
    },
}
