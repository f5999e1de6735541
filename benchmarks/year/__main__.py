"""A year in an hour.

python -m benchmarks.year [MINUTES] [--seed N] [--workers N] [--folder FOLDER] [--clock LIBRARY]

Runs ``fehrest serve`` as a process, ``fehrest sync`` against a site like WordPress on loopback whose posts
come, change and go, and everything else that happens to a service: pushed articles, edits of synonyms and
stories, another time zone, backups and restores, rebuilds and rollbacks, kills (SIGKILL) of the service, of
one of its processes and of the commands, and full disks (no file of the process can grow beyond a limit,
RLIMIT_FSIZE). Meanwhile 20 readers check that each answer is consistent: hits, totals and facets agree, and
all pages together have as many articles as the total says.

With ``--clock`` and the file of libfaketime (Debian's package ``faketime``) the clock of the service and of
the commands jumps by hours, a day or a year. If FOLDER is on a file system of less than a gigabyte, such as a
tmpfs of its own, it is filled to the last byte now and then.

At the end everything is brought up to date. Prints what happened, memory, threads, open files and the size of
the data folder in the course of time, and whether site, archive and index agree and every reader saw what is
right: no error but 503 with Retry-After. The exit code is 1 if not. ``serve.log`` in FOLDER has the log.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.year.run import Year

_MEASURE_EVERY = 20.0


def live(year: Year, seconds: float, choose: random.Random) -> None:
    """Let events happen until the time is over."""
    ends, due, began = time.monotonic() + seconds, 0.0, time.monotonic()
    while (now := time.monotonic()) < ends:
        year.events.happen(choose.choices(list(year.weights), list(year.weights.values()))[0])
        if now >= due:
            due = now + _MEASURE_EVERY
            with suppress(OSError):  # a process of the service was just replaced
                year.measure()
            sample = ", ".join(f"{name} {value:.0f}" for name, value in year.latest().items())
            wrong = len(year.events.wrong) + len(year.readers.wrong)
            print(f"{(now - began) / 60:5.1f} min: {sample}, wrong {wrong}", flush=True)


def keep_pushing(year: Year, ended: threading.Event, choose: random.Random) -> None:
    """Push articles while all other events happen."""
    while not ended.wait(choose.uniform(0.5, 6.0)):
        year.events.happen("push")


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser("python -m benchmarks.year", description=__doc__)
    arguments.add_argument("minutes", nargs="?", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--clock", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        with Year(folder, seed=given.seed, workers=given.workers, posts=400, clock=given.clock) as year:
            ended = threading.Event()
            pusher = threading.Thread(
                target=keep_pushing, args=(year, ended, random.Random(given.seed + 2)), daemon=True
            )
            pusher.start()
            live(year, given.minutes * 60, random.Random(given.seed + 1))
            ended.set()
            pusher.join()
        wrong = year.verdict()
    print("\n".join(f"{count:7} {name}" for name, count in sorted(year.counted().items())))
    print("\n".join(wrong) or "Site, archive, index and readers agree.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
