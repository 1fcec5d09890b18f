"""The report: what matters first, every text escaped, nothing from elsewhere."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ecluse.cli.main import status
from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.money import money
from ecluse.orders.report import _worth, sections
from ecluse.orders.report_head import headline
from ecluse.orders.report_html import _bars, write_report
from ecluse.orders.tally import PartyLines

from .build import EXAMPLE, book, example, library

VOID = ("meta", "rect", "br")


class Wellformed(HTMLParser):
    """Notes tags that are not closed in order, and anything that would be fetched or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong.extend(
            f"{tag} {name}"
            for name, value in attrs
            if name in ("src", "href", "onclick") or (value or "").startswith("http")
        )
        self.wrong.extend([tag] if tag in ("script", "link", "img", "iframe") else [])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


@pytest.mark.slow
def test_the_page_stands_alone_and_is_whole(tmp_path: Path) -> None:
    write_report(example(), tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = Wellformed()
    page.feed(text)
    assert (page.wrong, page.open) == ([], [])
    assert "<svg" in text and "@media print" in text and "Not legal advice" in text


def test_the_bars_of_a_row_are_as_long_as_their_counts_and_stand_end_to_end() -> None:
    for counts in ({}, {"LICENSE": 1}, {"NLR": 40, "LICENSE": 0, "UNDETERMINED": 60}):
        bars, end = _bars(counts, 290, 7.0, 2.0, "en")
        drawn = [
            tuple(float(each) for each in re.findall(r'(?:\bx|width)="([\d.]+)"', bar))
            for bar in bars
        ]
        told = [count for count in counts.values() if count]
        assert sorted(width for _, width in drawn) == sorted(2.0 * count for count in told)
        ends = [x + width for x, width in drawn]
        assert [x for x, _ in drawn] == [290.0, *ends][: len(told)]
        assert end == 290 + 2.0 * sum(told)
    (bar,), end = _bars({"LICENSE": 1}, 290, 7.0, 0.001, "en")
    assert 'width="1.0"' in bar and end == pytest.approx(290.001)  # the least that is seen


def test_the_value_of_several_parties_is_added_by_currency() -> None:
    def party(**value: float) -> PartyLines:
        return PartyLines(
            party="Lumen Robotics",
            role="consignee",
            band="hit",
            list="EL",
            entry="1",
            score=1.0,
            lines=1,
            units=1.0,
            outcomes={},
            value=value,
        )

    for parties, wanted in (
        ([], {}),
        ([party()], {}),
        ([party(USD=1000.5)], {"USD": 1000.5}),
        ([party(USD=1000.5), party(USD=24.0, EUR=3.0)], {"USD": 1024.5, "EUR": 3.0}),
    ):
        assert _worth(parties, "en") == money(wanted, lang="en")


def test_what_a_book_says_cannot_become_markup(tmp_path: Path) -> None:
    rows = ["<script>alert(1)</script>,CN,2024-02-01", "H100,<b>Elbonia</b>,2024-02-01"]
    run_orders(
        book(tmp_path, *rows, headings="part,destination,date"),
        library=library(),
        screen=False,
        report=tmp_path / "report.html",
    )
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text


def test_what_matters_most_comes_first() -> None:
    report = example()
    titles = [section.title for section in sections(report)]
    assert titles[:3] == ["Answers", "Look at these first", "Which measures bite"]
    assert sections(report)[1].rows[0][0] == "license needed, policy of denial"
    assert headline(report).startswith(f"{report.lines_in} lines worth USD ")


def test_every_section_prints_texts_only() -> None:
    report = example()
    assert all(
        isinstance(cell, str)
        for section in sections(report)
        for row in section.rows
        for cell in row
    )
    assert all(
        len(row) == len(section.headings) for section in sections(report) for row in section.rows
    )


def test_money_is_short_and_by_currency() -> None:
    assert money({"USD": 1234567.0, "EUR": 950.0, "JPY": 2e9}) == "JPY 2 G + USD 1.2 M + EUR 950"


def test_a_report_needs_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        write_report(example(), tmp_path / "none" / "report.html")
    assert (
        status(
            ["orders", str(EXAMPLE), "--out", str(tmp_path / "out.csv"), "--report", str(tmp_path)]
        )
        == 2
    )
    assert "this is a folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_value_and_units_stand_by_destination_and_measure() -> None:
    report = example()
    by_title = {section.title: section for section in sections(report)}
    for title, rows in (
        ("By destination", report.destinations),
        ("Which measures bite", report.measures),
    ):
        section = by_title[title]
        units, value = section.headings.index("units"), section.headings.index("value")
        assert [row[units] for row in section.rows] == [
            f"{row.units:,}" for row in rows[: len(section.rows)]
        ]
        assert [row[value] for row in section.rows] == [
            money(row.value) for row in rows[: len(section.rows)]
        ]


def test_long_names_stay_beside_their_bars() -> None:
    from ecluse.orders.report_html import _LABEL, _lines

    for label in (row.title for row in example().measures):
        lines = _lines(label)
        assert len(lines) <= 2 and all(len(line) <= _LABEL for line in lines)
        assert (
            " ".join(lines).removesuffix(" …") == label[: len(" ".join(lines).removesuffix(" …"))]
        )


@pytest.mark.parametrize("width", [80, 100])
def test_the_terminal_shows_nothing_wider_than_itself(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ecluse.cli.order_report import print_report

    monkeypatch.setenv("COLUMNS", str(width))
    print_report(example(), "en")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert any("By destination" in line for line in lines)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_picture_is_drawn(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("matplotlib")
    from ecluse.cli.order_plot import plot_book

    plot_book(example(), tmp_path / f"book{suffix}", "en")
    content = (tmp_path / f"book{suffix}").read_bytes()
    assert content.startswith({".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}[suffix])
    if suffix == ".svg":
        text = content.decode()
        assert "China (CN)" in text and "license required 130" in text and "are left out" in text
    assert [path.name for path in tmp_path.iterdir()] == [f"book{suffix}"]


def test_a_picture_parts_a_count_from_an_amount_and_cuts_no_law(tmp_path: Path) -> None:
    """A space parts thousands in French: "424 766,3 M USD" would be one number."""
    pytest.importorskip("matplotlib")
    from ecluse.cli.order_plot import plot_book

    for lang, counted, law in (
        ("en", "424 lines · USD 766.3 M", "read up to 2026-09-30"),
        ("fr", "424 lignes · 766,3 M USD", "lu jusqu’au 30 septembre 2026"),
    ):
        plot_book(example(), tmp_path / f"{lang}.svg", lang)
        text = re.sub(r"\s", " ", (tmp_path / f"{lang}.svg").read_text("utf-8"))
        assert f">{counted} + " in text and f"{law}</text>" in text and "[...]" not in text


def test_a_picture_of_an_empty_book_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert (
        status(
            [
                "orders",
                str(book(tmp_path, headings="part,destination,date")),
                "--plot",
                str(tmp_path / "book.svg"),
                "--report",
                str(tmp_path / "book.html"),
            ]
        )
        == 0
    )
    assert (tmp_path / "book.svg").exists()


def test_a_picture_that_cannot_be_drawn_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, message in (
        ("book.gif", "cannot draw to 'book.gif'"),
        ("none/book.svg", "there is no folder"),
    ):
        assert (
            status(
                [
                    "orders",
                    str(EXAMPLE),
                    "--out",
                    str(tmp_path / "out.csv"),
                    "--plot",
                    str(tmp_path / name),
                ]
            )
            == 2
        )
        assert message in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert (
        status(
            [
                "orders",
                str(EXAMPLE),
                "--out",
                str(tmp_path / "out.csv"),
                "--plot",
                str(tmp_path / "book.svg"),
            ]
        )
        == 2
    )
    assert "pip install 'ecluse[plot]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
