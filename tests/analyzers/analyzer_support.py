"""Shared by the tests of analyzers: the public measurement data, and what it means that two forms match."""

import json
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from analyzers import Token, get_analyzer

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"


def records(name: str) -> list[dict[str, Any]]:
    path = DATA / "analysis" / name
    if not path.is_file():
        pytest.skip(f"measurement data {name} is not beside the checkout")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def places(tokens: Iterable[Token]) -> list[set[str]]:
    found: dict[int, set[str]] = {}
    for token in tokens:
        found.setdefault(token.position, set()).update((token.exact, *token.stems))
    return [found[place] for place in sorted(found)]


def meet(language: str, one: str, other: str) -> bool:
    analyze = get_analyzer(language).analyze
    ours, theirs = places(analyze(one)), places(analyze(other))
    return bool(ours) and len(ours) == len(theirs) and all(a & b for a, b in zip(ours, theirs, strict=True))


def disagreeing(language: str, forms: list[str], wanted: bool) -> list[tuple[str, str]]:
    return [pair for pair in combinations(forms, 2) if meet(language, *pair) is not wanted]


Stems = Callable[[str], Iterable[str]]
