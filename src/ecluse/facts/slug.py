"""A name as part of an address: lower case, words joined by hyphens.

Belongs here: the one spelling. Does not: which names there are.
Always true: two spellings of a name that differ in case, accents or signs alone give one slug.
"""

from __future__ import annotations

import re

from ecluse.facts.country import unaccented

_SIGNS = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """The name as part of an address.

    >>> slug("NVIDIA H20 96GB"), slug("3A090.a"), slug("Gaudi 2 (HL-225B)")
    ('nvidia-h20-96gb', '3a090-a', 'gaudi-2-hl-225b')
    """
    return _SIGNS.sub("-", unaccented(name).casefold()).strip("-")
