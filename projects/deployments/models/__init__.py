"""The user force: who runs what, asked once a year, and what may be told of it (domain 5)."""

from .answers import Answer, Deployment, Standing
from .questions import Bracket, Industry, Kind, Region, Round, Stage
from .tables import Adopter, Aggregate, Dimension

__all__ = [
    "Adopter",
    "Aggregate",
    "Answer",
    "Bracket",
    "Deployment",
    "Dimension",
    "Industry",
    "Kind",
    "Region",
    "Round",
    "Stage",
    "Standing",
]
