"""A site like WordPress on loopback, with switches for errors."""

import gzip
import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CATEGORIES = {3: ("Towns", 0), 4: ("Bridges", 3), 5: ("Harvest", 0)}
AUTHORS = {1: "Clara Penhale", 2: "Edwin Marsh"}


@dataclass
class Post:
    id: int
    slug: str
    title: str
    paragraphs: list[str]
    date: str = "2021-03-01T10:00:00"
    modified: str = "2021-03-01T10:00:00"
    status: str = "publish"
    type: str = "post"
    categories: list[int] = field(default_factory=lambda: [4])
    author: int = 1
    lang: str = ""
    translations: dict[str, int] = field(default_factory=dict)
    protected: bool = False
    extra: str = ""
    guid: str = ""
    paged: bool = False  # each paragraph is a separate page
    image: str = ""  # the featured image, with its alt text and caption after "|"
    password: str = ""
    plain: bool = False  # its address is the plain one

    @property
    def path(self) -> str:
        if self.plain:
            return f"/?p={self.id}"
        return f"/{self.lang}/{self.slug}/" if self.lang and self.lang != "en" else f"/{self.slug}/"

    @property
    def content(self) -> str:
        return "".join(f"<p>{text}</p>\n" for text in self.paragraphs) + self.extra


@dataclass
class Trouble:
    """What goes wrong with the next ``times`` requests whose path and query contain ``match``."""

    match: str
    what: str
    times: int = 1
    value: str = ""


def stories(count: int, start: int = 1) -> list[Post]:
    places = ["mill", "library", "harbour", "orchard", "museum", "market", "footbridge", "school"]
    return [
        Post(
            id=100 + n,
            slug=f"story-{n}",
            title=f"Story {n} of the {places[n % 8]}",
            paragraphs=[
                f"The {places[n % 8]} number {n} opened on a bright morning, and the town came to see it.",
                f"Visitors counted {n * 7 + 3} steps from the gate to the garden with its plum trees.",
                f"The keeper said that number {n} will stay open on every day until the first snow falls.",
            ],
            date=f"2021-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}T10:{n % 60:02}:00",
            modified=f"2021-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}T10:{n % 60:02}:00",
            categories=[4 if n % 2 else 5],
            author=1 + n % 2,
        )
        for n in range(start, start + count)
    ]


