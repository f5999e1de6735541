from cli_support import Served, fehrest, one, one_line_error, stories, within


def test_a_backup_and_a_restore_by_the_command_line(tmp_path):
    data, file = tmp_path / "data", tmp_path / "backup.zip"
    fehrest("--data", data, "ingest", stories(tmp_path / "a.jsonl", 1, 2))
    done = fehrest("--data", data, "backup", file)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"2 articles at revision 2 backed up to {file}")
    fehrest("--data", data, "ingest", stories(tmp_path / "b.jsonl", 3))
    done = fehrest("--data", data, "restore", file)
    assert done.exit_code == 0
    assert "2 articles at revision 2 restored" in done.stdout
    assert "is kept in" in done.stdout
    assert "Index rebuilt (the archive was restored): 2 articles" in done.stdout
    assert len(search(data)) == 2


def search(data):
    return one(fehrest("--data", data, "search", "harvest", "--json"))["hits"]


def test_the_answers_for_programs(tmp_path):
    data, file = tmp_path / "data", tmp_path / "backup.zip"
    fehrest("--data", data, "ingest", stories(tmp_path / "a.jsonl", 1, 2))
    made = one(fehrest("--data", data, "backup", file, "--json"))
    assert (made["articles"], made["revision"]) == (2, 2)
    there = one(fehrest("--data", tmp_path / "new", "restore", file, "--json"))
    assert there["kept"] is None
    assert there["sha256"] == made["sha256"]
    assert there["index"]["waiting"] == 0
    assert len(search(tmp_path / "new")) == 2


def test_errors_are_one_line(tmp_path):
    file = tmp_path / "backup.zip"
    assert "There is no archive" in one_line_error(fehrest("--data", tmp_path, "backup", file))
    assert "is not a file" in one_line_error(fehrest("--data", tmp_path, "restore", file))
    file.write_text("no backup")
    assert "not a complete backup" in one_line_error(fehrest("--data", tmp_path, "restore", file))
    assert not (tmp_path / "archive.sqlite3").exists()


def test_a_running_service_answers_from_the_restored_archive(tmp_path):
    data, file = tmp_path / "data", tmp_path / "backup.zip"
    fehrest("--data", data, "ingest", stories(tmp_path / "a.jsonl", 1, 2))
    served = Served(data)
    try:
        assert fehrest("--data", data, "backup", file).exit_code == 0
        fehrest("--data", data, "ingest", stories(tmp_path / "b.jsonl", 3, 4))
        assert within(lambda: served.get("/api/v1/search?q=harvest")["total"] == 4)
        assert fehrest("--data", data, "restore", file).exit_code == 0
        assert within(lambda: served.get("/api/v1/search?q=harvest")["total"] == 2)
    finally:
        served.stop()
