"""Order books of many columns: what a column costs, beside a bare scan and write of the same file.

    python bench/orders/wide.py [--columns 10 100 1000 3000] [--lines 1 10000] [--forms csv parquet]

Four columns are read by Ecluse; the others are carried. Each timing is of a process of its own, and
of its processor time once the data are loaded: a second run, so that the answers are kept.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

MEMORY = "640MB"
READ = {"Part": "'H100'", "Country": "'CN'", "Ship date": "'2025-06-01'", "Quantity": "1 + i % 9"}


def make(book: Path, lines: int, columns: int) -> None:
    """A book of texts, with as many columns."""
    import duckdb

    carried = {
        f"Attribute {n}": f"chr(97 + (i % 3)::INT) || '{n}'" for n in range(columns - len(READ))
    }
    cells = ", ".join(f'{cell} AS "{name}"' for name, cell in (READ | carried).items())
    duckdb.sql(f"COPY (SELECT {cells} FROM range({lines}) t(i)) TO '{book}'")


def scan(book: Path, out: Path) -> float:
    """The bare scan and write: nothing is looked at."""
    import duckdb

    began = time.process_time()
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        text = f"read_csv('{book}', all_varchar = true)"
        connection.execute(
            f"COPY (FROM {text if book.suffix == '.csv' else repr(str(book))}) TO '{out}'"
        )
    return time.process_time() - began


def ours(book: Path, out: Path) -> float:
    """The whole run; nobody is named, so that nobody is screened."""
    from ecluse.law.library import load
    from ecluse.orders.book import run_orders

    library = load()
    began = time.process_time()
    run_orders(book, library=library, out=out, force=True)
    return time.process_time() - began


def apart(what: str, book: Path, out: Path) -> dict[str, float]:
    """Processor seconds and MiB of a process of its own; NaN where it fails."""
    words = [sys.executable, __file__, "--one", what, str(book), str(out)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    failed = {"cpu": float("nan"), "mib": 0}
    return failed if done.returncode else json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Time all, a row for each book."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--columns", type=int, nargs="+", default=[10, 100, 1_000, 3_000])
    parser.add_argument("--lines", type=int, nargs="+", default=[1, 10_000])
    parser.add_argument("--forms", nargs="+", default=["csv", "parquet"])
    parser.add_argument("--one", nargs=3)
    asked = parser.parse_args()
    if asked.one:
        what, *paths = asked.one
        cpu = {"scan": scan, "ours": ours}[what](*map(Path, paths))
        mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"cpu": cpu, "mib": mib}))
        return
    print("| form | lines | columns | CPU s | scan and write | µs a cell | MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(prefix="ecluse-wide-") as folder:
        for form, lines, columns in product(asked.forms, asked.lines, asked.columns):
            book, out = Path(folder) / f"book.{form}", Path(folder) / f"out.{form}"
            make(book, lines, columns)
            bare = apart("scan", book, out)
            out.unlink(missing_ok=True)
            apart("ours", book, out)
            found = apart("ours", book, out)
            cell = found["cpu"] / lines / columns * 1e6
            print(
                f"| {form} | {lines:,} | {columns:,} | {found['cpu']:.2f} | {bare['cpu']:.2f} "
                f"| {cell:,.2f} | {found['mib']} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
