"""What a definition of the law may take from the table of ECCNs, and by which facts.

Belongs here: the names of the parts of the table, and of the facts that find a row. Does not: the
table (facts/eccn), or what its rows come to in a case (determine/declared).
Always true: every fact on which a part can rest is named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

# What a definition may take from the table of ECCNs: which paragraph answers, whether it answers
# alone, its level and the entry beside it, reasons for control, and list-based exceptions.
EccnPart = Literal[
    "entry",
    "paragraph",
    "answers",
    "other",
    "level a",
    "level b",
    "level c",
    "NS1",
    "NS2",
    "RS1",
    "RS2",
    "MT1",
    "NP1",
    "CC1",
    "EI",
    "AT1",
    "LVS",
    "GBS",
    "APP",
    "ENC",
]

# Who says one of these says that no more than anti-terrorism is a reason, or nothing of reasons.
_SAY_NO_ENTRY = frozenset({"answers", "AT1", "LVS", "GBS", "APP", "ENC"})
NAMES_AN_ENTRY = frozenset(get_args(EccnPart)) - _SAY_NO_ENTRY

# By any of these an item can stand in 3A090, or be seen not to.
FIGURES_OF_LEVEL = (
    *("tpp", "bits_times_tops", "performance_density", "tops", "tera_ops_per_s"),
    *("memory_bandwidth_density", "stack_bandwidth_gb_per_s"),
    # The rule of 2022 and the letters of April 2025 ask for these.
    *("dram_bandwidth_gb_per_s", "io_bandwidth_gb_per_s", "dram_plus_io_gb_per_s"),
    "chip_link_gb_per_s",
)
DECLARED, OF_MAKER = "declared_eccn", "maker_eccn"
# What a book's column, or a fact of a question, is called that declares an ECCN: the first that is
# there counts. `other_eccn` is how books and questions of before name an entry by its symbol.
DECLARED_AS = ("eccn", DECLARED, "other_eccn")
ECCN_FACTS = (DECLARED, OF_MAKER, *FIGURES_OF_LEVEL)


def as_declared(name: str) -> str:
    """The fact that a column, or a word of a question, says: the declared ECCN under each name.

    >>> as_declared("eccn"), as_declared("other_eccn"), as_declared("tpp")
    ('declared_eccn', 'declared_eccn', 'tpp')
    """
    return DECLARED if name in DECLARED_AS else name


def declares(columns: Mapping[str, str]) -> str | None:
    """The column that declares an ECCN, of those that mean something.

    >>> declares({"part": "Material", "eccn": "ECCN"}), declares({"part": "Material"})
    ('ECCN', None)
    """
    return next((columns[name] for name in DECLARED_AS if name in columns), None)
