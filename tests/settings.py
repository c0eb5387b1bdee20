"""Settings of the tests: the project's own, on a Monday in October 2022."""

import os

os.environ["FOUNDATION_ENV"] = "test"
os.environ.setdefault("FOUNDATION_AS_OF", "2022-10-10T09:00:00Z")
# The browser tests drive Playwright, whose event loop lives in the same thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from foundation.base import postgres

postgres.start_if_needed()

from foundation.settings import *  # noqa: E402, F403

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing is collected here; the server of static files wants the folder all the same.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# Every test client starts the middleware anew: it must not read the collected files each time.
WHITENOISE_AUTOREFRESH = True
