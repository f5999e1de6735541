"""The HTML of a post as a site gives it to programs: plugins have put their boxes into it by then."""

from lxml import etree, html

from indexer.extraction.boilerplate import is_comments_class, is_dead_class
from indexer.extraction.tree import classes
from indexer.sources.fragment import clean_fragment
from indexer.sources.text import clean_body

_MOST = 0.5
"""A box with a greater share of the text is no box, whatever its class says."""


def clean_content(markup: str) -> str:
    """Paragraphs of plain text, without share bars, related stories and what else pages are freed of.

    Nothing else is judged: unlike a page this holds one story and no frame around it.
    """
    return clean_body(clean_fragment(_without_boxes(markup) if "class" in markup else markup))


def _without_boxes(markup: str) -> str:
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return markup
    most = _MOST * len(root.text_content())
    boxes = [element for element in root.iterdescendants("*") if _is_box(element, most)]
    for box in boxes:
        if box.getparent() is not None:
            box.drop_tree()
    return etree.tostring(root, encoding="unicode", method="html") if boxes else markup


def _is_box(element: html.HtmlElement, most: float) -> bool:
    names = classes(element)
    return (
        bool(names.strip())
        and (is_dead_class(names) or is_comments_class(names))
        and len(element.text_content()) < most
    )
