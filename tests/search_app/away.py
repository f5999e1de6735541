"""Real small engines that a test can make unreachable: while a file exists, their methods fail.

While a file ``slow`` exists next to it, each commit takes some time.
"""

import time
from functools import partial
from pathlib import Path

from engines import registry
from engines.port import errors
from engines.port.engine import IndexStore, SearchEngine

HOST = "http://writer:quince@10.1.2.3:9200"
"""What a driver's message may contain and no reader may see."""
_WRITES = {"add", "delete", "commit", "create", "publish", "discard", "clean"}
_NEVER_FAILS = {"close"}


class Switch:
    """The file that makes an engine unreachable, at once or after a number of calls.

    It may name another error; errors of writers (busy, read-only) do not affect searches.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.asked, self._since = path, 0, 0

    def off(
        self,
        error: type[errors.EngineError] = errors.EngineUnavailableError,
        after: int = 0,
        counting: str = "*",
    ) -> None:
        """``counting`` is the only method that counts and fails; ``*`` is any."""
        part = self.path.with_suffix(".part")
        part.write_text(f"{error.__name__} {after} {counting}")
        part.replace(self.path)

    def on(self) -> None:
        self.path.unlink(missing_ok=True)

    def check(self, asked: str) -> None:
        self.asked += 1
        try:
            name, after, counting = self.path.read_text().split()
        except FileNotFoundError:
            self._since = 0
            return
        if counting not in ("*", asked):
            return
        self._since += 1
        error = getattr(errors, name)
        of_writers = issubclass(error, errors.EngineBusyError | errors.EngineReadOnlyError)
        if self._since > int(after) and (asked in _WRITES or not of_writers):
            raise error(f"No node does what {HOST} was asked. Start one")


class _Away:
    """Every call of an engine passes a switch first."""

    def __init__(self, asked: object, switch: Switch) -> None:
        self._asked, self._switch = asked, switch

    def _of(self, name, *given):
        if name not in _NEVER_FAILS:
            self._switch.check(name)
        if name == "commit" and self._switch.path.with_name("slow").exists():
            time.sleep(0.2)
        return getattr(self._asked, name)(*(getattr(one, "_asked", one) for one in given))


class AwayEngine(_Away):
    def __getattr__(self, name):
        return partial(self._of, name)

    def _get(self, name):
        self._switch.check(name)
        return getattr(self._asked, name)

    revision = property(lambda self: self._get("revision"))
    changed = property(lambda self: self._get("changed"))
    fingerprint = property(lambda self: self._get("fingerprint"))
    origin = property(lambda self: self._get("origin"))

    def documents(self, start=0, most=None):
        for document in self._asked.documents(start, most):
            self._switch.check("documents")
            yield document


class AwayStore(_Away):
    def __getattr__(self, name):
        return partial(self._of, name)

    def open(self) -> SearchEngine:
        return AwayEngine(self._of("open"), self._switch)

    def create(self) -> SearchEngine:
        return AwayEngine(self._of("create"), self._switch)


def away_store(data: Path, switch: Switch, name: str = "tantivy") -> IndexStore:
    return AwayStore(registry.open_store(name, data), switch)


def switchable(data: Path, plain) -> IndexStore:
    return AwayStore(plain(data), Switch(data / "away"))


def switchable_engines():
    """Engines whose switch is the file ``away`` in the data folder."""
    return {name: partial(switchable, plain=plain) for name, plain in registry.ENGINES.items()}
