"""Broken, hostile and misleading files of every kind that a source reads, created in a folder on demand.

``BROKEN`` has for each name how its file is made and the expected result: ``failed`` (named with a reason),
``kept`` (an article nevertheless), ``skipped`` (not an article), or ``any`` if each of them is correct.
"""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], object]

STORY = (
    "<p>The stone bridge over the river is open again, and hundreds of people crossed it in the morning.</p>"
    "<p>Masons had worked on its arches since the spring, and the town paid them in apples and bread.</p>"
) * 3
HEAD = "<!DOCTYPE html><html lang='en'><head><title>The stone bridge</title></head><body>"
PAGE = f"{HEAD}<article><h1>The stone bridge</h1>{STORY}</article></body></html>"
PERSIAN = "پل سنگی شهر پس از تعمیر باز شد و مردم از روی آن گذشتند. " * 8
BOMB = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)


def text(content: str, encoding: str = "utf-8") -> Make:
    """Each page has its own title; otherwise all would be one article."""
    return lambda path: path.write_text(
        content.replace("The stone bridge", f"The bridge of {path.stem.encode('ascii', 'replace').decode()}"),
        encoding,
        "replace",
    )


def raw(content: bytes) -> Make:
    return lambda path: path.write_bytes(
        content.replace(b"The stone bridge", f"The bridge of {path.name}".encode())
    )


def body(content: str) -> Make:
    return text(f"{HEAD}<article><h1>The stone bridge</h1>{content}{STORY}</article></body></html>")


