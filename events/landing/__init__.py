"""The page of one event, under the roof of this wing.

It shows what the rooms know (prices from registration, teams from ptg, levels from sponsorship),
and rooms do not import each other: so it stands above them, and nothing imports it but the
addresses. It has no tables of its own and needs no app.
"""
