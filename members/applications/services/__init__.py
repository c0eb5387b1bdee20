"""How an application changes, from its first step to the membership."""
