"""Rule engines beside ecluse: the same lines, the same decision, one table.

    python bench/orders/rivals.py --python THEIR_PYTHON [--lines 30000]

`THEIR_PYTHON` is an interpreter that has jsonlogic-rs, zen-engine, common-expression-language,
rule-engine, regopy and openfisca-core (none is a dependency of ecluse). An engine that is not there
says so in its row.

The decision: does the chip fall under 3A090.a, 3A090.b or neither by the law of 1 June 2024, and
does 742.6(a)(6)(iii) or 744.23(a)(3) require a license for its destination, headquarters and
parent's headquarters; exceptions are left out. The conditions are those of the data files, word for
word. Lines are drawn at random from the catalogue's chips whose figures are exact and which are
surely subject to the regulations, and from all countries (no destination is the United States:
nothing is exported there). What is right is what ecluse's own evaluator says of each line; a line
that an engine answers otherwise is counted as wrong.

The others get rows in memory, with figures and group memberships looked up beforehand, and write
nothing. Ecluse reads names of parts and countries from Parquet and writes every line back with its
whole answer under all provisions, exceptions and review policies included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Decide = Callable[[Row], str]

ON = date(2024, 6, 1)
REQUIREMENTS = ("742.6(a)(6)(iii)", "744.23(a)(3)")
FLAGS = (
    "datacenter",
    "to_d1",
    "to_d4",
    "to_d5",
    "to_a5",
    "to_a6",
    "seat_d5",
    "seat_macau",
    "parent_d5",
    "parent_macau",
)
MOST_SECONDS = 10.0


# ---- the lines, and what is right ----------------------------------------------------------------


def draw(count: int) -> tuple[list[tuple[str, str, str, str]], list[Row], list[str]]:
    """Random lines as a book has them, the same as rows with all looked up, and the right answer of
    each.
    """
    from ecluse.determine.case import CaseFacts
    from ecluse.determine.classify import classified
    from ecluse.determine.require import required
    from ecluse.determine.shipment import Shipment
    from ecluse.facts.truth import Truth
    from ecluse.law.library import load

    library = load()
    law = library.register.at(ON)
    codes = sorted(library.countries.by_code)
    chips: dict[str, tuple[CaseFacts, str, Row]] = {}
    for name, item in sorted(library.catalogue.items.items()):
        facts, _, paragraphs = classified(
            CaseFacts(Shipment(item=item, destination="CN", on=ON), law, library)
        )
        truths = [paragraphs[paragraph].truth for paragraph in ("3A090.a", "3A090.b")]
        subject = required(facts, paragraphs).subject
        tpp, density = facts["tpp"].number, facts["performance_density"].number
        settled = Truth.UNKNOWN not in (*truths, facts["datacenter"].value)
        if (
            item.kind == "chip"
            and tpp is not None
            and density is not None
            and settled
            and subject is Truth.TRUE
        ):
            under = (
                "3A090.a"
                if truths[0] is Truth.TRUE
                else "3A090.b"
                if truths[1] is Truth.TRUE
                else "none"
            )
            row = {
                "kind": item.kind,
                "other_eccn": facts["other_eccn"].value,
                "tpp": float(tpp),
                "density": float(density),
            }
            chips[name] = (
                facts,
                under,
                {**row, "datacenter": facts["datacenter"].value is Truth.TRUE},
            )

    def member(country: str, group: str) -> bool:
        return law.member(library.countries.for_the_law(country, ON), group) is Truth.TRUE

    groups = {
        code: {group: member(code, group) for group in ("D1", "D4", "D5", "A5", "A6")}
        for code in codes
    }
    dice = random.Random(20261123)
    names, abroad = list(chips), [code for code in codes if code != "US"]
    lines, rows, right = [], [], []
    for _ in range(count):
        name, to, seat, parent = (
            dice.choice(names),
            dice.choice(abroad),
            dice.choice(codes),
            dice.choice(codes),
        )
        facts, under, row = chips[name]
        shipment = Shipment(
            item=facts.shipment.item,
            destination=to,
            on=ON,
            headquarters=seat,
            parent_headquarters=parent,
        )
        case, _, paragraphs = classified(facts.moved(shipment, CaseFacts(shipment, law, library)))
        license_required = any(
            found.provision in REQUIREMENTS and found.truth is Truth.TRUE
            for found in required(case, paragraphs).requirements
        )
        lines.append((name, to, seat, parent))
        right.append(f"{under} {'LICENSE' if license_required else 'NLR'}")
        rows.append(
            row
            | {f"to_{group.lower()}": is_in for group, is_in in groups[to].items()}
            | {
                "seat_d5": groups[seat]["D5"],
                "seat_macau": seat == "MO",
                "parent_d5": groups[parent]["D5"],
                "parent_macau": parent == "MO",
            }
        )
    return lines, rows, right


# ---- ecluse --------------------------------------------------------------------------------------


def ecluse_row(book: Path, out: Path) -> Row:
    """The whole of `ecluse orders` on the book; loading the data files is not timed."""
    from ecluse.law.library import load
    from ecluse.orders.book import run_orders

    library = load()
    began = time.perf_counter()
    report = run_orders(book, library=library, out=out)
    return {"seconds": time.perf_counter() - began, "decided": report.decided}


def write_book(lines: list[tuple[str, str, str, str]], path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    columns = dict(
        zip(
            ("part", "destination", "headquarters", "parent_headquarters"),
            map(list, zip(*lines, strict=True)),
            strict=True,
        )
    )
    table = pa.table({"line": list(range(len(lines))), **columns, "ship_date": [ON] * len(lines)})
    parquet.write_table(table, path)


def wrong_in(out: Path, right: list[str]) -> int:
    """Lines of the written book that say otherwise: nothing required where it is, or one of the two
    requirements where neither is met.
    """
    import duckdb

    found = duckdb.sql(f"SELECT line, ecluse_outcome, ecluse_provision FROM '{out}'").fetchall()
    wrong = len(right) - len(found)
    for line, outcome, provision in found:
        if right[line].endswith("LICENSE"):
            wrong += outcome not in ("LICENSE", "EXCEPTION")
        else:
            wrong += outcome != "NLR" and (provision or "") in REQUIREMENTS
    return wrong


# ---- the others ----------------------------------------------------------------------------------


def in_words(of_and: str, of_or: str, of_not: str) -> str:
    """The decision as an expression with `?:`, in an engine's own words for and, or, not."""
    note = f"{of_not} ({of_not} datacenter {of_and} tpp < 4800.0)"
    chip = f"kind == 'chip' {of_and} other_eccn == 'none'"
    high = f"(tpp >= 4800.0 {of_or} (tpp >= 1600.0 {of_and} density >= 5.92))"
    a = f"({chip} {of_and} {high} {of_and} {note})"
    low = (
        f"((tpp >= 2400.0 {of_and} density >= 1.6) {of_or} (tpp >= 1600.0 {of_and} density >= 3.2))"
    )
    b = f"({chip} {of_and} tpp < 4800.0 {of_and} density < 5.92 {of_and} {low} {of_and} {note})"
    area = f"((to_d1 {of_or} to_d4 {of_or} to_d5) {of_and} {of_not} (to_a5 {of_or} to_a6))"
    required = f"({area} {of_or} seat_d5 {of_or} seat_macau {of_or} parent_d5 {of_or} parent_macau)"
    of_a, of_b = (
        f"({required} ? '{paragraph} LICENSE' : '{paragraph} NLR')"
        for paragraph in ("3A090.a", "3A090.b")
    )
    return f"{a} ? {of_a} : ({b} ? {of_b} : 'none NLR')"


