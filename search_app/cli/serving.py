"""``fehrest serve``: the page and the API under a real WSGI server."""

import click
from search_app import create_app
from search_app.cli.main import data_option, settings_of
from search_app.service import SearchService
from search_app.serving import serve as serve_app


@click.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1).  [FEHREST_HOST]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default 8000).  [FEHREST_PORT]")
@click.option(
    "--threads", type=click.IntRange(1, 64), help="Requests at once (default 4).  [FEHREST_THREADS]"
)
@data_option
@click.pass_context
def serve(context: click.Context, **given: object) -> None:
    """Serve the results page and the API until interrupted."""
    settings = settings_of(context, **given)
    service = SearchService(settings)
    service.warm()
    app = create_app(settings, service)
    serve_app(
        app,
        settings,
        lambda url: click.echo(f"Fehrest serves {service.status().documents} articles at {url}"),
    )
