"""`serve`."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from pathlib import Path

import click

from upriver.cli.workspace import common, now, only_workspace, open_session
from upriver.store import folder as folders
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal

STOP = "Press Ctrl+C to stop."


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port, or the next free one."
)
@click.option("--for", "audience", type=click.Choice(["public", "restricted"]),
              help="Only a published site: the one for everyone, or the one for the partnership's own people.")
@click.option("--worker", is_flag=True, help="Only the background work, for a workspace that another server shows.")
@common
def serve(arguments: tuple[str, ...], port: int, audience: str | None, worker: bool, at_path: Path | None, by: str, as_json: bool) -> None:
    """Open the workspace in browsers on this machine, with the public site beside it, until you press Ctrl+C.

    Each has an address of its own, and neither sees the other's cookies. Background work is done meanwhile.
    """
    path = only_workspace(arguments, at_path)
    if worker and audience:
        raise click.UsageError("--worker and --for are two things: give one of them.")
    if worker:
        folder = open_session(path, by=by, as_json=as_json).folder
        from upriver.desk.jobs.working import work  # its tables need an open desk

        if os.environ.get("WORKER_OF_SERVER"):
            threading.Thread(target=_end_with_server, daemon=True).start()
        work(folder, now=now)
    elif audience:
        serve_folder(open_session(path, by=by, as_json=as_json).folder.site(audience), port)
    else:
        serve_workspace(folders.opened(path), port)  # the web opens the desk itself, with settings of its own


def _end_with_server() -> None:
    """End this process once the server that began it has closed our input; work that it interrupts is taken up again."""
    sys.stdin.read()
    os._exit(0)


def serve_workspace(folder: Folder, port: int) -> None:
    """Serve a workspace with its public site and a worker, and say where."""
    web = importlib.import_module("upriver.web.serving")

    def told(workspace: str, public: str) -> None:
        from upriver.desk.accounts.models import Account

        if not Account.objects.filter(is_active=True).exists():
            click.echo("Nobody may sign in yet. Invite the first person: upriver user invite --help", err=True)
        click.echo(f"The workspace: open {workspace} in a browser.")
        click.echo(f"The public site: {public}" + ("" if (folder.published / "index.html").is_file() else " (nothing is published yet)"))
        click.echo(STOP)

    try:
        web.serve(folder.root, published=folder.published, port=port, tries=100, told=told)
    except OSError as busy:
        raise Refusal(str(busy), do="Choose another with --port.") from busy
    except KeyboardInterrupt:
        click.echo("Stopped.")


def serve_folder(folder: Path, port: int) -> None:
    """Serve a published site and say where."""
    if not (folder / "index.html").is_file():
        raise Refusal("nothing is published here yet", do="Run `upriver assess` and `upriver publish` first.")
    web = importlib.import_module("upriver.web.public.site")
    try:
        web.serve(folder, port=port, tries=100, told=lambda address: click.echo(f"Open {address} in a browser. {STOP}"))
    except OSError as busy:
        raise Refusal(str(busy), do="Choose another with --port.") from busy
    except KeyboardInterrupt:
        click.echo("Stopped.")
