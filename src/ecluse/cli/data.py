"""`ecluse data`: newer data for an installed copy, which data answer, and going back."""

from __future__ import annotations

from pathlib import Path

from ecluse.answers.plain import plain
from ecluse.cli.screen import console, print_json, shown
from ecluse.law.data_home import DataFolderAnswer


def install(file: Path, /, *, json: bool = False) -> None:
    """Check a zip or tar of a data folder, put it beside the shipped data, and use it from now on.

    Args:
        file: The archive. It must be sealed, and no older than the data in use.
        json: Print JSON.
    """
    from ecluse.law.install import install as installed

    _tell(installed(file), json=json)


def show(*, json: bool = False) -> None:
    """Which data answer: named by ECLUSE_DATA, installed, or shipped.

    Args:
        json: Print JSON.
    """
    from ecluse.law.install import shown as in_use

    _tell(in_use(), json=json)


def rollback(*, json: bool = False) -> None:
    """Go back to the data that were in use before the last installation.

    Args:
        json: Print JSON.
    """
    from ecluse.law.install import rolled_back

    _tell(rolled_back(), json=json)


def _tell(answer: DataFolderAnswer, *, json: bool) -> None:
    if json:
        print_json(plain(answer))
        return
    out = console()
    seal = "as sealed" if answer.sealed else "[yellow]not as sealed[/yellow]"
    out.print(f"[bold]{answer.version}[/bold]  {answer.origin}, {seal}  {shown(answer.folder)}")
    for row in reversed(answer.installed):
        out.print(f"  [dim]installed: {row.as_of.isoformat()}  {row.digest}[/dim]")
