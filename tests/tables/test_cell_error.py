"""An error of a spreadsheet is told from what only looks like one."""

from __future__ import annotations

import re

import pytest

from ecluse.tables.cell_error import ERROR_TEXTS, MAY_BE_ERROR, clean, is_error
from ecluse.tables.cell_error import ERRORS as NUMBERED

ERRORS = (
    *sorted(ERROR_TEXTS),
    *("#BEZUG!", "#¡VALOR!", "#N/D", "#N/A (no value)", "#NV", "#nv", "###", "#", " #REF! "),
    *("Err:502", "err: 508", "=A1", " =SUM(A1:A9)", "=", "=A1\n+B1"),
    *("T\\xfcrkiye", "\\x81"),
)
VALUES = (
    *("", "N/A", "n/a", "NV", "REF!", "#1 Computing", "#12", "# 1", "#NVIDIA", "NVIDIA #NV"),
    *("Err:", "Error: 502", "err:x", "A=B", "1 = 2", "x" * 40, "\\xzz", "C:\\x"),
    "#" + "x" * 31 + "!",
)


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_is_one(text: str) -> None:
    assert is_error(text)


@pytest.mark.parametrize("text", ERRORS)
def test_whatever_is_an_error_is_looked_at_closely(text: str) -> None:
    """The coarse look of the engine, which takes any case, lets no error pass."""
    assert re.search(MAY_BE_ERROR, text, re.IGNORECASE)


@pytest.mark.parametrize("text", VALUES)
def test_a_value_is_none(text: str) -> None:
    assert not is_error(text)


def test_the_binary_forms_number_their_errors_so() -> None:
    """As BErr has them in [MS-XLS] and [MS-XLSB]."""
    texts = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
    assert dict(NUMBERED) == dict(zip((0, 7, 15, 23, 29, 36, 42, 43), texts, strict=True))


def test_nothing_is_no_error() -> None:
    assert not is_error(None)


@pytest.mark.parametrize(
    "space", ["  ", "\u00a0", "\u2007", "\u202f", "\u2009", "\ufeff", "\u200b"]
)
def test_spaces_of_any_width_are_one(space: str) -> None:
    assert clean(f"{space}NVIDIA{space} H20\n") == "NVIDIA H20"
