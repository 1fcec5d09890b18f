"""The JSON Schemas of a market's files, for editors.

Belongs here: which file has which shape. Does not: reading the files (read_market).
Always true: every file that loads is valid under its schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecluse.answers.file_schema import file_schema
from ecluse.simulate.calibration_file import CalibrationFile
from ecluse.simulate.market_file import GatesFile, MarketFile, NewsFile, PracticeFile
from ecluse.simulate.panel_file import MarketPanel
from ecluse.simulate.prior_file import PriorsFile
from ecluse.simulate.question_file import QuestionFile
from ecluse.simulate.supply_file import SupplyFile
from ecluse.simulate.target_file import TargetsFile

FILES: Mapping[str, type] = {
    "calibration": CalibrationFile,
    "gates": GatesFile,
    "market": MarketFile,
    "news": NewsFile,
    "panel": MarketPanel,
    "practice": PracticeFile,
    "priors": PriorsFile,
    "question": QuestionFile,
    "supply": SupplyFile,
    "targets": TargetsFile,
}


def file_schema_of(name: str) -> dict[str, Any]:
    """The schema of one of `FILES`."""
    return file_schema(FILES[name], f"ecluse data: {name}")
