"""The cache of compiled lexicons: races, damage, read-only folders, and which packages are imported."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analyzers import lexicon
from analyzers.lexicon import LexiconError, Sources, compiled, data_file, shipping

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path / "cache"))
    yield
    lexicon.file_digest.cache_clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.txt"
    path.write_text("one")
    return path


class Builder:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> list[str]:
        self.calls += 1
        return ["کتاب\tکتاب\nپل\tپل", ""]


def cached(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").iterdir())


def test_it_is_compiled_once(source: Path, tmp_path: Path) -> None:
    build = Builder()
    first, second = (compiled("test", Sources((source,), ()), build) for _ in range(2))
    assert first == second
    assert first.sections == ["کتاب\tکتاب\nپل\tپل", ""]
    assert build.calls == 1
    assert len(cached(tmp_path)) == 1


def test_a_changed_source_compiles_again(source: Path) -> None:
    build = Builder()
    compiled("test", Sources((source,), ()), build)
    source.write_text("two")
    lexicon.file_digest.cache_clear()
    compiled("test", Sources((source,), ()), build)
    assert build.calls == 2


@pytest.mark.parametrize("damage", [b"", b"fehrest-lexicon-1 0\nx", b"\x00\xff\n\n"])
def test_a_damaged_file_is_compiled_again(source: Path, tmp_path: Path, damage: bytes) -> None:
    build = Builder()
    wanted = compiled("test", Sources((source,), ()), build)
    (path,) = cached(tmp_path)
    whole = path.read_bytes()
    for broken in (damage, whole[:-1], whole + b"x"):
        path.write_bytes(broken)
        assert compiled("test", Sources((source,), ()), build) == wanted
        assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_made_only_costs_time(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("FEHREST_CACHE", str(blocked / "cache"))
    build = Builder()
    assert compiled("test", Sources((source,), ()), build) == compiled("test", Sources((source,), ()), build)
    assert build.calls == 2


def test_a_full_disk_leaves_nothing_behind(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    assert compiled("test", Sources((source,), ()), Builder()).sections
    assert cached(tmp_path) == []


def test_many_at_once_read_one_whole_file(source: Path, tmp_path: Path) -> None:
    build = Builder()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: compiled("test", Sources((source,), ()), build), range(32)))
    assert len({result.digest for result in results}) == 1
    assert len(cached(tmp_path)) == 1


def test_a_missing_package_is_told_with_its_remedy() -> None:
    with pytest.raises(LexiconError, match="pip install no-such-package"):
        data_file("no-such-package", "data.txt")


def test_the_user_cache_folder_is_used_without_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FEHREST_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert lexicon.cache_folder() == Path("/somewhere/fehrest")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/reader")
    assert lexicon.cache_folder() == Path("/home/reader/.cache/fehrest")


SERVE = """
import sys, analyzers
assert not {"hazm", "simplemma", "lzma"} & set(sys.modules), "importing is cheap"
for code in ("fa", "sq"):
    assert analyzers.get_analyzer(code).analyze("book کتاب")
print(*sorted({"hazm", "nltk", "simplemma"} & set(sys.modules)))
print(*(analyzers.get_analyzer(code).fingerprint for code in ("fa", "sq")))
"""


def serve(folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "FEHREST_CACHE": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", SERVE]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_processes_that_compile_at_once_agree_and_later_ones_import_nothing(tmp_path: Path) -> None:
    racing = [serve(tmp_path / "race") for _ in range(2)]
    first = [process.communicate(timeout=120)[0].split("\n") for process in racing]
    assert [process.returncode for process in racing] == [0, 0]
    assert not any("hazm" in imported or "nltk" in imported for imported, *_ in first)
    later = serve(tmp_path / "race")
    imported, fingerprint, _ = later.communicate(timeout=60)[0].split("\n")
    assert imported == ""
    assert {lines[1] for lines in first} == {fingerprint}


@pytest.fixture
def shipped(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of lexicons in a wheel, with one made by ``Builder``."""
    folder = tmp_path / "lexicons"
    with shipping(folder):
        compiled("test", Sources((source,), ()), Builder())
    monkeypatch.setattr(lexicon, "SHIPPED", folder)
    monkeypatch.setenv("FEHREST_CACHE", str(tmp_path / "other"))
    return folder


MISSING = (("no-such-package", "data.txt"),)


def test_a_shipped_lexicon_needs_no_package(source: Path, shipped: Path, tmp_path: Path) -> None:
    build = Builder()
    found = compiled("test", Sources((source,), MISSING), build)
    assert found.sections == Builder()()
    assert build.calls == 0
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("damage", ["source", "content"])
def test_a_shipped_lexicon_that_does_not_fit_is_not_used(source: Path, shipped: Path, damage: str) -> None:
    if damage == "source":
        source.write_text("two")
        lexicon.file_digest.cache_clear()
    else:
        [path] = shipped.iterdir()
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    build = Builder()
    assert compiled("test", Sources((source,), ()), build).sections == Builder()()
    assert build.calls == 1
    with pytest.raises(LexiconError, match="pip install no-such-package"):
        compiled("test", Sources((source,), MISSING), build)
