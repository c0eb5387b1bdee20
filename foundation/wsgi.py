"""The web server's entry point: `granian --interface wsgi foundation.wsgi:application`."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foundation.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as refusal:
    # Whoever starts the server reads what is missing, not where it was noticed.
    raise SystemExit(str(refusal)) from None