def sparse(size: int) -> Make:
    """A file of zeros that takes no space."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def lines(*values: object) -> Make:
    return text("".join(f"{value if isinstance(value, str) else json.dumps(value)}\n" for value in values))


def export(items: str, start: str = "", end: str = "</channel></rss>") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{start}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:wp="http://wordpress.org/export/1.2/"><channel>\n{items}{end}'
    )


def post(number: int, title: str = "The library", content: str = STORY, more: str = "") -> str:
    return (
        f"<item><title>{title} {number}</title><link>https://example.org/wxr/{number}/</link>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>{more}"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>\n"
    )


def story(**fields: object) -> dict[str, object]:
    return {"title": "The stone bridge", "body": "The orchard gave good apples this year. " * 4} | fields


BROKEN: dict[str, tuple[str, Make]] = {
    # Pages: empty, too large, not a page.
    "page-empty.html": ("failed", raw(b"")),
    "page-blank.html": ("failed", raw(b" \r\n\t" * 1000)),
    "page-nul.html": ("any", raw(b"\0" * 5000)),
    "page-nuls-inside.html": ("kept", raw(PAGE.replace("river", "ri\0ver").encode())),
    "page-200-mb.html": ("failed", sparse(200 << 20)),
    "page-picture.html": ("failed", raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)),
    "page-no-article.html": ("any", text("<html><body></body></html>")),
    "page-cut.html": ("kept", text(PAGE[: int(len(PAGE) * 0.7)])),
    # Pages: wrong, misleading or invalid encodings.
    "page-lies-utf8.html": (
        "kept",
        raw(
            f'<html lang="fa"><meta charset="utf-8"><title>پل</title><p>{PERSIAN}'.encode("cp1256", "replace")
        ),
    ),
    "page-unknown-charset.html": (
        "kept",
        raw(PAGE.replace("<head>", '<head><meta charset="x-none">').encode()),
    ),
    "page-says-utf16.html": ("kept", raw(PAGE.replace("<head>", '<head><meta charset="utf-16">').encode())),
    "page-utf16.html": ("kept", text(PAGE, "utf-16")),
    "page-utf32.html": ("any", text(PAGE, "utf-32")),
    "page-bad-bytes.html": ("kept", raw(PAGE.encode().replace(b"morning", b"mor\xff\xfening"))),
    "page-surrogates.html": ("kept", raw(PAGE.encode().replace(b"morning", b"mor\xed\xa0\x80ning"))),
    "page-surrogate-entities.html": ("kept", body("<p>&#xD800; &#xDFFF; &#x110000; &#0; &#99999999999;</p>")),
    "page-controls.html": (
        "kept",
        body("<p>" + "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\ufeff</p>"),
    ),
    "page-marks.html": ("kept", body("<p>" + "e" + "\u0301" * 50_000 + " \u202e\u2066 mirrored</p>")),
    # Pages: deep, wide, endless.
    "page-deep.html": ("any", body("<div>" * 10_000)),
    "page-deep-inline.html": ("any", body("<b><i>" * 10_000)),
    "page-deep-tables.html": ("any", body("<table><tr><td>" * 5_000)),
    "page-one-tag.html": ("any", body("<p " + "a='b' " * 200_000 + ">")),
    "page-one-word.html": ("any", body(f"<p>{'x' * 5_000_000}</p>")),
    "page-spaces.html": ("kept", body(f"<p>{' ' * 3_000_000}a{chr(9) * 1_000_000}</p>")),
    "page-comment-open.html": ("any", text(f"{HEAD}<!-- {STORY * 1000}")),
    "page-script-open.html": ("any", text(f"{HEAD}<script>{STORY * 1000}")),
    "page-many-links.html": ("any", body("<a href='/x'>apples</a> " * 100_000)),
    "page-many-paragraphs.html": ("any", body("<p>By Clara Penhale, 12 May 2019</p>" * 60_000)),
    "page-title-long.html": (
        "any",
        text(PAGE.replace("bridge", "bridge | " * 100_000, 1)),
    ),
    "page-json-deep.html": ("any", body('<script type="application/ld+json">' + "[" * 300_000 + "</script>")),
    "page-json-broken.html": ("kept", body('<script type="application/ld+json">{"headline": "</script>')),
    "page-dates.html": (
        "kept",
        body("<time datetime='99999-99-99T99:99:99'>0 0 0</time><p>Published 31.02.2020, 45/13/1403</p>"),
    ),
    # Compressed pages.
    "packed-empty.html.gz": ("failed", raw(b"")),
    "packed-cut.html.gz": ("failed", raw(gzip.compress(PAGE.encode())[:-30])),
    "packed-not.html.gz": ("kept", text(PAGE)),
    "packed-bomb.html.gz": ("failed", raw(gzip.compress(b"\0" * (200 << 20), 1))),
    "packed-head-only.html.gz": ("failed", raw(gzip.compress(PAGE.encode())[:10])),
    "packed-bad-sum.html.gz": ("failed", raw(gzip.compress(PAGE.encode())[:-8] + b"\1" * 8)),
    # JSON lines.
    "json-empty.jsonl": ("any", raw(b"")),
    "json-words.jsonl": ("failed", lines("no json at all")),
    "json-cut.jsonl": ("failed", lines('{"title": "The orchard", "bo')),
    # Mostly lines of dashes, which are no words to index.
    "json-10-mb.jsonl": (
        "kept",
        lines(story(body="apples and pears, " * 100_000 + ("-" * 99 + "\n") * 90_000)),
    ),
    "json-20-mb.jsonl": ("failed", lines(story(body="apples and pears, " * 1_200_000))),
    "json-deep.jsonl": ("failed", lines("[" * 300_000)),
    "json-deep-object.jsonl": ("failed", lines('{"title":' * 100_000)),
    "json-deep-category.jsonl": (
        "any",
        lines('{"title": "The stone bridge", "body": "B", "category": ' + "[" * 900 + "]" * 900 + "}"),
    ),
    "json-digits.jsonl": ("failed", lines('{"title": "T", "id": ' + "9" * 10_000 + "}")),
    "json-nan.jsonl": (
        "any",
        lines('{"title": "The stone bridge", "body": "B", "id": NaN, "date": Infinity}'),
    ),
    "json-surrogates.jsonl": (
        "kept",
        lines('{"id": "s\\ud800", "title": "A \\ud83d story", "body": "b\\udfff"}'),
    ),
    "json-nuls.jsonl": (
        "kept",
        lines('{"id": "n\\u0000", "title": "A\\u0000 tale", "url": "http://e.org/\\u0000"}'),
    ),
    "json-types.jsonl": ("failed", lines("[]", "1", "null", '"text"', "true", '{"title": {}}', "{}")),
    "json-huge-fields.jsonl": (
        "kept",
        lines(story(id="i" * 1_000_000, url="https://e.org/" + "u" * 1_000_000)),
    ),
    "json-bad-url.jsonl": (
        "kept",
        lines(story(url="https://[::1:80:x/"), story(url="http://e.org:99999999/a")),
    ),
    "json-utf16.jsonl": ("failed", raw(json.dumps(story()).encode("utf-16"))),
    "json-latin.jsonl": ("failed", raw('{"title": "café"}'.encode("latin-1"))),
    "json-packed-cut.jsonl.gz": ("any", raw(gzip.compress(json.dumps(story()).encode() * 3)[:-20])),
    "json-packed-empty.jsonl.gz": ("any", raw(b"")),
    "array-cut.json": ("failed", text('[{"title": "A garden", "body": "Roses."}, {"title": "B')),
    "array-deep.json": ("failed", text("[" * 300_000)),
    "array-no.json": ("failed", text("nothing")),
    # WordPress exports.
    "export-half.xml": ("failed", text(export(post(1) + post(2), end="<item><title>Half"))),
    "export-bomb.xml": ("failed", text(export(post(3, "&m;"), start=BOMB + "]>"))),
    "export-outside.xml": (
        "failed",
        text(export(post(4, "&x;"), start="<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")),
    ),
    "export-deep.xml": ("any", text(export("<a>" * 10_000 + post(5)))),
    "export-deep-post.xml": ("any", text(export(post(6, content="<div>" * 10_000)))),
    "export-controls.xml": ("kept", text(export(post(7, content=f"A\0\x01\x0b\ufffe {STORY}")))),
    "export-bad-charset.xml": ("kept", raw(export(post(8)).replace("UTF-8", "x-none").encode())),
    "export-lies.xml": ("any", raw(export(post(9, content=PERSIAN)).encode("cp1256", "replace"))),
    "export-dates.xml": (
        "kept",
        text(
            export(post(10, more="<wp:post_date>0000-00-00 00:00:00</wp:post_date><pubDate>never</pubDate>"))
        ),
    ),
    "export-empty-posts.xml": ("skipped", text(export("<item></item>" * 3))),
    "export-unclosed.xml": ("failed", text(export("<item><title>A</item>" + post(11)))),
    "export-packed-cut.xml.gz": ("failed", raw(gzip.compress(export(post(12) * 50).encode())[:-40])),
    # Saved answers of the REST API, and web archives.
    "rest-cut.json": (
        "failed",
        text('[{"id": 1, "type": "post", "link": "https://e.org/1", "title": {"r'),
    ),
    "rest-types.json": (
        "any",
        text('[{"id": 1, "type": "post", "link": [], "title": 5, "content": null, "date_gmt": "9"}, 7]'),
    ),
    "archive-empty.warc": ("skipped", raw(b"")),
    "archive-words.warc": ("skipped", raw(b"no web archive at all")),
    "archive-cut.warc": (
        "failed",
        raw(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>"),
    ),
    "archive-long.warc": ("failed", raw(b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx")),
    # Pages saved as text.
    "text-empty.txt": ("failed", raw(b"")),
    "text-one-line.txt": ("any", text("apples " * 500_000)),
    "text-lines.txt": ("any", text("a\n" * 300_000)),
    "text-controls.txt": ("any", text("".join(map(chr, range(1, 32))) * 200)),
    # Not a file.
    "folder.html": ("any", lambda path: path.mkdir()),
    "link-nowhere.html": ("any", lambda path: path.symlink_to("nowhere-at-all")),
    "link-itself.html": ("any", lambda path: path.symlink_to(path.name)),
    "link-above": ("any", lambda path: path.symlink_to(path.parent)),
    "pipe.html": ("any", os.mkfifo),
    "photo.jpg": ("skipped", raw(b"\xff\xd8\xff\xe0 picture")),
    "name-\udcff\udcfe.html": ("kept", text(PAGE)),
}


def fill(folder: Path) -> list[str]:
    """Create all of them. Returns the names of those that this file system supports."""
    made = []
    for name, (_, make) in BROKEN.items():
        try:
            make(folder / name)
        except OSError:
            continue
        made.append(name)
    return made
