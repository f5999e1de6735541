"""``fehrest keys``: creates, lists and revokes keys of the API."""

from datetime import UTC, datetime
from typing import Any

import click

from search_app.access.keys import Key, KeyFormError, Role, read_origins, read_scope
from search_app.access.rates import parsed
from search_app.access.store import KeyStore
from search_app.cli.main import data_option, print_json, settings_of


@click.group()
def keys() -> None:
    """Create, list and revoke keys of the API.

    \b
      fehrest keys create site --origin https://www.example.org --rate 60/minute
      fehrest keys create persian --filter language=fa
      fehrest keys create cms --write
      fehrest keys revoke site
    """


@keys.command()
@click.argument("name")
@click.option("--read", "role", flag_value="read", default=True, help="May search. The default.")
@click.option("--write", "role", flag_value="write", help="May also add, change and delete articles.")
@click.option("--admin", "role", flag_value="admin", help="May do everything.")
@click.option(
    "--origin", "origins", multiple=True, metavar="ORIGIN", help="Only for pages of this origin. Repeatable."
)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET=VALUE",
    help="Only articles with this value, such as language=fa. Repeatable: values of one facet are "
    "alternatives, facets are combined.",
)
@click.option("--rate", default="", metavar="RATE", help="Requests allowed, such as 60/minute.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@data_option
@click.pass_context
def create(
    context: click.Context,
    /,
    name: str,
    role: str,
    origins: tuple[str, ...],
    filters: tuple[str, ...],
    rate: str,
    as_json: bool,
    **given: object,
) -> None:
    """Create a key and print it. It is shown only once: the data folder holds only its hash.

    The key is the last word of the output. The rate of a read key counts for each client address, that of
    other keys for the key.
    """
    key = Key(
        id="",
        name=_checked_name(name),
        role=Role(role),
        created=datetime.now(UTC),
        origins=read_origins(origins),
        scope=read_scope(filters),
        rate=rate.strip(),
    )
    if key.scope and key.role is not Role.READ:
        raise KeyFormError("A filter limits what is read, so only a read key can have one")
    if key.rate:
        parsed(key.rate)
    written = KeyStore(settings_of(context, **given).data).create(key)
    if as_json:
        print_json({"name": key.name, "role": key.role.value, "key": written})
    else:
        click.echo(f"{key.role.value} key {key.name!r}, shown only now: {written}")


@keys.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per key.")
@data_option
@click.pass_context
def list_keys(context: click.Context, /, as_json: bool, **given: object) -> None:
    """List all keys, also revoked ones, without their secrets."""
    for key in KeyStore(settings_of(context, **given).data).all():
        if as_json:
            print_json(_key_json(key))
        else:
            state = f"revoked {key.revoked:%Y-%m-%d %H:%M}" if key.revoked else "valid"
            parts = (f"{key.id}  {key.role.value:5}  {state}  {key.name}", *_limits(key))
            click.echo("  ".join(parts))


@keys.command()
@click.argument("name", metavar="NAME")
@data_option
@click.pass_context
def revoke(context: click.Context, /, name: str, **given: object) -> None:
    """Make the key with this name or id invalid. A running service refuses it from the next request on."""
    key = KeyStore(settings_of(context, **given).data).revoke(name)
    click.echo(f"The {key.role.value} key {key.name!r} ({key.id}) is revoked")


def _checked_name(name: str) -> str:
    if not (name.strip() == name and name.isprintable() and 0 < len(name) <= 100):
        raise KeyFormError("The name of a key has 1 to 100 printable characters")
    return name


def _limits(key: Key) -> tuple[str, ...]:
    scope = (f"{facet}={value}" for facet, values in key.scope for value in values)
    return (*scope, *key.origins, *((key.rate,) if key.rate else ()))


def _key_json(key: Key) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "role": key.role.value,
        "origins": list(key.origins),
        "filter": {facet: list(values) for facet, values in key.scope},
        "rate": key.rate or None,
        "created": key.created.isoformat(timespec="seconds"),
        "revoked": key.revoked.isoformat(timespec="seconds") if key.revoked else None,
    }
