"""How answers come in, are matched and are told. Each is one change in one transaction."""
