"""Pages of another site that embed the widget, served from an origin of their own."""

import html
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

THEME = """
* { box-sizing: content-box; letter-spacing: 1px; }
body { text-transform: uppercase; text-align: center; line-height: 2.4; }
input { width: 100%; height: 90px; margin: 30px; border-radius: 40px; float: left; display: block; }
button, select { width: 100%; height: 80px; margin: 25px 0; background: navy; color: white; }
ol, ul { padding: 60px; list-style: square; }
li { list-style: square; margin-left: 50px; display: list-item; }
li::before { content: ">> "; }
a { background: yellow; padding: 20px; color: #064; }
p, div, span { margin: 12px; }
img { width: 900px; }
fieldset { border: 9px solid; padding: 40px; }
mark { background: none; }
"""
"""A theme that styles every element it can."""


class HostPages:
    """A site whose pages can be set. ``origin`` is its address without a trailing slash."""

    def __init__(self, origin: str, service: str, pages: dict[str, tuple[str, str | None]]) -> None:
        self.origin = origin
        self.service = service
        self._pages = pages

    def put(
        self, path: str, body: str, *, lang: str = "en", head: str = "", policy: str | None = None
    ) -> str:
        """Serve a page and return its address."""
        direction = "rtl" if lang in ("fa", "ar") else "ltr"
        start = f'<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8">'
        more = f'<meta name="viewport" content="width=device-width"><title>A site</title>{head}</head>'
        main = f"<body><main><h1>A site</h1>{body}<p id=after>After it.</p></main></body></html>"
        self._pages[path] = (start + more + main, policy)
        return self.origin + path

    def tag(self, choices: str) -> str:
        """The tag that the page of the service prints for these choices."""
        with urllib.request.urlopen(f"{self.service}/widget?{choices}") as answer:
            found = re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.read().decode(), re.DOTALL)
        assert found
        return html.unescape(found[1])


@contextmanager
def host_pages(service: str) -> Iterator[HostPages]:
    """Serve such pages while the block runs."""
    pages: dict[str, tuple[str, str | None]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content, policy = pages.get(
                self.path.split("?")[0], ("<title>Theme</title>its own results", None)
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield HostPages(f"http://127.0.0.1:{server.server_port}", service, pages)
    finally:
        server.shutdown()
        server.server_close()
