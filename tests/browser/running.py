"""A real server with the sample archive, and a real browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import library

SAMPLE = Path(__file__).parents[2] / "index_data" / "sample"
FEHREST = [sys.executable, "-u", "-c", "from search_app.cli import main; main()"]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Without asking for names: pictures of the sample are on hosts that do not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
EDITOR_HEADER = "X-Remote-User"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@contextmanager
def running(folder: Path, *, lanterns: bool = True) -> Iterator[str]:
    """Serve the sample and ``library``'s articles from a folder. The address has no trailing slash."""
    command = [*FEHREST, "--data", str(folder / "data")]
    sources = [str(SAMPLE / "pages"), str(SAMPLE / "export.xml")]
    if lanterns:
        sources.append(str(library.write(folder / "lanterns.jsonl")))
    subprocess.run([*command, "ingest", *sources], env=_environment(), check=True, capture_output=True)
    server = subprocess.Popen(
        [*command, "serve", "--port", "0"], env=_environment(), stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        line = next(line for line in server.stdout if " at http" in line)
        yield line.split(" at ")[-1].strip().rstrip("/")
    finally:
        server.terminate()
        server.wait(120)
        server.stdout.close()


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """The headless browser. Playwright gives it an empty user folder and removes it afterwards."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program, args=[*FLAGS, *(["--no-sandbox"] if root else [])]
        )
        yield opened
        opened.close()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
    own = {"FEHREST_WORKERS": "1", "FEHREST_EVENTS": "on", "FEHREST_DEADLINE": "60"}
    return kept | own | {"FEHREST_DESK_USER": EDITOR_HEADER}
