"""Hosting in public, and behind the links of those who ask."""
