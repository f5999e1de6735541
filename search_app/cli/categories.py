"""``fehrest categories``: which categories count as one, such as the names of one in several languages."""

import shlex
from dataclasses import asdict
from pathlib import Path

import click

from analyzers import fold
from engines.port.model import PATH_SEPARATOR
from indexer.joining import Evidence, Proposal, Use, category_uses, proposals
from search.alternatives import token_graph
from search.categories import FILE, Categories, CategoriesError, Category, read_categories, write_categories
from search.synonyms.groups import key_of
from search_app.cli.archives import open_archive
from search_app.cli.main import data_option, print_json, settings_of
from search_app.cli.text import TEXT
from search_app.generations import translations_of
from search_app.settings import Settings

_NAMES = click.argument("names", nargs=-1, required=True, type=TEXT)


@click.group()
def categories() -> None:
    """Join categories that are one, such as its names in several languages.

    \b
      fehrest categories list                        categories, and which may be one
      fehrest categories join Culture فرهنگ Kulturë   they are one from now on
      fehrest categories separate فرهنگ              undo it for this name

    A joined category is one value of the facet, in the reader's language. Any of its names finds all of its
    articles. A running service uses a change within a second; the index stays as it is.
    """


@categories.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as one JSON object.")
@data_option
@click.pass_context
def list_(context: click.Context, /, as_json: bool, **given: object) -> None:
    """Print all categories, those that are joined, and those that may be one, with the evidence.

    The evidence are stories that the archive has in several languages, and translations of the names.
    """
    settings = settings_of(context, **given)
    joined = read_categories(_path(settings))
    with open_archive(settings) as archive:
        uses = category_uses(archive)
        found = proposals(
            archive, uses, lambda name: _translations(settings, name), [one.values for one in joined.all]
        )
    if as_json:
        print_json(
            {
                "categories": [asdict(use) for use in uses],
                "joined": [[list(name) for name in one.names] for one in joined.all],
                "proposals": [asdict(one) for one in found],
            }
        )
        return
    for use in uses:
        click.echo(f"{use.articles:7}  {', '.join(use.languages):12}  {use.name}{_others(joined, use.name)}")
    for proposal in found:
        _print(proposal)


@categories.command()
@_NAMES
@data_option
@click.pass_context
def join(context: click.Context, /, names: tuple[str, ...], **given: object) -> None:
    """Let NAMES count as one category. Addresses use the first one.

    Names that are joined with others already bring these along. Write a category below another one as
    "Sport > Tennis".
    """
    settings = settings_of(context, **given)
    before = read_categories(_path(settings))
    with open_archive(settings) as archive:
        uses = {use.name: use for use in category_uses(archive)}
    found = [_found(name, uses) for name in names]
    every = [pair for name in found for pair in _all_names(before, name, uses)]
    made = Category(tuple(dict.fromkeys(every)))
    if len(made.names) < 2:
        raise CategoriesError("Name at least two categories that are one")
    _check_levels(made)
    rest = tuple(one for one in before.all if not set(one.values) & set(made.values))
    write_categories(_path(settings), Categories((*rest, made)))
    click.echo(f"One category: {', '.join(f'{name} ({language})' for language, name in made.names)}")


@categories.command()
@_NAMES
@data_option
@click.pass_context
def separate(context: click.Context, /, names: tuple[str, ...], **given: object) -> None:
    """Take NAMES out of the categories that they were joined to."""
    settings = settings_of(context, **given)
    before = read_categories(_path(settings))
    known = {name: name for one in before.all for name in one.values}
    for name in names:
        if name not in known:
            raise CategoriesError(f"{name!r} is not joined. fehrest categories list prints those that are")
    left = (Category(tuple(n for n in one.names if n[1] not in names)) for one in before.all)
    write_categories(_path(settings), Categories(tuple(one for one in left if len(one.names) > 1)))
    click.echo(f"Separate again: {', '.join(names)}")


def _path(settings: Settings) -> Path:
    return Path(settings.data) / FILE


def _translations(settings: Settings, name: str) -> frozenset[str]:
    return frozenset(key_of(one.word) for one in translations_of(settings).found(name, token_graph(name)))


def _all_names(before: Categories, name: str, uses: dict[str, Use]) -> tuple[tuple[str, str], ...]:
    known = before.of(name)
    return known.names if known else ((uses[name].language, name),)


def _found(name: str, uses: dict[str, Use]) -> str:
    """The category with a name, spelled as in the archive.

    Raises:
        CategoriesError: there is none, or there are several.
    """
    if name in uses:
        return name
    alike = [one for one in uses if fold(one) == fold(name)]
    alike = alike or [one for one in uses if fold(one.rpartition(PATH_SEPARATOR)[2]) == fold(name)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise CategoriesError(f"{name!r} may be {' or '.join(map(repr, alike))}; write one of these")
    raise CategoriesError(f"There is no category {name!r}. fehrest categories list prints all of them")


def _check_levels(made: Category) -> None:
    for name in made.values:
        above = [other for other in made.values if name.startswith(f"{other}{PATH_SEPARATOR}")]
        if above:
            raise CategoriesError(f"{name!r} is below {above[0]!r}, so they cannot be one category")


def _others(joined: Categories, name: str) -> str:
    known = joined.of(name)
    return f"  = {', '.join(other for other in known.values if other != name)}" if known else ""


def _print(proposal: Proposal) -> None:
    click.echo("\nMay be one category:")
    for evidence in proposal.evidence:
        click.echo(f"  {_why(evidence)}")
    click.echo(f"  fehrest categories join {shlex.join(name for _, name in proposal.names)}")


def _why(e: Evidence) -> str:
    (one_language, one), (other_language, other) = e.one, e.other
    reasons = []
    if e.one_stories and e.other_stories:
        reasons.append(
            f"of the stories in {one_language} and {other_language}, {e.one_stories} have the first, "
            f"{e.other_stories} the second and {e.stories} both"
        )
    if e.translated:
        reasons.append("the names are translations")
    return f"{one} ({one_language}) and {other} ({other_language}): {'; '.join(reasons)}"
