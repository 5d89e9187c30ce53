"""`serve`."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from upriver.cli.workspace import common, only_workspace, open_session
from upriver.words.refusal import Refusal


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port, or the next free one."
)
@click.option("--for", "audience", type=click.Choice(["public", "restricted"]), default="public", show_default=True,
              help="Which of the two sites: the one for everyone, or the one for the partnership's own people.")
@common
def serve(arguments: tuple[str, ...], port: int, audience: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Show the published site on 127.0.0.1, to this machine only, until you press Ctrl+C."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json)
    serve_folder(session.folder.site(audience), port)


def serve_folder(folder: Path, port: int) -> None:
    """Serve a published site and say where."""
    if not (folder / "index.html").is_file():
        raise Refusal("nothing is published here yet", do="Run `upriver assess` and `upriver publish` first.")
    web = importlib.import_module("upriver.web.public.site")
    try:
        web.serve(
            folder,
            port=port,
            tries=100,
            told=lambda address: click.echo(f"Open {address} in a browser. Press Ctrl+C to stop."),
        )
    except OSError as busy:
        raise Refusal(str(busy), do="Choose another with --port.") from busy
    except KeyboardInterrupt:
        click.echo("Stopped.")
