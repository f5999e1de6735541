"""``fehrest pending`` and ``history``: updates that were withheld, and revisions that were replaced."""

from datetime import tzinfo
from typing import Any

import click

from engines.registry import open_store
from indexer.archive import Archive, Pending, Revision
from indexer.errors import UnknownPendingError
from search_app.cli.archives import open_archive
from search_app.cli.ingestion import article_json
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.updating import end, index_changes, print_index
from search_app.presenters import local


@click.command()
@click.argument("action", type=click.Choice(["list", "accept", "reject"]), default="list")
@click.argument("keys", nargs=-1, metavar="[KEY]…")
@click.option("--all", "everything", is_flag=True, help="All pending updates, instead of KEY.")
@click.option("--new", "as_new", is_flag=True, help="Accept as new articles; keep the archived ones.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@data_option
@click.pass_context
def pending(
    context: click.Context,
    /,
    action: str,
    keys: tuple[str, ...],
    everything: bool,
    as_new: bool,
    as_json: bool,
    **given: object,
) -> None:
    """List, accept or reject updates that were withheld.

    An update is withheld if it would change title, address, date and most of the text at once, or if it would
    leave an article without text. Until you decide, the archived article does not change. Accept replaces it
    and moves the old version to its history; with --new both are kept. After reject, the same update is not
    offered again.
    """
    settings = settings_of(context, **given)
    with open_archive(settings) as archive:
        if action == "list":
            for waiting in archive.decisions.pending():
                print_json(_pending_json(waiting)) if as_json else _print_pending(waiting, settings.zone)
            return
        before = archive.revision
        done = [_decide(archive, action, key, as_new) for key in _chosen(archive, keys, everything)]
        indexed = index_changes(archive, open_store(settings.engine, settings.data), settings, before)
    for one in done:
        print_json(one) if as_json else click.echo(f"{one['key']}: {one['action']}, article {one['id']}")
    if not as_json:
        print_index(indexed)
    end(indexed)


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--restore", type=int, metavar="REVISION", help="Restore this revision.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON object per revision, with the whole article."
)
@data_option
@click.pass_context
def history(
    context: click.Context, /, article_id: str, restore: int | None, as_json: bool, **given: object
) -> None:
    """List the earlier revisions of an article, or restore one.

    Replaced revisions are kept for FEHREST_HISTORY days. A restored revision becomes a new revision, and the
    current one moves to the history. A deleted article is restored in the same way.
    """
    settings = settings_of(context, **given)
    with open_archive(settings) as archive:
        if restore is None:
            for one in archive.decisions.history(article_id):
                print_json(_revision_json(one)) if as_json else _print_revision(one)
            return
        before = archive.revision
        archive.decisions.restore(article_id, restore)
        indexed = index_changes(archive, open_store(settings.engine, settings.data), settings, before)
        current = archive.decisions.history(article_id)[0]
    print_json(_revision_json(current)) if as_json else _print_revision(current)
    end(indexed)


def _chosen(archive: Archive, keys: tuple[str, ...], everything: bool) -> list[str]:
    waiting = [one.key for one in archive.decisions.pending()]
    if bool(keys) == everything:
        raise click.UsageError("Name the keys that fehrest pending prints, or use --all")
    if unknown := set(keys) - set(waiting):
        raise UnknownPendingError(
            f"No update {', '.join(sorted(unknown))} is pending. List the pending ones: fehrest pending"
        )
    return waiting if everything else list(dict.fromkeys(keys))


def _decide(archive: Archive, action: str, key: str, as_new: bool) -> dict[str, str]:
    decisions = archive.decisions
    article = decisions.accept(key, as_new=as_new) if action == "accept" else decisions.reject(key)
    return {"key": key, "action": f"{action}ed", "id": article}


def _pending_json(waiting: Pending) -> dict[str, Any]:
    return {
        "key": waiting.key,
        "id": waiting.replaces,
        "reason": waiting.doubt.value,
        "site": waiting.site,
        "created": waiting.created.isoformat(timespec="seconds"),
        "article": article_json(waiting.article),
        "current": article_json(waiting.current) if waiting.current else None,
    }


def _print_pending(waiting: Pending, zone: tzinfo) -> None:
    click.echo(f"{waiting.key}  would replace {waiting.replaces}: {waiting.doubt.value}")
    for name, article in (("archived", waiting.current), ("incoming", waiting.article)):
        if article:
            day = local(article.date, zone).date().isoformat() if article.date else "no date   "
            click.echo(f"  {name}  {day}  {article.title}  {article.url or ''}")


def _revision_json(one: Revision) -> dict[str, Any]:
    return {
        "id": one.id,
        "revision": one.revision,
        "replaced": one.replaced.isoformat(timespec="seconds") if one.replaced else None,
        "reason": one.reason or None,
        "article": article_json(one.article) if one.article else None,
    }


def _print_revision(one: Revision) -> None:
    state = f"{one.reason} {one.replaced:%Y-%m-%d %H:%M}" if one.replaced else "current"
    if one.article is None:
        click.echo(f"{one.revision}  {state}  (deleted)")
    else:
        click.echo(f"{one.revision}  {state}  {one.article.title}  ({len(one.article.body)} characters)")
