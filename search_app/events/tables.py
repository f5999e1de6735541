"""Reports as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import fields
from io import StringIO
from typing import Any

from search_app.exports.table import cell


def csv_of(kind: type[Any], lines: Sequence[Any]) -> str:
    """The lines of a report under a line of column names.

    Args:
        kind: the dataclass of the lines.
    """
    names = [field.name for field in fields(kind)]
    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(line, name)) for name in names] for line in lines)
    return made.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return cell(" | ".join(map(str, value)))
    return "" if value is None else cell(str(value))
