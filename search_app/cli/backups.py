"""``fehrest backup`` and ``fehrest restore``: write the archive to one file, and read it back."""

from dataclasses import asdict
from pathlib import Path

import click

from engines.registry import open_store
from indexer.backup import Restored, back_up
from indexer.backup import restore as restore_archive
from indexer.progress import show_progress
from search_app.cli.archives import archive_path, open_archive
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.updating import end, index_json, print_index, rebuild_or_wait
from search_app.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print the contents of the backup as JSON.")
@data_option
@click.pass_context
def backup(context: click.Context, /, file: Path, force: bool, as_json: bool, **given: object) -> None:
    """Write the archive to FILE, with checksums, and the joined categories.

    You can run it while articles are ingested and searched. FILE appears only when it is complete. The index
    is not included: `fehrest restore` rebuilds it.
    """
    settings = settings_of(context, **given)
    with show_progress("Backing up (MB)") as progress:
        made = back_up(archive_path(settings), file, progress, replace=force)
    if as_json:
        print_json(asdict(made))
        return
    size = file.stat().st_size / 1e6
    click.echo(f"{made.articles} articles at revision {made.revision} backed up to {file} ({size:.1f} MB)")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@data_option
@click.pass_context
def restore(context: click.Context, /, file: Path, as_json: bool, **given: object) -> None:
    """Replace the archive by the backup in FILE and rebuild the index.

    The backup is checked first. The replaced archive is kept in the same folder, with the time in its name. A
    running `fehrest serve` continues with the restored articles.
    """
    settings = settings_of(context, **given)
    with show_progress("Restoring (MB)") as progress:
        done = restore_archive(file, archive_path(settings), progress)
    if not as_json:
        _print(done, settings)
    store = open_store(settings.engine, settings.data)
    with open_archive(settings) as archive:
        indexed = rebuild_or_wait(archive, store, settings, "the archive was restored")
    if as_json:
        kept = str(done.kept) if done.kept else None
        print_json({**asdict(done.manifest), "kept": kept, "index": index_json(indexed)})
    else:
        print_index(indexed)
    end(indexed)


def _print(done: Restored, settings: Settings) -> None:
    manifest = done.manifest
    click.echo(
        f"{manifest.articles} articles at revision {manifest.revision} restored to {archive_path(settings)}, "
        f"from a backup of {manifest.created}"
    )
    if done.kept:
        click.echo(f"The previous archive is kept in {done.kept}")