def jsonlogic() -> Decide:
    """JSONLogic: the rule is a tree of lists."""
    import jsonlogic_rs

    def op(name: str, *parts: Any) -> Row:
        return {name: list(parts)}

    def at_least(name: str, limit: float) -> Row:
        return op(">=", {"var": name}, limit)

    flag = {name: {"var": name} for name in FLAGS}
    note = op("!", op("and", op("!", flag["datacenter"]), op("<", {"var": "tpp"}, 4800)))
    chip = (op("==", {"var": "kind"}, "chip"), op("==", {"var": "other_eccn"}, "none"))
    a = op(
        "and",
        *chip,
        op(
            "or", at_least("tpp", 4800), op("and", at_least("tpp", 1600), at_least("density", 5.92))
        ),
        note,
    )
    low = op(
        "or",
        op("and", at_least("tpp", 2400), at_least("density", 1.6)),
        op("and", at_least("tpp", 1600), at_least("density", 3.2)),
    )
    b = op(
        "and", *chip, op("<", {"var": "tpp"}, 4800), op("<", {"var": "density"}, 5.92), low, note
    )
    area = op(
        "and",
        op("or", flag["to_d1"], flag["to_d4"], flag["to_d5"]),
        op("!", op("or", flag["to_a5"], flag["to_a6"])),
    )
    required = op(
        "or", area, flag["seat_d5"], flag["seat_macau"], flag["parent_d5"], flag["parent_macau"]
    )
    rule = op(
        "if",
        a,
        op("if", required, "3A090.a LICENSE", "3A090.a NLR"),
        b,
        op("if", required, "3A090.b LICENSE", "3A090.b NLR"),
        "none NLR",
    )
    return lambda row: jsonlogic_rs.apply(rule, row)


