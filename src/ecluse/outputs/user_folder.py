"""The folders of the user's own: for data that is kept, and for what can be made again.

Belongs here: where they are. Does not: what stands in them.
Always true: a relative path in XDG_DATA_HOME or XDG_CACHE_HOME is ignored, as XDG has it, so that
nothing is written wherever a command happens to be run.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def user_data(settings: Mapping[str, str] = os.environ) -> Path:
    """The folder under which data of the user's own are kept.

    >>> user_data({"XDG_DATA_HOME": "/srv/data"}).as_posix()
    '/srv/data/ecluse'
    """
    return _named("XDG_DATA_HOME", (".local", "share"), settings)


def user_cache(settings: Mapping[str, str] = os.environ) -> Path:
    """The folder of what can be made again."""
    return _named("XDG_CACHE_HOME", (".cache",), settings)


def _named(name: str, usual: tuple[str, ...], settings: Mapping[str, str]) -> Path:
    told = Path(settings.get(name, ""))
    return (told if told.is_absolute() else Path.home().joinpath(*usual)) / "ecluse"
