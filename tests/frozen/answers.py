"""Answers the frozen questions, and tells which answers differ from those on file.

Belongs here: asking, the form of an answer's line, the two files. Does not: what is drawn (draw).
Always true: the questions on file are what is asked, so that a larger catalogue changes none of
them; an accepted difference is one line of a diff that a reader can read.

    python tests/frozen/answers.py             what differs, kind by kind; status 1 if anything
    python tests/frozen/answers.py --accept    write today's answers (say why in the changelog)
    python tests/frozen/answers.py --draw      draw the questions anew and write both files
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from ecluse.determine.ask import ask
from ecluse.determine.decide import Determination
from ecluse.errors import EcluseError
from ecluse.facts.item import Item
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import Document
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading

HERE = Path(__file__).parent
QUESTIONS, ANSWERS = HERE / "questions.jsonl", HERE / "answers.csv"
COLUMNS = ("number", "outcome", "exception", "policy", "needs", "provisions")
Row = dict[str, str]


@cache
def data() -> Library:
    """The shipped data."""
    return load()


def design(figures: dict[str, str]) -> Item:
    """A chip of one's own with these figures."""
    head = {name: figures[name] for name in ("datacenter",) if name in figures}
    rest = {name: value for name, value in figures.items() if name not in head}
    tree = {"item": "a design", "designer_headquarters": "US", "figures": rest, **head}
    return read_items(Document("a design", tree, {}, user=True), data().vocabulary)[0]


def asked(question: dict[str, Any]) -> Determination:
    """Ask one frozen question."""
    words = {key: value for key, value in question.items() if key not in ("item", "figures")}
    words["on"] = date.fromisoformat(words["on"])
    if "known" in words:
        words["known"] = date.fromisoformat(words["known"])
    if "reading" in words:
        words["reading"] = Reading(words["reading"])
    if "quantity" in words:
        words["quantity"] = int(words["quantity"])
    item = question["item"] if "item" in question else design(question["figures"])
    return ask(item, library=data(), **words)


def line(number: int, question: dict[str, Any]) -> Row:
    """One answer as a line of the file; a question that is refused says so."""
    try:
        found = asked(question)
    except EcluseError as error:
        return {
            **dict.fromkeys(COLUMNS, ""),
            "number": str(number),
            "outcome": f"refused: {error.what}",
        }
    provisions = {each.provision for each in (*found.requirements, *found.possible)}
    return {
        "number": str(number),
        "outcome": found.outcome.value,
        "exception": found.answer.exception or "",
        "policy": (found.review.policy or "") if found.review else "",
        "needs": " | ".join(sorted(found.needs)),
        "provisions": " | ".join(sorted(provisions)),
    }


def _lines(batch: Sequence[tuple[int, dict[str, Any]]]) -> list[Row]:
    return [line(number, question) for number, question in batch]


def questions_on_file() -> list[dict[str, Any]]:
    """The questions, in order."""
    with QUESTIONS.open(encoding="utf-8") as file:
        return [json.loads(text) for text in file]


def answers_on_file() -> list[Row]:
    """The answers, in the order of the questions."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answered(questions: Iterable[tuple[int, dict[str, Any]]]) -> list[Row]:
    """Today's answers, worked out on every core."""
    listed = list(questions)
    batches = [listed[start : start + 250] for start in range(0, len(listed), 250)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [row for rows in pool.map(_lines, batches) for row in rows]


def kinds_of_difference(before: Iterable[Row], after: Iterable[Row]) -> dict[str, list[str]]:
    """The numbers of the answers that differ, by what differs in them."""
    found: dict[str, list[str]] = {}
    for one, other in zip(before, after, strict=True):
        changed = [name for name in COLUMNS if one[name] != other[name]]
        if changed:
            kind = "; ".join(_change(name, one[name], other[name]) for name in changed)
            found.setdefault(kind, []).append(one["number"])
    return found


def _change(name: str, before: str, after: str) -> str:
    if name not in ("needs", "provisions"):
        return f"{name}: {before or '-'} -> {after or '-'}"
    was, is_ = ({part for part in text.split(" | ") if part} for text in (before, after))
    signs = [
        *(f"-{part}" for part in sorted(was - is_)),
        *(f"+{part}" for part in sorted(is_ - was)),
    ]
    return f"{name}: {' '.join(signs)}"


def share_undetermined(rows: Sequence[Row]) -> str:
    """How many of some answers are UNDETERMINED, as words."""
    outcomes = Counter(row["outcome"] for row in rows)
    count = outcomes["UNDETERMINED"]
    return f"{count:,} of {len(rows):,} UNDETERMINED ({count / len(rows):.1%})"


def _write(rows: Sequence[Row]) -> None:
    with ANSWERS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: Sequence[str]) -> int:
    """Compare, accept or draw."""
    from frozen.draw import PLAIN, questions

    if "--draw" in arguments:
        drawn = questions(data())
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in drawn)
        QUESTIONS.write_text(lines, encoding="utf-8")
    today = answered(enumerate(questions_on_file()))
    print(f"{share_undetermined(today[:PLAIN])} of the plain questions")
    print(f"{share_undetermined(today)} of all frozen questions")
    if "--draw" in arguments or "--accept" in arguments:
        _write(today)
        return 0
    kinds = kinds_of_difference(answers_on_file(), today)
    for kind, numbers in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        print(f"{len(numbers):6,}  {kind}   (such as {', '.join(numbers[:3])})")
    print(f"{sum(map(len, kinds.values())):,} of {len(today):,} answers differ")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