def zen_graph() -> Decide:
    """GoRules ZEN: a decision graph of one expression node."""
    import zen

    at = {"x": 0, "y": 0}
    content = {"expressions": [{"id": "1", "key": "answer", "value": in_words("and", "or", "not")}]}
    nodes = [
        {"id": "i", "type": "inputNode", "name": "i", "position": at},
        {"id": "e", "type": "expressionNode", "name": "e", "position": at, "content": content},
        {"id": "o", "type": "outputNode", "name": "o", "position": at},
    ]
    edges = [
        {"id": "a", "sourceId": "i", "targetId": "e", "type": "edge"},
        {"id": "b", "sourceId": "e", "targetId": "o", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision(
        json.dumps(
            {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
        )
    )
    return lambda row: decision.evaluate(row)["result"]["answer"]


def zen_expression() -> Decide:
    """GoRules ZEN: the bare expression, compiled once."""
    import zen

    return zen.compile_expression(in_words("and", "or", "not")).evaluate


def cel_program() -> Decide:
    """CEL, compiled once."""
    import cel

    return cel.compile(in_words("&&", "||", "!")).execute


def rule_engine_rule() -> Decide:
    """rule-engine, parsed once."""
    import rule_engine

    return rule_engine.Rule(in_words("and", "or", "not")).evaluate


REGO = """package control
note if { not input.datacenter; input.tpp < 4800 }
chip if { input.kind == "chip"; input.other_eccn == "none"; not note }
a if { chip; input.tpp >= 4800 }
a if { chip; input.tpp >= 1600; input.density >= 5.92 }
b if { chip; input.tpp < 4800; input.density < 5.92; input.tpp >= 2400; input.density >= 1.6 }
b if { chip; input.tpp < 4800; input.density < 5.92; input.tpp >= 1600; input.density >= 3.2 }
listed if input.to_d1
listed if input.to_d4
listed if input.to_d5
spared if input.to_a5
spared if input.to_a6
required if { listed; not spared }
required if input.seat_d5
required if input.seat_macau
required if input.parent_d5
required if input.parent_macau
default answer := "none NLR"
answer := "3A090.a LICENSE" if { a; required }
answer := "3A090.a NLR" if { a; not required }
answer := "3A090.b LICENSE" if { b; required }
answer := "3A090.b NLR" if { b; not required }
"""


def rego() -> Decide:
    """OPA's Rego by rego-cpp, compiled to a bundle once."""
    import regopy

    engine = regopy.Interpreter()
    engine.add_module("control.rego", REGO)
    bundle = engine.build("x=data.control.answer", ["control/answer"])

    def decide(row: Row) -> str:
        engine.set_input(row)
        return engine.query_bundle_entrypoint(bundle, "control/answer").results[0].expressions[0]

    return decide


def openfisca(rows: list[Row]) -> tuple[float, list[str]]:
    """OpenFisca: columns in memory, all lines at once; gives the seconds and the answers."""
    import numpy as np
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    line = build_entity("line", "lines", "a line of an order", is_person=True)
    system = TaxBenefitSystem([line])
    year = periods.DateUnit.YEAR
    kinds = {
        "tpp": float,
        "density": float,
        "kind": str,
        "other_eccn": str,
        **dict.fromkeys(FLAGS, bool),
    }
    for name, kind in kinds.items():
        system.add_variable(
            type(
                name,
                (Variable,),
                {"value_type": kind, "entity": line, "definition_period": year, "label": name},
            )
        )

    def formula(lines: Any, period: Any) -> Any:
        has = {name: lines(name, period) for name in kinds}
        tpp, density = has["tpp"], has["density"]
        chip = (
            (has["kind"] == "chip")
            & (has["other_eccn"] == "none")
            & ~(~has["datacenter"] & (tpp < 4800))
        )
        a = chip & ((tpp >= 4800) | ((tpp >= 1600) & (density >= 5.92)))
        b = (
            chip
            & (tpp < 4800)
            & (density < 5.92)
            & (((tpp >= 2400) & (density >= 1.6)) | ((tpp >= 1600) & (density >= 3.2)))
        )
        area = (has["to_d1"] | has["to_d4"] | has["to_d5"]) & ~(has["to_a5"] | has["to_a6"])
        required = (
            area | has["seat_d5"] | has["seat_macau"] | has["parent_d5"] | has["parent_macau"]
        )
        return np.where(a, 1, np.where(b, 2, 0)) * 2 + required

    made = {
        "value_type": int,
        "entity": line,
        "definition_period": year,
        "label": "answer",
        "formula": formula,
    }
    system.add_variable(type("answer", (Variable,), made))
    columns = {
        name: np.array([row[name] for row in rows], dtype=object if kind is str else kind)
        for name, kind in kinds.items()
    }
    began = time.perf_counter()
    simulation = SimulationBuilder().build_default_simulation(system, count=len(rows))
    for name, column in columns.items():
        simulation.set_input(name, str(ON.year), column)
    found = simulation.calculate("answer", str(ON.year))
    spent = time.perf_counter() - began
    words = (
        "none NLR",
        "none NLR",
        "3A090.a NLR",
        "3A090.a LICENSE",
        "3A090.b NLR",
        "3A090.b LICENSE",
    )
    return spent, [words[code] for code in found]


ENGINES: dict[str, Callable[[], Decide]] = {
    "JSONLogic in Rust (jsonlogic-rs)": jsonlogic,
    "CEL in Rust (common-expression-language)": cel_program,
    "GoRules ZEN in Rust, compiled expression": zen_expression,
    "GoRules ZEN in Rust, decision graph": zen_graph,
    "OPA's Rego in C++ (regopy)": rego,
    "rule-engine in Python": rule_engine_rule,
}


def one_by_one(decide: Decide, rows: list[Row]) -> tuple[float, list[str]]:
    """Seconds and answers, line by line, until all are answered or the time is up."""
    answers: list[str] = []
    began = time.perf_counter()
    for start in range(0, len(rows), 200):
        answers.extend([decide(row) for row in rows[start : start + 200]])
        if time.perf_counter() - began > MOST_SECONDS:
            break
    return time.perf_counter() - began, answers


def others(file: Path) -> None:
    """What runs under the other interpreter: every engine on the rows of a file, a line of JSON for
    each.
    """
    given = json.loads(file.read_text())
    rows, right = given["rows"], given["right"]
    runs: dict[str, Callable[[], tuple[float, list[str]]]] = {
        name: lambda make=make: one_by_one(make(), rows)
        for name, make in ENGINES.items()  # type: ignore[misc]
    }
    runs["OpenFisca in NumPy (openfisca-core)"] = lambda: openfisca(rows)
    for name, run in runs.items():
        try:
            seconds, answers = run()
            wrong = sum(answer != wanted for answer, wanted in zip(answers, right, strict=False))
            print(
                json.dumps(
                    {"engine": name, "lines": len(answers), "seconds": seconds, "wrong": wrong}
                ),
                flush=True,
            )
        except ImportError as error:
            print(
                json.dumps({"engine": name, "error": f"not installed ({error.name})"}), flush=True
            )
        except Exception as error:
            print(
                json.dumps({"engine": name, "error": f"{type(error).__name__}: {error}"[:200]}),
                flush=True,
            )


# ---- putting it together -------------------------------------------------------------------------


def apart(folder: Path) -> Row:
    """One run of ecluse in a process of its own, keeping its answers under `folder`."""
    words = [
        sys.executable,
        __file__,
        "--ecluse",
        str(folder / "book.parquet"),
        str(folder / "out.parquet"),
    ]
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "kept")},
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Time all and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=30_000)
    parser.add_argument(
        "--python", default=sys.executable, help="an interpreter that has the other engines"
    )
    parser.add_argument("--others", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ecluse", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.others:
        others(asked.others)
        return
    if asked.ecluse:
        print(json.dumps(ecluse_row(*asked.ecluse)))
        return
    folder = Path(tempfile.mkdtemp(prefix="ecluse-rivals-"))
    try:
        lines, rows, right = draw(asked.lines)
        write_book(lines, folder / "book.parquet")
        (folder / "rows.json").write_text(json.dumps({"rows": rows, "right": right}))
        timed: list[Row] = []
        for name in ("first run", "run again"):
            found = apart(folder)
            what = f"ecluse, {name}: Parquet to Parquet, all provisions"
            timed.append(
                {
                    "engine": what,
                    "lines": len(lines),
                    "wrong": wrong_in(folder / "out.parquet", right),
                    **found,
                }
            )
        done = subprocess.run(
            [asked.python, __file__, "--others", str(folder / "rows.json")],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(done.stderr, file=sys.stderr)
        first, again = (found["lines"] / found["seconds"] for found in timed)
        print(
            "| engine | lines | lines/s | wrong "
            "| ecluse, first run / it | ecluse, run again / it |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: |"
        )
        for found in [*timed, *map(json.loads, done.stdout.splitlines())]:
            if "error" in found:
                print(f"| {found['engine']} | {found['error']} | | | | |")
                continue
            speed = found["lines"] / found["seconds"]
            print(
                f"| {found['engine']} | {found['lines']:,} | {speed:,.0f} | {found['wrong']:,} "
                f"| {first / speed:.2f} | {again / speed:.2f} |"
            )
        counts = {answer: right.count(answer) for answer in sorted(set(right))}
        told = ", ".join(f"{answer} {count:,}" for answer, count in counts.items())
        decided, anew = (found["decided"] for found in timed)
        print(
            f"\nRight answers: {told}; {decided:,} determinations in the first run, {anew:,} when "
            "run again (ecluse keeps answers only where there are many)."
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
