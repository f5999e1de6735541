"""No story replaces another, with every kind of file, in both orders of arrival."""

import json
from datetime import UTC

import pytest
from identity_sources import KITES, MILL, answer, entry, export, feed, item, line, page, post

from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import SilentProgress

VALLEY = "https://valley.example"
API = '<link rel="https://api.w.org/" href="{}/wp-json/">'


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        yield archive


def take(archive, tmp_path, *files, report=None):
    """One ingest per file, given as name and text."""
    reports = []
    for name, text in files:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        found = ingest([path], archive, timezone=UTC, progress=SilentProgress(), workers=1, report=report)
        reports.append(
            (found.added, found.updated, found.unchanged, found.withheld, found.failed, found.skipped)
        )
    return reports


def bodies(archive):
    return [row.article.body for row in archive.changes() if row.article]


def held(archive, *stories):
    """Whether the archive has exactly these stories, each complete."""
    return sorted(bodies(archive)) == sorted("\n\n".join(texts) for texts in stories)


PAIRS = {
    "two hosts": [
        ("a.html", page("The mill", MILL, url=f"{VALLEY}/mill/")),
        ("b.html", page("Kites", KITES, url="https://hill.example/kites/")),
    ],
    "two hosts, one title": [
        ("a.html", page("Weekly letter", MILL, url=f"{VALLEY}/letter/")),
        ("b.html", page("Weekly letter", KITES, url="https://hill.example/letter/")),
    ],
    "two sites in folders, as their pages say": [
        ("a.html", page("The mill", MILL, url=f"{VALLEY}/north/mill/", head=API.format(f"{VALLEY}/north"))),
        ("b.html", page("Kites", KITES, url=f"{VALLEY}/south/kites/", head=API.format(f"{VALLEY}/south"))),
    ],
    "two sites in folders, by their short links": [
        (
            "a.html",
            page("M", MILL, url=f"{VALLEY}/a/m/", head=f'<link rel="shortlink" href="{VALLEY}/a/?p=17">'),
        ),
        (
            "b.html",
            page("K", KITES, url=f"{VALLEY}/b/k/", head=f'<link rel="shortlink" href="{VALLEY}/b/?p=17">'),
        ),
    ],
    "two sites in folders, of which nothing is said": [
        ("a.html", page("The mill", MILL, url=f"{VALLEY}/north/mill/")),
        ("b.html", page("Kites", KITES, url=f"{VALLEY}/south/kites/")),
    ],
    "pages without an address": [
        ("a.html", page("The mill", MILL)),
        ("b.html", page("Kites", KITES)),
    ],
    "two sites in folders, exports": [
        ("a.xml", export(item(5, "The mill", MILL, url=f"{VALLEY}/a/mill/"), site=f"{VALLEY}/a")),
        ("b.xml", export(item(5, "Kites", KITES, url=f"{VALLEY}/b/kites/"), site=f"{VALLEY}/b")),
    ],
    "a page and a record with one number": [
        ("a.html", page("The mill", MILL, url=f"{VALLEY}/mill/")),
        ("b.jsonl", line("17", "Kites", KITES, url="https://hill.example/kites/")),
    ],
    "records of two hosts": [
        ("a.jsonl", line("3", "The mill", MILL, url=f"{VALLEY}/mill/")),
        ("b.jsonl", line("3", "Kites", KITES, url="https://hill.example/kites/")),
    ],
    "records with one title": [
        ("a.jsonl", line("", "Letter", MILL, date="")),
        ("b.jsonl", line("", "Letter", KITES, date="")),
    ],
    "a kept guid in exports": [
        ("a.xml", export(item(80, "The mill", MILL, url=f"{VALLEY}/mill/", guid=f"{VALLEY}/?p=250"))),
        ("b.xml", export(item(250, "Kites", KITES, url=f"{VALLEY}/kites/", guid=f"{VALLEY}/?p=250"))),
    ],
    "a kept guid in an export, the native post from the API": [
        ("a.xml", export(item(80, "The mill", MILL, url=f"{VALLEY}/mill/", guid=f"{VALLEY}/?p=250"))),
        ("b.json", answer(post(250, "Kites", KITES, url=f"{VALLEY}/kites/", guid=f"{VALLEY}/?p=250"))),
    ],
    "a kept guid in answers of the API": [
        ("a.json", answer(post(80, "The mill", MILL, url=f"{VALLEY}/mill/", guid=f"{VALLEY}/?p=250"))),
        ("b.json", answer(post(250, "Kites", KITES, url=f"{VALLEY}/kites/", guid=f"{VALLEY}/?p=250"))),
    ],
    "one guid for two posts": [
        ("a.xml", export(item(11, "The mill", MILL, url=f"{VALLEY}/mill/", guid=f"{VALLEY}/?p=11"))),
        ("b.xml", export(item(12, "Kites", KITES, url=f"{VALLEY}/kites/", guid=f"{VALLEY}/?p=11"))),
    ],
    "one guid in feeds": [
        ("a.xml", feed(entry("The mill", MILL, url=f"{VALLEY}/mill/", guid="0"))),
        ("b.xml", feed(entry("Kites", KITES, url=f"{VALLEY}/kites/", guid="0"))),
    ],
}


