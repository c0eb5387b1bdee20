"""Stamps of forms that were opened a while ago."""

import time
from unittest import mock

from foundation.base import bots


def make_stamp(*, seconds_ago=60):
    """The stamp a form got `seconds_ago`: old enough that a person may send it.

    For one that is too fresh say -60: however slow the machine, it stays fresh.
    """
    with mock.patch("django.core.signing.time.time", return_value=time.time() - seconds_ago):
        return bots.stamp()
