"""From YAML text to plain dicts, lists and strings, within limits.

Belongs here: following the events of a YAML 1.2 parser, and when to stop.
Does not: which keys or values a file should have.
Always true: every scalar is the text in the file, or None; reading takes no more time and memory
than the limits allow, whatever the text: an alias counts as often as it is used, and nothing is
built before it is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ecluse.errors import EcluseError
from ecluse.visible import hidden_in

Place = tuple[str | int, ...]
# What is wrong, on which line (None: no line can be named), and how to mend it.
Fail = Callable[[str, int | None, str], EcluseError]
_NULLS = ("", "~", "null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that is read of one file.

    Args:
        bytes: Of UTF-8 text.
        depth: Lists and mappings inside one another.
        nodes: Keys, values, lists and mappings; what an alias stands for counts each time.
    """

    bytes: int
    depth: int
    nodes: int


USERS = Limits(bytes=64_000, depth=60, nodes=20_000)
OURS = Limits(bytes=16_000_000, depth=60, nodes=2_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What a file holds, the line of each place in it, and mistakes that do not stop a reader."""

    root: Any
    lines: dict[Place, int]
    mistakes: list[EcluseError]


@dataclass(slots=True)
class _Node:
    """A scalar, a list of nodes, or a list of pairs of nodes; `size` and `height` count everything
    inside.
    """

    value: Any
    line: int
    plain: bool = False
    keyed: bool = False
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end is not read yet; of a mapping, keys and values in turn."""

    keyed: bool
    line: int
    anchor: str | None
    parts: list[_Node] = field(default_factory=list)


def tree_of(text: str, fail: Fail, limits: Limits, *, strict: bool) -> Tree:
    """Read YAML text.

    Args:
        fail: Makes the error that is raised.
        strict: Refuse characters that are dangerous to show.

    Raises:
        EcluseError: What `fail` makes: the text is not YAML, or beyond a limit.
    """
    if len(text.encode("utf-8", "surrogatepass")) > limits.bytes:
        raise too_long(fail, limits)
    root = _YamlReading(fail, limits, strict=strict).read(text)
    lines: dict[Place, int] = {}
    mistakes: list[EcluseError] = []
    tree = {} if root is None else _built(root, (), lines, mistakes, fail)
    return Tree(root=tree, lines=lines, mistakes=mistakes)


def too_long(fail: Fail, limits: Limits) -> EcluseError:
    """The error for a file of more bytes than are read."""
    return fail(f"the file is longer than {limits.bytes:,} bytes", None, "divide or shorten it")


class _YamlReading:
    """One text being read, event by event; what is open stands on a stack, so depth costs none of
    Python's own.
    """

    def __init__(self, fail: Fail, limits: Limits, *, strict: bool) -> None:
        self.fail = fail
        self.limits = limits
        self.strict = strict
        self.open: list[_Open] = []
        self.anchors: dict[str, _Node | None] = {}
        self.nodes = 0
        self.root: _Node | None = None
        self.begun = False

    def read(self, text: str) -> _Node | None:
        for event in self._events(text):
            line = event.start_mark.line + 1
            match type(event).__name__:
                case "DocumentStartEvent":
                    if self.begun:
                        self._refuse("a second document begins", line, "keep one document a file")
                    self.begun = True
                case "ScalarEvent":
                    self._no_tag(event, line)
                    self._scalar(event, line)
                case "SequenceStartEvent" | "MappingStartEvent":
                    self._no_tag(event, line)
                    self._begin(event, line, keyed=type(event).__name__ == "MappingStartEvent")
                case "SequenceEndEvent" | "MappingEndEvent":
                    self._end()
                case "AliasEvent":
                    self._alias(event.anchor, line)
        return self.root

    def _events(self, text: str) -> Iterator[Any]:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            yield from YAML(typ="safe", pure=True).parse(text)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self.fail(
                f"not YAML: {error.problem}", line, "mend the line; indentation and colons matter"
            ) from error
        except YAMLError as error:
            first = str(error).splitlines()[0]
            raise self.fail(f"not YAML: {first}", None, "remove the character it names") from error
        except (ValueError, OverflowError) as error:  # such as an escape of a sign that is none
            raise self.fail("not YAML that can be read", None, "look at its escapes") from error

    def _refuse(self, what: str, line: int, mend: str) -> NoReturn:
        raise self.fail(what, line, mend)

    def _no_tag(self, event: Any, line: int) -> None:
        if event.tag is not None:
            self._refuse("a tag (a word with '!') is not read", line, "remove the tag")

    def _scalar(self, event: Any, line: int) -> None:
        hidden = hidden_in(event.value) if self.strict else None
        if hidden is not None:
            self._refuse(f"the hidden character {hidden} stands in a text", line, "remove it")
        self._add(_Node(event.value, line, plain=event.style is None), event.anchor)

    def _begin(self, event: Any, line: int, *, keyed: bool) -> None:
        if len(self.open) >= self.limits.depth:
            self._too_deep(line)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.open.append(_Open(keyed, line, event.anchor))

    def _end(self) -> None:
        closed = self.open.pop()
        parts: Any = closed.parts
        node = _Node(
            list(zip(parts[::2], parts[1::2], strict=True)) if closed.keyed else parts,
            closed.line,
            keyed=closed.keyed,
            size=1 + sum(part.size for part in parts),
            height=1 + max((part.height for part in parts), default=0),
        )
        self._add(node, closed.anchor)

    def _alias(self, name: str, line: int) -> None:
        if name not in self.anchors:
            self._refuse(f"'*{name}' stands for nothing", line, f"put '&{name}' before it")
        node = self.anchors[name]
        if node is None:
            self._refuse(
                f"'*{name}' stands inside itself, endlessly deep", line, "write out what is meant"
            )
        if len(self.open) + node.height > self.limits.depth:
            self._too_deep(line)
        self.nodes += node.size - 1
        self._add(node, None)

    def _add(self, node: _Node, anchor: str | None) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self._refuse(
                f"more than {self.limits.nodes:,} keys and values",
                node.line,
                "shorten the file; what an alias stands for counts each time",
            )
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.open:
            self.root = node
            return
        around = self.open[-1]
        if around.keyed and len(around.parts) % 2 == 0:
            self._key(node)
        around.parts.append(node)

    def _key(self, node: _Node) -> None:
        if not isinstance(node.value, str):
            self._refuse("a key is a list or a mapping", node.line, "write a word as the key")

    def _too_deep(self, line: int) -> NoReturn:
        self._refuse(f"nested more than {self.limits.depth} deep", line, "flatten the file")


def _built(
    node: _Node, place: Place, lines: dict[Place, int], mistakes: list[EcluseError], fail: Fail
) -> Any:
    """The plain value of a node; it is no deeper than the limit, so this may call itself."""
    lines[place] = node.line
    if isinstance(node.value, str):
        return None if node.plain and node.value in _NULLS else node.value
    if not node.keyed:
        return [
            _built(part, (*place, index), lines, mistakes, fail)
            for index, part in enumerate(node.value)
        ]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in mapping:
            mistakes.append(fail(f"'{key}' stands twice", key_node.line, "keep one of the two"))
        mapping[key] = _built(value_node, (*place, key), lines, mistakes, fail)
        lines[(*place, key)] = key_node.line
    return mapping
