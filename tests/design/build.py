"""Laws, spaces and tasks for the tests of the design room."""

from __future__ import annotations

from datetime import date
from functools import cache

from ecluse.design.answer import case_of
from ecluse.design.legal import Legal
from ecluse.design.objective import Task, task
from ecluse.design.space import Space
from ecluse.determine.case import CaseFacts
from ecluse.law.library import load
from ecluse.law.measure import Reading

R1, R2, LETTERS, CASE_BY_CASE = (
    date(2022, 12, 1),
    date(2023, 12, 1),
    date(2025, 5, 20),
    date(2026, 2, 1),
)
RULES = (R1, R2, LETTERS, CASE_BY_CASE)


def case(on: date, to: str = "CN", **more: object) -> CaseFacts:
    """The shipment of a paper design on one day."""
    books = load()
    return case_of(books, books.register.at(on, None, Reading.ENFORCED), to=to, **more)  # type: ignore[arg-type]


@cache
def legal(on: date, to: str = "CN") -> Legal:
    """The law's cells on one day; shared, so that each cell is asked once for all tests."""
    return Legal(case(on, to))


@cache
def load_70b() -> Task:
    """Llama 3.1 70B over eight chips."""
    return task("Llama-3.1-70B")


def small(**more: object) -> Space:
    """A space of few points on every axis, each of which brute force can walk."""
    few: dict[str, object] = {
        "dies": (1,),
        "stacks": (2, 5),
        "stack_gb": (16,),
        "sram_mb": (25, 100),
        "clock_percent": (80, 100),
        "tpp": (1500, 2399, 2400, 4799, 4800, 9000),
        "dram_gb_per_s": (819, 1399, 1400, 1638, 4095),
        "link_gb_per_s": (0, 300, 471, 472, 900),
        "area_step_tenth_mm2": 500,
    }
    return Space(**{**few, **more})  # type: ignore[arg-type]
