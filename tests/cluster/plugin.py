"""Fixtures for pytest: one node of each version for a whole run, whatever the number of workers.

The process that pytest was started as holds the nodes' lifeline, a named pipe: they end with it. Of the
workers of pytest-xdist the first that wants a node starts it, the others wait and use it too.
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
    """The nodes of a run, seen from one of its processes: what they share stands in a folder."""

    def __init__(self, folder: Path, owner: int) -> None:
        self.folder, self.owner = folder, owner
        self._nodes: list[Node] = []

    def url(self, series: str) -> str:
        """Of the node of this series, which is started if it was not. Raises what starting one does."""
        told = self.folder / f"{series}.url"
        with locked(self.folder / f"{series}.lock"):
            if not told.exists():
                told.write_text(self._started(series))
        url = told.read_text()
        if not url.startswith("http"):
            raise NodeFailedError(url)
        return url

    def _started(self, series: str) -> str:
        """The address, or what went wrong: the other workers need not try again."""
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
    """The same from the process that owns them."""

    def __init__(self) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="fehrest-nodes-")), os.getpid())
        os.mkfifo(self.folder / "lifeline")
        (self.folder / "alive").touch()
        # Open for both, which does not wait for somebody at the other end.
        self._lifeline = os.open(self.folder / "lifeline", os.O_RDWR)

    def close(self, timeout: float = 30) -> None:
        """Ends the nodes and waits for it, in seconds: each holds a lock as long as it lives."""
        os.close(self._lifeline)
        end = time.monotonic() + timeout
        with (self.folder / "alive").open("rb") as alive:
            while not _locked(alive.fileno()) and time.monotonic() < end:
                time.sleep(0.1)
        for node in self._nodes:
            node.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


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
    """Tells a worker of pytest-xdist where the nodes are, and who owns them."""
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
    """The address of a node of OpenSearch 3 that all tests share, without a slash at the end."""
    return _url(pytestconfig, "3")


@pytest.fixture(scope="session")
def opensearch_2_url(pytestconfig: pytest.Config) -> str:
    """The address of a node of OpenSearch 2 that all tests share, without a slash at the end."""
    return _url(pytestconfig, "2")


@pytest.fixture(scope="session", params=["3", "2"])
def opensearch_url(request: pytest.FixtureRequest) -> str:
    """Each of the two in turn."""
    return _url(request.config, request.param)
