import io
import json
from datetime import UTC

import pytest

from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import show_progress
from indexer.stories import group_stories

TEXT = "The ferry left the pier at six with eleven goats and a brass band on board, and the fog came down."


class StoppedError(Exception):
    pass


class Stopping:
    """Ends an ingest in its middle."""

    def __init__(self, after):
        self.total, self.left, self.notes = None, after, []

    def advance(self, n=1):
        self.left -= n
        if self.left < 0:
            raise StoppedError

    def note(self, text):
        self.notes.append(text)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "articles.jsonl"
    rows = [
        {"id": str(n), "title": f"Ferry {n}", "body": f"{TEXT} {n}", "language": "en"} for n in range(600)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_the_next_ingest_says_what_it_continues(tmp_path, file):
    with Archive(tmp_path / "a") as archive:
        with pytest.raises(StoppedError):
            ingest([file], archive, timezone=UTC, progress=Stopping(550), workers=1)
        held = archive.count()
        assert 0 < held < 600
        for expected in ([f"({file}) was interrupted; {held} changes of it are archived"], []):
            progress = Stopping(10_000)
            report = ingest([file], archive, timezone=UTC, progress=progress, workers=1)
            assert len(progress.notes) == len(expected)
            assert all(part in note for part, note in zip(expected, progress.notes, strict=True))
        assert (report.unchanged, archive.count()) == (600, 600)


def test_counts_of_the_progress_agree(tmp_path, file):
    stream = io.StringIO()
    with Archive(tmp_path / "a") as archive:
        ingest([file], archive, timezone=UTC, progress=Stopping(10_000), workers=1)
        with show_progress("Grouping", stream=stream, seconds=0) as progress:
            group_stories(archive, progress, workers=1)
    lines = [line.split(" (")[0] for line in stream.getvalue().splitlines()]
    assert {line.rpartition(" of ")[2] for line in lines} == {"600"}
    assert lines[-1] == "Grouping: 600 of 600"


def test_a_total_that_was_too_small(tmp_path):
    stream = io.StringIO()
    with show_progress("Reading", 3, stream=stream, seconds=3600) as progress:
        for _ in range(4):
            progress.advance()
    assert "4 of 4 " in stream.getvalue()
