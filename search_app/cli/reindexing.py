"""``fehrest reindex``: builds a new generation of the index, and shows what it would change before the
swap.
"""

from pathlib import Path

import click

from engines.port.engine import IndexStore, SearchEngine
from engines.registry import open_store
from indexer.indexing import rebuild_index, update_index
from indexer.progress import show_progress
from search.comparison import Shift, compare
from search.searcher import Searcher
from search_app.cli.archives import open_archive
from search_app.cli.dictionaries import prepare_dictionaries
from search_app.cli.main import data_option, settings_of
from search_app.cli.shifts import print_shifts, read_queries
from search_app.cli.updating import index_line
from search_app.generations import synonyms_of
from search_app.settings import Settings


@click.command()
@click.option("--changes", is_flag=True, help="Only index changes of the archive.")
@click.option("--rollback", is_flag=True, help="Go back to the generation before the current one.")
@click.option(
    "--preview",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare the results of queries, one per line; do not swap.",
)
@click.option("--swap", is_flag=True, help="With --preview: swap the new generation in afterwards.")
@click.option("--json", "as_json", is_flag=True, help="With --preview: print a JSON object per query.")
@data_option
@click.pass_context
def reindex(
    context: click.Context,
    /,
    changes: bool,
    rollback: bool,
    preview: Path | None,
    swap: bool,
    as_json: bool,
    **given: object,
) -> None:
    """Rebuild the index from the archive: a new generation is filled, checked, then swapped in.

    Searches continue meanwhile, and a running `fehrest serve` uses the new generation at once. The old one is
    kept until the next rebuild.

    With --preview, the queries in FILE are run on both the new and the current generation, and the
    differences are printed: the number of hits before and after, and which of the first ten articles were
    gained, lost or moved. Then the new generation is discarded.
    """
    if (changes or rollback) if preview else (swap or as_json):
        raise click.UsageError("--swap and --json need --preview, which excludes --changes and --rollback")
    settings = settings_of(context, **given)
    store = open_store(settings.engine, settings.data)
    if rollback:
        store.rollback()
        click.echo("The earlier generation is current again")
        return
    if preview:
        preview_rebuild(settings, store, read_queries(preview), swap=swap, as_json=as_json)
        return
    with open_archive(settings) as archive, show_progress("Indexing") as progress:
        work = update_index if changes else rebuild_index
        done = work(archive, store, timezone=settings.zone, progress=progress)
        prepare_dictionaries(store, settings, done, progress)
        click.echo(index_line(done))


def preview_rebuild(
    settings: Settings, store: IndexStore, queries: list[str], *, swap: bool, as_json: bool
) -> None:
    """Fill a new generation, print how it changes queries, and swap it in only with ``swap``."""
    synonyms = synonyms_of(settings)
    current = store.open()
    shifts: list[Shift] = []

    def accept(engine: SearchEngine) -> bool:
        before, after = (Searcher(one, synonyms=synonyms) for one in (current, engine))
        shifts.extend(compare(before, after, queries))
        return swap

    try:
        with open_archive(settings) as archive, show_progress("Indexing") as progress:
            done = rebuild_index(
                archive, store, timezone=settings.zone, progress=progress, accept=accept, reason="preview"
            )
            prepare_dictionaries(store, settings, done, progress)
    finally:
        current.close()
    print_shifts(shifts, as_json=as_json)
    if not as_json:
        click.echo(
            index_line(done) + ("; swapped in" if done.swapped else "; discarded, use --swap to keep it")
        )
