"""The whole API asked from its own description: no answer is other than described, none a fault.

Names are data: a text of the right form that names nothing is refused (404, 422), so that it is not
asked of every well-formed text to be accepted.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from ecluse.web.api.table import API
from web.doors import environment, served

pytestmark = pytest.mark.slow
_LONG = {"diff", "scenario-checks", "remedy", "timeline", "coverage", "items", "checks"}


# An address that is too long is refused by its length: the fuzzer would have it 422.
CONFIGURATION = """
[checks]
negative_data_rejection.expected-statuses = ["4xx", "5xx"]
"""

# What is sent as lines of JSON is a text already.
HOOKS = """
import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
"""


def fuzzed(address: str, path: str, examples: int, folder: Path) -> str:
    """What the fuzzer says of the operations under some paths."""
    options = [
        *("--include-path-regex", path, "--max-examples", str(examples), "--seed", "20261126"),
        *("--exclude-checks", "positive_data_acceptance", "--no-color", "--continue-on-failure"),
        *("--generation-database", "none", "--request-timeout", "60", "--warnings", "off"),
        *("--suppress-health-check", "too_slow"),
        *("--phases", "examples,coverage,fuzzing", "--report-dir", str(folder)),
    ]
    (folder / "schemathesis.toml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "lines_hook.py").write_text(HOOKS, encoding="utf-8")
    told = {"SCHEMATHESIS_HOOKS": "lines_hook"}
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json"]
    done = subprocess.run(
        [*command, *options],
        env=environment() | told,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8_000:]
    return done.stdout


def test_no_answer_is_other_than_described(tmp_path):
    pytest.importorskip("schemathesis")
    names = {endpoint.path.removeprefix("/api/v1/").partition("/")[0] for endpoint in API}
    with served("serve") as address:
        httpx.get(f"{address}/api/v1/openapi.json", timeout=120).raise_for_status()  # is made once
        for name in sorted(names):
            said = fuzzed(
                address, f"^/api/v1/{re.escape(name)}(/|$)", 3 if name in _LONG else 40, tmp_path
            )
            assert "No issues found" in said, said[-2_000:]
