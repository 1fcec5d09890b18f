"""The tables between the steps: their names are used, and are there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ecluse.orders
from ecluse.orders import relations
from ecluse.orders.book import run_orders
from ecluse.tables.connection import connect
from ecluse.tables.relation import Column, Relation

from .build import book, library

ROOM = Path(ecluse.orders.__file__).parent
NAMED = {name: each for name, each in vars(relations).items() if isinstance(each, Relation)}


def used() -> list[tuple[str, str, str]]:
    """Every `RELATION.role` in the room: file, relation, role."""
    found = []
    for path in sorted(ROOM.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == relations.__name__
            for alias in node.names
        }
        found += [
            (path.name, node.value.id, node.attr)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in NAMED.keys() & imported
        ]
    return found


def test_every_column_that_a_statement_names_is_a_column_of_its_relation() -> None:
    found = used()
    assert len(found) > 80
    lost = [
        (file, name, role)
        for file, name, role in found
        if role not in NAMED[name].columns and not hasattr(Relation, role)
    ]
    assert lost == []


def test_a_column_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(AttributeError, match="'cases' has no 'kay', but key, answer, line"):
        _ = relations.CASES.kay


def test_no_role_is_hidden_by_what_every_relation_has() -> None:
    hidden = {
        (name, role)
        for name, relation in NAMED.items()
        for role in relation.columns
        if hasattr(Relation, role)
    }
    assert hidden == set()


def test_a_relation_is_made_filled_and_counted(tmp_path: Path) -> None:
    pairs = Relation(
        "pairs", "Pairs.", {"left": Column("l", "INTEGER"), "right": Column("r", "TEXT")}
    )
    connection = connect(tmp_path)
    pairs.load(connection, [(1, "a"), (2, None)])
    pairs.add(connection, "SELECT 3, 'c'")
    assert (pairs.count(connection), pairs.count(connection, f"{pairs.right} IS NULL")) == (3, 1)
    other = pairs.called("others")
    other.fill(connection, f"SELECT {pairs.listed} FROM {pairs} WHERE {pairs.left} > 1")
    assert connection.execute(f"SELECT {other.left} FROM {other} ORDER BY 1").fetchall() == [
        (2,),
        (3,),
    ]


def test_a_license_held_stands_in_a_column_of_its_own_only_where_it_is_asked_for(
    tmp_path: Path,
) -> None:
    source = book(tmp_path, "NVIDIA H20,,1,1,USD,CN,,2025-05-20,A")
    headings = []
    for held in (False, True):
        out = tmp_path / f"{held}.csv"
        run_orders(source, library=library(), out=out, held=held)
        headings.append(out.read_text(encoding="utf-8").splitlines()[0].split(","))
    assert headings[1] == [*headings[0], "ecluse_held"]
