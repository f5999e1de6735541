"""What the templates of the desk show."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from engines.port.model import Document
from search.linking.background import Background
from search.linking.phrases import Passage
from search.model import SearchRequest, Snippet
from search.reasons import Reasons
from search.related import RelatedHit
from search_app.desk.decisions import Decision, Kind, Verdict
from search_app.desk.study import Study
from search_app.presenters import local, marked, safe_url
from search_app.query_strings import default_sort
from search_app.texts import Texts
from search_app.texts.names import DECISIONS
from search_app.views.hits import ArticleView, Scene, article_line

_HEIGHT = 28
_BAR = 6


@dataclass(frozen=True, slots=True)
class CopyView:
    """What can be copied to set a link."""

    url: str
    html: str
    markdown: str


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """An article in one of the lists. ``passage`` has the phrase that could carry a link, ``why`` reasons.

    ``choice`` is what the buttons send after the verdict.
    """

    article: ArticleView
    choice: str
    accepted: bool
    why: tuple[Markup, ...] = ()
    passage: Markup | None = None
    language: str = ""
    copy: CopyView | None = None


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar of a small timeline, in pixels."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class NameView:
    """A name of the draft and what the archive knows of it. ``last`` is None if it is the first one."""

    name: str
    url: str
    stories: str
    first: ArticleView | None
    last: ArticleView | None
    bars: tuple[BarView, ...]
    width: int
    years: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision in words, when and by whom it was made, and the number that undoes it."""

    id: int
    text: Markup
    made: str
    user: str
    undone: bool


@dataclass(frozen=True, slots=True)
class StudyView:
    """The results for a draft."""

    copies: tuple[SuggestionView, ...]
    links: tuple[SuggestionView, ...]
    related: tuple[SuggestionView, ...]
    back: tuple[SuggestionView, ...]
    names: tuple[NameView, ...]
    decisions: tuple[DecisionView, ...]


def study_view(found: Study, draft: Document, scene: Scene) -> StudyView:
    """The results for a draft."""
    accepted = found.decided.accepted if found.decided else {}

    def view(kind: Kind, document: Document, **more: object) -> SuggestionView:
        known = document.id in accepted.get(kind, ())
        return SuggestionView(article_line(document, scene), f"{kind} {document.id}", known, **more)  # type: ignore[arg-type]

    return StudyView(
        copies=tuple(view(Kind.RELATED, hit.document) for hit in found.copies),
        links=tuple(
            view(
                Kind.LINK,
                one.document,
                passage=_marked(one.passage),
                language=draft.language,
                copy=_copy(one.document, one.passage.phrase, scene),
            )
            for one in found.links
        ),
        related=tuple(view(Kind.RELATED, hit.document, why=_why(hit, scene.texts)) for hit in found.related),
        back=tuple(
            view(
                Kind.BACK,
                one.document,
                passage=_marked(one.passage),
                language=one.document.language,
                copy=_copy(draft, one.passage.phrase, scene) if draft.url else None,
            )
            for one in found.back
        ),
        names=tuple(_name(one, scene) for one in found.names),
        decisions=decision_views(found.decisions, scene),
    )


def decision_views(decisions: Iterable[Decision], scene: Scene) -> tuple[DecisionView, ...]:
    """Decisions in words."""
    return tuple(_decision(one, scene) for one in decisions)


def _marked(passage: Passage) -> Markup:
    return marked(Snippet(passage.text, ((passage.start, passage.end),)))


def _why(hit: RelatedHit, texts: Texts) -> tuple[Markup, ...]:
    why: Reasons = hit.why
    lines = []
    if hit.shared:
        lines.append(texts.html("Shared words: %(words)s", words=" · ".join(hit.shared)))
    if why.category:
        lines.append(texts.html("Same category: %(name)s", name=why.category))
    lines += [texts.html("Same author: %(name)s", name=name) for name in why.authors[:2]]
    if why.tags:
        lines.append(texts.html("Shared tags: %(names)s", names=" · ".join(why.tags[:4])))
    if why.links:
        lines.append(texts.html("The draft already links to it"))
    return tuple(lines)


def _copy(document: Document, phrase: str, scene: Scene) -> CopyView:
    url = safe_url(document.url) or scene.urls.absolute(scene.urls.article(document.id))
    plain = phrase.replace("[", "\\[").replace("]", "\\]")
    bare = url.replace(")", "%29").replace("(", "%28").replace(" ", "%20")
    return CopyView(url, f'<a href="{escape(url)}">{escape(phrase)}</a>', f"[{plain}]({bare})")


def _name(found: Background, scene: Scene) -> NameView:
    asked = SearchRequest(found.query, sort=default_sort(found.query))
    most = max((bucket.count for bucket in found.years), default=0)
    bars = []
    years = [int(bucket.value) for bucket in found.years]
    first = min(years, default=0)
    for year, bucket in zip(years, found.years, strict=True):
        height = max(2, round(_HEIGHT * bucket.count / most)) if bucket.count else 0
        bars.append(BarView((year - first) * _BAR, _HEIGHT - height, height))
    texts = scene.texts
    span = f"{years[0]}" if len(set(years)) == 1 else f"{first}–{max(years)}" if years else ""
    return NameView(
        name=found.name.text,
        url=scene.urls.search(asked),
        stories=texts.articles(found.total),
        first=article_line(found.first, scene) if found.first else None,
        last=article_line(found.last, scene) if found.last and found.last != found.first else None,
        bars=tuple(bars),
        width=(max(years) - first + 1) * _BAR if years else 0,
        years=texts.plain(span),
    )


def _decision(one: Decision, scene: Scene) -> DecisionView:
    day = scene.texts.day(local(one.made, scene.zone).date())
    text = scene.texts.html(DECISIONS[one.verdict.value], draft=one.draft, title=one.title)
    return DecisionView(one.id, text, day, one.user, one.undone is not None)


def verdict_of(text: str) -> tuple[Verdict, Kind, str] | None:
    """What a button sent: the verdict, the list and the id of the article. None if it is not a verdict."""
    verdict, _, rest = text.partition(" ")
    kind, _, id_ = rest.partition(" ")
    if verdict not in set(Verdict) or kind not in set(Kind) or not id_:
        return None
    return Verdict(verdict), Kind(kind), id_