class Site:
    """The site. ``posts`` may be changed between requests. A context manager."""

    def __init__(self, posts: list[Post] | None = None, *, scale: float = 0.0) -> None:
        self.posts = {post.id: post for post in posts or []}
        self.troubles: list[Trouble] = []
        self.requests: list[str] = []
        self.agents: set[str] = set()
        self.robots = "User-agent: *\nDisallow: /wp-admin/\n"
        self.totals: int | None = None
        self.knows_modified_after = True
        self.endless = False
        self.editions = False
        self.parted = False
        self.api = True
        self.categories, self.authors = dict(CATEGORIES), dict(AUTHORS)
        self.most = 100  # the largest page of the API, whatever is asked for
        self.allowed = 100  # a larger page is refused
        self.embeds = True
        self.feed_size = 10
        self.slow = scale
        self.sitemaps: dict[str, bytes] = {}
        self.lastmods = True
        self.validators = True
        site = self

        class Handler(_Handler):
            pass

        Handler.site = site
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def public(self, kind: str = "post") -> list[Post]:
        return [post for post in self.posts.values() if post.status == "publish" and post.type == kind]

    def edit(self, id_: int, text: str, modified: str, **changes: object) -> None:
        post = self.posts[id_]
        post.paragraphs[0] = text
        post.modified = modified
        for name, value in changes.items():
            setattr(post, name, value)

    def asked(self, part: str) -> list[str]:
        return [path for path in self.requests if part in path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise each answer waits 40 ms, until the client has confirmed its headers.
    disable_nagle_algorithm = True
    lang = ""
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.site.requests.append(self.path)
        self.site.agents.add(self.headers.get("User-Agent", ""))
        if self.site.slow:
            time.sleep(self.site.slow)
        for trouble in self.site.troubles:
            if trouble.match in self.path and trouble.times > 0:
                trouble.times -= 1
                return self._go_wrong(trouble)
        return self._serve()

    def _go_wrong(self, trouble: Trouble) -> None:
        match trouble.what:
            case "status":
                code, _, after = trouble.value.partition(" ")
                self._send(b"trouble", "text/plain", int(code), {"Retry-After": after} if after else {})
            case "timeout":
                time.sleep(float(trouble.value))
                self.close_connection = True
            case "half":
                self._serve(half=True)
            case "redirect":
                self._send(b"", "text/html", 302, {"Location": trouble.value})
            case "reset":
                self.connection.close()
                self.close_connection = True
            case "body":
                self._send(trouble.value.encode(), "text/html")
            case "lose":  # the site lists none or only some of its posts
                kept = int(trouble.value)
                whole, self.site.posts = self.site.posts, dict(list(self.site.posts.items())[:kept])
                self._serve()
                self.site.posts = whole

    def _serve(self, half: bool = False) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = parts.path
        if "rest_route" in query:
            path = "/wp-json" + query["rest_route"]
        if path in self.site.sitemaps:
            return self._send(self.site.sitemaps[path], "application/xml", half=half)
        if path == "/robots.txt":
            return self._send(self.site.robots.encode(), "text/plain")
        edition = path[1:3] if self.site.editions and path[3:4] == "/" else ""
        inner = path.removeprefix(f"/{edition}") if edition else path
        if inner.startswith("/wp-json") and self.site.api:
            self.lang = (edition or "en") if self.site.parted else ""
            return self._rest(inner.removeprefix("/wp-json").strip("/"), query, half)
        if path.rstrip("/") in ("/feed", "/feed/atom"):
            text = _atom(self.site) if path.rstrip("/").endswith("atom") else _rss(self.site, query)
            return self._conditional(text.encode(), "application/xml", half)
        if path == "/wp-sitemap.xml":
            return self._send(_sitemap_index(self.site).encode(), "application/xml", half=half)
        if path == "/wp-sitemap-posts-post-1.xml":
            return self._send(_sitemap(self.site).encode(), "application/xml", half=half)
        if inner == "/" and "p" not in query:
            return self._front(half, edition)
        return self._page(path, query, half)

    def _front(self, half: bool, edition: str) -> None:
        api = f"{self.site.url}/{edition}/wp-json/" if edition else f"{self.site.url}/wp-json/"
        others = "".join(
            f'<link rel="alternate" hreflang="{each}" href="{self.site.url}/{place}">'
            for each, place in (("en", ""), ("fa", "fa/"), ("sq", "sq/"))
            if self.site.editions
        )
        link = f'<link rel="https://api.w.org/" href="{api}">' if self.site.api else ""
        feed = f'<link rel="alternate" type="application/rss+xml" href="{self.site.url}/feed/">'
        headers = {"Link": f'<{api}>; rel="https://api.w.org/"'} if self.site.api else {}
        head = f"<title>Town News</title>{others}{link}{feed}"
        body = f"<!doctype html><html><head>{head}</head><body></body></html>"
        self._send(body.encode(), "text/html; charset=UTF-8", 200, headers, half)

    def _page(self, path: str, query: dict[str, str], half: bool) -> None:
        posts = [post for kind in ("post", "page") for post in self.site.public(kind)]
        post = next((p for p in posts if p.path == path or str(p.id) == query.get("p")), None)
        number = 1
        if post is None and path.rstrip("/").rpartition("/")[2].isdigit():
            above, _, last = path.rstrip("/").rpartition("/")
            number = int(last)
            paged = (p for p in posts if p.paged and p.path == f"{above}/" and number <= len(p.paragraphs))
            post = next(paged, None)
        if post is None:
            return self._send(b"<html><body><h1>Not found</h1></body></html>", "text/html", 404)
        return self._conditional(
            page_of(post, self.site.url, number).encode(), "text/html; charset=UTF-8", half
        )

    def _rest(self, route: str, query: dict[str, str], half: bool) -> None:
        if route == "":
            return self._json({"name": "Town News", "namespaces": ["oembed/1.0", "wp/v2"]})
        if refused := self._refused(query):
            return self._json({"code": "rest_invalid_param"}, refused)
        if route == "wp/v2/categories":
            terms = [
                {"id": id_, "name": name, "parent": parent}
                for id_, (name, parent) in self.site.categories.items()
            ]
            return self._json(terms, total=len(terms), pages=1)
        if route == "wp/v2/users":
            people = [{"id": id_, "name": name} for id_, name in self.site.authors.items()]
            return self._json(people, total=len(people), pages=1)
        kind, _, id_ = route.removeprefix("wp/v2/").partition("/")
        if kind not in ("posts", "pages"):
            return self._json({"code": "rest_no_route"}, 404)
        if id_:
            post = self.site.posts.get(int(id_))
            if post is None:
                return self._json({"code": "rest_post_invalid_id"}, 404)
            return self._json(rest_post(post, self.site))
        found, total, pages = self._query(kind.removesuffix("s"), query)
        if found is None:
            return self._json({"code": "rest_post_invalid_page_number"}, 400)
        fields = query.get("_fields", "").split(",") if "_fields" in query else None
        rows = [rest_post(post, self.site, query.get("_embed", "")) for post in found]
        if fields:
            rows = [{name: row[name] for name in fields} for row in rows]
        return self._json(rows, total=self.site.totals or total, pages=pages, half=half)

    def _refused(self, query: dict[str, str]) -> int:
        if int(query.get("per_page", 10)) > self.site.allowed:
            return 400
        return 403 if query.get("_embed") and not self.site.embeds else 0

    def _query(self, kind: str, query: dict[str, str]) -> tuple[list[Post] | None, int, int]:
        found = [post for post in self.site.public(kind) if self.lang in ("", post.lang or "en")]
        if after := query.get("after"):
            found = [post for post in found if post.date > after]
        if (after := query.get("modified_after")) and self.site.knows_modified_after:
            found = [post for post in found if post.modified > after]
        if "include" in query:
            wanted = {int(each) for each in query["include"].split(",")}
            found = [post for post in found if post.id in wanted]
        order = query.get("orderby", "date")
        found.sort(key=lambda post: getattr(post, order), reverse=query.get("order", "desc") == "desc")
        size, page = min(int(query.get("per_page", 10)), self.site.most), int(query.get("page", 1))
        pages = -(-len(found) // size)
        offset = int(query["offset"]) if "offset" in query else (page - 1) * size
        if self.site.endless:
            return found[:size], 10**6, 10**4
        if page > 1 and page > pages:
            return None, 0, 0
        return found[offset : offset + size], len(found), pages

    def _json(
        self, value: object, status: int = 200, total: int = 0, pages: int = 0, half: bool = False
    ) -> None:
        headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)}
        self._send(json.dumps(value).encode(), "application/json; charset=UTF-8", status, headers, half)

    def _conditional(self, body: bytes, kind: str, half: bool) -> None:
        tag = f'"{hash(body):x}"'
        if self.site.validators and self.headers.get("If-None-Match") == tag:
            return self._send(b"", kind, 304, {"ETag": tag})
        return self._send(body, kind, 200, {"ETag": tag} if self.site.validators else {}, half)

    def _send(
        self,
        body: bytes,
        kind: str,
        status: int = 200,
        headers: dict[str, str] | None = None,
        half: bool = False,
    ) -> None:
        packed = "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 500
        body = gzip.compress(body, 1) if packed else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if half else body)
        if half:
            self.close_connection = True


