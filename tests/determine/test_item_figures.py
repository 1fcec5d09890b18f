"""The figures of the catalogue: near a limit, worked out, recalled."""

import csv
import re
from decimal import Decimal

import pytest

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.figures import item_facts
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.law.library import DATA, load

LIBRARY = load()
ITEMS = LIBRARY.catalogue.items
READ = Known(value=exactly(1))
UNDER, OVER, ACROSS = "under", "over", "across"


@pytest.mark.parametrize(
    ("name", "limit", "side"),
    [
        ("RTX 5060 Ti", 1600, UNDER),
        ("RTX A4500", 1600, UNDER),
        ("L2", 1600, UNDER),
        ("Arc Pro B60", 1600, ACROSS),  # 1576 as published, and near enough to be open
        ("Arc A580", 1600, ACROSS),
        ("Radeon AI PRO R9600D", 1600, ACROSS),
        ("Arc B570", 1600, ACROSS),  # 1475 or 1624, by the clock
        ("RTX PRO 4000 SFF", 1600, ACROSS),  # 1533 to 1642
        ("RTX 4080 Laptop", 1600, ACROSS),
        ("RTX 4000 Laptop Ada", 1600, ACROSS),
        ("A10G", 1600, ACROSS),
        ("NorthPole", 1600, OVER),
        ("RX 9060 XT", 1600, OVER),
        ("RX 7900 XT", 1600, OVER),
        ("Radeon PRO W7900D", 1600, OVER),
        ("V100 FHHL 16GB", 1600, OVER),
        ("RX 9070", 2400, UNDER),
        ("RTX 4070 SUPER", 2400, UNDER),
        ("H20", 2400, UNDER),
        ("A40", 2400, UNDER),
        ("RTX PRO 4000", 2400, ACROSS),  # 2357 to 3001
        ("Arc A770", 2400, ACROSS),  # 2097 as published, 2517 at boost
        ("RTX 4090 Laptop", 2400, ACROSS),
        ("Jetson T4000", 2400, OVER),  # 2400 or 2477: the limit is inside
        ("RTX A6000", 2400, OVER),
        ("RTX 4500 Ada", 2400, OVER),
        ("Cloud AI 100 Standard", 2400, OVER),
        ("RTX PRO 5000", 4800, UNDER),
        ("RTX 5880 Ada", 4800, UNDER),
        ("RTX 4090 D", 4800, UNDER),
        ("RTX 5090 Laptop", 4800, UNDER),
        ("MetaX C550", 4800, ACROSS),  # 4480, from one weak list
        ("Enflame T20", 4800, ACROSS),  # 3040, or 5120 if TF32 counts as 32 bits
        ("A800 40GB Active", 4800, OVER),
        ("A100 40GB", 4800, OVER),  # NVIDIA's list gives its HGX board 3822: the stricter stands
        ("Blackhole p100a", 4800, OVER),  # if block FP8 counts as 8 bits
        ("H100 NVL", 13400, ACROSS),  # 13,368 from the data sheet, 14,144 from NVIDIA's list
        ("H200 NVL", 13400, ACROSS),
        ("B200", 37000, ACROSS),
        ("GB300", 59000, ACROSS),
    ],
)
def test_a_tpp_near_a_limit_was_looked_at_twice(name, limit, side):
    assert _side(_facts(name)["tpp"].figure, Decimal(limit)) == side


@pytest.mark.parametrize(
    ("name", "limit", "side"),
    [
        ("A30X", "3.2", UNDER),
        ("Wormhole n150", "3.2", ACROSS),  # 3.13 with a die area that is recalled
        ("RX 7900 XT", "3.2", UNDER),
        ("A10G", "3.2", ACROSS),
        ("W7900D", "3.2", OVER),
        ("RTX 4000 Ada", "5.92", UNDER),
        ("Arc B570", "5.92", ACROSS),
        ("RNGD", "5.92", ACROSS),  # 6.27 likewise
        ("MTIA v2", "5.92", OVER),
        ("A100X", "5.92", OVER),
        ("A800 40GB Active", "5.92", OVER),
        ("TPU v4i", "5.92", ACROSS),  # at least 5.5, for the die has less than 400 mm2
    ],
)
def test_a_density_near_a_limit_was_looked_at_twice(name, limit, side):
    assert _side(_facts(name)["performance_density"].figure, Decimal(limit)) == side


