"""The embedded server stops with the last process that uses it, however the others ended."""

import json
import os

from foundation.base import postgres


def test_a_process_that_was_killed_does_not_keep_the_server_running(tmp_path):
    users = tmp_path / "users.json"
    # No machine has a process of that number.
    users.write_text(json.dumps([os.getpid(), 2**22 + 1]))

    postgres._forget_the_dead(users)

    assert json.loads(users.read_text()) == [os.getpid()]