@pytest.mark.parametrize("turn", [1, -1], ids=["in order", "reversed"])
@pytest.mark.parametrize("kind", PAIRS)
def test_two_stories_stay_two(archive, tmp_path, kind, turn):
    files = PAIRS[kind][::turn]
    done = [*take(archive, tmp_path, *files), *take(archive, tmp_path, *files)]
    assert held(archive, MILL, KITES)
    assert done == [(1, 0, 0, 0, 0, 0)] * 2 + [(0, 0, 1, 0, 0, 0)] * 2


ONE_FILE = {
    "export": ("a.xml", export(*(
        item(number, title, texts, url=f"{VALLEY}/{number}/", guid=f"{VALLEY}/?p=250")
        for number, title, texts in ((80, "The mill", MILL), (250, "Kites", KITES))
    ))),
    "answers of the API": ("a.json", answer(*(
        post(number, title, texts, url=f"{VALLEY}/{number}/", guid=f"{VALLEY}/?p=250")
        for number, title, texts in ((80, "The mill", MILL), (250, "Kites", KITES))
    ))),
    "feed": ("a.xml", feed(
        entry("The mill", MILL, url=f"{VALLEY}/mill/", guid="tag:valley"),
        entry("Kites", KITES, url=f"{VALLEY}/kites/", guid="tag:valley"),
    )),
    "records with one title": ("a.jsonl", line("", "Letter", MILL) + line("", "Letter", KITES)),
    "posts at one address": ("a.xml", export(
        item(80, "The mill", MILL, url=f"{VALLEY}/read/"), item(250, "Kites", KITES, url=f"{VALLEY}/read/")
    )),
}  # fmt: skip


@pytest.mark.parametrize("kind", ONE_FILE)
def test_two_stories_of_one_file_stay_two(archive, tmp_path, kind):
    assert take(archive, tmp_path, *[ONE_FILE[kind]] * 2) == [(2, 0, 0, 0, 0, 0), (0, 0, 2, 0, 0, 0)]
    assert held(archive, MILL, KITES)


def reinstalled(texts, year, slug):
    def one(n):
        date = f"{year}-01-0{n} 10:00:00"
        return item(n, f"{slug} {n}", [f"{slug} number {n}.", *texts], url=f"{VALLEY}/{slug}-{n}/", date=date)

    return export(*map(one, (1, 2, 3)))


def test_a_site_that_uses_its_numbers_again_replaces_nothing(archive, tmp_path):
    report = tmp_path / "report.jsonl"
    take(archive, tmp_path, ("before.xml", reinstalled(MILL, 2019, "mill")))
    before = bodies(archive)
    again = ("after.xml", reinstalled(KITES, 2024, "kites"))
    assert take(archive, tmp_path, again, report=report) == [(0, 0, 0, 3, 0, 0)]
    rows = [json.loads(row) for row in report.read_text("utf-8").splitlines()]
    assert [(row["change"], row["title"]) for row in rows] == [("withheld", f"kites {n}") for n in (1, 2, 3)]
    assert all("another story" in row["reason"] for row in rows)
    assert bodies(archive) == before
    path = tmp_path / "after.xml"
    told = ingest([path], archive, timezone=UTC, progress=SilentProgress(), workers=1)
    [message] = told.messages
    assert message.startswith("3 posts of valley.example")
    assert "set up again" in message


def test_answers_of_the_api_after_a_new_start(archive, tmp_path):
    def one(n, title, texts, year):
        date = f"{year}-01-0{n}T10:00:00"
        found = post(n, f"{title} {n}", texts, url=f"{VALLEY}/{title}-{n}/", guid="", date=date)
        return found | {"_links": {"self": [{"href": f"{VALLEY}/wp-json/wp/v2/posts/{n}"}]}}

    def posts(*of):
        return answer(one(1, *of), one(2, *of))

    done = take(
        archive, tmp_path, ("a.json", posts("mill", MILL, 2019)), ("b.json", posts("kites", KITES, 2024))
    )
    assert [each[3] for each in done] == [0, 2]


