"""``fehrest stories``: which articles are grouped as one story, and an editor's decisions about it."""

from dataclasses import asdict

import click

from engines.registry import open_store
from indexer.stories import Story, all_stories, decide
from search_app.cli.archives import open_archive
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.updating import Waiting, end, index_changes, print_index


@click.command()
@click.option("--join", nargs=2, metavar="ID ID", help="These two articles are one story.")
@click.option("--part", nargs=2, metavar="ID ID", help="These two articles are different stories.")
@click.option("--forget", nargs=2, metavar="ID ID", help="Remove the decision about these two articles.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per story.")
@data_option
@click.pass_context
def stories(
    context: click.Context,
    /,
    join: tuple[str, str] | None,
    part: tuple[str, str] | None,
    forget: tuple[str, str] | None,
    as_json: bool,
    **given: object,
) -> None:
    """List stories with several articles: translations and near-duplicates.

    With --join or --part an editor decides about two articles. The index is updated at once, and later runs
    of ingest keep the decision.
    """
    chosen = [(pair, same) for pair, same in ((join, True), (part, False), (forget, None)) if pair]
    if len(chosen) > 1 or (chosen and as_json):
        raise click.UsageError("Use only one of --join, --part, --forget and --json")
    settings = settings_of(context, **given)
    with open_archive(settings) as archive:
        if not chosen:
            for story in all_stories(archive):
                print_json(asdict(story)) if as_json else _print(story)
            return
        ((pair, same),) = chosen
        store = open_store(settings.engine, settings.data)
        before = archive.revision
        changed = decide(archive, *pair, same)
        indexed = index_changes(archive, store, settings, before)
    click.echo(f"{changed} articles moved to another story")
    if isinstance(indexed, Waiting):
        print_index(indexed)
    end(indexed)


def _print(story: Story) -> None:
    for member in story.members:
        click.echo(f"{member.language}  {(member.date or '')[:10]:10}  {member.id}  {member.title}")
    click.echo("")
