"""Threads of forums keep their posts, and a marked element with a small part of the text is not the story."""

import pytest

from indexer.article import RawDocument
from indexer.extraction import extract

POSTS = [
    "My sourdough starter smells of apples since Monday and I wonder whether I can still bake with it.",
    "That smell is fine. Feed it twice with rye flour and keep it near the oven for a day before you bake.",
    "Mine did the same last winter. I threw half of it away, fed the rest, and the "
    "loaves were better than before.",
    "Thank you both. I fed it with rye and the dough has doubled in four hours, so "
    "there will be bread tonight.",
]

BBPRESS = (
    '<div id="bbpress-forums" class="bbpress-wrapper"><ul id="topic-7-replies" class="forums bbp-replies">'
    '<li class="bbp-body">{posts}</li></ul></div>',
    '<div id="post-{n}" class="bbp-reply-header"><div class="bbp-meta"><span class="bbp-reply-post-date">'
    'May {n}, 2021 at 9:10 am</span></div></div><div class="loop-item-0 user-id-1 post-{n} reply type-reply '
    'status-publish hentry"><div class="bbp-reply-author"><a href="/u/{n}/" '
    'class="bbp-author-link">Reader {n}</a>'
    '</div><div class="bbp-reply-content"><p>{text}</p></div></div>',
)
WPFORO = (
    '<div id="wpforo"><div class="wpforo-post-wrap">{posts}</div></div>',
    '<div id="post-{n}" class="post-wrap wpfn-0"><div class="wpforo-post '
    'wpfcl-1"><div class="wpf-left">Reader {n}'
    '</div><div class="wpf-right"><div class="wpforo-post-content"><p>{text}</p></div></div></div></div>',
)
PHPBB = (
    '<div id="page-body">{posts}</div>',
    '<div id="p{n}" class="post has-profile"><dl class="postprofile"><dt>Reader {n}</dt></dl>'
    '<div class="postbody"><div class="content">{text}</div></div></div>',
)


def read(body: str, names: str = "bbpress single single-topic postid-7") -> str:
    content = (
        f'<!DOCTYPE html><html lang="en"><head><title>Starter smells of '
        f'apples</title></head><body class="{names}">'
        f'<header><nav><a href="/">Home</a></nav></header><main><article id="post-7" class="post-7 topic">'
        f'<h1 class="entry-title">Starter smells of apples</h1><div '
        f'class="entry-content">{body}</div></article></main>'
        '<aside class="sidebar"><p>Bakers meet every Thursday evening in the hall behind '
        "the mill.</p></aside>"
        "</body></html>"
    )
    return extract(RawDocument(content.encode(), "thread.html")).articles[0].body


@pytest.mark.parametrize("system", [BBPRESS, WPFORO, PHPBB])
def test_every_post_of_a_thread_is_kept(system: tuple[str, str]) -> None:
    frame, post = system
    posts = "".join(post.format(n=number + 7, text=text) for number, text in enumerate(POSTS))
    body = read(frame.format(posts=posts))
    places = [body.find(text) for text in POSTS]
    assert -1 not in places
    assert places == sorted(places)
    assert "every Thursday" not in body
    assert "Reader" not in body


def test_a_small_marked_box_is_not_the_whole_page() -> None:
    sections = "".join(
        f'<section class="row"><h2>Step {number}</h2><div class="col"><p>{text} '
        f"{text}</p><p>{text}</p></div></section>"
        for number, text in enumerate(POSTS * 2)
    )
    box = '<div class="entry-content"><p>We bake for weddings and birthdays, and we teach '
    "how to do it.</p></div>"
    content = (
        '<!DOCTYPE html><html lang="en"><head><title>How we bake</title></head><body class="page page-id-4">'
        f"<main><h1>How we bake</h1>{box}{sections}</main></body></html>"
    )
    body = extract(RawDocument(content.encode(), "service.html")).articles[0].body
    assert all(text in body for text in POSTS)
