"""What happens to a service in a year. Each event is a method; its name is the name of the event."""

import http.client
import json
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.year.service import PATIENCE, Done, Service
from benchmarks.year.world import World, marker, pushed_url, title_of

_DAY = "2024-03-01T10:00:00+00:00"
_PARTIAL = 3
_BUSY = "Another process is writing"
_WAIT_FOR_INDEX = 10
_ZONES = ("UTC", "Asia/Tehran", "Europe/Tirane")
_GROUPS = ("jetty, harbour\n", "orchard, grove\n", "mill, grinder\nmarket, bazaar\n")


class Events:
    """The events of a year, run one at a time; pushes may come from another thread.

    ``wrong`` lists what should not have happened, ``done`` counts what has.
    """

    def __init__(self, service: Service, world: World, folder: Path) -> None:
        self.service, self.world = service, world
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

    def happen(self, name: str) -> None:
        """Run an event."""
        getattr(self, name)()
        self.done[name] += 1

    def sync(self) -> None:
        """The site changes a little and is read."""
        self._change_site()
        self._expect(self.service.run("sync", self.world.site.url), "sync", 0, _PARTIAL)

    def sync_in_trouble(self) -> None:
        """The site answers with errors."""
        self._change_site()
        self.world.trouble()
        self._expect(
            self.service.run("sync", self.world.site.url), "sync of a site in trouble", 0, 1, _PARTIAL
        )
        self.world.calm()

    def sync_killed(self) -> None:
        """A sync is killed."""
        self._change_site()
        self._killed("sync", self.world.site.url)

    def sync_on_full_disk(self) -> None:
        """No file can grow beyond some kilobytes while a sync runs."""
        self._change_site()
        self._on_full_disk("sync", self.world.site.url)

    def reindex(self) -> None:
        """The index is rebuilt."""
        self._patiently("reindex")

    def reindex_killed(self) -> None:
        """A rebuild is killed."""
        self._killed("reindex")

    def reindex_on_full_disk(self) -> None:
        """The disk is full during a rebuild."""
        self._on_full_disk("reindex")

    def rollback(self) -> None:
        """An editor goes back to the earlier generation of the index."""
        with self._pushing:
            done = self.service.run("reindex", "--rollback")
            self._expect(done, "rollback", 0, *((1,) if "no earlier generation" in done.output else ()))
            self._patiently("reindex", "--changes")

    def backup(self) -> None:
        """The archive is backed up."""
        with self._pushing:
            self._expect(self.service.run("backup", "--force", self._backup), "backup", 0)
            self._backed_up = dict(self.world.pushed)

    def backup_killed(self) -> None:
        """A backup is killed. The one before is still there."""
        self._killed("backup", "--force", self._backup.with_name("killed.zip"))

    def restore(self) -> None:
        """The last backup is restored. What was pushed since is lost; the site still has its posts."""
        self._restore(killed=False)

    def restore_killed(self) -> None:
        """The same, at the second try."""
        self._restore(killed=True)

    def kill(self) -> None:
        """The service is killed and started again."""
        self.service.stop(signal.SIGKILL)
        self.service.start()

    def restart(self) -> None:
        """The service is stopped and started again."""
        self.service.stop()
        self.service.start()

    def kill_worker(self) -> None:
        """One of the service's processes is killed."""
        self.service.kill_worker(self.world.choose.randrange(8))

    def change_zone(self) -> None:
        """The time zone is changed: the service answers from the old index until it is rebuilt."""
        self.service.settings["FEHREST_TIMEZONE"] = self.world.choose.choice(_ZONES)
        self.restart()
        self._patiently("reindex")

    def change_synonyms(self) -> None:
        """An editor changes the synonyms."""
        (self._synonyms / "en.txt").write_text(self.world.choose.choice(_GROUPS), "utf-8")

    def rule_on_stories(self) -> None:
        """An editor joins two articles, or separates them."""
        ids = [json.loads(line)["id"] for line in self._export()]
        if len(ids) > 1:
            way = self.world.choose.choice(("--join", "--part", "--forget"))
            done = self.service.run("stories", way, *self.world.choose.sample(ids, 2))
            # One of the two may have been deleted meanwhile.
            self._expect(done, f"stories {way}", 0, 1, _PARTIAL)

    def push(self) -> None:
        """An article is pushed, and found at once."""
        with self._pushing:
            number, version = self.world.push()
            text = "\n\n".join(self.world.text(number, version))
            record = {
                "title": title_of(number, version),
                "body": text,
                "url": pushed_url(number),
                "date": _DAY,
            }
            answer = self._persist("PUT", number, record)
            self.world.pushed[number] = version
            if answer.get("indexed"):
                self._check_found(number, version)

    def push_on_full_disk(self) -> None:
        """The disk of the service is full for a moment while an article is pushed."""
        with self._pushing:
            self.service.limit_files(16_384)
            try:
                timer = threading.Timer(2.0, self.service.limit_files, (-1,))
                timer.start()
                self.push()
                timer.join()
            finally:
                with suppress(OSError):
                    self.service.limit_files(-1)

    def withdraw(self) -> None:
        """A pushed article is deleted."""
        with self._pushing:
            if self.world.pushed:
                number = self.world.choose.choice(sorted(self.world.pushed))
                self._persist("DELETE", number)
                del self.world.pushed[number]

    def settle(self) -> None:
        """Everything is brought up to date."""
        if self.service.settings.pop("FEHREST_TIMEZONE", "UTC") != "UTC":
            self.restart()
        for _ in range(5):
            done = self.service.run("sync", self.world.site.url)
            if done.code == 0:
                break
        self._expect(done, "the last sync", 0)
        self._patiently("reindex", "--changes")

    def make_key(self) -> None:
        """Create the key with which articles are pushed."""
        done = self.service.run_here("keys", "create", "press", "--write")
        self._expect(done, "keys create", 0)
        self._key = done.output.split()[-1]

    def _change_site(self) -> None:
        choose = self.world.choose
        self.world.publish(choose.randint(0, 6))
        self.world.edit(choose.randint(0, 5))
        self.world.delete(choose.randint(0, 3))

    def _killed(self, *arguments: object) -> None:
        done = self.service.run(*arguments, kill_after=self.world.choose.uniform(0.3, 4.0))
        if done.code >= 0:
            self._expect(done, f"{arguments[0]} to be killed", 0, 1, _PARTIAL)

    def _on_full_disk(self, *arguments: object) -> None:
        done = self.service.run(*arguments, most=self.world.choose.choice((4_096, 65_536, 524_288)))
        self._expect(done, f"{arguments[0]} on a full disk", 0, 1, _PARTIAL)

    def _patiently(self, *arguments: object) -> None:
        """Run a command; again as long as another process writes to the index."""
        ends = time.monotonic() + PATIENCE
        while True:
            done = self.service.run(*arguments)
            if done.code == 0 or _BUSY not in done.output or time.monotonic() > ends:
                return self._expect(done, " ".join(map(str, arguments)), 0)
            time.sleep(0.5)

    def _restore(self, *, killed: bool) -> None:
        with self._pushing:
            if self._backed_up is None:
                self.backup()
            if killed:
                self._killed("restore", self._backup)
            self._expect(self.service.run("restore", self._backup), "restore", 0, _PARTIAL)
            self.world.pushed = dict(self._backed_up or {})
            for old in self.service.data.glob("archive-before-*"):
                old.unlink()

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


WEIGHTS = {
    "sync": 30, "sync_in_trouble": 4, "sync_killed": 8, "sync_on_full_disk": 4, "reindex": 3,
    "reindex_killed": 3, "reindex_on_full_disk": 3, "rollback": 2, "backup": 4, "backup_killed": 2,
    "restore": 2, "restore_killed": 2, "kill": 5, "restart": 3, "kill_worker": 3, "change_zone": 2,
    "change_synonyms": 4, "rule_on_stories": 4, "push": 20, "push_on_full_disk": 3, "withdraw": 5,
}  # fmt: skip
"""How often each event happens, compared with the others."""
