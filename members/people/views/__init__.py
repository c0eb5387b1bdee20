"""Pages of individual members: public ones, and what is mine under /me/."""
