"""How many texts of errors have no French: an error of such a text is told in English."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ecluse.words.of_error import words_of

from .test_words import modules, text_of

SUBJECTS = ("terminal_error.", "book_error.", "problem.", "refusal.", "flaw.")
# What makes an error of what is wrong and how it is mended, in the first and the third place; a
# method of `_BOUND` knows the place itself, or takes it last.
_MADE = {"InputError", "UnknownNameError", "DataError", "ModelError", "NotScreened", "kind", "fail"}
_BOUND = {"error", "_error", "refused", "refusal", "_refuse", "_fail", "wrong", "cannot"}
# A text that is given French takes one off. Most that are left are of the shipped data, which a
# test reads before a user does, or of a call in Python.
LEFT = 107


def told_in(nodes: list[ast.AST]) -> Iterator[str]:
    """Each sentence that an error of a module may say, with {} for what is filled in."""
    assigned = _assigned(node for node in nodes if isinstance(node, ast.Assign))
    parts = [part for node in nodes if isinstance(node, ast.Call) for part in _parts(node)]
    for part in parts:  # which grow by what the names in them are given
        match part:
            case ast.IfExp(body=first, orelse=second):
                parts += (first, second)
            case ast.BoolOp(values=values):
                parts += values
            case ast.Name(id=name):
                parts += assigned.pop(name, ())
            case ast.Constant() | ast.JoinedStr() | ast.BinOp():
                text = text_of(part)
                if " " in text:
                    yield text


def _assigned(nodes: Iterator[ast.Assign]) -> dict[str, list[ast.expr]]:
    """What each name is given in some assignments, of several at once too."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for to, value in pairs:
                if isinstance(to, ast.Name):
                    found.setdefault(to.id, []).append(value)
    return found


def _parts(call: ast.Call) -> list[ast.expr]:
    """What a call that makes an error is given as its sentences."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in _MADE or ast.unparse(call.func) == "mistakes.add":
        return [*call.args[:1], *call.args[2:3]]
    return list(call.args) if name in _BOUND else []


def test_the_texts_of_errors_without_french_only_become_fewer() -> None:
    texts = {text for _, nodes in modules() for text in told_in(nodes)}
    left = sorted(text for text in texts if words_of(text, "fr", SUBJECTS) is None)
    assert len(texts) > 1_000
    assert len(left) <= LEFT, "\n".join(left)
