"""``fehrest rules``."""

from cli_support import fehrest, rows


def test_rules_are_checked_and_previewed(sample_data, tmp_path):
    path = tmp_path / "rules.txt"
    path.write_text("[library]\npni: x\n")
    given = {"FEHREST_RULES": path, "FEHREST_DATA": sample_data}
    wrong = fehrest("rules", "check", **given)
    assert wrong.exit_code == 1
    assert f"{path}:2: " in wrong.stderr
    [first, second, *_] = rows(fehrest("search", "--json", "tirvan", FEHREST_DATA=sample_data))[0]["hits"]
    path.write_text(f"[tirvan]\npin: {second['id']}\nhide: nobody\n")
    right = fehrest("rules", "check", **given)
    assert (right.exit_code, right.stdout) == (0, "1 rules for 1 queries, no errors\n")
    assert "no article 'nobody'" in right.stderr
    [shift] = rows(fehrest("rules", "preview", "--json", **given))
    moved = shift["moved"][0]
    assert (moved["id"], moved["before"], moved["after"]) == (second["id"], 2, 1)
    other = tmp_path / "other.txt"
    other.write_text(f"[tirvan]\nhide: {first['id']}\n")
    assert "1 of 1 queries change" in fehrest("rules", "preview", other, **given).stdout
    [found] = rows(fehrest("search", "--json", "tirvan", **given))
    assert found["hits"][0]["id"] == second["id"]
