import shutil
import sqlite3
from dataclasses import fields

import pytest
from cli_support import fehrest, one, stories

from indexer.archive import Archive
from indexer.article import Article
from search_app.settings import Settings


def findings(data, **environment):
    """(part, problem, fix) of each finding."""
    result = fehrest("--data", data, "doctor", "--json", **environment)
    found = [tuple(finding.values()) for finding in one(result)]
    assert result.exit_code == (1 if found else 0), result.output
    return found


def fixed(data, command, **environment):
    """Run the command of a finding; nothing is wrong after it."""
    assert fehrest("--data", data, *command.split()[1:], **environment).exit_code == 0
    return findings(data, **environment) == []


def current(data):
    return data / "tantivy" / (data / "tantivy" / "current").read_text().split()[0]


def test_a_sound_folder_has_no_findings(data) -> None:
    assert findings(data) == []
    assert "Everything is in order" in fehrest("--data", data, "doctor").output


def test_a_folder_that_does_not_exist(tmp_path) -> None:
    [first, *_] = findings(tmp_path / "none")
    assert first[0] == "folder"
    assert first[2] == "fehrest ingest PATHS"
    assert not (tmp_path / "none").exists()


def damage_segment(data):
    [*stores] = current(data).glob("*.store")
    for path in stores:
        path.write_bytes(b"rubbish")


def damage_meta(data):
    (current(data) / "meta.json").write_text("{")


def damage_state(data):
    (current(data) / "state.json").write_text("{")


def rubbish_in_current(data):
    (data / "tantivy" / "current").write_text("../../etc\n")


def no_index(data):
    shutil.rmtree(data / "tantivy")


def more_in_archive(data):
    with Archive(data / "archive.sqlite3") as archive:
        archive.put(Article("A pear", "The pears were late.", "en"))


def another_archive(data):
    (data / "archive.sqlite3").unlink()
    more_in_archive(data)


def killed_rebuild(data):
    (data / "tantivy" / "20200101T000000-000000001").mkdir()


def other_analyzers(data):
    state = current(data) / "state.json"
    state.write_text(state.read_text().replace('"fingerprint": "', '"fingerprint": "x'))


def in_state(data, before, after):
    state = current(data) / "state.json"
    text = state.read_text()
    assert before in text
    state.write_text(text.replace(before, after))


def other_fields(data):
    in_state(data, '"fields": "', '"fields": "x')


def other_letters_of_names(data):
    in_state(data, " names=", " names=x")


def other_zone(data):
    in_state(data, "timezone=UTC", "timezone=Asia/Tehran")


def other_rules_for_stories(data):
    with sqlite3.connect(data / "archive.sqlite3") as connection:
        connection.execute("UPDATE grouping SET value = '0 0' WHERE name = 'version'")
    connection.close()


@pytest.mark.parametrize(
    ("harm", "fix"),
    [
        (other_fields, "fehrest reindex"),
        (other_letters_of_names, "fehrest reindex"),
        (other_zone, "fehrest reindex"),
        (other_rules_for_stories, "fehrest reindex --changes"),
        (damage_segment, "fehrest reindex"),
        (damage_meta, "fehrest reindex"),
        (damage_state, "fehrest reindex"),
        (rubbish_in_current, "fehrest reindex"),
        (no_index, "fehrest reindex"),
        (another_archive, "fehrest reindex"),
        (other_analyzers, "fehrest reindex"),
        (more_in_archive, "fehrest reindex --changes"),
        (killed_rebuild, "fehrest reindex --changes"),
    ],
)
def test_each_finding_names_the_command_that_fixes_it(data, harm, fix: str) -> None:
    harm(data)
    [(part, problem, named)] = findings(data)
    assert (part, named) == ("index", fix), problem
    assert fixed(data, named)


BAKED_IN_THE_INDEX = {"timezone": "Asia/Tehran"}
BAKED_IN_THE_ARCHIVE = {"timezone": "Asia/Tehran", "captions": "1"}
ELSEWHERE = {"data", "engine"}
"""These choose another folder or another index."""
ASKED_EACH_TIME = {
    *("api_keys", "api_rate", "base_url", "collapse", "connections", "contact", "crawl_delay", "deadline"),
    *("answers", "events", "events_days", "events_least"),
    *("heavy_threads", "history", "hook_secret", "host", "hosts", "image_hosts", "images", "log", "metrics"),
    *("origins", "page_size", "port", "private_addresses", "proxies", "recency", "site_name", "spool"),
    *("desk_user", "meaning", "rules", "synonyms", "threads", "workers"),
}
"""These are read by each process and nothing that is stored depends on them."""


