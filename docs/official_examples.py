"""Makes the page of the agency's own examples: `python docs/official_examples.py [--check]`.

Belongs here: the words and tables of docs/official-examples.md. Does not: the examples
(tests/official/*.yaml), asking them (tests/official/examples.py).
Always true: no answer of the engine on the page is typed; a page that differs from what it says
today fails `--check`, which the tests run.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from official.examples import (  # noqa: E402 (the examples stand beside the tests)
    Agreement,
    Asked,
    Source,
    asked,
    differences,
    sources,
)

PAGE = HERE / "official-examples.md"
INTRO = """\
# Official examples

<!-- Made by docs/official_examples.py from tests/official/; edit the examples there, not here. -->

What the Bureau of Industry and Security (BIS) itself says of a case, and what the engine says of
it: worked examples, notes and technical notes of the regulations, answers to frequently asked
questions, summaries of Federal Register documents, guidance papers. Question and answer are in our
words; the agency's stand at the address. The expected answer is the agency's and is not made to
fit.

- **how**: `text`, the document or a copy of it was opened; `secondary`, a law firm, a trade paper
  or a research note repeats it.
- **agrees**: outcome, and exception, review policy and class where the agency names them.
- **freer**: the engine lets go what the agency does not. **stricter**: the reverse; an answer that
  is undetermined counts as stricter. **other**: same outcome, another exception, policy or class.
- **not judged**: no question can be made of it, and the last column says why.
"""
KINDS = tuple(Agreement)


def cell(text: str) -> str:
    """Text as it may stand in a table's cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def row(cells: Iterable[str]) -> str:
    """One line of a table."""
    return f"| {' | '.join(cell(each) for each in cells)} |"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table with its head."""
    names = list(head)
    yield ""
    yield row(names)
    yield f"|{' --- |' * len(names)}"
    yield from (row(each) for each in rows)
    yield ""


def summary() -> Iterator[str]:
    """Counts by source."""
    yield "## In numbers"
    counts = {
        source.name: Counter(
            each.agreement for each in asked() if each.example.source == source.name
        )
        for source in sources()
    }
    total: Counter[Agreement] = sum(counts.values(), Counter())
    judged = total.total() - total[Agreement.NOT_JUDGED]
    agree = total[Agreement.AGREES]
    head = ("source", "examples", *(kind.value for kind in KINDS), "not found (entries)")
    rows = [
        (name, str(count.total()), *(str(count[kind]) for kind in KINDS), str(len(source.missing)))
        for (name, count), source in zip(counts.items(), sources(), strict=True)
    ]
    missing = str(sum(len(source.missing) for source in sources()))
    rows.append(("all", str(total.total()), *(str(total[kind]) for kind in KINDS), missing))
    yield from table(head, rows)
    yield f"Of {judged} examples that are judged, {agree} agree ({agree / judged:.0%})."
    yield ""


def expected(each: Asked) -> str:
    """The outcome that the agency's answer comes to."""
    if not each.example.expect:
        return "-"
    outcome = each.example.expect["outcome"]
    parts = [" or ".join(outcome) if isinstance(outcome, list) else outcome]
    parts += [
        str(value) for name, value in each.example.expect.items() if name in ("exception", "review")
    ]
    return "; ".join(parts)


def differing() -> Iterator[str]:
    """What differs, the freer answers first."""
    yield "## Where the answers differ"
    head = ("how", "source", "number", "the agency's answer", "that is", "ours", "why")
    rows = [
        (
            each.agreement.value,
            each.example.source,
            each.example.number,
            each.example.agency,
            expected(each),
            each.ours,
            each.example.why or "",
        )
        for each in differences()
    ]
    if rows:
        yield from table(head, rows)
    else:
        yield from ("", "Nowhere.", "")


def of_source(source: Source) -> Iterator[str]:
    """The examples of one source."""
    yield f"## {source.name}"
    yield ""
    yield f"{source.title}; {source.day.isoformat()}; <{source.url}>"
    head = ("number", "question", "the agency's answer", "ours", "agreement", "why", "how read")
    yield from table(
        head,
        (
            (
                each.example.number,
                each.example.question,
                each.example.agency,
                each.ours,
                each.agreement.value,
                each.example.why or "",
                f"{each.example.how}: {each.example.read}",
            )
            for each in asked()
            if each.example.source == source.name
        ),
    )


def not_found() -> Iterator[str]:
    """What could not be opened."""
    yield "## Not found"
    yield ""
    yield "Examples of which no text could be opened; none of them is guessed at here."
    yield from table(
        ("source", "number", "what", "why"),
        (
            (source.name, each.number, each.what, each.why)
            for source in sources()
            for each in source.missing
        ),
    )


def page() -> str:
    """The page as it is today."""
    lines = [INTRO, *summary(), *differing()]
    for source in sources():
        lines += of_source(source)
    lines += not_found()
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say whether it differs."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        sys.stdout.write(f"{PAGE}\n")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write(f"{PAGE.name} differs from what the engine says: run `make docs`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
