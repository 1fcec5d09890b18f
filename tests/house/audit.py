"""The installed packages against the published advisories (pip-audit), as a step of the gate.

    python tests/house/audit.py

Belongs here: reading what pip-audit says. Does not: what is installed (pyproject.toml).
Always true: a known vulnerability ends with 1; where the advisory service cannot be reached, that
is said in so many words and nothing fails: a gate that is silent would be taken for an audit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

PIP_AUDIT = [sys.executable, "-m", "pip_audit"]
_WORDS = ["--format", "json", "--progress-spinner", "off", "--skip-editable", "--timeout", "10"]
_PATIENCE_S = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What came of it.

    Args:
        looked_up: Packages about which the service answered.
        skipped: Packages about which it did not.
        found: Each advisory: package, release, advisory, and the releases that mend it.
    """

    looked_up: int
    skipped: int
    found: tuple[str, ...]

    @property
    def says(self) -> str:
        """It in words."""
        if self.found:
            return "\n".join(("known vulnerabilities:", *(f"  {line}" for line in self.found)))
        if not self.looked_up:
            return (
                f"NOTHING WAS AUDITED: of {self.skipped} packages not one could be looked up; "
                "the advisory service cannot be reached from here"
            )
        left = f"; {self.skipped} could not be looked up" if self.skipped else ""
        return f"no known vulnerability in {self.looked_up} packages{left}"


def read(text: str) -> Audit:
    """What pip-audit printed.

    >>> read('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}').looked_up
    0
    """
    try:
        rows: list[dict[str, Any]] = json.loads(text)["dependencies"]
    except (ValueError, KeyError):
        rows = []
    looked = [row for row in rows if "skip_reason" not in row]
    found = [
        f"{row['name']} {row['version']}: {each['id']}, mended in "
        f"{', '.join(each['fix_versions']) or 'no release yet'}"
        for row in looked
        for each in row.get("vulns", ())
    ]
    return Audit(looked_up=len(looked), skipped=len(rows) - len(looked), found=tuple(found))


def main() -> int:
    """Audit this environment; 1 where a vulnerability is known."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    try:
        done = subprocess.run(
            [*PIP_AUDIT, *_WORDS], capture_output=True, text=True, check=False, timeout=_PATIENCE_S
        )
        audit = read(done.stdout)
        if not audit.looked_up and not audit.skipped:
            print((done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1])
    except subprocess.TimeoutExpired:
        audit = Audit(looked_up=0, skipped=0, found=())
    print(audit.says)
    return 1 if audit.found else 0


if __name__ == "__main__":
    sys.exit(main())
