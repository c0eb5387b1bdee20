"""The web server's entry point: `granian --interface wsgi foundation.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foundation.settings")

application = get_wsgi_application()
