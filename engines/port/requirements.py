"""What a search library or server must be able to do before it can be an engine.

Read this list before you write an adapter. All of it is required: readers must get the same answer from every
engine. The contract suite checks each line (``tests/contract/requirements.py``).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Requirement:
    """One ability.

    Args:
        name: A short name, for reports of the contract suite.
        needs: What the engine must be able to do.
        port: The parts of the port that depend on it.
        use: What readers would miss without it.
    """

    name: str
    needs: str
    port: str
    use: str


REQUIREMENTS = (
    Requirement(
        "ready terms",
        "Index terms as they come, not folded, split, cut or left out, with several terms at a position.",
        "IndexedDocument.streams",
        "Words that the analyzers recognise would not be found.",
    ),
    Requirement(
        "exact terms",
        "Find a term by its exact bytes, in one field.",
        "Lookup, AnyTerm",
        "Stems and exact forms, which differ by capital letters, would be confused.",
    ),
    Requirement(
        "positions",
        "Find terms at given distances from one another, among several terms at a position.",
        "Sequence",
        "Phrases would match other texts on each engine.",
    ),
    Requirement(
        "gaps",
        "Leave positions free between the values of a field.",
        "GAP",
        "A phrase could begin in one author's name and end in the next.",
    ),
    Requirement(
        "at least n",
        "Require at least n of several parts, next to parts that must match and parts that must not.",
        "Bool",
        "Partial matches would be missing.",
    ),
    Requirement(
        "all but",
        "Match all documents, and all but some.",
        "Everything, Bool.must_not",
        "A query of filters or exclusions alone would find nothing.",
    ),
    Requirement(
        "scores",
        "Score a term by BM25 (k1 1.2, b 0.75) times its boost; add scores, or take the best of several.",
        "Lookup.boost, Bool, Best",
        "The order of hits would differ.",
    ),
    Requirement(
        "constant scores",
        "Add a constant for any of several terms or ids, or for a day in a range.",
        "AnyTerm, AnyId.boost, DayRange.boost",
        "Wildcards and recent articles would be ranked by chance.",
    ),
    Requirement(
        "any value",
        "Filter by facet values that may hold any letter, compared as a whole.",
        "AnyValue, EngineQuery.filters",
        "Some values of a facet could not be chosen.",
    ),
    Requirement(
        "exact counts",
        "Count every value of a facet exactly, under the filters of the other facets only.",
        "EngineQuery.facets",
        "Counts would differ from the totals that follow from them.",
    ),
    Requirement(
        "joined values",
        "Count several values of a facet as one: each document, or story, with any of them once.",
        "EngineQuery.joined",
        "A category with a name in each language would be several.",
    ),
    Requirement(
        "days",
        "Filter by a range of whole numbers, count by one, and sort by time with undated documents last.",
        "DayRange, EngineQuery.timeline, Sort",
        "There would be no timeline and no filter by date.",
    ),
    Requirement(
        "collapsing",
        "Show one document for all that share a number, and count these groups exactly in totals and facets.",
        "EngineQuery.collapse, InStory",
        "An article and its translations would fill a page.",
    ),
    Requirement(
        "stored bytes",
        "Return stored bytes unchanged, by id, for hits and one after the other.",
        "IndexedDocument.payload, get, documents",
        "Hits would have no text and no marks.",
    ),
    Requirement(
        "replacement",
        "Replace and delete documents by id, visible together at a commit that stores a number and marks.",
        "add, delete, commit, revision, origin",
        "After a kill, articles would be lost or doubled.",
    ),
    Requirement(
        "vocabulary",
        "List the terms of a field, and give the number of documents with a term.",
        "vocabulary, document_frequencies",
        "There would be no wildcards, suggestions and corrections.",
    ),
)
"""Every ability, in the order in which an adapter is best written."""
