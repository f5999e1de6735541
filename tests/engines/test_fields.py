from dataclasses import replace

import pytest

from analyzers import LANGUAGES
from engines.port.errors import UnknownFieldError
from engines.port.fields import (
    DECLARED,
    FIELDS,
    FIRST_MARK,
    Field,
    Fields,
    Kind,
    check_facet,
    check_field,
    facet_field,
)
from engines.port.model import Document
from engines.port.payload import pack, unpack_head
from engines.port.values import cell_values, facet_values, json_value, texts_of
from search_app.cli.searching import search

PLACE = Field("place", many=True, facet=7)


def test_a_line_is_in_every_list_and_gone_after_the_block():
    before = FIELDS.declared
    with FIELDS.also(PLACE, Field("isbn", Kind.CODE, searchable=False)):
        assert FIELDS.facets == ("category", "author", "language", "year", "source", "tag", "kind", "place")
        assert "place" in FIELDS.text_fields
        assert "isbn" not in FIELDS.text_fields
        assert [field.name for field in FIELDS.exported][-2:] == ["place", "isbn"]
        assert [field.name for field in FIELDS.extra] == ["place", "isbn"]
        assert check_field("place") == check_facet("place") == FIELDS["place"].name == "place"
        assert facet_field("place") == "facet_place"
    assert FIELDS.declared == before
    for check in (check_field, check_facet, facet_field, FIELDS.__getitem__):
        with pytest.raises(UnknownFieldError, match=r"'place'.*title|'place'.*category"):
            check("place")


def test_it_is_gone_after_an_error_too():
    with pytest.raises(ZeroDivisionError), FIELDS.also(PLACE):
        raise ZeroDivisionError
    assert "place" not in FIELDS.facets


def test_the_place_among_the_facets_is_the_declared_one():
    assert Fields((*DECLARED, Field("place", facet=2))).facets[1:3] == ("author", "place")


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        (Field("title"), "same name: title"),
        (Field("tags"), "same name: tags"),
        (Field("place", aliases=("url",)), "same name: url"),
        (Field("Place"), "2 to 20 letters a-z"),
        (Field("p"), "2 to 20 letters a-z"),
        (Field("p" * 21), "2 to 20 letters a-z"),
        (Field("my place"), "2 to 20 letters a-z"),
        (Field("place1"), "2 to 20 letters a-z"),
        (Field("جا"), "2 to 20 letters a-z"),
        (Field(""), "2 to 20 letters a-z"),
        (Field("place", key="Places"), "2 to 20 letters a-z"),
        (Field("text"), "means something else"),
        (Field("body"), "means something else"),
        (Field("page"), "means something else"),
        (Field("place", key="story"), "means something else"),
        (Field(LANGUAGES["sq"].fields["author"][0]), "means the field 'author'"),
        (Field("place", aliases=(LANGUAGES["fa"].fields["title"][0],)), "means the field 'title'"),
        (Field("place", Kind.DATE), "use text, name or code"),
        (Field("place", Kind.PATH), "use text, name or code"),
        (Field("isbn", Kind.CODE), "searchable=False"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_a_reason(field, reason):
    with pytest.raises(ValueError, match=reason), FIELDS.also(field):
        pass
    assert FIELDS.declared == DECLARED


def test_two_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name: place"), FIELDS.also(PLACE, Field("spot", key="place")):
        pass


@pytest.mark.parametrize("name", sorted({p.name for p in search.params} - set(FIELDS.facets)))
def test_no_field_takes_the_name_of_an_option(name):
    with pytest.raises(ValueError, match=r"cannot be a field's name"), FIELDS.also(Field(name)):
        pass


def test_indexes_that_name_no_fields_have_those_of_the_first_mark():
    assert Fields(DECLARED[:10]).mark == FIRST_MARK != Fields(DECLARED).mark


@pytest.mark.parametrize(
    "other",
    [
        Field("place", many=True),
        Field("place", Kind.TEXT, many=True, facet=7),
        Field("place", many=True, facet=7, searchable=False),
        Field("spot", many=True, facet=7),
    ],
)
def test_the_mark_changes_with_what_an_index_holds(other):
    assert len({Fields((*DECLARED, field)).mark for field in (PLACE, other)} | {FIRST_MARK}) == 3


@pytest.mark.parametrize(
    "other",
    [
        Field("place", many=True, facet=1),
        Field("place", many=True, facet=7, label="Where"),
        Field("place", facet=7, exported=False, aliases=("town",)),
    ],
)
def test_the_mark_stays_where_an_index_holds_the_same(other):
    assert Fields((other, *DECLARED)).mark == Fields((*DECLARED, PLACE)).mark


def test_values_of_a_field_in_every_form():
    document = Document("1", "A", "B", "en", extra=(("place", ("Quay", "Old Harbour", "Quay")),))
    one = Field("mood")
    with FIELDS.also(PLACE, one):
        assert texts_of(document, PLACE) == ("Quay", "Old Harbour", "Quay")
        assert facet_values(document, PLACE) == ("Quay", "Old Harbour")
        assert json_value(document, PLACE, str) == ["Quay", "Old Harbour", "Quay"]
        assert cell_values(document, PLACE, str) == ("Quay", "Old Harbour", "Quay")
        assert json_value(document, one, str) is None
        assert cell_values(document, one, str) == texts_of(document, one) == ()


def test_a_stored_document_has_its_extra_values():
    document = Document("1", "A", "B", "en", extra=(("place", ("Quay",)),))
    assert unpack_head(pack(document, b"")) == replace(document, body="")
    assert document.extra_values("place") == ("Quay",)
    assert document.extra_values("mood") == ()
