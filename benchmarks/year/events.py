"""What happens to a service in a year. Each event is a method; its name is the name of the event."""

import json
import signal
import threading
from contextlib import suppress

from benchmarks.year.acting import PARTIAL, Acting
from benchmarks.year.machine import full_disk
from benchmarks.year.world import pushed_url, title_of

_DAY = "2024-03-01T10:00:00+00:00"
_ZONES = ("UTC", "Asia/Tehran", "Europe/Tirane")
_GROUPS = ("jetty, harbour\n", "orchard, grove\n", "mill, grinder\nmarket, bazaar\n")


class Events(Acting):
    """The events of a year, run one at a time; pushes may come from another thread."""

    def happen(self, name: str) -> None:
        """Run an event."""
        getattr(self, name)()
        self.done[name] += 1

    def sync(self) -> None:
        """The site changes a little and is read."""
        self._change_site()
        self._expect(self.service.run("sync", self.world.site.url), "sync", 0, PARTIAL)

    def sync_in_trouble(self) -> None:
        """The site answers with errors."""
        self._change_site()
        self.world.trouble()
        self._expect(
            self.service.run("sync", self.world.site.url), "sync of a site in trouble", 0, 1, PARTIAL
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
            self._expect(done, f"stories {way}", 0, 1, PARTIAL)

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

    def disk_full(self) -> None:
        """The disk has no free byte during a sync, and then for two seconds while an article is pushed."""
        self._change_site()
        with self._pushing, full_disk(self._folder) as make_room:
            self._expect(self.service.run("sync", self.world.site.url), "sync, no space", 0, 1, PARTIAL)
            timer = threading.Timer(2.0, make_room)
            timer.start()
            self.push()
            timer.join()

    def clock_jumps(self) -> None:
        """The clock of the service and of its commands is set: an hour or two, a day, or a year."""
        if self._clock:
            self._clock.jump(self.world.choose.choice((-2, -1, 0, 0, 1, 25, -30, 24 * 365)))
        self.push()

    def withdraw(self) -> None:
        """A pushed article is deleted."""
        with self._pushing:
            if self.world.pushed:
                number = self.world.choose.choice(sorted(self.world.pushed))
                self._persist("DELETE", number)
                del self.world.pushed[number]

    def settle(self) -> None:
        """Everything is brought up to date."""
        if self._clock:
            self._clock.jump(0)
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

    def _restore(self, *, killed: bool) -> None:
        with self._pushing:
            if self._backed_up is None:
                self.backup()
            if killed:
                self._killed("restore", self._backup)
            self._expect(self.service.run("restore", self._backup), "restore", 0, PARTIAL)
            self.world.pushed = dict(self._backed_up or {})
            for old in self.service.data.glob("archive-before-*"):
                old.unlink()


WEIGHTS = {
    "sync": 30, "sync_in_trouble": 4, "sync_killed": 8, "sync_on_full_disk": 4, "reindex": 3,
    "reindex_killed": 3, "reindex_on_full_disk": 3, "rollback": 2, "backup": 4, "backup_killed": 2,
    "restore": 2, "restore_killed": 2, "kill": 5, "restart": 3, "kill_worker": 3, "change_zone": 2,
    "change_synonyms": 4, "rule_on_stories": 4, "push": 20, "push_on_full_disk": 3, "withdraw": 5,
}  # fmt: skip
"""How often each event happens, compared with the others."""
FULL_DISK = {"disk_full": 6}
"""With a file system that may be filled."""
CLOCK = {"clock_jumps": 10}
"""With a clock that may be set."""
