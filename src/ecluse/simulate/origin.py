"""What an answer was made from, so that it can be made again: the law, the market, the engine.

Belongs here: their digests. Does not: comparing two answers (replay).
Always true: the law's digest leaves out the files of markets, so that a change of one is not taken
for a change of the other; the engine's covers all code that a number rests on, and numpy's version.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module

import numpy as np

from ecluse.law.library import Library
from ecluse.law.seal import digest_over, file_digests
from ecluse.outputs.cache import code_digest

_OF_MARKETS = (
    *("markets", "priors", "practice", "gates", "news", "supply"),
    *("calibration", "targets", "questions", "panels"),
)
ROOMS = (
    *("citation.py", "facts", "law", "determine", "equivalence", "inference"),
    *("orders", "tables", "simulate"),
)
_SHOWN = 8


def law_hash(library: Library) -> str:
    """The digest of all data files but those of markets."""
    files = file_digests(library.folder)
    return digest_over(
        {name: each for name, each in files.items() if name.split("/")[0] not in _OF_MARKETS}
    )


def data_hash(library: Library, market: str) -> str:
    """The digest of all that an answer about a market rests on, by that of the market's files."""
    return hashlib.sha256(f"{library.digest} {market}".encode()).hexdigest()


@cache
def engine() -> str:
    """The engine's version, the digest of its code, and numpy's version."""
    code = code_digest(*ROOMS)[:_SHOWN]
    version = import_module("ecluse").__version__  # the face of the house, which imports all rooms
    return f"ecluse {version}+{code}, numpy {np.__version__}"
