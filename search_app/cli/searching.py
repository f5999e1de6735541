"""``fehrest search``, ``related`` and ``status``."""

import math
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzers import FehrestError
from engines.port.errors import EngineUnavailableError
from engines.port.fields import FIELDS
from engines.port.model import Document, Sort
from search.did_you_mean import DidYouMean
from search.model import Match, SearchRequest, SearchResult
from search.query.dates import parse_day_span
from search_app.cli.main import articles, data_option, print_json, settings_of
from search_app.cli.text import TEXT
from search_app.defaults import Defaults
from search_app.presenters import local, search_json
from search_app.related_json import related_json
from search_app.service import NotFoundError, SearchService
from search_app.settings import Settings

if TYPE_CHECKING:
    from indexer.archive import Archive

_OFFERS = {
    "spelling": "Did you mean",
    "keyboard": "On another keyboard layout",
    "transliteration": "In the other script",
    "filters": "Without filters",
}


def _filter_options(command: Any) -> Any:
    for name in reversed(FIELDS.facets):
        text = f"Only this {name}; repeat it for more." + (
            " As a path: 'Culture > Museums'." if name == "category" else ""
        )
        command = click.option(f"--{name}", multiple=True, type=TEXT, help=text)(command)
    return command


@click.command()
@click.argument("query", nargs=-1, type=TEXT)
@click.option("--sort", type=click.Choice([s.value for s in Sort]), default="relevance", show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(0, 100), default=10, show_default=True, help="Hits per page.")
@click.option("--from", "first", help="First day: 2021, 2021-05 or 2021-05-09.")
@click.option("--to", "last", help="Last day, in the same formats.")
@click.option("--exact", is_flag=True, help="Match words only as typed, not other forms.")
@click.option("--any", "any_word", is_flag=True, help="Match articles with any of the words.")
@click.option(
    "--collapse/--no-collapse",
    "--fold/--no-fold",
    "collapse",
    default=None,
    help="Show a story and its translations as one hit, or as one each.",
)
@click.option("--across", is_flag=True, help="Find translations of the words, too.")
@click.option("--no-meaning", is_flag=True, help="Rank by words only.  [FEHREST_MEANING]")
@_filter_options
@click.option("--json", "as_json", is_flag=True, help="Print the response of the API.")
@data_option
@click.pass_context
def search(context: click.Context, /, query: tuple[str, ...], **options: Any) -> None:
    """Search the archive.

    \b
    words side by side   all must match (if no article has all, the best partial matches are shown)
    "in quotes"          these forms in this order; also « » and “ ”
    a OR b, ( ), -word   either; groups; without
    +word                this form only
    word*  word~         beginnings; one or two letters may differ
    title: author: category: tag: source: lang:
    date:2021  date:2020-05..2021  after:2019  before:2020-06-30

    If a query begins with a minus, put it after --:  fehrest search -- -bridge
    """
    settings = settings_of(context, data=options["data"], engine=options["engine"])
    service = SearchService(settings, look_every=math.inf)
    defaults = Defaults.of(settings)
    collapse = defaults.collapse if options["collapse"] is None else bool(options["collapse"])
    result = service.search(replace(_request(" ".join(query), options), collapse=collapse))
    offers = service.did_you_mean(result)
    if options["as_json"]:
        print_json(search_json(result, offers, zone=settings.zone, defaults=defaults))
    else:
        _print_result(result, settings.zone)
        _print_offers(offers, result.request)


def _request(text: str, options: dict[str, Any]) -> SearchRequest:
    return SearchRequest(
        text=text,
        filters=tuple((facet, tuple(options[facet])) for facet in FIELDS.facets if options[facet]),
        first_day=_day(options["first"], 0),
        last_day=_day(options["last"], 1),
        sort=Sort(options["sort"]),
        page=options["page"],
        size=options["size"],
        exact=options["exact"],
        match=Match.ANY if options["any_word"] else Match.ALL,
        meaning=not options["no_meaning"],
        across=options["across"],
    )


def _day(text: str | None, end: int) -> Any:
    if text is None:
        return None
    span = parse_day_span(text)
    if span is None:
        raise click.BadParameter(f"{text!r} is not a date; use 2021, 2021-05 or 2021-05-09")
    return span[end]


def _print_result(result: SearchResult, zone: tzinfo) -> None:
    if result.partial:
        click.echo(
            f"No article has all of these words. These have {result.matched_words} of {result.wanted_words}."
        )
    took = f"{result.seconds * 1000:.1f} ms"
    found = articles(result.articles)
    if result.total != result.articles:
        found += f" in {result.total} stories"
    click.echo(f"{found}, page {result.request.page} of {result.pages} ({took})\n")
    for hit in result.hits:
        document = hit.document
        click.echo(click.style(_marked(hit.title.text, hit.title.marks), bold=True))
        click.echo(f"  {_byline(document, zone)}")
        for snippet in hit.snippets:
            click.echo(f"  … {_marked(snippet.text, snippet.marks)}")
        for other in hit.others:
            click.echo(f"  = {other.language}: {other.title}")
        click.echo("")
    for name, buckets in result.facets.items():
        if buckets:
            click.echo(f"{name}: " + ", ".join(f"{b.value} ({b.count})" for b in buckets[:8]))