def rest_post(post: Post, site: Site, embed: str = "") -> dict[str, object]:
    row: dict[str, object] = {
        "id": post.id,
        "date": post.date,
        "date_gmt": post.date,
        "guid": {"rendered": post.guid or f"{site.url}/?p={post.id}"},
        "modified": post.modified,
        "modified_gmt": post.modified,
        "slug": post.slug,
        "status": post.status,
        "type": post.type,
        "link": f"{site.url}{post.path}",
        "title": {"rendered": post.title},
        "content": {"rendered": "" if post.protected else post.content, "protected": post.protected},
        "author": post.author,
        "categories": post.categories,
        "tags": [],
    }
    if post.lang:
        row |= {"lang": post.lang, "translations": post.translations}
    if embed:
        terms = [
            {"id": id_, "name": site.categories[id_][0], "taxonomy": "category"} for id_ in post.categories
        ]
        whole = {"author": [{"name": site.authors[post.author]}], "wp:term": [terms, []]}
        if post.image:
            address, alt, caption = post.image.split("|")
            media = {"media_type": "image", "source_url": address, "alt_text": alt}
            whole["wp:featuredmedia"] = [media | {"caption": {"rendered": f"<p>{caption}</p>"}}]
        # As WordPress does since 5.4: only what is asked for.
        row["_embedded"] = {name: value for name, value in whole.items() if name in embed.split(",")}
    return row


