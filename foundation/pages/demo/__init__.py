"""`make demo`: everything that runs in production, on one machine, with the real data."""
