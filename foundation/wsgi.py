"""The web server's entry point: `granian --interface wsgi foundation.wsgi:application`."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from foundation.base.kept import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foundation.settings")

try:
    application = KeptPages(get_wsgi_application(), seconds=settings.PAGES_KEPT_SECONDS)
    if settings.PAGES_ARE_WARMED:
        from foundation.pages import warming  # its models are there only now

        warming.warm()
        warming.let_go()
except ImproperlyConfigured as refusal:
    # Whoever starts the server reads what is missing, not where it was noticed.
    raise SystemExit(str(refusal)) from None
