"""Settings of the processes that chaos kills: the project's own, impatient, mails into a folder,
and a bank in another."""

from datetime import timedelta

from foundation.settings import *  # noqa: F403
from foundation.settings import BASE_DIR

MAIL_FOLDER = BASE_DIR / ".data" / "chaos-mail"
BANK_FOLDER = BASE_DIR / ".data" / "chaos-bank"
# How slow it is; at 0 it answers at once, and always.
BANK_TROUBLE = 0.3
PAYMENT_VARIANTS = {"card": ("tests.chaos.bank.Bank", {})}
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(MAIL_FOLDER)},
    }
}
# A killed worker's tasks go to the next one at once instead of after a quarter of an hour.
TASKS_LOST_AFTER = timedelta(seconds=15)
