import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest

from indexer.archive import Archive
from indexer.article import Article
from indexer.backup import back_up, read_manifest, restore
from indexer.backup.manifest import FORMAT
from indexer.errors import ArchiveVersionError, BackupError
from indexer.progress import SilentProgress

QUIET = SilentProgress()


def article(number, body="The plums were good."):
    return Article(title=f"Harvest {number}", body=body, url=f"https://example.org/{number}/")


def fill(path, *numbers, body="The plums were good."):
    with Archive(path) as archive:
        list(archive.put_many(article(number, body) for number in numbers))


def titles(path):
    with Archive(path) as archive:
        return sorted(found.article.title for found in archive.changes() if found.article)


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "data" / "archive.sqlite3"
    fill(path, 1, 2, 3)
    return path


@pytest.fixture
def backup(archive, tmp_path):
    file = tmp_path / "backup.zip"
    back_up(archive, file, QUIET)
    return file


def test_a_backup_brings_back_every_article(archive, backup):
    fill(archive, 4)
    done = restore(backup, archive, QUIET)
    assert titles(archive) == ["Harvest 1", "Harvest 2", "Harvest 3"]
    assert done.manifest.articles == 3
    assert titles(done.kept) == ["Harvest 1", "Harvest 2", "Harvest 3", "Harvest 4"]


def test_a_backup_is_restored_into_an_empty_folder(backup, tmp_path):
    path = tmp_path / "new" / "place" / "archive.sqlite3"
    assert restore(backup, path, QUIET).kept is None
    assert titles(path) == ["Harvest 1", "Harvest 2", "Harvest 3"]


def test_the_manifest_says_what_is_in_it(archive, backup):
    manifest = read_manifest(backup)
    with Archive(archive) as opened:
        assert (manifest.articles, manifest.revision) == (opened.count(), opened.revision)
    assert datetime.fromisoformat(manifest.created).tzinfo == UTC


def test_a_backup_is_taken_in_the_middle_of_a_write(archive, tmp_path):
    writer = sqlite3.connect(archive, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM articles")
    back_up(archive, tmp_path / "b.zip", QUIET)
    writer.execute("COMMIT")
    writer.close()
    assert read_manifest(tmp_path / "b.zip").articles == 3


def test_a_process_with_the_archive_open_sees_the_restored_one(archive, backup):
    fill(archive, 4)
    with Archive(archive) as reader:
        assert reader.count() == 4
        restore(backup, archive, QUIET)
        assert reader.count() == 3
        reader.put(article(5))
    assert titles(archive) == ["Harvest 1", "Harvest 2", "Harvest 3", "Harvest 5"]


def test_an_existing_file_is_replaced_only_when_asked_to(archive, backup):
    before = backup.read_bytes()
    with pytest.raises(BackupError, match="--force"):
        back_up(archive, backup, QUIET)
    assert backup.read_bytes() == before
    fill(archive, 4)
    back_up(archive, backup, QUIET, replace=True)
    assert read_manifest(backup).articles == 4


def test_no_archive_is_said_and_none_is_made(tmp_path):
    with pytest.raises(BackupError, match="There is no archive"):
        back_up(tmp_path / "archive.sqlite3", tmp_path / "b.zip", QUIET)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(archive, tmp_path):
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(archive, tmp_path / "missing" / "b.zip", QUIET)


def changed(backup, how):
    """The backup with one entry replaced."""
    with zipfile.ZipFile(backup) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    how(entries)
    with zipfile.ZipFile(backup, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)


def with_manifest(**values):
    def how(entries):
        entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | values)

    return how


