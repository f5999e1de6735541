"""``fehrest keys``."""

import pytest
from cli_support import fehrest, one_line_error, rows

from search_app.access.keys import Role
from search_app.access.store import KeyStore


def test_the_key_is_the_last_word_and_works(tmp_path):
    done = fehrest("keys", "create", "site", "--data", tmp_path)
    key = done.stdout.split()[-1]
    found = KeyStore(tmp_path).find(key)
    assert (found.name, found.role) == ("site", Role.READ)


def test_options_become_parts_of_the_key(tmp_path):
    key = fehrest(
        "keys", "create", "persian", "--origin", "https://Paper.example/", "--filter", "language=FA",
        "--filter", "category=Culture > Books", "--rate", "60/minute", FEHREST_DATA=tmp_path,
    ).stdout.split()[-1]  # fmt: skip
    found = KeyStore(tmp_path).find(key)
    assert found.origins == ("https://paper.example",)
    assert found.scope == (("category", ("Culture > Books",)), ("language", ("fa",)))
    assert found.rate == "60/minute"


def test_a_list_has_no_secrets_and_revoking_stays_in_it(tmp_path):
    [made] = rows(fehrest("keys", "create", "cms", "--write", "--json", FEHREST_DATA=tmp_path))
    assert made["role"] == "write"
    fehrest("keys", "create", "boss", "--admin", FEHREST_DATA=tmp_path)
    assert "cms" in fehrest("keys", "revoke", "cms", FEHREST_DATA=tmp_path).stdout
    shown = fehrest("keys", "list", FEHREST_DATA=tmp_path).stdout
    listed = rows(fehrest("keys", "list", "--json", FEHREST_DATA=tmp_path))
    assert [(one["name"], one["role"], bool(one["revoked"])) for one in listed] == [
        ("cms", "write", True),
        ("boss", "admin", False),
    ]
    assert made["key"].split("_", 2)[2] not in shown
    assert "revoked" in shown
    fehrest("keys", "create", "cms", "--write", FEHREST_DATA=tmp_path)
    assert KeyStore(tmp_path).find(made["key"]) is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("create", "a", "--filter", "language"),
        ("create", "a", "--filter", "year=2021"),
        ("create", "a", "--filter", "colour=red"),
        ("create", "a", "--origin", "paper.example"),
        ("create", "a", "--rate", "often"),
        ("create", "a", "--write", "--filter", "language=fa"),
        ("create", ""),
        ("revoke", "nobody"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(tmp_path, wrong):
    assert one_line_error(fehrest("keys", *wrong, FEHREST_DATA=tmp_path))
    assert KeyStore(tmp_path).all() == []


def test_two_valid_keys_have_different_names(tmp_path):
    fehrest("keys", "create", "site", FEHREST_DATA=tmp_path)
    assert "revoke" in one_line_error(fehrest("keys", "create", "site", FEHREST_DATA=tmp_path))
