"""Drop caps and the lines of poems, on pages and in the HTML of exports, APIs and feeds."""

import pytest

from indexer.article import RawDocument
from indexer.extraction import extract
from indexer.sources.content import clean_content
from indexer.sources.fragment import clean_fragment

TEXT = (
    "<p>The miller opened the mill on Tuesday morning and ground the first wheat of the year.</p>"
    "<p>By noon the carts stood in a long row, and the children carried water to the horses.</p>"
)
BEGINNINGS = {
    "en": ("S", "acks of flour stood at the door."),
    "fa": ("آ", "سیاب کهنه دوباره به کار افتاد."),
    "ar": ("ط", "احونة القرية تعمل من جديد."),
    "sq": ("Ç", "do thes u peshua me kujdes."),
}
LINES = {
    "en": ["The wheel turns in the water", "The flour falls like snow", "The baker hums a tune"],
    "fa": ["چرخ در آب می‌چرخد", "آرد چون برف می‌ریزد", "نانوا آوازی می‌خواند"],
    "ar": ["تدور العجلة في الماء", "ويسقط الطحين كالثلج", "ويغني الخباز لحنا"],
    "sq": ["Rrota rrotullohet në ujë", "Mielli bie si bora", "Furrtari këndon ngadalë"],
}


def on_page(markup: str) -> str:
    page = (
        "<html><head><title>The mill</title></head><body class='single'><article><h1>The mill</h1>"
        f"<div class='entry-content'>{markup}{TEXT}</div></article></body></html>"
    )
    return extract(RawDocument(page.encode(), "mill.html")).articles[0].body


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("language", BEGINNINGS)
@pytest.mark.parametrize(
    "form",
    [
        '<p><span class="dropcap">{}</span>{}</p>',
        '<p><span class="drop-cap">{}</span> {}</p>',
        '<p><span class="td-dropcap">{}</span>\n{}</p>',
        '<p class="has-drop-cap">{}{}</p>',
        '<p><img class="dropcap" src="/letter.png" alt="{}">{}</p>',
        '<div class="dropcap">{}</div><p>{}</p>',
        '<p><span class="drop_cap"><b>{}</b></span>{}</p>',
    ],
)
def test_a_drop_cap_is_the_beginning_of_its_word(language, form):
    letter, rest = BEGINNINGS[language]
    markup = form.format(letter, rest)
    assert letter + rest in on_page(markup)
    assert letter + rest in clean_content(markup)


@pytest.mark.parametrize(
    ("letter", "rest"), [("A", "mill by the river"), ("و", "آسیاب کهنه ماند"), ("U", "hap mulliri i vjetër")]
)
def test_a_word_of_one_letter_stays_a_word(letter, rest):
    markup = f'<p><span class="dropcap">{letter}</span> {rest}</p>'
    assert f"{letter} {rest}" in on_page(markup)
    assert f"{letter} {rest}" in clean_content(markup)


def test_a_drop_cap_of_a_builder_is_the_beginning_of_its_word():
    assert clean_fragment('[mk_dropcaps style="x"]M[/mk_dropcaps] iller') == "Miller"


def test_a_picture_in_a_sentence_is_no_letter():
    assert "X" not in clean_content('<p>The <img src="x.png" alt="X"> mill</p>')


FORMS = {
    "breaks": lambda lines: f"<p>{'<br>'.join(lines)}</p>",
    "verse": lambda lines: f'<pre class="wp-block-verse">{"<br>".join(lines)}</pre>',
    "preformatted": lambda lines: "<pre class=verse>" + "\n".join(lines) + "</pre>",
    "half-lines": lambda lines: "<p>" + "".join(f'<span class="mesra">{x}</span>' for x in lines) + "</p>",
    "blocks": lambda lines: "<p>" + "".join(f'<b style="display: block">{x}</b>' for x in lines) + "</p>",
    "kept line ends": lambda lines: '<p style="white-space: pre-line">\n' + "\n".join(lines) + "\n</p>",
    "poem table": lambda lines: (
        '<table class="poem">' + "".join(f"<tr><td>{x}</td></tr>" for x in lines) + "</table>"
    ),
    "divisions": lambda lines: "".join(f'<div class="verse">{x}</div>' for x in lines),
}


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("form", FORMS)
def test_each_line_of_a_poem_stays_a_line(language, form):
    wanted = LINES[language]
    markup = FORMS[form](wanted)
    assert lines_of(on_page(markup))[:3] == wanted
    assert lines_of(clean_content(markup)) == wanted


def test_the_halves_of_a_verse_in_a_table_with_an_empty_column_are_lines():
    first, second, third = LINES["fa"]
    rows = [f"<tr><td>{a}</td><td> </td><td>{b}</td></tr>" for a, b in ((first, second), (third, first))]
    assert lines_of(clean_content(f"<table>{''.join(rows)}</table>")) == [first, second, third, first]


def test_a_table_of_facts_keeps_its_rows():
    rows = "<tr><td>Wheat</td><td>12</td></tr><tr><td>Barley</td><td>7</td></tr>"
    assert lines_of(clean_content(f"<table>{rows}</table>")) == ["Wheat | 12", "Barley | 7"]