@pytest.mark.parametrize(
    "name",
    [
        *("Cloud AI 100 Standard", "Cloud AI 100 Pro", "MLU290-M5", "Enflame T20", "Enflame T21"),
        *("Enflame i20", "BI-V150", "VA10", "MetaX C550", "Ascend 310P"),
    ],
)
def test_a_chip_without_a_die_area_has_an_open_density(name):
    figure = _facts(name)["performance_density"].figure
    assert (figure.low, figure.high) == (0, None)


def _facts(name: str) -> CaseFacts:
    return item_facts(LIBRARY.catalogue.get(name, "here"), LIBRARY)


def _side(figure: Figure, limit: Decimal) -> str:
    if figure.low >= limit:
        return OVER
    return ACROSS if figure.high is None or figure.high >= limit else UNDER


# ---- what was recalled ---------------------------------------------------------------------------


def _recalled(known: Known) -> bool:
    """Whether a figure has one value, and that is recalled."""
    return known.confidence is Confidence.MEMORY and known.number is not None


def _rests_on_memory(item: Item) -> bool:
    """Whether a recalled rate makes more than every rate that was read, by a hundredth or more."""
    formats = LIBRARY.vocabulary.formats
    made = {
        name: known.figure.low * max(formats[name].operand_bits)
        for name, known in item.rates.items()
    }
    read = [made[name] for name, known in item.rates.items() if not _recalled(known)]
    most = max(read, default=Decimal(0)) * Decimal("1.01")
    return any(_recalled(known) and made[name] > most for name, known in item.rates.items())


def test_what_was_recalled_frees_nothing():
    """A TPP or a density that rests on a recalled figure lies beyond every limit, or has no
    ceiling.
    """
    freed = {
        name: str(tpp)
        for name, item in ITEMS.items()
        if (_rests_on_memory(item) or _recalled(item.figures.get("die_area_mm2", READ)))
        and (tpp := item_facts(item, LIBRARY)["tpp"].figure).high is not None
        and tpp.low < 4800
    }
    assert freed == {}


# ---- what is worked out --------------------------------------------------------------------------

WORKED_OUT = re.compile(r"worked out:\s+(\d+)\s+(SM|CU|Xe-core)s?\s+x\s+([\d.]+)\s+GHz")


def _dense_rates() -> set[tuple[str, str, Decimal]]:
    with (DATA / "parts" / "architecture-rates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    column = "dense_ops_per_clock_per_unit"
    assert all(row["source"] for row in rows)
    return {(row["unit"], row["format"].split("_")[0], Decimal(row[column])) for row in rows}


def test_a_derived_rate_is_units_times_clock_times_the_architectures_rate():
    known_rates = _dense_rates()
    wrong = []
    items = 0
    for name, item in ITEMS.items():
        worked_out = WORKED_OUT.search(item.notes or "")
        if worked_out is None:
            continue
        items += 1
        units, unit, clock = Decimal(worked_out[1]), worked_out[2], Decimal(worked_out[3])
        for number_format, known in item.rates.items():
            if known.confidence is not Confidence.DERIVED or known.number is None:
                continue
            dense = known.number * 1000 / units / clock
            fits = any(
                (each_unit, each_format) == (unit, number_format)
                and abs(dense / rate - 1) < Decimal("0.012")
                for each_unit, each_format, rate in known_rates
            )
            if not fits:
                wrong.append((name, number_format, round(dense)))
    assert items > 80
    assert wrong == []
