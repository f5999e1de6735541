"""``fehrest translations``: the words of other languages by which searches find articles."""

from collections.abc import Callable
from pathlib import Path

import click

from engines.registry import open_store
from search.alternatives import token_graph
from search.translations import shipped_rows
from search_app.cli.archives import open_archive
from search_app.cli.main import data_option, settings_of
from search_app.cli.text import TEXT
from search_app.generations import TRANSLATIONS, translations_of
from search_app.settings import Settings

_LEAST_ARTICLES = 3
"""Minimum number of articles with a word of a dictionary: rarer words would only make searches slower."""


@click.group()
def translations() -> None:
    """Translations of words, for searches in other languages.

    \b
      fehrest translations build
      fehrest translations build --freedict freedict-eng-ara.index
      fehrest translations show earthquake
    """


@translations.command()
@click.option(
    "--freedict",
    "dictionaries",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Also take the words of this dictionary: the index of a FreeDict dictionary for dictd.",
)
@data_option
@click.pass_context
def build(context: click.Context, /, dictionaries: tuple[Path, ...], **given: object) -> None:
    """Learn translations from the stories that the archive has in several languages.

    They are written to translations.txt in the data folder and used with those that come with Fehrest. You
    can edit the file; the next build replaces it.
    """
    from indexer.freedict import read_freedict, unlisted
    from indexer.translating import learned_pairs, table_of

    settings = settings_of(context, **given)
    with open_archive(settings) as archive:
        pairs = learned_pairs(archive)
    is_known = _words_of(settings) if dictionaries else bool
    rows = [row for file in dictionaries for row in unlisted(read_freedict(file, is_known), shipped_rows())]
    path = settings.data / TRANSLATIONS
    path.write_text(table_of(pairs, rows), "utf-8")
    number = "1 pair of words" if len(pairs) == 1 else f"{len(pairs)} pairs of words"
    more = f" and {len(rows)} words of dictionaries" if dictionaries else ""
    click.echo(f"{number}{more} in {path}. Restart fehrest serve to use them.")


def _words_of(settings: Settings) -> Callable[[str], bool]:
    """Returns whether enough articles of the index have a word."""
    engine = open_store(settings.engine, settings.data).open()
    try:
        return {word for word, articles in engine.vocabulary() if articles >= _LEAST_ARTICLES}.__contains__
    finally:
        engine.close()


@translations.command()
@click.argument("words", nargs=-1, required=True, type=TEXT)
@data_option
@click.pass_context
def show(context: click.Context, /, words: tuple[str, ...], **given: object) -> None:
    """Print the translations of words as a search uses them."""
    text = " ".join(words)
    for one in translations_of(settings_of(context, **given)).found(text, token_graph(text)):
        click.echo(f"{one.typed} ≈ {one.word} ({one.language})")
