"""Recent answers are kept, and never longer than they are right."""

from dataclasses import replace

import pytest

from search.model import SearchRequest
from search_app.answers import Answers
from search_app.service import SearchService


def counted(most: int = 50_000) -> tuple[Answers[str], list[str]]:
    return Answers(len, most), []


def test_an_answer_is_made_once() -> None:
    answers, made = counted()
    assert [answers.get("a", lambda: made.append("a") or "long") for _ in range(3)] == ["long"] * 3
    assert made == ["a"]


def test_the_oldest_answers_make_room_for_new_ones() -> None:
    answers, made = counted()
    for key in ("a", "b", "a", "c", "a", "b"):
        answers.get(key, lambda key=key: made.append(key) or key * 20_000)
    assert made == ["a", "b", "c", "b"]


def test_an_answer_that_is_too_large_is_not_kept_and_pushes_nothing_out() -> None:
    answers, made = counted()
    for key, size in (("a", 10), ("large", 60_000), ("large", 60_000), ("a", 10)):
        answers.get(key, lambda key=key, size=size: made.append(key) or "x" * size)
    assert made == ["a", "large", "large"]


def test_an_error_is_not_kept() -> None:
    answers, made = counted()
    with pytest.raises(ZeroDivisionError):
        answers.get("a", lambda: str(1 // 0))
    assert answers.get("a", lambda: made.append("a") or "b") == "b"


def test_an_equal_request_is_answered_from_memory(service: SearchService) -> None:
    asked = SearchRequest("harbour")
    first = service.search(asked)
    assert service.search(replace(asked)) is first
    assert service.search(replace(asked, page=2)) is not first
    assert service.within((("language", ("fa",)),)).search(asked) is not first


def test_corrections_are_answered_from_memory(service: SearchService) -> None:
    service.dictionaries()
    result = service.search(SearchRequest("brigde"))
    assert service.did_you_mean(result)
    assert service.did_you_mean(replace(result)) is service.did_you_mean(result)


def test_memory_can_be_switched_off(service: SearchService) -> None:
    forgetful = SearchService(replace(service.settings, answers=0))
    asked = SearchRequest("harbour")
    assert forgetful.search(asked) is not forgetful.search(asked)
    assert forgetful.search(asked).total == service.search(asked).total
