"""Runs ``fehrest search`` for each line of standard input, a JSON array of arguments, and prints exit code
and output as JSON: many searches without starting a process for each.
"""

import json
import sys

from click.testing import CliRunner

from search_app.cli import main

for line in sys.stdin:
    done = CliRunner().invoke(main, json.loads(line))
    print(json.dumps([done.exit_code, done.stdout, done.stderr]), flush=True)
