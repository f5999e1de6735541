"""Text on the command line and on the terminal, also where the locale is not UTF-8."""

import os
import sys
from io import TextIOWrapper
from typing import Any

import click


class Text(click.types.StringParamType):
    """A text argument. Bytes that the locale could not decode are read as UTF-8 or refused, never dropped."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as Unicode.

        Raises:
            click.BadParameter: it is not UTF-8 either.
        """
        text = str(value)
        try:
            # What Python could not decode is kept as half surrogate pairs (PEP 383).
            text.encode("utf-8")
        except UnicodeEncodeError:
            return self._as_utf_8(text, param, ctx)
        return text

    def _as_utf_8(self, text: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return os.fsencode(text).decode("utf-8")
        except UnicodeError:
            shown = ascii(text)
            return self.fail(f"{shown} is not UTF-8. Use a UTF-8 terminal, or set LC_ALL=C.UTF-8", param, ctx)


TEXT = Text()


def write_any_letter() -> None:
    """Make standard output and error write letters that their encoding lacks as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")
