"""The tree for counting matches the same documents as the tree for ranking."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.port.terms import Best, Bool, Lookup, TermNode, any_of, best_of, leaves, matching

TERMS = "abcd"
DOCUMENTS = [
    frozenset(t for t, there in zip(TERMS, row, strict=True) if there) for row in product((0, 1), repeat=4)
]


def lookups() -> st.SearchStrategy[TermNode]:
    return st.builds(Lookup, st.just("text"), st.sampled_from(TERMS), st.sampled_from((1.0, 0.5)))


def compounds(children: st.SearchStrategy[TermNode]) -> st.SearchStrategy[TermNode]:
    some = st.lists(children, min_size=1, max_size=3).map(tuple)
    few = st.lists(children, max_size=2).map(tuple)
    return st.one_of(
        some.map(Best),
        st.builds(
            lambda nodes, least, out: Bool(should=nodes, must_not=out, at_least=least),
            some,
            st.integers(1, 2),
            few,
        ),
        st.builds(
            lambda must, should, out, least: Bool(must, should, out, least), some, few, few, st.just(0)
        ),
        st.builds(lambda must, should: Bool(must, should, at_least=1), some, some),
    )


def matches(node: TermNode, document: frozenset[str]) -> bool:
    match node:
        case Lookup(_, term):
            return term in document
        case Best(nodes):
            return any(matches(child, document) for child in nodes)
        case Bool(must, should, must_not, at_least):
            least = at_least or (1 if should and not must else 0)
            return (
                all(matches(child, document) for child in must)
                and sum(matches(child, document) for child in should) >= least
                and not any(matches(child, document) for child in must_not)
            )
    raise AssertionError(node)


@settings(max_examples=300, deadline=None)
@given(st.recursive(lookups(), compounds, max_leaves=12))
def test_it_matches_the_same_documents(node: TermNode) -> None:
    small = matching(node)
    assert [matches(small, d) for d in DOCUMENTS] == [matches(node, d) for d in DOCUMENTS]


def test_what_only_adds_to_the_score_is_left_out_of_alternatives_too() -> None:
    a, b, bonus = (Lookup("text", term) for term in ("a", "b", "bonus"))
    either = any_of(Bool(must=(a,), should=(bonus,)), best_of(b, Lookup("text", "b", 0.5)))
    assert list(leaves(matching(either))) == [a, b]
    assert matching(either) == any_of(a, b)
