"""Reads the file of rules again when it changes while a service runs."""

import time
from collections.abc import Callable
from pathlib import Path

from search.rules.files import read_rules
from search.rules.model import NO_RULES, Rules
from search.watched_file import LOOK_EVERY, WatchedFile


class WatchedRules(WatchedFile[Rules]):
    """The current rules of a file. A missing file has none."""

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.monotonic, look_every: float = LOOK_EVERY
    ) -> None:
        super().__init__(path, _read, NO_RULES, clock=clock, look_every=look_every)


def _read(path: Path) -> Rules:
    return Rules(read_rules(path))
