"""What the events of a year have in common: they run commands and push articles, and note what is wrong."""

import http.client
import json
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.year.machine import Clock
from benchmarks.year.service import PATIENCE, Done, Service
from benchmarks.year.world import World, marker, title_of

PARTIAL = 3
"""Exit code of a command that could not read everything."""
_BUSY = "Another process is writing"
_WAIT_FOR_INDEX = 10


class Acting:
    """Acts on a service and on the world around it.

    ``wrong`` lists what should not have happened, ``done`` counts what has.

    Args:
        folder: where files are made that are not the service's.
        clock: the clock of the service, if it may be set.
    """

    def __init__(self, service: Service, world: World, folder: Path, clock: Clock | None = None) -> None:
        self.service, self.world = service, world
        self._folder, self._clock = folder, clock
        self.wrong: list[str] = []
        self.done: Counter[str] = Counter()
        self._synonyms = folder / "synonyms"
        self._synonyms.mkdir()
        service.settings["FEHREST_SYNONYMS"] = str(self._synonyms)
        self._backup = folder / "backup.zip"
        self._backed_up: dict[int, int] | None = None
        # Held while an article is pushed, and by what must not happen meanwhile.
        self._pushing = threading.RLock()
        self._key = ""

    def _change_site(self) -> None:
        choose = self.world.choose
        self.world.publish(choose.randint(0, 6))
        self.world.edit(choose.randint(0, 5))
        self.world.delete(choose.randint(0, 3))

    def _killed(self, *arguments: object) -> None:
        done = self.service.run(*arguments, kill_after=self.world.choose.uniform(0.3, 4.0))
        if done.code >= 0:
            self._expect(done, f"{arguments[0]} to be killed", 0, 1, PARTIAL)

    def _on_full_disk(self, *arguments: object) -> None:
        done = self.service.run(*arguments, most=self.world.choose.choice((4_096, 65_536, 524_288)))
        self._expect(done, f"{arguments[0]} on a full disk", 0, 1, PARTIAL)

    def _patiently(self, *arguments: object) -> None:
        """Run a command; again as long as another process writes to the index."""
        ends = time.monotonic() + PATIENCE
        while True:
            done = self.service.run(*arguments)
            if done.code == 0 or _BUSY not in done.output or time.monotonic() > ends:
                return self._expect(done, " ".join(map(str, arguments)), 0)
            time.sleep(0.5)

    def _expect(self, done: Done, what: str, *codes: int) -> None:
        if done.code not in codes or "Traceback" in done.output:
            self.wrong.append(f"{what}: exit code {done.code}\n{done.output[-1500:]}")

    def _export(self) -> list[str]:
        done = self.service.run("search", "--json", "--size", "50", "notes")
        return done.output.splitlines()[:0] if done.code else _hits(done.output)

    def _persist(self, method: str, number: int, record: object = None) -> dict[str, Any]:
        """Send a change until it is stored, as a program should."""
        ends = time.monotonic() + PATIENCE
        path = f"/api/v1/articles/{number}?site=press.example&wait={_WAIT_FOR_INDEX}"
        path = path if record is None else f"/api/v1/articles/{number}?wait={_WAIT_FOR_INDEX}"
        while time.monotonic() < ends:
            with suppress(OSError, http.client.HTTPException, ValueError):
                status, answer = self.service.request(
                    method, path, record, Authorization=f"Bearer {self._key}"
                )
                if status in (200, 201, 202) or (method == "DELETE" and status == 404):
                    return answer or {}
                if status != 503:
                    self.wrong.append(f"{method} {path}: status {status} {answer}")
                    if status < 500:
                        return {}
            time.sleep(0.3)
        self.wrong.append(f"{method} {path}: not stored within {PATIENCE:.0f} s")
        return {}

    def _check_found(self, number: int, version: int) -> None:
        began = time.monotonic()
        try:
            path = f"/api/v1/search?exact=1&collapse=0&q={marker(number)}"
            status, answer = self.service.request("GET", path)
        except (OSError, http.client.HTTPException):
            if not self.service.was_away(began, time.monotonic()):
                raise
            return
        found = [hit["title"] for hit in answer["hits"]] if status == 200 else None
        if status != 503 and found != [title_of(number, version)]:
            self.wrong.append(f"pushed {title_of(number, version)!r} and reported as indexed, found {found}")


def _hits(output: str) -> list[str]:
    return [json.dumps(hit) for hit in json.loads(output)["hits"]]