def _print_offers(offers: Iterable[DidYouMean], request: SearchRequest) -> None:
    for offer in offers:
        click.echo(f"{_why(offer, request)}: {offer.text} ({offer.total})")


def _why(offer: DidYouMean, request: SearchRequest) -> str:
    if offer.kind == "language":
        return f"Nothing in {', '.join(request.selected('language'))}, but with --language"
    return _OFFERS[offer.kind]


def _byline(document: Document, zone: tzinfo) -> str:
    parts = [
        local(document.date, zone).date().isoformat() if document.date else None,
        document.language,
        ", ".join(document.authors),
        document.url or document.id,
    ]
    return " · ".join(part for part in parts if part)


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    pieces, at = [], 0
    for start, end in marks:
        pieces += [text[at:start], click.style(text[start:end], underline=True)]
        at = end
    return "".join([*pieces, text[at:]])


@click.command()
@click.argument("article")
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the response of the API.")
@data_option
@click.pass_context
def related(context: click.Context, /, article: str, size: int, as_json: bool, **given: object) -> None:
    """List articles similar to ARTICLE, with the words they share.

    ARTICLE is an id or a file (a saved page, or a draft as text).
    """
    settings = settings_of(context, **given)
    service = SearchService(settings, look_every=math.inf)
    document = _document(service, settings, article)
    found = service.related(document, size)
    if as_json:
        print_json(related_json(document.id, found, zone=settings.zone))
        return
    for hit in found:
        click.echo(f"{click.style(hit.document.title, bold=True)}\n  {_byline(hit.document, settings.zone)}")
        click.echo(f"  shares: {', '.join(hit.shared)}\n")


def _document(service: SearchService, settings: Settings, article: str) -> Document:
    try:
        return service.article(article)
    except NotFoundError:
        path = Path(article)
        if not path.is_file():
            raise NotFoundError(f"{article!r} is neither an article id nor a file") from None
        return _document_of_file(path, settings)


def _document_of_file(path: Path, settings: Settings) -> Document:
    """The first article in a file. A plain text is read as a draft whose first line is the title.

    It gets the id that the archive has for it, so that a page is not related to itself.
    """
    from indexer.archive import Archive, new_id
    from indexer.drafts import read_draft
    from indexer.indexing import draft_document
    from search_app.cli.archives import archive_path

    article = read_draft(path, settings.zone)
    known = None
    if article.url and archive_path(settings).exists():
        with Archive(archive_path(settings)) as archive:
            known = archive.get_by_url(article.url)
    return (
        draft_document(article, known.id, known.story) if known else draft_document(article, new_id(article))
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@data_option
@click.pass_context
def status(context: click.Context, /, as_json: bool, **given: object) -> None:
    """Print what the archive and the index contain, and whether they agree.

    If the index is out of date, `fehrest reindex --changes` updates it. If the search engine cannot be
    reached, only the archive is described.
    """
    from indexer.archive import Archive
    from indexer.errors import ArchiveError
    from search_app.cli.archives import archive_path

    settings = settings_of(context, **given)
    trouble: FehrestError | None = None
    service = SearchService(settings, look_every=math.inf)
    try:
        served = asdict(service.status())
    except EngineUnavailableError as error:
        served, trouble = {"engine": settings.engine}, error
    try:
        if archive_path(settings).exists():
            with Archive(archive_path(settings)) as archive:
                served |= _archived(archive, None if trouble else service, settings)
    except ArchiveError as error:
        trouble = trouble or error
    if as_json:
        print_json(served)
    else:
        for name, value in served.items():
            click.echo(f"{name.replace('_', ' ')}: {value}")
    if trouble:
        raise trouble


def _archived(archive: "Archive", service: SearchService | None, settings: Settings) -> dict[str, object]:
    """What the archive contains and, with a service, whether its index is up to date, and if not, why."""
    from indexer.freshness import another_origin
    from indexer.stories import count_stories, is_grouped
    from search_app.cli.archives import read_otherwise

    stats = archive.stats()
    found: dict[str, object] = {
        "archived": stats.articles,
        "archive_revision": stats.revision,
        "stories": count_stories(archive),
        "languages": stats.languages,
    }
    if changed := read_otherwise(archive, settings):
        found["needs_ingest"] = f"{changed}; read the sources again: fehrest ingest, or fehrest sync --full"
    if service is not None:
        engine = service.engine()
        reason = another_origin(archive, engine, settings.zone)
        found["up_to_date"] = engine.revision == stats.revision and is_grouped(archive) and not reason
        if reason:
            found["needs_rebuild"] = f"{reason}; run: fehrest reindex"
    return found
