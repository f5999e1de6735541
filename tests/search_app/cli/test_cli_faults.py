"""A damaged, missing or unwritable data folder: what can still be answered is answered."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_support import fehrest, stories

from engines.port.errors import EngineReadOnlyError
from engines.registry import open_store
from indexer.archive import Archive
from indexer.indexing import rebuild_index
from indexer.progress import SilentProgress
from search_app import create_app
from search_app.cli.serving import make_ready
from search_app.service import SearchService
from search_app.settings import Settings


def served(data, **more):
    """What hinders a service at its start, and its answer to a search."""
    settings = Settings(data=data, **more)
    service = SearchService(settings)
    trouble = make_ready(settings, service)
    answer = create_app(settings, service).test_client().get("/api/v1/search?q=plums")
    return trouble, answer.status_code, answer.json


HARMS = {
    "missing": lambda path: path.unlink(),
    "rubbish": lambda path: path.write_bytes(b"rubbish" * 1000),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("harm", HARMS)
def test_an_archive_that_cannot_be_used_does_not_stop_the_service(data, harm: str) -> None:
    HARMS[harm](data / "archive.sqlite3")
    _, status, answer = served(data)
    assert (status, answer["total"]) == (200, 2)
    assert fehrest("--data", data, "search", "plums").exit_code == 0


def leftover(data) -> Path:
    """A generation that a killed rebuild has left."""
    folder = data / "tantivy" / "20200101T000000-000000001"
    folder.mkdir()
    (folder / "filling").touch()
    (folder / "large.store").write_bytes(b"x" * 1000)
    return folder


def test_the_next_start_of_the_service_removes_what_a_killed_rebuild_left(data) -> None:
    left = leftover(data)
    assert served(data)[1] == 200
    assert not left.exists()


@pytest.mark.parametrize("command", [("reindex", "--changes"), ("reindex",)])
def test_the_next_command_removes_it(data, command) -> None:
    left = leftover(data)
    assert fehrest("--data", data, *command).exit_code == 0
    assert not left.exists()


def test_the_next_ingest_removes_it(data, tmp_path) -> None:
    left = leftover(data)
    assert fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", 3)).exit_code == 0
    assert not left.exists()


class FullDisk:
    """A store on a disk that is full: a new generation can be begun and not committed."""

    def __init__(self, store):
        self._store, self.begun = store, []

    def __getattr__(self, name):
        return getattr(self._store, name)

    def create(self):
        engine = self._store.create()
        self.begun.append(self._store._filling[id(engine)].folder)

        def commit(*_):
            raise EngineReadOnlyError("There is no space left")

        engine.commit = commit
        return engine


def test_a_rebuild_that_finds_the_disk_full_frees_its_space_at_once(data) -> None:
    store = FullDisk(open_store("tantivy", data))
    settings = Settings(data=data)
    with Archive(data / "archive.sqlite3") as archive, pytest.raises(EngineReadOnlyError):
        rebuild_index(archive, store, timezone=settings.zone, progress=SilentProgress(), workers=1)
    [folder] = store.begun
    assert not folder.exists()
    assert served(data)[2]["total"] == 2


READ = """
import sys, json
from pathlib import Path
from click.testing import CliRunner
from search_app import create_app
from search_app.cli import main
from search_app.cli.serving import make_ready
from search_app.service import SearchService
from search_app.settings import Settings

data, engine = sys.argv[1:]
found = {}
for command in (("search", "plums", "--json"), ("status", "--json"), ("ingest", "more.jsonl")):
    result = CliRunner().invoke(main, ["--data", data, "--engine", engine, *command])
    found[command[0]] = [result.exit_code, result.output]
settings = Settings(data=Path(data), engine=engine)
service = SearchService(settings)
trouble = make_ready(settings, service)
answer = create_app(settings, service).test_client().get("/api/v1/search?q=plums")
found["serve"] = [answer.status_code, trouble and trouble.message]
print(json.dumps(found))
"""
_RIGHTS = "-dac_override,-dac_read_search,-fowner"


def without_rights(*command):
    """A command that is bound to the rights of files, also if this user is root."""
    if os.geteuid() != 0:
        return command
    if shutil.which("setpriv") is None:
        pytest.skip("this user may write everywhere, and setpriv is not installed")
    return ("setpriv", "--bounding-set", _RIGHTS, "--inh-caps", _RIGHTS, *command)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_folder_that_cannot_be_written_is_searched_and_served(data, tmp_path, engine: str) -> None:
    if engine != "tantivy":
        assert fehrest("--data", data, "--engine", engine, "reindex").exit_code == 0
    stories(tmp_path / "more.jsonl", 3)
    paths = [data, *data.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        command = without_rights(sys.executable, "-c", READ, str(data), engine)
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=clean())
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    code, output = found["search"]
    assert (code, json.loads(output)["total"]) == (0, 2)
    code, output = found["status"]
    assert (code, json.loads(output)["up_to_date"]) == (0, True)
    code, output = found["ingest"]
    assert code == 1
    assert "cannot be written" in output
    assert found["serve"] == [200, None]


def clean():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[3])}
