"""Pages: the letter of a ticket, the check for consulates, travel support."""