def flip(entries):
    content = bytearray(entries["archive.sqlite3"])
    content[len(content) // 2] ^= 1
    entries["archive.sqlite3"] = bytes(content)


def shorten(entries):
    entries["archive.sqlite3"] = entries["archive.sqlite3"][:5000]


def lengthen(entries):
    entries["archive.sqlite3"] += b"x" * 3_000_000


def without_manifest(entries):
    del entries["manifest.json"]


def without_archive(entries):
    del entries["archive.sqlite3"]


def odd_manifest(entries):
    entries["manifest.json"] = "[]"


@pytest.mark.parametrize(
    "how",
    [flip, shorten, lengthen, without_manifest, without_archive, odd_manifest, with_manifest(sha256="0")],
)
def test_a_damaged_backup_changes_nothing(how, archive, backup):
    changed(backup, how)
    before = titles(archive)
    with pytest.raises(BackupError, match="not a complete backup"):
        restore(backup, archive, QUIET)
    assert titles(archive) == before
    assert sorted(path.name for path in archive.parent.iterdir()) == ["archive.sqlite3"]


def test_half_a_file_changes_nothing(archive, backup):
    content = backup.read_bytes()
    for size in (0, 1, 100, len(content) // 2, len(content) - 1):
        backup.write_bytes(content[:size])
        with pytest.raises(BackupError, match="not a complete backup"):
            restore(backup, archive, QUIET)
    assert len(titles(archive)) == 3


def test_another_database_in_the_backup_is_refused(archive, backup, tmp_path):
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE articles (id TEXT, deleted INTEGER, revision INTEGER)")
    database.close()
    back_up(other, tmp_path / "other.zip", QUIET)
    with pytest.raises(BackupError, match="another program"):
        restore(tmp_path / "other.zip", archive, QUIET)


@pytest.mark.parametrize("newer", [{"format": FORMAT + 1}, {"archive_format": 10_000}])
def test_a_newer_backup_is_refused(newer, archive, backup):
    changed(backup, with_manifest(**newer))
    with pytest.raises(ArchiveVersionError, match="Update Fehrest"):
        restore(backup, archive, QUIET)
    assert len(titles(archive)) == 3


def test_a_damaged_archive_is_kept_and_replaced(archive, backup):
    damaged = archive.read_bytes()[:4096] + b"x" * 8192
    archive.write_bytes(damaged)
    done = restore(backup, archive, QUIET)
    assert titles(archive) == ["Harvest 1", "Harvest 2", "Harvest 3"]
    assert done.kept.read_bytes() == damaged


def test_the_journal_of_a_damaged_archive_is_not_replayed_into_the_restored_one(archive, backup):
    archive.write_bytes(b"not a database at all" * 400)
    archive.with_name("archive.sqlite3-wal").write_bytes(b"x" * 5000)
    done = restore(backup, archive, QUIET)
    assert titles(archive) == ["Harvest 1", "Harvest 2", "Harvest 3"]
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"x" * 5000


KILLED = """
import os, signal, sys
from pathlib import Path
from indexer.backup import back_up, restore, restoring
from indexer.progress import SilentProgress

class Killer(SilentProgress):
    def advance(self, n=1):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

what, archive, file, step = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
progress = Killer()
progress.left = step
if what == "backup":
    back_up(archive, file, progress, replace=True)
else:
    restore(file, archive, progress, pages=50)
"""


def killed(*arguments):
    process = subprocess.run([sys.executable, "-c", KILLED, *map(str, arguments)], check=False)
    return process.returncode == -signal.SIGKILL


@pytest.fixture
def large(archive):
    """An archive of about six megabytes."""
    fill(archive, *range(4, 64), body=os.urandom(50_000).hex())
    return archive


def test_a_killed_backup_leaves_the_file_that_was_there(large, backup):
    before = backup.read_bytes()
    for step in (1, 3, 6):
        assert killed("backup", large, backup, step)
        assert backup.read_bytes() == before


def test_a_killed_restore_leaves_the_old_articles_or_the_new(large, backup):
    """Killed while checking, and while writing."""
    back_up(large, backup, QUIET, replace=True)
    with Archive(large) as archive:
        for found in list(archive.changes())[:20]:
            archive.delete(found.id)
    old = titles(large)
    for step in (1, 4, 7, 9, 30):
        assert killed("restore", large, backup, step)
        assert titles(large) == old
    for step in range(31, 1_000):
        if not killed("restore", large, backup, step):
            break
        assert len(titles(large)) in (len(old), 63)
        if len(titles(large)) == 63:
            break
    assert len(titles(large)) == 63
