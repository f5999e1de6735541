import io
import itertools
import re
import sys
import time

from indexer.progress import show_progress, told_if_slow
from indexer.progress_bar import BarProgress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_lines_elsewhere_than_on_a_terminal():
    stream = io.StringIO()
    with show_progress("ingest", 3000, stream=stream, seconds=0) as progress:
        progress.advance(1500)
        progress.note("a page is broken")
        progress.advance(1500)
    lines = stream.getvalue().splitlines()
    assert re.fullmatch(r"ingest: 1,500 of 3,000 \([\d,]+/s, 0:00 left\)", lines[0])
    assert lines[1] == "ingest: a page is broken"
    assert lines[-1].startswith("ingest: 3,000 of 3,000 (")
    assert "\x1b" not in stream.getvalue()


def test_the_time_that_is_left():
    now = itertools.count(0, 10)
    stream = io.StringIO()
    with show_progress("ingest", 40_000, stream=stream, seconds=5, clock=lambda: next(now)) as progress:
        progress.advance(100)
        progress.advance(39_900)
    assert stream.getvalue().splitlines()[0] == "ingest: 100 of 40,000 (5/s, 2:13:00 left)"


def test_lines_are_few():
    stream = io.StringIO()
    with show_progress("ingest", stream=stream, seconds=3600) as progress:
        for _ in range(1000):
            progress.advance()
    assert stream.getvalue().count("\n") == 1


def test_the_stream_is_stderr(capsys):
    with show_progress("ingest", stream=sys.stderr) as progress:
        progress.advance()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ingest: 1 (")


def test_a_bar_on_a_terminal():
    stream = Terminal()
    with show_progress("ingest", stream=stream) as progress:
        assert isinstance(progress, BarProgress)
        assert progress.total is None
        progress.total = 10
        assert progress.total == 10
        for _ in range(4):
            progress.advance()
            time.sleep(0.05)
        progress.note("[bold] is no markup here")
    assert "4/10" in stream.getvalue()
    assert re.search(r"\d+/s.*0:00:0\d.*left", stream.getvalue())
    assert "[bold] is no markup here" in stream.getvalue()


def test_what_is_waited_for_is_told_only_where_it_takes_long():
    stream = io.StringIO()
    with show_progress("ingest", stream=stream, seconds=3600) as progress:
        with told_if_slow(progress, "soon done", seconds=3600):
            pass
        with told_if_slow(progress, "merging", seconds=0.01):
            until = time.monotonic() + 120
            while "merging" not in stream.getvalue() and time.monotonic() < until:
                time.sleep(0.01)
    assert stream.getvalue().splitlines()[0] == "ingest: merging"
    assert "soon done" not in stream.getvalue()