PAGE_LINKS = "".join(
    f'<a class="post-page-numbers" href="{VALLEY}/mill/{n}">{n}</a>' for n in ("", "2/", "3/")
)
PAGED = [
    (
        f"{n}.html",
        page(
            "The water mill below the weir",
            [text],
            url=f"{VALLEY}/mill/" + (f"{n}/" if n > 1 else ""),
            number=9,
            head=f'<link rel="shortlink" href="{VALLEY}/?p=9">',
            body=f'<p class="page-links">Pages: {PAGE_LINKS}</p>',
            names=f" paged-{n} single-paged-{n}" if n > 1 else "",
        ),
    )
    for n, text in enumerate(MILL, 1)
]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_saved_pages_of_one_post_are_one_article(archive, tmp_path, order):
    take(archive, tmp_path, *(PAGED[n] for n in order))
    assert held(archive, MILL)
    [row] = archive.changes()
    assert (row.article.url, row.article.title) == (f"{VALLEY}/mill/", "The water mill below the weir")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_pages_are_known_by_their_links_alone(archive, tmp_path, order):
    """Themes without the page's number in a class, and plain permalinks."""
    plain = [
        (name, text.replace(f" paged-{n} single-paged-{n}", "").replace("/mill/2/", "/?p=9&amp;page=2")
         .replace("/mill/3/", "/?p=9&amp;page=3").replace("/mill/", "/?p=9"))
        for n, (name, text) in enumerate(PAGED, 1)
    ]  # fmt: skip
    take(archive, tmp_path, *(plain[n] for n in order))
    assert held(archive, MILL)


ELEMENTOR = json.dumps([
    {"elType": "section", "settings": {}, "elements": [{"elType": "column", "elements": [
        {"elType": "widget", "widgetType": "heading", "settings": {"title": MILL[0]}},
        {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": f"<p>{MILL[1]}</p>"}},
        {"elType": "widget", "widgetType": "button", "settings": {"text": "Subscribe"}},
        {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": f"<p>{MILL[2]}</p>"}},
    ]}]},
])  # fmt: skip
FULL = ("full.html", page("The mill", MILL, url=f"{VALLEY}/mill/"))


@pytest.mark.parametrize("turn", [1, -1])
def test_the_text_of_a_page_builder_is_read(archive, tmp_path, turn):
    built = item(17, "The mill", (), url=f"{VALLEY}/mill/", meta={"_elementor_data": ELEMENTOR})
    take(archive, tmp_path, *[FULL, ("a.xml", export(built))][::turn])
    assert held(archive, MILL)


def test_the_slashes_that_some_exports_double(archive, tmp_path):
    built = item(
        17, "The mill", (), url=f"{VALLEY}/mill/", meta={"_elementor_data": ELEMENTOR.replace('"', '\\"')}
    )
    take(archive, tmp_path, ("a.xml", export(built)))
    assert held(archive, MILL)


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("excerpt", ["", "A short note about a mill."])
def test_an_export_without_text_leaves_the_text(archive, tmp_path, excerpt, turn):
    empty = item(17, "The mill", (), url=f"{VALLEY}/mill/", excerpt=excerpt)
    done = take(archive, tmp_path, *[FULL, ("a.xml", export(empty))][::turn])
    assert held(archive, MILL)
    assert done[1][3] == (1 if turn == 1 and not excerpt else 0)


@pytest.mark.parametrize("turn", [1, -1])
def test_an_excerpt_of_the_api_leaves_the_text(archive, tmp_path, turn):
    short = post(17, "The mill", (), url=f"{VALLEY}/mill/", guid="", excerpt=f"<p>{MILL[0]} […]</p>")
    take(archive, tmp_path, *[FULL, ("a.json", answer(short))][::turn])
    assert held(archive, MILL)


@pytest.mark.parametrize("turn", [1, -1])
def test_the_first_part_in_a_listing_leaves_the_text(archive, tmp_path, turn):
    parts = "".join(
        f'<article class="post post-{n} hentry"><h2 class="entry-title">'
        f'<a href="{VALLEY}/{slug}/">{title}</a></h2>'
        f'<div class="entry-content"><p>{texts[0]}</p></div></article>'
        for n, slug, title, texts in ((17, "mill", "The mill", MILL), (18, "kites", "Kites", KITES))
    )
    listing = (
        '<!doctype html><html lang="en"><head><title>Valley Letter</title>'
        f'<link rel="canonical" href="{VALLEY}/news/"></head>'
        f'<body class="blog"><main>{parts}</main></body></html>'
    )
    other = ("kites.html", page("Kites", KITES, url=f"{VALLEY}/kites/", number=18))
    take(archive, tmp_path, *[FULL, other, ("listing.html", listing)][::turn])
    assert held(archive, MILL, KITES)
