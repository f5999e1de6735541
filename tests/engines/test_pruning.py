"""A query without the terms that no document has finds the same."""

import pytest

from engines.port.terms import AnyTerm, Best, Bool, Everything, Lookup
from engines.tantivy.pruning import pruned

PLUM, PEAR = Lookup("text", "plum"), Lookup("text", "pear")
CAPTION, NOWHERE = Lookup("caption", "plum"), Lookup("text", "nowhere")


def exists(field: str, term: str) -> bool:
    return field == "text" and term != "nowhere"


@pytest.mark.parametrize(
    ("node", "smaller"),
    [
        (PLUM, PLUM),
        (NOWHERE, NOWHERE),
        (Everything(), Everything()),
        (Best((PLUM, CAPTION)), PLUM),
        (Best((PLUM, CAPTION, PEAR)), Best((PLUM, PEAR))),
        (Best((CAPTION, NOWHERE)), CAPTION),
        (Bool(should=(PLUM, Best((PEAR, CAPTION))), at_least=1), Bool(should=(PLUM, PEAR), at_least=1)),
        (Bool(should=(CAPTION, NOWHERE), at_least=1), Bool(should=(CAPTION,), at_least=1)),
        (Bool(should=(PLUM, PEAR, CAPTION), at_least=2), Bool(should=(PLUM, PEAR, CAPTION), at_least=2)),
        (Bool(must=(PLUM, CAPTION), should=(NOWHERE,)), Bool(must=(PLUM, CAPTION))),
        (Bool(must=(PLUM,), must_not=(CAPTION, PEAR)), Bool(must=(PLUM,), must_not=(PEAR,))),
        (Bool(must=(AnyTerm("text", ()),)), Bool(must=(AnyTerm("text", ()),))),
    ],
)
def test_alternatives_that_match_nothing_are_left_out(node, smaller) -> None:
    assert pruned(node, exists) == smaller
