import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from click.testing import CliRunner

from search_app.cli import main

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "index_data" / "sample"
PAGES = SAMPLE / "pages"
BRIDGE_PAGE = PAGES / "en" / "the-old-bridge-gets-its-stones-back.html"


ONE_PROCESS = {"FEHREST_WORKERS": "1"}
"""Several processes take longer to start; ``test_cli_workers`` tests them."""


def clean_environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
    return kept | ONE_PROCESS | {name: str(value) for name, value in more.items()}


def fehrest(*arguments, stdin=None, **environment):
    """The output of a command and its exit code. An unhandled exception fails the test."""
    unset = {name: None for name in os.environ if name.startswith("FEHREST_")}
    env = unset | ONE_PROCESS | {name: str(value) for name, value in environment.items()}
    result = CliRunner(env=env).invoke(main, [*map(str, arguments)], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def one(result):
    [row] = rows(result)
    return row


def one_line_error(result, code=1):
    """The message of an error that a person can fix: one line, no traceback, nothing on standard output."""
    lines = [line for line in result.stderr.splitlines() if line]
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert lines[-1].startswith("Error: ")
    assert not [line for line in lines[:-1] if not line.startswith(("Reading:", "Indexing:"))]
    return lines[-1].removeprefix("Error: ")


AWAY_PROGRAM = (str(Path(__file__).parents[1] / "away_main.py"),)
"""The command line with engines that a file in the data folder makes unreachable."""
COMMAND_LINE = ("-c", "from search_app.cli import main; main()")


SECONDS = 120
"""Time limit of anything that a test waits for."""


class Served:
    """A real server in a separate process."""

    def __init__(self, data, *options, program=COMMAND_LINE, environment=None):
        command = [sys.executable, "-u", *program, "--data", str(data), "serve", "--port", "0", *options]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment or clean_environment(),
        )
        self.line = self.process.stdout.readline()
        while self.line and " at http" not in self.line:
            self.line = self.process.stdout.readline()
        self.url = self.line.split(" at ")[-1].strip()

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=SECONDS) as answer:
            return json.load(answer)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(SECONDS)
        errors, self.rest = self.process.stderr.read(), self.process.stdout.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, errors


def stories(path, *numbers):
    rows = [{"id": f"s{n}", "title": f"Harvest story {n}", "body": "The plums were good."} for n in numbers]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def status(served, path):
    try:
        with urllib.request.urlopen(served.url + path, timeout=SECONDS) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def within(condition):
    """Whether it becomes true within the time limit, which only a failing test reaches."""
    until = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def more_in_the_archive(data, tmp_path, *numbers):
    from datetime import UTC

    from indexer.archive import Archive
    from indexer.ingest import ingest
    from indexer.progress import SilentProgress

    with Archive(data / "archive.sqlite3") as archive:
        source = stories(tmp_path / "more.jsonl", *numbers)
        ingest([source], archive, timezone=UTC, progress=SilentProgress())
