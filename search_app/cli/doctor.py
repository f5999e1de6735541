"""``fehrest doctor``: what is wrong with a data folder, and the command that fixes it."""

import sys
from dataclasses import asdict

import click

from search_app.cli.checkup import check_all
from search_app.cli.main import data_option, print_json, settings_of


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@data_option
@click.pass_context
def doctor(context: click.Context, /, as_json: bool, **given: object) -> None:
    """Check the data folder, the archive, the index and the settings; nothing is changed.

    For each finding it prints the command that fixes it. The exit code is 1 if there are findings.
    """
    findings = check_all(settings_of(context, **given))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{finding.part}: {finding.problem}\n  fix: {finding.fix}")
        if not findings:
            click.echo("Everything is in order")
    if findings:
        sys.exit(1)
