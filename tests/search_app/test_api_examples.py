"""The examples in ``docs/examples`` run as they are, with each interpreter that is installed."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyed import make_key
from waitress.server import create_server

from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.indexing import rebuild_index
from indexer.progress import SilentProgress
from search_app import create_app
from search_app.cli.archives import archive_path
from search_app.cli.publishing import ArchivePublisher
from search_app.service import SearchService
from search_app.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PROGRAMS = {"v1.sh": "sh", "v1.py": sys.executable, "v1.mjs": "node", "v1.php": "php"}
SECONDS = 120


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = tmp_path_factory.mktemp("examples")
    settings = Settings(data=folder, deadline=300)
    with Archive(archive_path(settings)) as archive:
        archive.put(Article("The bridge", "Masons repaired the bridge.", url="https://paper.example/bridge"))
        store = open_store("tantivy", folder)
        rebuild_index(archive, store, timezone=settings.zone, progress=SilentProgress(), workers=1)
    service = SearchService(settings)
    with ArchivePublisher(settings, service) as publisher:
        server = create_server(create_app(settings, service, publisher), host="127.0.0.1", port=0, threads=2)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield {
            "BASE": f"http://127.0.0.1:{server.effective_port}",
            "KEY": make_key(folder, "examples", "write"),
        }
        server.close()
        thread.join(SECONDS)


def test_there_is_an_example_for_each_program() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == set(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_runs(served: dict[str, str], name: str) -> None:
    program = shutil.which(PROGRAMS[name])
    if program is None or (name == "v1.sh" and not shutil.which("curl")):
        pytest.skip(f"{PROGRAMS[name]} is not installed")
    done = subprocess.run(
        [program, EXAMPLES / name], env=os.environ | served, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr
    assert "The bridge" in done.stdout
    assert "created" in done.stdout
    assert "deleted" in done.stdout
