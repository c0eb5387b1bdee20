"""The middleware of the test clients: made once for all of them, and anew when a setting changes.

Django makes it for every client; most tests have one of their own and send it one request.
"""

from django.core.signals import setting_changed
from django.test.client import ClientHandler

MADE = (
    "_middleware_chain", "_view_middleware", "_template_response_middleware",
    "_exception_middleware",
)  # fmt: skip
make = ClientHandler.load_middleware
kept = {}


def take(handler, is_async=False):
    """Give `handler` what another one made; `ClientHandler.load_middleware` is replaced by this."""
    if is_async:
        make(handler, is_async=True)
        return
    if not kept:
        first = ClientHandler()
        make(first)
        kept.update({name: getattr(first, name) for name in MADE})
    for name, value in kept.items():
        setattr(handler, name, value)


def forget(**changed):
    """What a setting says is read when the middleware is made."""
    kept.clear()


def share():
    ClientHandler.load_middleware = take
    setting_changed.connect(forget, dispatch_uid="tests.chain")
