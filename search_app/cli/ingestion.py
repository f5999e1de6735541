"""``fehrest extract`` and ``ingest``: from sources to the archive and the index."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.extraction_pool import ExtractionPool
from indexer.freshness import IndexReport
from indexer.ingest import IngestReport
from indexer.ingest import ingest as ingest_paths
from indexer.progress import show_progress
from indexer.sources import Failure, Skipped, open_source
from search_app.cli.archives import archive_path, note_run, purge_history
from search_app.cli.main import articles, data_option, print_json, settings_of
from search_app.cli.updating import PARTIAL, Waiting, end, index_changes, index_json, print_index

_SHOWN_FAILURES = 10


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def extract(context: click.Context, /, files: tuple[Path, ...]) -> None:
    """Print the articles in FILES (pages, exports, JSON lines, text dumps) as JSON lines. Nothing is stored.

    Records that are not articles are named on standard error. The exit code is 3 if something failed.
    """
    settings = settings_of(context)
    zone = settings.zone
    failed = False
    records = (record for path in files for record in open_source(path, timezone=zone).records())
    with ExtractionPool(zone, captions=bool(settings.captions)) as pool:
        for _, extracted in pool(records):
            if isinstance(extracted, Failure | Skipped):
                failed |= isinstance(extracted, Failure)
                click.echo(f"{extracted.origin}: {extracted.reason}", err=True)
                continue
            for article in extracted:
                print_json(article_json(article))
    if failed:
        sys.exit(PARTIAL)


def article_json(article: Article) -> dict[str, Any]:
    """An article as JSON."""
    return {
        "title": article.title,
        "body": article.body,
        "language": article.language,
        "languages": list(article.languages) or [article.language],
        "authors": list(article.authors),
        "category": article.category,
        "categories": [list(path) for path in article.categories],
        "tags": list(article.tags),
        "date": article.date.isoformat() if article.date else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "source": article.source,
        "url": article.url,
        "image": asdict(article.image) if article.image else None,
        "captions": list(article.captions),
        "kind": article.kind,
        **{key: list(values) for key, values in article.extra},
        "file": article.file,
    }


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write a JSON line per change or failure to this file."
)
@click.option("--pages", is_flag=True, help="Include WordPress's static pages, not only posts.")
@click.option("--comments", is_flag=True, help="Add the approved comments of an export to its texts.")
@click.option("--types", default="", help="Other types of posts of an export to include.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@data_option
@click.pass_context
def ingest(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    report: Path | None,
    pages: bool,
    comments: bool,
    types: str,
    as_json: bool,
    **given: object,
) -> None:
    """Add the articles at PATHS to the archive and update the index.

    PATHS are folders of saved pages, single pages, WordPress exports (WXR), JSON lines, or pages saved as
    text. Unchanged articles are skipped and changed ones are updated, so you can run it again at any time. A
    record that fails is counted and named, and the rest continues; then the exit code is 3. It is also 3 if
    the search engine cannot be reached: the articles are in the archive and are indexed later.
    """
    settings = settings_of(context, **given)
    store = open_store(settings.engine, settings.data)
    with Archive(archive_path(settings)) as archive:
        before = archive.revision
        with show_progress("Reading") as progress:
            done = ingest_paths(
                list(paths),
                archive,
                timezone=settings.zone,
                progress=progress,
                report=report,
                pages=pages,
                comments=comments,
                types=frozenset(filter(None, map(str.strip, types.split(",")))),
                captions=bool(settings.captions),
            )
        note_run(
            archive,
            settings,
            added=done.added,
            updated=done.updated,
            failed=done.failed,
            withheld=done.withheld,
        )
        purge_history(archive, settings)
        indexed = index_changes(archive, store, settings, before)
    _print_ingest(done, indexed, as_json)
    end(indexed, whole=not (done.failed or done.withheld))


def print_withheld(number: int, messages: tuple[str, ...]) -> None:
    """Print the number of withheld updates and why; prints nothing for none."""
    if number:
        what = "1 update was" if number == 1 else f"{number} updates were"
        click.echo(f"{what} withheld until you decide: fehrest pending", err=True)
    for message in messages:
        click.echo(f"  {message}", err=True)


def _print_ingest(done: IngestReport, indexed: IndexReport | Waiting, as_json: bool) -> None:
    if as_json:
        print_json(asdict(done) | {"index": index_json(indexed)})
        return
    click.echo(
        f"{articles(done.found)} in {done.seconds:.1f} s: {done.added} added, {done.updated} updated, "
        f"{done.unchanged} unchanged, {done.failed} failed; {done.skipped} other files skipped"
    )
    print_withheld(done.withheld, done.messages)
    for origin, reason in done.failures[:_SHOWN_FAILURES]:
        click.echo(f"  failed: {origin}: {reason}", err=True)
    if done.failed > _SHOWN_FAILURES:
        click.echo(f"  and {done.failed - _SHOWN_FAILURES} more; list them with --report FILE", err=True)
    print_index(indexed)
