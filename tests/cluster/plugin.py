"""Fixtures for pytest: one node of each version for a whole run, with any number of workers.

pytest's main process holds the nodes' lifeline, a named pipe, so they end with it. The first worker of
pytest-xdist that needs a node starts it; the others wait and use it, too.
"""

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from tests.cluster.finding import NoOpenSearchError
from tests.cluster.locking import locked
from tests.cluster.node import Node, NodeFailedError

FOLDER, OWNER = "opensearch_folder", "opensearch_owner"


class Shared:
    """The nodes of a run, as seen by one of its processes. What they share is in a folder."""

    def __init__(self, folder: Path, owner: int) -> None:
        self.folder, self.owner = folder, owner
        self._nodes: list[Node] = []

    def url(self, series: str) -> str:
        """The address of the node of this series, which is started if needed. Raises the errors of starting
        it.
        """
        told = self.folder / f"{series}.url"
        with locked(self.folder / f"{series}.lock"):
            if not told.exists():
                told.write_text(self._started(series))
        url = told.read_text()
        if not url.startswith("http"):
            raise NodeFailedError(url)
        return url

    def _started(self, series: str) -> str:
        """The address or the error, so that the other workers do not try again."""
        node = Node(self.folder / series, series, owner=self.owner)
        self._nodes.append(node)
        with (self.folder / "lifeline").open("rb") as lifeline, (self.folder / "alive").open("rb") as alive:
            fcntl.flock(alive, fcntl.LOCK_SH)
            node.launch(lifeline.fileno(), (alive.fileno(),))
        try:
            node.wait()
        except NodeFailedError as failure:
            return str(failure)
        return node.url


class Owner(Shared):
    """The same in the main process."""

    def __init__(self) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="fehrest-nodes-", dir=_memory())), os.getpid())
        os.mkfifo(self.folder / "lifeline")
        (self.folder / "alive").touch()
        # Opened for reading and writing, so that it does not wait for the other end.
        self._lifeline = os.open(self.folder / "lifeline", os.O_RDWR)

    def close(self, timeout: float = 30) -> None:
        """End the nodes and wait until they have ended: each holds a lock while it is running."""
        os.close(self._lifeline)
        end = time.monotonic() + timeout
        with (self.folder / "alive").open("rb") as alive:
            while not _locked(alive.fileno()) and time.monotonic() < end:
                time.sleep(0.1)
        for node in self._nodes:
            node.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _memory() -> str | None:
    """A folder in memory, if there is one of several gigabytes: nodes wait for the disk at each change."""
    folder = "/dev/shm"  # noqa: S108
    try:
        return folder if shutil.disk_usage(folder).free > 4 << 30 else None
    except OSError:
        return None


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


SHARED = pytest.StashKey[Shared]()


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", None)
    config.stash[SHARED] = Shared(Path(worker[FOLDER]), worker[OWNER]) if worker else Owner()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Pass the folder of the nodes and their owner to a worker of pytest-xdist."""
    shared = node.config.stash[SHARED]  # type: ignore[attr-defined]
    node.workerinput.update({FOLDER: str(shared.folder), OWNER: shared.owner})  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    shared = config.stash.get(SHARED, None)
    if isinstance(shared, Owner):
        shared.close()


def _url(config: pytest.Config, series: str) -> str:
    try:
        return config.stash[SHARED].url(series)
    except NoOpenSearchError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def opensearch_3_url(pytestconfig: pytest.Config) -> str:
    """The address of a node of OpenSearch 3 that all tests share, without a trailing slash."""
    return _url(pytestconfig, "3")


@pytest.fixture(scope="session")
def opensearch_2_url(pytestconfig: pytest.Config) -> str:
    """The address of a node of OpenSearch 2 that all tests share, without a trailing slash."""
    return _url(pytestconfig, "2")


@pytest.fixture(scope="session", params=["3", "2"])
def opensearch_url(request: pytest.FixtureRequest) -> str:
    """Each of the two in turn."""
    return _url(request.config, request.param)
