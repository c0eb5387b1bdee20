"""How letters and applications change. One function a change, one transaction, the clock passed in."""
