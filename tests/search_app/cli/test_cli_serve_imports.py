"""What the process of ``fehrest serve`` loads: no HTML parser, no dictionaries, no other driver."""

import signal
import subprocess
import sys
from urllib.request import urlopen

FORBIDDEN = {
    *("trafilatura", "lxml", "bs4", "justext", "courlan", "htmldate", "warcio", "feedparser"),
    *("hazm", "simplemma", "langdetect", "nltk", "charset_normalizer", "protego", "urllib3", "requests"),
    *("opensearchpy", "whoosh", "rich", "pebble", "ijson"),
    *("indexer.extraction", "indexer.language", "indexer.sources", "indexer.fetching", "indexer.syncing"),
}
ADDRESSES = (
    *("healthz", "?q=plums&ui=fa", "?q=plmus", "api/v1/search?q=plums", "api/v1/suggest?q=plu"),
    "results.atom?q=plums",
)
PROGRAM = """
import atexit, sys
from search_app.cli import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main()
"""


def loaded_by_serve(data):
    """The modules that the real command has imported after it answered requests of each kind."""
    command = (sys.executable, "-c", PROGRAM, "--data", data, "serve", "--port", "0", "--workers", "1")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().split()[-1]
            for path in ADDRESSES:
                with urlopen(address + path, timeout=60) as answer:
                    assert answer.read()
            process.send_signal(signal.SIGTERM)
            _, reported = process.communicate(timeout=60)
        finally:
            process.kill()
    return set(reported.splitlines()[-1].split())


def test_serve_loads_nothing_that_only_an_ingest_needs(data):
    modules = loaded_by_serve(data)
    assert {"search_app.cli.serving", "tantivy", "waitress", "flask"} <= modules
    wrong = {one for one in modules if one in FORBIDDEN or one.split(".")[0] in FORBIDDEN}
    assert wrong == set()
