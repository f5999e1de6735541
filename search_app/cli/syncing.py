"""``fehrest sync``: reads sources on the web and on disk, and later only what has changed."""

import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import click

from engines.registry import open_store
from indexer.archive import Archive, Place
from indexer.errors import SourceError
from indexer.fetching import FetchOptions
from indexer.freshness import IndexReport
from indexer.progress import show_progress
from indexer.syncing import SourceReport, SyncOptions, SyncReport, source_name
from indexer.syncing import sync as sync_sources
from search_app.cli.archives import archive_path, note_run, open_archive, purge_history
from search_app.cli.ingestion import print_withheld
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.updating import Waiting, end, index_changes, index_json, print_index

_SHOWN_FAILURES = 10


@click.command()
@click.argument("sources", nargs=-1, metavar="[ADDRESS]…")
@click.option("--sources", "file", type=click.Path(path_type=Path), help="TOML file that lists sources.")
@click.option("--full", is_flag=True, help="Read everything again, not only changes.")
@click.option("--allow-deletions", is_flag=True, help="Delete all articles that are gone, even if many.")
@click.option("--pages", is_flag=True, help="Include WordPress's static pages, not only posts.")
@click.option("--comments", is_flag=True, help="Add the approved comments of an export to its texts.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write a JSON line per change or failure to this file."
)
@click.option("--list", "as_list", is_flag=True, help="Print the known sources and exit.")
@click.option("--forget", is_flag=True, help="Forget these sources; keep their articles.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@data_option
@click.pass_context
def sync(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    file: Path | None,
    full: bool,
    allow_deletions: bool,
    pages: bool,
    comments: bool,
    report: Path | None,
    as_list: bool,
    forget: bool,
    as_json: bool,
    **given: object,
) -> None:
    """Read sources, in later runs only what has changed, and update the index.

    ADDRESS is a WordPress site, a feed, a sitemap, or a file as for ingest. Without one, all known sources
    are read again. You can stop it at any time; the next run continues from there. Articles that a site no
    longer has are deleted; if there are suspiciously many, only with --allow-deletions. A record that fails
    is named, and the rest continues; then the exit code is 3. It is also 3 if the search engine cannot be
    reached and the articles wait in the archive.
    """
    settings = settings_of(context, **given)
    named = [*sources, *(_listed(file) if file else ())]
    if as_list or forget:
        with open_archive(settings) as archive:
            _forget(archive, named) if forget else _print_places(archive.ledger.places(), as_json)
        return
    options = SyncOptions(
        timezone=settings.zone,
        pages=pages,
        comments=comments,
        captions=bool(settings.captions),
        full=full,
        allow_deletions=allow_deletions,
        report=report,
        fetch=FetchOptions(
            contact=settings.contact, delay=settings.crawl_delay, private=settings.private_addresses == 1
        ),
    )
    store = open_store(settings.engine, settings.data)
    archive = Archive(archive_path(settings)) if named else open_archive(settings)
    with archive:
        before = archive.revision
        with show_progress("Reading") as progress:
            done = sync_sources(named, archive, options, progress)
        note_run(
            archive,
            settings,
            added=sum(source.added for source in done.sources),
            updated=sum(source.updated for source in done.sources),
            failed=sum(source.failed + bool(source.error) for source in done.sources),
            withheld=sum(source.pending for source in done.sources),
        )
        purge_history(archive, settings)
        indexed = index_changes(archive, store, settings, before)
    _print_sync(done, indexed, as_json)
    end(indexed, whole=done.whole)


def _listed(file: Path) -> list[str]:
    """The addresses in a file: ``sources = ["https://…", "export.xml"]``."""
    try:
        value = tomllib.loads(file.read_text("utf-8")).get("sources")
    except OSError as error:
        raise SourceError(f"The file {file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SourceError(f"{file} is no TOML: {error}.") from error
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise SourceError(f'{file} must contain a list of addresses: sources = ["https://your.site"]')
    return value


def _forget(archive: Archive, named: list[str]) -> None:
    for address in map(source_name, named):
        if not archive.ledger.remove(address):
            raise SourceError(f"{address} is not a known source. List the known ones: fehrest sync --list")
        click.echo(f"Forgotten: {address}")


def _print_places(places: list[Place], as_json: bool) -> None:
    for place in places:
        synced = place.synced.isoformat(timespec="seconds") if place.synced else None
        if as_json:
            print_json({"address": place.address, "kind": place.kind, "synced": synced})
        else:
            click.echo(f"{place.address}  {place.kind}  {synced or 'not complete yet'}")


def _print_sync(done: SyncReport, indexed: IndexReport | Waiting, as_json: bool) -> None:
    if as_json:
        sources = [asdict(replace(source, failures=())) | {"whole": source.whole} for source in done.sources]
        print_json({"sources": sources, "seconds": done.seconds, "index": index_json(indexed)})
        return
    for source in done.sources:
        _print_source(source)
    print_index(indexed)


def _print_source(source: SourceReport) -> None:
    click.echo(
        f"{source.address} ({source.kind}): {source.added} added, {source.updated} updated, "
        f"{source.unchanged} unchanged, {source.deleted} deleted, {source.failed} failed, "
        f"{source.skipped} skipped"
    )
    print_withheld(source.pending, source.messages)
    if gone := source.withheld - source.pending:
        click.echo(
            f"  {gone} articles seem to be gone. That is suspiciously many, so nothing was deleted. "
            "If they really are gone, use --allow-deletions",
            err=True,
        )
    if source.error:
        click.echo(f"  stopped early: {source.error}", err=True)
    for origin, reason in source.failures[:_SHOWN_FAILURES]:
        click.echo(f"  failed: {origin}: {reason}", err=True)
    if source.failed > _SHOWN_FAILURES:
        click.echo(f"  and {source.failed - _SHOWN_FAILURES} more; list them with --report FILE", err=True)
