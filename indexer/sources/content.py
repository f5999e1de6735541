"""Cleans the HTML of a post that a site gives to programs, in which plugins have already put their boxes."""

from lxml import etree, html

from indexer.extraction.boilerplate import is_comments_class, is_dead_class
from indexer.extraction.tree import classes
from indexer.sources.fragment import clean_fragment
from indexer.sources.text import clean_body

_MOST = 0.5
"""A box with a larger share of the text is not a box, whatever its class is."""


def clean_content(markup: str) -> str:
    """Paragraphs of plain text, without share bars, related stories and similar boxes.

    Nothing else is judged: unlike a page, this has one story and no frame around it.
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
