"""The plugin in the real WordPress, and a real service that it sends to."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search_app.access.keys import Key, Role
from search_app.access.store import KeyStore
from tests.wordpress.site import ZONE

_PROGRAM = [sys.executable, "-u", "-c", "from search_app.cli import main; main()"]
SECONDS = 120
"""Time limit of anything that a test waits for; only a failing test reaches it."""
CLOSED = "http://127.0.0.1:9"
"""An address where nothing listens."""


class Service:
    """``fehrest serve`` on a folder with an archive. Used as a context manager."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.write_key, self.read_key = (
            KeyStore(data).create(Key("", role.value, role, datetime.now(UTC)))
            for role in (Role.WRITE, Role.READ)
        )

    def __enter__(self) -> "Service":
        left = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
        self._process = subprocess.Popen(
            [*_PROGRAM, "--data", str(self.data), "serve", "--port", "0", "--threads", "2", "--workers", "1"],
            env={**left, "FEHREST_TIMEZONE": ZONE},
            stdout=subprocess.PIPE,
            text=True,
        )
        line = next((line for line in self._process.stdout if " at http" in line), "")
        self.url = line.split(" at ")[-1].strip().rstrip("/")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(SECONDS)
        self._process.stdout.close()

    def get(self, path: str, **parameters: str) -> Any:
        """The JSON of an address; None for 404."""
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        try:
            with urllib.request.urlopen(f"{self.url}/api/v1/{path}{query}", timeout=SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return None

    def search(self, words: str, **parameters: str) -> list[str]:
        """The titles of the articles that are found, in order."""
        found = self.get("search", q=words, collapse="0", **parameters)
        return [hit["title"] for hit in found["hits"]]


def seconds_until(condition: Any) -> float:
    """How long it takes until something is true. Fails after the time limit."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + SECONDS, "it did not happen"
        time.sleep(0.02)
    return time.monotonic() - start
