"""A card provider outside the database: a folder with a file for each amount it gave back.

Like Stripe it knows a key again. It is slow, so that workers die while it works; sometimes its
first answer gets lost, before or after the money has gone.
"""

import hashlib
import random
import time

from django.conf import settings

from foundation.billing.providers import Answer, DemoCardProvider, Unreachable


class Bank(DemoCardProvider):
    def give_back(self, payment, amount, *, key):
        folder = settings.BANK_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(key.encode()).hexdigest()
        dice = random.Random(name)
        is_first = not list(folder.glob(f"{name}.asked.*"))
        (folder / f"{name}.asked.{time.time_ns()}").touch()
        mood = dice.random() if is_first and settings.BANK_TROUBLE else 1
        time.sleep(dice.uniform(0.05, 0.6) * settings.BANK_TROUBLE)
        if mood < 0.1:
            raise Unreachable("It did not answer.")
        try:
            with (folder / f"{name}.given").open("x") as file:
                file.write(f"{payment.pk} {amount} {key}")
        except FileExistsError:
            pass
        time.sleep(dice.uniform(0.05, 0.6) * settings.BANK_TROUBLE)
        if mood < 0.25:
            raise Unreachable("Its answer got lost.")
        return Answer(reference=f"bank:{name}", is_done=True)
