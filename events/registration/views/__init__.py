"""The pages of buying: tickets, attendees, check, pay, and what is kept afterwards."""
