"""What other sites show in a frame, without any script: the search box, or a search with its first hits.

``/oembed`` describes the frame to sites that look for it, in version 1.0 of the format (https://oembed.com).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from analyzers import FehrestError
from engines.port.errors import BadRequestError
from search.model import SearchRequest
from search_app.languages import texts_for
from search_app.query_strings import query_string
from search_app.request_urls import urls_for
from search_app.responses import FRAMEABLE, cached, html_response, json_response
from search_app.service import SearchService
from search_app.state import read
from search_app.texts import LANGUAGES
from search_app.views.hits import Scene, hit_view

MOST = 10
"""Maximum number of hits in a frame."""
USUAL = 5
WIDTH = 480
"""Width in pixels if the other site names no maximum."""
_BOX, _HEAD, _ROW, _FOOT, _LEAST = 66, 44, 76, 44, 240


class NoFrameError(FehrestError):
    """An address that cannot be shown in a frame."""

    status = 404
    code = "no-frame"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. ``address`` is its own, and height and width are in CSS pixels."""

    asked: SearchRequest
    address: str
    rows: int

    @property
    def is_box(self) -> bool:
        """Whether it is the search box only: nothing is searched for."""
        return not (self.asked.text or self.asked.filters or self.asked.first_day or self.asked.last_day)

    @property
    def height(self) -> int:
        """The height in which everything is visible. Rows have a fixed height."""
        return _BOX if self.is_box else _HEAD + max(1, self.rows) * _ROW + _FOOT


def embeds_blueprint(service: SearchService) -> Blueprint:
    """The frame's page and its description."""
    embeds = Blueprint("embeds", __name__)

    @embeds.get("/embed")
    def embed() -> Response:
        scene = _scene(service)
        asked = _asked(request.args.items(multi=True), scene)
        frame = Frame(asked, "", asked.size)
        result = None if frame.is_box else service.search(replace(asked, prefer=scene.texts.language))
        hits = [hit_view(hit, asked.text, scene) for hit in result.hits] if result else []
        content = render_template(
            "embed.html",
            t=scene.texts,
            urls=scene.urls,
            site=service.settings.site_name,
            asked=asked,
            hits=hits,
            whole=scene.urls.search(replace(asked, size=scene.urls.defaults.page_size)),
            total=scene.texts.articles(result.total) if result else "",
        )
        response = cached(html_response(content))
        response.headers["Content-Security-Policy"] = FRAMEABLE
        return response

    @embeds.get("/oembed")
    def oembed() -> Response:
        if request.args.get("format", "json") != "json":
            raise BadRequestError("Only format=json is answered")
        scene = _scene(service)
        width = _pixels("maxwidth", WIDTH, WIDTH)
        if width < _LEAST:
            raise NoFrameError(f"The frame needs a width of {_LEAST} pixels. Raise 'maxwidth'.")
        frame = _frame(request.args.get("url", ""), scene)
        total = 0 if frame.is_box else service.search(replace(frame.asked, page=1)).total
        frame = replace(frame, rows=min(total, frame.asked.size))
        return cached(json_response(_described(frame, width, service.settings.site_name, scene)))

    return embeds


def _described(frame: Frame, width: int, site: str, scene: Scene) -> dict[str, object]:
    height = frame.height
    title = f"{site}: {frame.asked.text}" if frame.asked.text else site
    html = Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>')
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": site,
        "provider_url": scene.urls.absolute(scene.urls.root + "/"),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": html.format(frame.address, title, width, height),
    }


def _frame(address: str, scene: Scene) -> Frame:
    """The frame for the address of a results page.

    Raises:
        NoFrameError: the address is not a results page of this service.
    """
    root = scene.urls.absolute(scene.urls.root + "/")
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    page = parts._replace(query="", fragment="").geturl()
    if page not in (root, root.rstrip("/"), root + "embed"):
        raise NoFrameError(f"Only results pages of {root} can be shown in a frame")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    ui = [(name, value) for name, value in pairs if name == "ui" and value in LANGUAGES]
    most = max(1, (_pixels("maxheight", 10_000, 10_000) - _HEAD - _FOOT) // _ROW)
    asked = _asked(pairs, scene)
    asked = replace(asked, size=min(asked.size, most))
    own = [*scene.urls.hidden(asked), *ui]
    query = query_string(dict.fromkeys(own))
    return Frame(asked, f"{root}embed" + (f"?{query}" if query else ""), asked.size)


def _asked(pairs: Iterable[tuple[str, str]], scene: Scene) -> SearchRequest:
    given = list(pairs)
    found = read(given, scene.urls.defaults).request
    sized = any(name == "size" for name, _ in given)
    return replace(found, page=1, size=min(found.size, MOST) if sized else USUAL, explain=False)


def _scene(service: SearchService) -> Scene:
    return Scene(urls_for(service), texts_for(request), service.settings.zone)


def _pixels(name: str, default: int, most: int) -> int:
    text = request.args.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 6 else default
