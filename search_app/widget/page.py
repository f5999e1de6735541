"""The page that shows the widget and prints its tag."""

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from search_app.texts import LANGUAGES, Texts
from search_app.texts.names import mark
from search_app.widget.tag import MODES, Choices, choices, related_tag, search_tag, whole_tag

MODE_NAMES = {
    "inline": mark("Results in the page"),
    "dropdown": mark("Results in a list under the field"),
    "dialog": mark("Results in a dialog"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class WidgetView:
    """What the page shows. ``live`` is the element itself, ``tag`` the text to paste."""

    chosen: Choices
    modes: tuple[Option, ...]
    interfaces: tuple[Option, ...]
    languages: tuple[Option, ...]
    live: Markup
    tag: str


def widget_view(texts: Texts, base: str, root: str, example: str | None) -> WidgetView:
    """The page for the choices in the current request's address.

    Args:
        base: public address of the service without a trailing slash.
        root: the application's mount point, for the element on the page itself.
        example: id of an article for the box of related articles on the page itself.
    """
    chosen = choices(request.args, texts.language)
    live = search_tag(chosen, root)
    if chosen.related and example:
        live += "\n" + related_tag(chosen, example)
    return WidgetView(
        chosen,
        tuple(Option(mode, texts(MODE_NAMES[mode]), mode == chosen.mode) for mode in MODES),
        tuple(Option(code, known.name, code == chosen.ui) for code, known in LANGUAGES.items()),
        (
            Option("", texts("All languages"), not chosen.language),
            *(Option(code, texts.language_name(code), code == chosen.language) for code in LANGUAGES),
        ),
        live,
        whole_tag(chosen, base),
    )
