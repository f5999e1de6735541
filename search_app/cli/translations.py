"""``fehrest translations``: the words of other languages by which searches find articles."""

import click

from search.alternatives import token_graph
from search_app.cli.archives import open_archive
from search_app.cli.main import data_option, settings_of
from search_app.cli.text import TEXT
from search_app.generations import TRANSLATIONS, translations_of


@click.group()
def translations() -> None:
    """Translations of words, for searches in other languages.

    \b
      fehrest translations build
      fehrest translations show earthquake
    """


@translations.command()
@data_option
@click.pass_context
def build(context: click.Context, /, **given: object) -> None:
    """Learn translations from the stories that the archive has in several languages.

    They are written to translations.txt in the data folder and used with those that come with Fehrest. You
    can edit the file; the next build replaces it.
    """
    from indexer.translating import learned_pairs, table_of

    settings = settings_of(context, **given)
    with open_archive(settings) as archive:
        pairs = learned_pairs(archive)
    path = settings.data / TRANSLATIONS
    path.write_text(table_of(pairs), "utf-8")
    number = "1 pair of words" if len(pairs) == 1 else f"{len(pairs)} pairs of words"
    click.echo(f"{number} in {path}. Restart fehrest serve to use them.")


@translations.command()
@click.argument("words", nargs=-1, required=True, type=TEXT)
@data_option
@click.pass_context
def show(context: click.Context, /, words: tuple[str, ...], **given: object) -> None:
    """Print the translations of words as a search uses them."""
    text = " ".join(words)
    for one in translations_of(settings_of(context, **given)).found(text, token_graph(text)):
        click.echo(f"{one.typed} ≈ {one.word} ({one.language})")
