"""Order books that name parties: what screening them costs, in one run with and without it.

    python bench/orders/parties.py [--lines 1000000] [--distinct 50000]

A book has a consignee, an end user and a purchaser in every line, of so many distinct names; one in
two hundred is near an entry of the lists. Each timing is of a process of its own. `screening` is
the CPU time of all cores between the last text that is read and the first case that is decided.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import make

FIRST = [
    "Al",
    "An",
    "Ar",
    "Bel",
    "Bor",
    "Cal",
    "Cor",
    "Dal",
    "Dor",
    "El",
    "En",
    "Far",
    "Gal",
    "Gor",
    "Hal",
    "Hel",
    "Il",
    "Jan",
    "Kal",
    "Kor",
    "Lan",
    "Lor",
    "Mar",
    "Mel",
    "Nor",
    "Or",
    "Pal",
    "Per",
    "Quel",
    "Ral",
    "Ros",
    "Sal",
    "Sel",
    "Tal",
    "Tor",
    "Ul",
    "Val",
    "Ver",
    "Wal",
    "Yar",
    "Zel",
]
MIDDLE = [
    "a",
    "ba",
    "da",
    "de",
    "di",
    "do",
    "ga",
    "go",
    "ka",
    "ko",
    "la",
    "li",
    "lo",
    "ma",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "pa",
    "ra",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "vi",
]
LAST = [
    "ben",
    "den",
    "der",
    "field",
    "gard",
    "heim",
    "land",
    "lex",
    "line",
    "mark",
    "mere",
    "mont",
    "ner",
    "nex",
    "ric",
    "sol",
    "stad",
    "tek",
    "ter",
    "ton",
    "tra",
    "vane",
    "ven",
    "ville",
    "wick",
    "worth",
]
TRADES = [
    "Systems",
    "Computing",
    "Data Centers",
    "Cloud Services",
    "Electronics",
    "Trading",
    "Logistics",
    "Semiconductor",
    "Research Institute",
    "Networks",
    "Telecom",
    "Robotics",
    "Automation",
    "Software",
    "Technology",
    "Industries",
]
FORMS = [
    "Inc",
    "Ltd",
    "LLC",
    "GmbH",
    "SA",
    "BV",
    "Co.",
    " Ltd.",
    "Pte Ltd",
    "AB",
    "KK",
    "Sdn Bhd",
    "PLC",
]
NEAR = (
    "Huawei Technologies",
    "Inspur Electronic Information Industry",
    "Semiconductor Manufacturing International",
    "SenseTime Group",
    "Phytium Technology",
    "Hikvision Digital Technology",
    "Yangtze Memory Technologies",
    "Moore Thread Intelligent",
    "Biren Technologies",
    "iFlytek Co",
)


def names(count: int) -> list[str]:
    """So many distinct names, the same each time."""
    draw = random.Random(12)
    found: dict[str, None] = {}
    while len(found) < count:
        if draw.random() < 0.005:
            name = f"{draw.choice(NEAR)} {draw.choice(TRADES)} {draw.choice(FORMS)}"
        else:
            stem = draw.choice(FIRST) + draw.choice(MIDDLE) + draw.choice(LAST)
            other = draw.choice(FIRST) + draw.choice(LAST)
            name = f"{stem} {other} {draw.choice(TRADES)} {draw.choice(FORMS)}"
        found[name] = None
    return list(found)


def with_parties(book: Path, out: Path, distinct: int) -> None:
    """The bench's book with parties of so many names."""
    import duckdb

    made = duckdb.connect()
    made.execute("CREATE TABLE names AS SELECT unnest($1::VARCHAR[]) AS name", [names(distinct)])
    made.execute("CREATE TABLE numbered AS SELECT row_number() OVER () - 1 AS p, name FROM names")
    made.execute(
        "COPY (SELECT b.* EXCLUDE (consignee, r), c.name AS consignee, e.name AS end_user, "
        f"s.name AS sold_to FROM (SELECT *, hash(order_number) // 2 AS r FROM '{book}') b "
        f"JOIN numbered c ON c.p = r % {distinct} "
        f"JOIN numbered e ON e.p = (r // 7919) % {distinct} "
        f"JOIN numbered s ON s.p = (r // 104729) % {distinct}) TO '{out}' (FORMAT parquet)"
    )


def answer(book: Path, out: Path, *, screened: bool) -> dict:
    """The whole run, with parties screened or not."""
    from ecluse.law.library import load
    from ecluse.orders import codes
    from ecluse.orders.book import run_orders

    library = load()
    spent = [0.0]
    inner = codes.parties_of

    def timed(*words: object) -> object:
        began = time.process_time()
        found = inner(*words)
        spent[0] += time.process_time() - began
        return found

    codes.parties_of = timed
    cpu, began = time.process_time(), time.perf_counter()
    options = {} if screened else {"screen": False}
    if screened:
        from ecluse.orders.list_screens import open_screens

        options["screens"] = lambda: open_screens(library)
    report = run_orders(book, library=library, out=out, **options)
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "screening": spent[0],
        "bands": {
            band: sum(row.lines for row in report.parties if row.band == band)
            for band in ("hit", "review")
        },
        "parties": len(report.parties),
        "cases": report.cases,
        "decided": report.decided,
    }


def apart(what: str, book: Path, out: Path, cache: Path) -> dict:
    """One timing in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", what, str(book), str(out)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    """Time with and without, first and again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--distinct", type=int, default=50_000)
    parser.add_argument("--one", nargs=3)
    asked = parser.parse_args()
    if asked.one:
        what, book, out = asked.one
        found = answer(Path(book), Path(out), screened=what == "screened")
        mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({**found, "mib": mib}))
        return
    folder = Path(tempfile.mkdtemp(prefix="ecluse-bench-"))
    print(
        f"{'lines':>12} {'what':28} {'s':>8} {'CPU s':>8} {'screening':>9} {'share':>6} {'MiB':>6}"
    )
    try:
        for lines in asked.lines:
            plain, book = folder / "plain.parquet", folder / "book.parquet"
            make(plain, lines)
            with_parties(plain, book, asked.distinct)
            plain.unlink()
            rows = [
                (what, round_) for round_ in ("first", "again") for what in ("plain", "screened")
            ]
            for what, round_ in rows:
                found = apart(what, book, folder / "out.parquet", folder / "cache")
                print(
                    f"{lines:>12,} {what + ', ' + round_:28} {found['seconds']:>8.2f} "
                    f"{found['cpu']:>8.2f} {found['screening']:>9.2f} "
                    f"{found['screening'] / found['cpu']:>6.1%} {found['mib']:>6} "
                    f"{found['parties']} parties {found['bands']} "
                    f"{found['cases']:,} cases {found['decided']:,} decided",
                    flush=True,
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