def page_of(post: Post, url: str, number: int = 1) -> str:
    names = [CATEGORIES[id_][0] for id_ in post.categories]
    content, own, place = post.content, url + post.path, ""
    if post.paged:
        links = "".join(
            f'<a href="{own}{n}/" class="post-page-numbers">{n}</a>'
            for n in range(2, len(post.paragraphs) + 1)
        )
        first = f'<a href="{own}" class="post-page-numbers">1</a>'
        text = post.paragraphs[number - 1]
        content = f'<p>{text}</p><p class="post-nav-links">Pages: {first}{links}</p>'
        if number > 1:
            own, place = f"{own}{number}/", f" paged-{number} single-paged-{number}"
    return (
        f'<!doctype html><html lang="{post.lang or "en"}"><head><meta charset="utf-8">'
        f"<title>{escape(post.title)} - Town News</title>"
        f'<link rel="canonical" href="{own}"><link rel="shortlink" href="{url}/?p={post.id}">'
        f'<meta property="og:site_name" content="Town News">'
        f'<meta property="article:published_time" content="{post.date}+00:00">'
        f'<meta property="article:modified_time" content="{post.modified}+00:00"></head>'
        f'<body class="single single-post postid-{post.id}{place}"><nav><a href="/">Home</a></nav>'
        f'<article id="post-{post.id}" class="post"><header><h1 class="entry-title">{escape(post.title)}</h1>'
        f'<span class="cat-links">{" ".join(f"<a rel=category>{name}</a>" for name in names)}</span>'
        f'<span class="byline"><a class="fn author" rel="author">{AUTHORS[post.author]}</a></span></header>'
        f'<div class="entry-content">{content}</div></article></body></html>'
    )


def _rss(site: Site, query: dict[str, str]) -> str:
    page = int(query.get("paged", 1))
    posts = sorted(site.public(), key=lambda post: post.date, reverse=True)
    chosen = posts[(page - 1) * site.feed_size : page * site.feed_size]
    number = int(query.get("page", 1))
    items = "".join(
        f"<item><title>{escape(post.title)}</title><link>{site.url}{post.path}</link>"
        f'<guid isPermaLink="false">{post.guid or f"{site.url}/?p={post.id}"}</guid>'
        f"<dc:creator><![CDATA[{AUTHORS[post.author]}]]></dc:creator>"
        f"<pubDate>{format_datetime(_moment(post.date))}</pubDate>"
        f"<category>{CATEGORIES[post.categories[0]][0]}</category>"
        f"<description><![CDATA[{post.content[3:63]} [&#8230;]]]></description>"
        f"<content:encoded><![CDATA[{_feed_text(post, number)}]]></content:encoded></item>"
        for post in chosen
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Town News</title>'
        f"<link>{site.url}</link><language>en-US</language>"
        f"<generator>https://wordpress.org/?v=6.5</generator>{items}</channel></rss>"
    )


def _feed_text(post: Post, number: int) -> str:
    """As WordPress does: one page of a post in several, or the last one if there are fewer."""
    return f"<p>{post.paragraphs[:number][-1]}</p>" if post.paged else post.content


def _atom(site: Site) -> str:
    posts = sorted(site.public(), key=lambda post: post.date, reverse=True)[: site.feed_size]
    entries = "".join(
        f"<entry><title>{escape(post.title)}</title><id>{site.url}/?p={post.id}</id>"
        f'<link rel="alternate" href="{site.url}{post.path}"/><updated>{post.modified}Z</updated>'
        f"<published>{post.date}Z</published><author><name>{AUTHORS[post.author]}</name></author>"
        f"<summary>{escape(post.content[3:63])}</summary></entry>"
        for post in posts
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Town</title>{entries}</feed>'
    )


def _sitemap_index(site: Site) -> str:
    return (
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{site.url}/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
    )


def _sitemap(site: Site) -> str:
    rows = "".join(
        f"<url><loc>{site.url}{post.path}</loc>"
        + (f"<lastmod>{post.modified}+00:00</lastmod>" if site.lastmods else "")
        + "</url>"
        for post in site.public()
    )
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def export_of(site: Site, *, path: str = "") -> str:
    """The site's own export (WXR). ``path`` precedes the slugs, as before a change of permalinks."""
    items = "".join(
        f"<item><title>{escape(post.title)}</title><link>{site.url}{path}{post.path}</link>"
        f'<guid isPermaLink="false">{post.guid or f"{site.url}/?p={post.id}"}</guid>'
        f"<dc:creator>{AUTHORS[post.author]}</dc:creator>"
        f"<content:encoded><![CDATA[{post.content}]]></content:encoded><wp:post_id>{post.id}</wp:post_id>"
        f"<wp:post_date_gmt>{post.date.replace('T', ' ')}</wp:post_date_gmt>"
        f"<wp:post_modified_gmt>{post.modified.replace('T', ' ')}</wp:post_modified_gmt>"
        f"<wp:status>{post.status}</wp:status><wp:post_type>{post.type}</wp:post_type></item>"
        for post in site.posts.values()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:wp="http://wordpress.org/export/1.2/"><channel>{items}</channel></rss>'
    )
