"""The official client over both transports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from web.doors import environment, served
from web.serving import bearer
from web.test_assistant import ARGUMENTS

pytestmark = pytest.mark.slow
NEED = {"answer", "assumptions", "links", "data_as_of", "data_version", "engine", "disclaimer"}


async def _asked(target):
    """All tools, each called as it should be and once as it should not."""
    from mcp.client.client import Client

    async with Client(target) as client:
        listed = (await client.list_tools()).tools
        found = {name: await client.call_tool(name, words) for name, words in ARGUMENTS.items()}
        wrong = [
            await client.call_tool(name, words | {"headquarters": "China"})
            for name, words in ARGUMENTS.items()
        ]
        return listed, found, wrong


def _check(listed, found, wrong):
    assert {tool.name for tool in listed} == set(ARGUMENTS)
    for tool in listed:
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["properties"]["answer"]
    for name, result in found.items():
        assert not result.is_error, (name, result.content)
        assert set(result.structured_content) == NEED
    for result in wrong:
        assert result.is_error
        assert "headquarters" in result.content[0].text


def _run(target):
    """What the client was told; in a thread of its own, for tests in a browser leave a loop in
    this one.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, _asked, target).result()


@pytest.fixture(scope="module")
def over_http() -> Iterator[str]:
    """A server that takes no tokens."""
    with served("mcp", "--http") as address:
        yield address


def test_standard_input_and_output():
    from mcp.client.stdio import StdioServerParameters, stdio_client

    words = ["-m", "ecluse", "mcp"]
    target = stdio_client(
        StdioServerParameters(command=sys.executable, args=words, env=environment())
    )
    _check(*_run(target))


def test_streamable_http(over_http):
    _check(*_run(f"{over_http}/mcp"))


def test_another_host_is_refused_over_http(over_http):
    import httpx

    kinds = {"accept": "application/json, text/event-stream", "host": "evil.example"}
    sent = httpx.post(f"{over_http}/mcp", json={"jsonrpc": "2.0"}, headers=kinds)
    assert sent.status_code in (403, 421)
    long = httpx.post(f"{over_http}/mcp", content=b"[" * 300_000, headers={"accept": "*/*"})
    assert long.status_code == 413
    deep = b"[" * 50_000 + b"]" * 50_000
    kinds = {"accept": "*/*", "content-type": "application/json"}
    assert httpx.post(f"{over_http}/mcp", content=deep, headers=kinds).status_code < 500


TWICE = (
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"check",'
    '"arguments":{"item":"NVIDIA T4","to":"DE","end_user":"Huawei","end_user":"Siemens"}}}'
)


def test_an_argument_said_twice_is_refused_over_http(over_http):
    import httpx

    kinds = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
    sent = httpx.post(f"{over_http}/mcp", content=TWICE, headers=kinds).json()["result"]
    assert sent["isError"]
    assert "'end_user' is said twice" in sent["content"][0]["text"]
    once = TWICE.replace('"end_user":"Huawei",', "")
    sent = httpx.post(f"{over_http}/mcp", content=once, headers=kinds).json()["result"]
    assert not sent["isError"]


def test_an_argument_said_twice_is_refused_over_standard_input():
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "a test", "version": "1"},
        },
    }
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    command = [sys.executable, "-m", "ecluse", "mcp"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("\n".join([json.dumps(hello), json.dumps(ready), TWICE, ""]))
        server.stdin.flush()
        told = [json.loads(server.stdout.readline()) for _ in range(2)]
        server.stdin.close()
        server.wait(30)
    assert told[1]["result"]["isError"]
    assert "'end_user' is said twice" in told[1]["result"]["content"][0]["text"]


def test_tokens_keep_the_door_over_http(tmp_path):
    import httpx

    file = tmp_path / "tokens"
    words = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    kinds = {"accept": "application/json, text/event-stream"}
    brought = kinds | bearer(file, "reader")
    with served("mcp", "--http", "--tokens", str(file)) as address:
        assert httpx.post(f"{address}/mcp", json=words, headers=kinds).status_code == 401
        sent = httpx.post(f"{address}/mcp", json=words, headers=brought)
        assert {tool["name"] for tool in sent.json()["result"]["tools"]} == set(ARGUMENTS)
