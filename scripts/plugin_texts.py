"""Update the texts of the WordPress plugin: ``python scripts/plugin_texts.py``.

Writes ``languages/fehrest.pot`` and adds new messages to the ``.po`` files, without a translation; unused
ones are removed. Exits with 1 if a translation is missing. ``make plugin`` compiles the catalogues.
"""

import io
import json
import re
import struct
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "integrations" / "wordpress" / "fehrest"
LANGUAGES = ("fa_IR", "ar", "sq")
"""Names of the languages in WordPress."""
EDITOR = "blocks/editor.js"
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
_TEXT = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(_n|__|_e|esc_(?:html|attr)_(?:_|e))\(\s*{_TEXT}(?:\s*,\s*{_TEXT})?")
_HEADER = re.compile(r"^ \* (Plugin Name|Description): +(.+)$", re.MULTILINE)
_OF_A_BLOCK = ("title", "description", "keywords")


def template(source: Path = SOURCE) -> Catalog:
    """All messages of the plugin, with the files that have them."""
    found = Catalog(project="Fehrest", header_comment="# Texts of the Fehrest plugin for WordPress.")
    for path in sorted((*source.rglob("*.php"), *source.rglob("*.js"), *source.rglob("block.json"))):
        name, text = path.relative_to(source).as_posix(), path.read_text("utf-8")
        for message, context in _in_block(text) if path.suffix == ".json" else _in_code(text, name):
            found.add(message, locations=[(name, None)], context=context)  # type: ignore[list-item]
    return found


def _in_code(text: str, name: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    if name == "fehrest.php":
        yield from ((value.strip(), None) for _, value in _HEADER.findall(text))
    for function, one, many in _CALL.findall(text):
        yield ((_plain(one), _plain(many)) if function == "_n" else _plain(one)), None


def _in_block(text: str) -> Iterator[tuple[str, str | None]]:
    block = json.loads(text)
    for name in _OF_A_BLOCK:
        values = block.get(name, [])
        context = f"block {name.removesuffix('s')}"
        yield from ((value, context) for value in (values if isinstance(values, list) else [values]))


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])


def catalogue(language: str, source: Path = SOURCE) -> Catalog:
    """The messages and translations of a language."""
    with _path(language, source).open("rb") as file:
        return read_po(file, locale=language)


def missing(catalog: Catalog) -> list[str]:
    """The messages without a complete translation."""
    return [str(one.id) for one in catalog if one.id and not _is_translated(one)]


def compiled(source: Path = SOURCE) -> dict[str, bytes]:
    """The files that WordPress reads: ``.mo`` for PHP and ``.json`` for the editor's script."""
    found: dict[str, bytes] = {}
    in_editor = {one.id for one in template(source) if any(name == EDITOR for name, _ in one.locations)}
    for language in LANGUAGES:
        catalog = catalogue(language, source)
        catalog.creation_date = catalog.revision_date = _MOMENT
        found[f"languages/fehrest-{language}.mo"] = _for_wordpress(catalog)
        texts = {str(one.id): [one.string] for one in catalog if one.id in in_editor}
        head = {"": {"domain": "messages", "lang": language, "plural-forms": catalog.plural_forms}}
        content = {"domain": "messages", "locale_data": {"messages": head | texts}}
        written = json.dumps(content, ensure_ascii=False, sort_keys=True)
        found[f"languages/fehrest-{language}-fehrest-editor.json"] = written.encode()
    return found


def _for_wordpress(catalog: Catalog) -> bytes:
    """A ``.mo`` file that names the place of its empty hash table, without which WordPress refuses it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    content = bytearray(buffer.getvalue())
    number, _, translations = struct.unpack_from("=3I", content, 8)
    struct.pack_into("=I", content, 24, translations + 8 * number)
    return bytes(content)


def update(source: Path = SOURCE) -> list[str]:
    """Write the template and the catalogues. Returns what has no translation."""
    wanted, empty = template(source), []
    (source / "languages").mkdir(exist_ok=True)
    (source / "languages" / "fehrest.pot").write_bytes(_written(wanted))
    for language in LANGUAGES:
        known = catalogue(language, source) if _path(language, source).exists() else Catalog(language)
        made = Catalog(language, project="Fehrest")
        for one in wanted:
            if one.id:
                old = known.get(one.id, one.context)
                made.add(one.id, old.string if old else "", locations=one.locations, context=one.context)
        _path(language, source).write_bytes(_written(made))
        empty += [f"{language}: {text}" for text in missing(made)]
    return empty


def _path(language: str, source: Path) -> Path:
    return source / "languages" / f"fehrest-{language}.po"


def _is_translated(message: Message) -> bool:
    strings = message.string if message.pluralizable else (message.string,)
    return all(strings)


def _written(catalog: Catalog) -> bytes:
    """The catalogue without dates, which would change with every run."""
    header = ["Content-Type: text/plain; charset=utf-8\\n", f"Language: {catalog.locale or ''}\\n"]
    header += [f"Plural-Forms: {catalog.plural_forms}\\n"] if catalog.locale else []
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, include_lineno=False)
    lines = "".join(f'"{line}"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + buffer.getvalue()


if __name__ == "__main__":
    without = update()
    print(f"{len(template())} messages, {len(without)} without a translation", *without, sep="\n")
    sys.exit(1 if without else 0)
