"""The readers' comments of an exported post, if requested."""

from lxml import etree

from indexer.sources.fragment import clean_fragment
from indexer.sources.text import clean_body, clean_line
from indexer.sources.wordpress_xml import children, short_name

_KINDS = ("", "comment")  # others are pingbacks and trackbacks


def with_comments(body: str, item: etree._Element) -> str:
    """The text followed by its approved comments, each beginning with its author's name."""
    told = [comment for child in item.iterchildren("*") if (comment := _comment(child))]
    return "\n\n".join(part for part in (body, *told) if part)


def _comment(element: etree._Element) -> str:
    if short_name(str(element.tag)) != "wp:comment":
        return ""
    values = {name.removeprefix("wp:"): text for name, text in children(element).items()}
    if values.get("comment_approved") != "1" or values.get("comment_type", "") not in _KINDS:
        return ""
    text = clean_body(clean_fragment(values.get("comment_content", "")))
    author = clean_line(values.get("comment_author", ""))
    return f"{author}: {text}" if author and text else text
