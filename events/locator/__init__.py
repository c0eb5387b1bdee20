"""Where on earth a venue is: a globe of dots, drawn here, so that no map service is asked."""

from .globe import draw

__all__ = ["draw"]