def test_it_is_known_of_each_setting_whether_stored_data_depend_on_it() -> None:
    known = {*BAKED_IN_THE_INDEX, *BAKED_IN_THE_ARCHIVE} | ELSEWHERE | ASKED_EACH_TIME
    assert known == {field.name for field in fields(Settings)}


@pytest.mark.parametrize(("name", "value"), BAKED_IN_THE_INDEX.items())
def test_a_setting_of_the_index_that_changed(data, name: str, value: str) -> None:
    changed = {f"FEHREST_{name.upper()}": value}
    status = one(fehrest("--data", data, "status", "--json", **changed))
    assert not status["up_to_date"]
    assert f"{name}={value} now" in status["needs_rebuild"]
    assert "rebuilt (a setting changed" in fehrest("--data", data, "reindex", "--changes", **changed).output
    assert one(fehrest("--data", data, "status", "--json", **changed))["up_to_date"]


def test_a_zone_that_changed(data) -> None:
    [(_, problem, fix), _] = findings(data, FEHREST_TIMEZONE="Asia/Tehran")
    assert "timezone" in problem
    assert fehrest("--data", data, *fix.split()[1:], FEHREST_TIMEZONE="Asia/Tehran").exit_code == 0
    assert [part for part, _, _ in findings(data, FEHREST_TIMEZONE="Asia/Tehran")] == ["archive"]


@pytest.mark.parametrize(("setting", "value"), BAKED_IN_THE_ARCHIVE.items())
def test_settings_that_sources_were_read_with(data, tmp_path, setting: str, value: str) -> None:
    name = f"FEHREST_{setting.upper()}"
    [(_, problem, fix)] = [found for found in findings(data, **{name: value}) if found[0] == "archive"]
    assert name in problem
    assert fix.startswith("fehrest ingest")
    told = one(fehrest("--data", data, "status", "--json", **{name: value}))
    assert told["needs_ingest"].startswith(f"{name} was ")
    again = stories(tmp_path / "again.jsonl", 1, 2)
    assert fehrest("--data", data, "ingest", again, **{name: value}).exit_code == 0
    assert findings(data, **{name: value}) == []
    assert "needs_ingest" not in one(fehrest("--data", data, "status", "--json", **{name: value}))


@pytest.mark.parametrize("harm", ["rubbish", "inside", "newer"])
def test_an_archive_that_cannot_be_used(data, harm: str) -> None:
    path = data / "archive.sqlite3"
    if harm == "rubbish":
        path.write_bytes(b"rubbish" * 1000)
    elif harm == "inside":
        content = bytearray(path.read_bytes())
        content[4096:] = b"\x05" * (len(content) - 4096)
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 999")
        connection.close()
    [(_, _, fix)] = [found for found in findings(data) if found[0] == "archive"]
    assert fix == ("pip install --upgrade fehrest" if harm == "newer" else "fehrest restore FILE")


def test_a_missing_archive_with_an_index(data) -> None:
    (data / "archive.sqlite3").unlink()
    [(part, _, fix)] = findings(data)
    assert (part, fix) == ("archive", "fehrest restore FILE")


def test_settings_that_others_can_misuse_and_synonyms_with_an_error(data, tmp_path) -> None:
    (tmp_path / "fa.txt").write_text("=> =>\n")
    found = findings(data, FEHREST_HOST="10.1.2.3", FEHREST_SYNONYMS=tmp_path)
    assert [(part, fix.split()[0]) for part, _, fix in found] == [
        ("settings", "export"),
        ("settings", "fehrest"),
    ]


def test_nothing_is_changed(data) -> None:
    killed_rebuild(data)
    before = sorted(
        (path, path.stat().st_mtime_ns) for path in data.rglob("*") if "sqlite3-" not in path.name
    )
    findings(data)
    assert before == sorted(
        (path, path.stat().st_mtime_ns) for path in data.rglob("*") if "sqlite3-" not in path.name
    )
