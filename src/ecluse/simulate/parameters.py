"""What every market needs: parameters.csv, with the unit in which each is told.

Belongs here: the parameters of a product, a group of buyers, a market, and of what else its
destination gets. Does not: the prior that a market takes for one (market_file, supply_file).
Always true: each is a row of data/priors, in the unit beside it where one stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ecluse.facts.csv_rows import csv_rows

_TABLE = Path(__file__).with_name("parameters.csv")


def _units(of: str) -> Mapping[str, str]:
    rows = csv_rows(_TABLE, _TABLE.name, ("of", "parameter", "unit"))
    return {row["parameter"]: row["unit"] for row in rows if row["of"] == of}


OF_PRODUCT, OF_BUYER, OF_MARKET = map(_units, ("product", "buyer", "market"))
OF_SUPPLY, OF_CHIP = map(_units, ("supply", "chip"))
