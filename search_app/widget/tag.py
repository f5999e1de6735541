"""The tag that a webmaster pastes into a page, from the choices on the widget's page."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from search_app.texts import LANGUAGES, Texts, texts_in
from search_app.widget.texts import LABELS

MODES = ("inline", "dropdown", "dialog")


@dataclass(frozen=True, slots=True)
class Choices:
    """How the element is set up.

    - ``mode``: results in the page, in a list under the field, or in a dialog.
    - ``ui``: language of the element's texts.
    - ``language``: the only language to search, or empty for all.
    - ``shortcut``: whether the key at the place of ``/`` goes to the field.
    - ``stylesheet``: whether the tag links the service's stylesheet.
    - ``related``: whether a box of related articles follows.
    """

    mode: str = "inline"
    ui: str = "en"
    language: str = ""
    shortcut: bool = False
    stylesheet: bool = True
    related: bool = False


def choices(values: Mapping[str, str], ui: str) -> Choices:
    """Read choices from an address. What is unknown is the default; without any, ``ui`` is the language."""
    mode, lang, language = values.get("mode", ""), values.get("lang", ""), values.get("language", "")
    return Choices(
        mode if mode in MODES else MODES[0],
        lang if lang in LANGUAGES else ui,
        language if language in LANGUAGES else "",
        shortcut="shortcut" in values,
        stylesheet="plain" not in values,
        related="related" in values,
    )


def search_tag(chosen: Choices, root: str) -> Markup:
    """The element for searching, with a form that works without any script.

    Args:
        root: address of the service without a trailing slash.
    """
    texts, label = texts_in(chosen.ui), LABELS["search"]
    attributes = Markup().join(
        (
            Markup(' lang="{}" dir="{}"').format(chosen.ui, texts.direction),
            Markup(' mode="{}"').format(chosen.mode) if chosen.mode != MODES[0] else "",
            Markup(' shortcut="Slash"') if chosen.shortcut else "",
        )
    )
    fields = [] if chosen.mode == "dialog" else [_field(texts)]
    if chosen.language:
        fields.append(Markup('<input type="hidden" name="language" value="{}">').format(chosen.language))
    fields.append(Markup('<button class="fehrest-button">{}</button>').format(texts(label)))
    form = Markup('  <form class="fehrest-form" role="search" action="{}/">').format(root)
    lines = (Markup("    ") + field for field in fields)
    return Markup("<fehrest-search{}>\n{}\n{}\n  </form>\n</fehrest-search>").format(
        attributes, form, Markup("\n").join(lines)
    )


def related_tag(chosen: Choices, id_: str | None = None) -> Markup:
    """The element with articles related to the page that it is on, or to the article with an id."""
    given = Markup(' lang="{}" dir="{}"').format(chosen.ui, texts_in(chosen.ui).direction)
    named = Markup(' for-id="{}"').format(id_) if id_ else ""
    return Markup("<fehrest-related{}{}></fehrest-related>").format(named, given)


def whole_tag(chosen: Choices, root: str) -> str:
    """Everything to paste: the script, the stylesheet if chosen, and the elements."""
    lines = [Markup('<script type="module" src="{}/widget.js"></script>').format(root)]
    if chosen.stylesheet:
        lines.append(Markup('<link rel="stylesheet" href="{}/widget.css">').format(root))
    lines.append(search_tag(chosen, root))
    if chosen.related:
        lines.append(related_tag(chosen))
    return "\n".join(lines)


def _field(texts: Texts) -> Markup:
    return Markup(
        '<input class="fehrest-input" type="search" name="q" dir="auto" maxlength="1000" autocomplete="off" '
        'enterkeyhint="search" aria-label="{0}" placeholder="{0}">'
    ).format(texts("Search the archive"))
