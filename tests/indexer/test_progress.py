import io
import sys

from indexer.progress import BarProgress, show_progress


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
    assert lines[0].startswith("ingest: 1,500 of 3,000 (")
    assert lines[1] == "ingest: a page is broken"
    assert lines[-1].startswith("ingest: 3,000 of 3,000 (")
    assert "\x1b" not in stream.getvalue()


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
        progress.advance(4)
        progress.note("[bold] is no markup here")
    assert "4/10" in stream.getvalue()
    assert "[bold] is no markup here" in stream.getvalue()
