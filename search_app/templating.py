"""Compiles the templates of the pages once, before a reader waits for them."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class RememberedTemplates(BytecodeCache):
    """The code of compiled templates, for all applications of this process and of those forked from it."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of a template, if it is known and its text has not changed."""
        if code := self._code.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        self._code[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


_REMEMBERED = RememberedTemplates()


def install(app: Flask) -> None:
    """Let an application use the templates that another one has compiled."""
    app.jinja_env.bytecode_cache = _REMEMBERED


def compile_templates(app: Flask) -> None:
    """Compile every template of an application, which takes some tenths of a second."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
