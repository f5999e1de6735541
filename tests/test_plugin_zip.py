"""The zip of the WordPress plugin, and its files."""

import gettext
import io
import json
import re
import shutil
import subprocess
import zipfile

import pytest

from scripts import plugin, plugin_texts

FILES = sorted(plugin.SOURCE.rglob("*.php"))


def test_the_zip_has_the_same_bytes_each_time(tmp_path):
    first, second = plugin.build(tmp_path / "a"), plugin.build(tmp_path / "b")
    assert first.name == f"fehrest-{plugin.version()}.zip"
    assert first.read_bytes() == second.read_bytes()
    names = zipfile.ZipFile(first).namelist()
    assert {"fehrest/fehrest.php", "fehrest/uninstall.php", "fehrest/readme.txt", "fehrest/LICENSE"} <= set(
        names
    )
    files = sum(file.is_file() for file in plugin.SOURCE.rglob("*"))
    assert len(names) == 1 + files + len(plugin_texts.compiled())


def test_another_version_is_refused(tmp_path):
    copy = shutil.copytree(plugin.SOURCE, tmp_path / "copy")
    (copy / "readme.txt").write_text((copy / "readme.txt").read_text().replace("tag: ", "tag: 9"))
    with pytest.raises(ValueError, match=r"readme\.txt must name the version"):
        plugin.build(tmp_path, copy)


def test_each_file_is_loaded_and_only_from_wordpress():
    main = (plugin.SOURCE / "fehrest.php").read_text()
    for file in FILES:
        if file.parent.name == "includes":
            name = file.stem.removeprefix("class-")
            assert f"'{name}'" in main or f"includes/{file.name}" in main, name
        text = file.read_text()
        assert re.search(r"defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;", text), file.name


def test_every_text_names_the_text_domain():
    for file in FILES:
        for call in re.findall(r"\b(?:__|esc_html__|_n)\( '.*", file.read_text()):
            assert "'fehrest' )" in call, f"{file.name}: {call}"


@pytest.mark.parametrize("name", ["search", "related"])
def test_blocks_are_described(name):
    block = json.loads((plugin.SOURCE / "blocks" / name / "block.json").read_text())
    assert block["name"] == f"fehrest/{name}"
    assert f'"{block["name"]}"' in (plugin.SOURCE / "blocks" / "editor.js").read_text()


def test_php_reads_every_file():
    php = shutil.which("php")
    if php is None:
        pytest.skip("No php on PATH to check the plugin with (Debian: php-cli)")
    for file in FILES:
        done = subprocess.run([php, "-l", file], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", plugin_texts.LANGUAGES)
def test_every_text_is_translated(language):
    catalog, wanted = plugin_texts.catalogue(language), plugin_texts.template()
    ids = {(one.id, one.context) for one in wanted if one.id}
    assert ids == {(one.id, one.context) for one in catalog if one.id}, "run scripts/plugin_texts.py"
    assert plugin_texts.missing(catalog) == []
    for one in catalog:
        for text in one.string if one.pluralizable else [one.string]:
            source = one.id[0] if one.pluralizable else one.id
            assert set(re.findall(r"%(?:\d\$)?[sd]", text)) == set(re.findall(r"%(?:\d\$)?[sd]", source))


def test_catalogues_are_compiled_for_php_and_for_the_editor():
    files = plugin_texts.compiled()
    read = gettext.GNUTranslations(io.BytesIO(files["languages/fehrest-ar.mo"]))
    assert read.ngettext("%s post still waits.", "%s posts still wait.", 3) == "%s مقالات ما زالت تنتظر."
    assert read.gettext("Write key") == "مفتاح الكتابة"
    assert read.pgettext("block title", "Fehrest search") == "بحث فهرست"
    editor = json.loads(files["languages/fehrest-fa_IR-fehrest-editor.json"])["locale_data"]["messages"]
    assert editor["a dialog"] == ["پنجره گفت‌وگو"]
    assert "Write key" not in editor
