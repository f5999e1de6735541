"""What an ingest leaves out is summed up, with the option that reads it."""

from datetime import UTC

import pytest

from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import SilentProgress

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://town.example</link>'
)
TYPES = ("post", "interview", "interview", "page", "attachment", "wp_template", "nav_menu_item")


def item(number: int, kind: str) -> str:
    return (
        f"<item><title>The mill {number}</title><link>https://town.example/{number}/</link>"
        f"<content:encoded><![CDATA[<p>The mill number {number} was opened.</p>]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:status>publish</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type></item>"
    )


@pytest.fixture
def take(tmp_path):
    def take(text: str, **options: object):
        (tmp_path / "in.xml").write_text(text, "utf-8")
        with Archive(tmp_path / "archive.sqlite3") as archive:
            return ingest(
                [tmp_path / "in.xml"],
                archive,
                timezone=UTC,
                progress=SilentProgress(),
                workers=1,
                **options,
            )

    return take


def test_other_types_of_posts(take):
    export = f"{HEAD}{''.join(item(n, kind) for n, kind in enumerate(TYPES, 1))}</channel></rss>"
    done = take(export)
    assert (done.added, done.skipped) == (1, 6)
    assert done.messages == (
        "2 posts of type interview skipped; --types interview reads them",
        "1 static page skipped; --pages reads them",
    )
    done = take(export, types=frozenset({"interview"}), pages=True)
    assert (done.added, done.unchanged, done.messages) == (3, 1, ())


def test_a_feed_with_summaries(take):
    entries = "".join(
        f"<item><title>Mill {n}</title><link>https://town.example/{n}/</link><guid>{n}</guid>"
        f"<description>The mill number {n} was opened [&#8230;]</description></item>"
        for n in range(3)
    )
    done = take(f'<rss version="2.0"><channel><title>Town</title>{entries}</channel></rss>')
    assert done.messages == (
        "3 summaries skipped: the feed has only a summary. Read the feed with: fehrest sync",
    )
