"""Load from processes of their own, which begin at the same moment."""

import multiprocessing
import time
from dataclasses import dataclass

from tests.benchmarks.buyers import JOBS

BUYERS = 16
_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Outcome:
    """What all processes did together. Waits are sorted seconds of one act each."""

    done: int
    refused: int
    requests: int
    seconds: float
    cpu: float
    waits: list[float]

    @property
    def rate(self):
        return self.done / self.seconds

    def wait(self, share):
        """The wait (in ms) that this share of acts did not exceed."""
        return self.waits[min(int(len(self.waits) * share), len(self.waits) - 1)] * 1000


def run(job, *args, seconds=0.0, each=0, buyers=BUYERS, **options):
    """`buyers` processes do `job` for so many seconds, or so many times each."""
    gate, answers = _fork.Barrier(buyers + 1), _fork.SimpleQueue()
    plan = (job, args, options, seconds, each)
    processes = [
        _fork.Process(target=_work, args=(number, plan, gate, answers)) for number in range(buyers)
    ]
    for process in processes:
        process.start()
    gate.wait()
    began = time.monotonic()
    told = [answers.get() for _ in processes]
    spent = max(row[4] for row in told) - began
    for process in processes:
        process.join()
    failed = [row[5] for row in told if row[5]]
    if failed:
        raise SystemExit(f"{job}: {len(failed)} of {buyers} buyers failed: {failed[0]}")
    done, refused, requests, cpu = (sum(row[index] for row in told) for index in range(4))
    return Outcome(done, refused, requests, spent, cpu, sorted(w for row in told for w in row[6]))


def _work(number, plan, gate, answers):
    job, args, options, seconds, each = plan
    browser, once = JOBS[job](*args, number, **options)
    gate.wait()
    waits, outcomes, failure = [], [], ""
    cpu, end = time.process_time(), time.monotonic() + seconds
    began = time.monotonic()
    try:
        while (len(waits) < each) if each else (began < end):
            outcomes.append(once() is not False)
            now = time.monotonic()
            waits.append(now - began)
            began = now
    except (AssertionError, TypeError, ValueError, OSError) as error:
        failure = f"{type(error).__name__}: {error}"
    done = sum(outcomes)
    cpu = time.process_time() - cpu
    row = (done, len(outcomes) - done, browser.requests, cpu, time.monotonic(), failure, waits)
    answers.put(row)
