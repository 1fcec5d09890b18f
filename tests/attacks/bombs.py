"""Files that are small and cost much, and what each is refused with.

Run as a program it reads each under limits of its own and prints what that cost: one line of JSON a
bomb. No limit can be put on one test of many, so a child does this.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

K = 64_000
EXTRA = 64 << 20  # bytes, beyond what the shipped data take
HEAD = "scenario: t\nsays: {en: x, fr: x}\n"


def _grants(when: str) -> str:
    return f"{HEAD}grants: [{{name: a, when: '{when}', since: 2024-01-01}}]"


# Name → content, and a word of what it is refused with.
BOMBS: dict[str, tuple[str | bytes, str]] = {
    "aliases of aliases": (
        "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9) if i else 'x'}]\n" for i in range(9)),
        "more than 20,000 keys and values",
    ),
    "one alias, often": ("- &a [b, b, b]\n" + "- *a\n" * 12_000, "more than 20,000"),
    "an alias inside itself": ("&a [*a]", "inside itself"),
    "an alias inside itself, by a key": ("a: &a {b: [*a]}", "inside itself"),
    "an alias of nothing": ("a: *b", "stands for nothing"),
    "many anchors": ("".join(f"- &a{i} b\n" for i in range(K // 12)), "the file holds no scenario"),
    "open brackets": ("[" * 5_000, "nested more than 60 deep"),
    "open brackets to the end": ("[" * K, "nested more than 60 deep"),
    "open brackets in a scenario": (f"{HEAD}drops: " + "[" * 5_000, "nested more than 60 deep"),
    "open braces": ("{" * 5_000, "nested more than 60 deep"),
    "open braces to the end": ("{" * K, "nested more than 60 deep"),
    "dashes": ("- " * (K // 2), "nested more than 60 deep"),
    "question marks": ("? " * (K // 2), "nested more than 60 deep"),
    "colons": (": " * (K // 2), "nested more than 60 deep"),
    "an alias below its depth": (
        f"a: &a {'[' * 40}{']' * 40}\nb: {'[' * 40}*a{']' * 40}",
        "nested more than 60 deep",
    ),
    "one long flow": (f"[{'a,' * 31_990}]", "more than 20,000"),
    "many keys": ("".join(f"k{i}: v\n" for i in range(K // 10)), "the file holds no scenario"),
    "many unknown keys": (HEAD + "".join(f"k{i}: v\n" for i in range(6_000)), "unknown key 'k0'"),
    "one key, often": (HEAD + "a: 1\n" * 9_000, "'a' stands twice"),
    "a long key": ("a" * (K - 5) + ": 1\n", "mapping values are not allowed"),
    "a long key in a flow": (f"{{{'a' * (K - 9)}: 1}}", "not YAML"),
    "a long line": (f"{HEAD}drops: {'a' * 60_000}\n", "'drops' cannot be"),
    "a key of nothing but a list": ("? [a]\n: b\n", "a key is a list or a mapping"),
    "a number of 60,000 digits": (
        f"{HEAD}delays: [{{measure: a, days: {'9' * 60_000}}}]",
        "'days'",
    ),
    "merge keys": (f"{HEAD}x: &a {{<<: y}}\nz: {{<<: *a, <<: *a}}\n", "'<<' stands twice"),
    "a merge key": (f"{HEAD}<<: {{drops: [a]}}\n", "unknown key '<<'"),
    "a tag that calls": ("!!python/object/apply:os.system ['true']", "a tag"),
    "a tag that binds": (f"{HEAD}drops: !!set {{a}}", "a tag"),
    "a long version": ("%YAML 1." + "9" * 60_000 + "\n--- a", "not YAML that can be read"),
    "many directives": ("%FOO\n" * (K // 5), "not YAML"),
    "many documents": ("---\n" * (K // 4), "a second document begins"),
    "an escape of no sign": ('a: "\\U99999999"', "not YAML that can be read"),
    "half a sign": ('a: "\\ud800"', "hidden character U+D800"),
    "an escape that clears the screen": ('a: "\\e[2J"', "hidden character U+001B"),
    "a mark that turns the text": ('a: "\\u202e"', "hidden character U+202E"),
    "a NUL": (f"{HEAD}\0", "unacceptable character #x0000"),
    "bytes that are no text": (b"scenario: \xff\xfe\xfa", "not UTF-8"),
    "UTF-16": (HEAD.encode("utf-16"), "not UTF-8"),
    "UTF-16 without a mark": (HEAD.encode("utf-16-le"), "unacceptable character #x0000"),
    "one byte too many": ((HEAD + "#" * K)[: K + 1], "longer than 64,000 bytes"),
    "one byte too many, in signs of three": (HEAD + "#" + "€" * 21_330, "longer than 64,000"),
    "many measures that are none": (f"{HEAD}drops: [{'us/2025-a,' * 6_000}]", "no measure"),
    "many drafts of nothing": (f"{HEAD}adds: [{'{},' * 6_000}]", "'measure' is missing"),
    "a condition of brackets": (_grants("(" * 3_900), "cannot read condition"),
    "a condition of denials": (_grants("not " * 900 + "datacenter"), "nested too deep"),
}


def main() -> None:
    """Read each bomb as a scenario, under a limit of memory, and print what it cost."""
    import resource

    from ecluse.errors import EcluseError
    from ecluse.law.library import load
    from ecluse.law.scenario import read_scenario

    library = load()
    file = Path(sys.argv[1]) / "bomb.yaml"
    # What is imported once is no part of a bomb's cost.
    file.write_text(HEAD, encoding="utf-8")
    read_scenario(file, library)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + EXTRA
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for name, (content, _) in BOMBS.items():
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        began = time.process_time()
        try:
            read_scenario(file, library)
            said = "READ"
        except EcluseError as error:
            said = str(error)
        except BaseException as error:  # noqa: BLE001  a crash is what is looked for
            said = f"CRASH {error!r}"
        print(json.dumps([name, time.process_time() - began, said]))


if __name__ == "__main__":
    main()
