"""Who is let in: the threats of decision 20, each with a request that tries it."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from contextlib import suppress
from datetime import date

import pytest
from starlette.types import Message, Scope

from ecluse.errors import InputError
from ecluse.web import guard
from ecluse.web.actor import ROLES
from ecluse.web.limits import Allowance
from ecluse.web.problem import Refused
from ecluse.web.seen import SeenRequest
from ecluse.web.settings import Settings
from ecluse.web.tokens import COLUMNS, Tokens, append_token, new_token

from .serving import bearer, client

ASKED = "/api/v1/check?item=H20&to=China&on=2025-05-20"
EVERYWHERE = {"host": "0.0.0.0", "public": True}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("localhost", 200),
        ("[::1]:8080", 200),
        ("192.0.2.7:8080", 200),  # a number: no name server had a say in it
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example:8080", 421),
        ("user@localhost", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_a_name_that_is_not_this_servers_is_refused(web, host, status):
    assert web.get("/healthz", headers={"Host": host}).status_code == status


def test_two_names_for_this_server_are_refused(web):
    hosts = [("Host", "localhost"), ("Host", "localhost")]
    assert web.get("/healthz", headers=hosts).status_code == 400
    french = web.get("/healthz?lang=fr", headers=hosts).json()
    assert french["detail"] == "l’en-tête Host est dit deux fois"


def test_headers_without_measure_are_refused(web):
    assert web.get("/healthz", headers={"X": "x" * 31_000}).status_code == 200
    assert web.get("/healthz", headers={"X": "x" * 33_000}).status_code == 431


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"item": "H100", "to": "Poland"}', {}, 200),
        ('{"item": "H100", "to": "Poland"}'.encode("utf-8-sig"), {}, 200),
        ('{"item": "H100", "to": "Poland"}'.encode("utf-16"), {}, 422),
        ('{"item": "H100", "to": "Poland"}'.encode("utf-32"), {}, 422),
        (b"{}", {"Content-Encoding": "gzip"}, 415),
    ],
)
def test_a_body_is_plain_utf_8(web, body, headers, status):
    kind = {"Content-Type": "application/json"} | headers
    assert web.post("/api/v1/check", content=body, headers=kind).status_code == status


@pytest.mark.parametrize(
    ("accept", "packed"), [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False)]
)
def test_what_is_not_taken_packed_is_sent_plain(web, accept, packed):
    for _ in range(2):  # the second is kept
        sent = web.get("/", headers={"Accept-Encoding": accept})
        assert (sent.headers.get("content-encoding") == "gzip") == packed


def test_the_public_name_is_this_servers(site):
    public = client(site, public_url="https://ecluse.example.org")
    assert public.get("/healthz", headers={"Host": "ecluse.example.org"}).status_code == 200
    assert public.get("/healthz", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),  # a program: nothing is kept here, but it was let in
        ({"Sec-Fetch-Site": "same-origin"}, 404),
        ({"Sec-Fetch-Site": "none"}, 404),
        ({"Origin": "http://127.0.0.1:8080"}, 404),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8080"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_what_another_sites_page_sends_is_refused(web, headers, status):
    body = {"item": "H20", "to": "China"}
    assert web.post("/api/v1/kept", json=body, headers=headers).status_code == status
    if status == 403:
        assert web.delete("/api/v1/jobs/1", headers=headers).status_code == 403
        assert web.post("/orders", headers=headers).status_code == 403


def test_it_listens_beyond_this_machine_only_with_tokens_or_where_it_was_said(tmp_path):
    for host in ("0.0.0.0", "::", "192.0.2.7", "ecluse.example.org"):
        with pytest.raises(InputError, match="beyond this machine"):
            Settings(host=host)
        assert Settings(host=host, public=True)
        assert Settings(host=host, tokens=tmp_path / "tokens.csv")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_whoever_comes_by_a_proxy_is_not_taken_for_somebody_here(web, header):
    passed_on = web.post("/api/v1/orders", headers={header: "192.0.2.7"})
    assert passed_on.status_code == 401
    assert web.post("/api/v1/orders").status_code == 403  # here, but no books are taken


def test_pages_elsewhere_read_the_law_and_nothing_of_anybodys(web):
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    shared = "access-control-allow-origin"
    assert web.get(ASKED, headers=elsewhere).headers[shared] == "*"
    for path in ("/api/v1/jobs", "/api/v1/kept/0123456789abcdef", "/api/v1/jobs/1", "/orders"):
        assert shared not in web.get(path, headers=elsewhere).headers, path
        assert shared not in web.options(path, headers=elsewhere).headers, path


def test_each_role_may_do_what_it_is_said_to(site, tmp_path):
    path = tmp_path / "tokens.csv"
    held = {role: bearer(path, role) for role in ROLES}
    web = client(site, tokens=path)
    assert web.get(ASKED).status_code == 401
    assert web.get("/healthz").status_code == 200
    assert "Basic" not in web.get(ASKED).headers["www-authenticate"]
    assert "Basic" in web.get("/").headers["www-authenticate"]
    assert web.get(ASKED, headers={"Authorization": "Bearer ecluse_guessed"}).status_code == 401
    sends = {role: web.post("/api/v1/orders", headers=held[role]).status_code for role in ROLES}
    assert {role for role, status in sends.items() if status == 403} == set(ROLES)  # no desk
    reasons = {role: web.post("/api/v1/orders", headers=held[role]).json() for role in ROLES}
    refused = {role for role, told in reasons.items() if "your role is" in told["detail"]}
    assert refused == {"reader", "auditor"}
    for role in ROLES:
        assert web.get(ASKED, headers=held[role]).status_code == 200, role


def test_a_browser_gives_the_token_as_a_password(site, tmp_path):
    secret, row = new_token("somebody", "reader", None)
    append_token(tmp_path / "tokens.csv", row)
    web = client(site, tokens=tmp_path / "tokens.csv")
    assert web.get("/", auth=("whoever", secret)).status_code == 200
    assert web.get("/", auth=("whoever", "guessed")).status_code == 401
    assert web.get("/", headers={"Authorization": "Basic ///"}).status_code == 401


def test_a_token_is_good_through_its_last_day(tmp_path):
    path = tmp_path / "tokens.csv"
    secret, row = new_token("somebody", "reader", date(2026, 9, 30))
    append_token(path, row)
    tokens = Tokens(path)
    assert tokens.actor(f"Bearer {secret}", date(2026, 9, 30)) is not None
    assert tokens.actor(f"Bearer {secret}", date(2026, 10, 1)) is None
    assert secret not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_of_tokens_tells_all_its_mistakes(tmp_path):
    path = tmp_path / "tokens.csv"
    good = "a" * 64
    rows = [
        ",".join(COLUMNS),
        f"{good},a,reader,",
        f"{good},b,reader,",
        f"{good[:-1]},c,reader,",
        f"{'b' * 64},,reader,",
        f"{'c' * 64},d,raeder,",
        f"{'d' * 64},d,reader,tomorrow",
        "short",
    ]
    path.write_text("\n".join(rows) + "\n")
    with pytest.raises(InputError) as told:
        Tokens(path)
    assert [mistake.where.rpartition(":")[2] for mistake in told.value.mistakes] == list("345678")
    assert "did you mean 'reader'?" in str(told.value)
    with pytest.raises(InputError):
        Settings(host="0.0.0.0", tokens=None)


def test_a_file_of_tokens_that_goes_wrong_leaves_the_last_good_one(tmp_path, monkeypatch):
    path = tmp_path / "tokens.csv"
    secret, row = new_token("somebody", "reader", None)
    append_token(path, row)
    monkeypatch.setattr("ecluse.web.tokens._LOOKED_AT_S", 0.0)
    tokens = Tokens(path)
    path.write_text("nonsense")
    assert tokens.actor(f"Bearer {secret}", date(2026, 1, 1)) is not None
    path.write_text(",".join(COLUMNS) + "\n")
    assert tokens.actor(f"Bearer {secret}", date(2026, 1, 1)) is None


def test_whoever_asks_too_often_waits(site):
    web = client(site, **EVERYWHERE)
    assert [web.get("/api/v1/jobs").status_code for _ in range(60)] == [200] * 60
    sent = (web.get(ASKED) for _ in range(600))  # a slow machine is given back one a second
    told = next(each for each in sent if each.status_code != 200)
    assert told.status_code == 429
    assert told.headers["retry-after"] == "1"
    assert web.get("/static/ecluse.css").status_code == 200
    assert web.get("/healthz").status_code == 200


def test_nobody_on_this_machine_alone_waits(web):
    assert {web.get("/healthz").status_code for _ in range(5)} == {200}
    assert {web.get("/orders").status_code for _ in range(65)} == {200}


def test_an_allowance_is_bounded_whoever_asks(monkeypatch):
    monkeypatch.setattr("ecluse.web.limits._MOST_KEPT", 200)
    now = 0.0
    allowance = Allowance(lambda: now)
    for number in range(300):
        assert allowance.wait_s(f"2001:db8:{number:x}::/64", 60) == 0
    assert len(allowance._buckets) == 200
    assert [allowance.wait_s("a", 600) for _ in range(600)] == [0.0] * 600
    assert allowance.wait_s("a", 600) == pytest.approx(0.1)
    now = 60.0
    assert allowance.wait_s("a", 600) == 0


def test_more_requests_than_there_is_room_for_are_refused(site):
    from ecluse.web.gate import Gate

    never = asyncio.Event()

    async def waits(*_: object) -> None:
        await never.wait()

    app = guard.Guard(waits, lambda: site, longest=1, gate=Gate(Settings()), at_once=1)
    scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b""}
    scope["headers"] = [(b"host", b"localhost")]
    sent: list[int] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message.get("status", 0))

    async def both() -> None:
        first = asyncio.create_task(app(dict(scope), waits, send))
        await asyncio.sleep(0)
        await app(dict(scope), waits, send)
        first.cancel()

    asyncio.run(both())
    assert sent[0] == 503


def test_one_address_has_so_many_under_way_and_a_probe_is_always_answered(site):
    from ecluse.web.gate import Gate

    never = asyncio.Event()
    sent: list[object] = []

    async def waits(scope: Scope, *_: object) -> None:
        if scope["path"] == "/":
            await never.wait()

    async def send(message: Message) -> None:
        sent.append(message.get("status"))

    settings = Settings(host="0.0.0.0", public=True)
    app = guard.Guard(waits, lambda: site, longest=1, gate=Gate(settings), at_once=21)

    def scope(path: str, client: str) -> Scope:
        asked = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
        headers = [(b"host", b"127.0.0.1")]
        return {**asked, "query_string": b"", "headers": headers, "client": (client, 1)}

    async def ask(path: str = "/", client: str = "192.0.2.1") -> None:
        await app(scope(path, client), never.wait, send)  # type: ignore[arg-type]

    async def all_of_them() -> None:
        tasks = [asyncio.create_task(ask()) for _ in range(guard.AT_ONCE_OF_ONE)]
        tasks += [asyncio.create_task(ask(client=f"192.0.2.{n}")) for n in range(2, 6)]
        await asyncio.sleep(0)
        assert sent == []
        await ask()  # the seventeenth of one address
        tasks.append(asyncio.create_task(ask(client="192.0.2.6")))
        await asyncio.sleep(0)
        await ask(client="192.0.2.9")  # the twenty-second of all
        await ask("/healthz", "192.0.2.9")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert app._of_one == {}

    asyncio.run(all_of_them())
    assert [status for status in sent if status] == [429, 503]


def test_a_body_that_comes_drop_by_drop_is_refused(monkeypatch):
    monkeypatch.setattr(guard, "WHOLE_S", 0.05)
    drops = 0

    async def drop() -> Message:
        nonlocal drops
        drops += 1
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def take() -> None:
        receive = guard._counted(drop, 1_000)
        while True:
            await receive()

    with pytest.raises(Refused, match="more slowly") as told:
        asyncio.run(take())
    assert told.value.status == 408
    assert drops < 10


def test_a_body_that_stops_coming_is_refused(monkeypatch):
    monkeypatch.setattr(guard, "PATIENCE_S", 0.01)

    async def never() -> None:
        await asyncio.sleep(10)

    with pytest.raises(Refused) as told:
        asyncio.run(guard._counted(never, 10)())
    assert told.value.status == 408


def test_what_is_noted_of_a_request_is_not_what_was_asked(site, tmp_path):
    noted: list[SeenRequest] = []
    path = tmp_path / "tokens.csv"
    token = bearer(path, "reader", "A. Person")
    web = client(site, noted.append, tokens=path)
    words = "&consignee=Amberfield&given.datacenter=no&hq=Singapore"
    assert web.get(ASKED + words, headers=token).status_code in (200, 422)
    assert web.get("/d/0123456789abcdef", headers=token).status_code == 404
    assert web.get("/nowhere/Amberfield", headers=token).status_code == 404
    assert web.get(ASKED).status_code == 401
    text = repr(noted)
    for word in ("H20", "China", "Singapore", "Amberfield", "0123456789abcdef", "Person"):
        assert word not in text
    assert [seen.route for seen in noted] == ["/api/v1/check", "/d/{digest}", "", ""]
    assert [bool(seen.token) for seen in noted] == [True, True, True, False]
    assert [seen.status for seen in noted][1:] == [404, 404, 401]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/%2e%2e/guard.py",
        "/static/..%2fguard.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/d/..%2f..%2fetc%2fpasswd",
        "/jobs/%2e%2e",
        "/api/v1/jobs/..%2f..%2fetc%2fpasswd/result",
    ],
)
def test_no_path_leads_out_of_what_is_served(web, path):
    sent = web.get(path)
    assert sent.status_code in (403, 404)
    assert "root:" not in sent.text
    assert "Guard" not in sent.text


@pytest.mark.parametrize("word", ["item", "to", "exporter", "scenario", "end_use"])
def test_a_long_name_is_refused_and_not_said_again(web, word):
    words = {"item": "H20", "to": "China"} | {word: "x" * 900}
    sent = web.get("/api/v1/check", params=words)
    assert sent.status_code in (200, 422)  # an exporter may be called anything
    if sent.status_code == 422:
        assert "x" * 400 not in sent.text


def test_a_scenario_is_a_name_and_opens_no_file(web):
    for path in ("/etc/passwd", "../../etc/passwd", "scenario.yaml", "file:///etc/passwd"):
        words = {"item": "H20", "to": "China", "scenario": path}
        sent = web.get("/api/v1/check", params=words)
        assert sent.status_code == 422, path
        assert "root:" not in sent.text


@pytest.mark.parametrize(
    ("sent", "patience"),
    [(b"GET / HTTP/1.1\r\nHost: localho", 0.05), (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000, 60)],
    ids=["it comes no further", "it comes without end"],
)
def test_a_header_that_never_ends_is_let_go(site, sent, patience):
    """Half a header: the connection is closed by the server, not by whoever sends it."""
    from ecluse.web import patient

    class Hasty(patient.PatientProtocol):
        def _wait(self) -> None:
            self._late = self.loop.call_later(patience, self.transport.abort)

    async def ask(bound: socket.socket) -> float:
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        writer.write(sent)
        began = asyncio.get_running_loop().time()
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        return asyncio.get_running_loop().time() - began

    assert asyncio.run(served_by(Hasty, client(site).app, ask)) < 3


async def served_by(protocol, app, ask, **options):
    """What comes of asking a server that speaks by this protocol."""
    import uvicorn

    config = uvicorn.Config(app, port=0, http=protocol, log_config=None, lifespan="off", **options)
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        task = asyncio.create_task(server.serve(sockets=[bound]))
        while not server.started:  # noqa: ASYNC110  uvicorn says it in no other way
            await asyncio.sleep(0.01)
        try:
            return await ask(bound)
        finally:
            server.should_exit = True
            await task


@pytest.mark.parametrize("counted", [True, False], ids=["from elsewhere", "from this machine"])
def test_one_address_holds_so_many_connections_and_no_more(site, counted):
    from ecluse.web import patient

    class Counted(patient.PatientProtocol):
        held = Counter()
        not_counted = frozenset() if counted else patient.PatientProtocol.not_counted

    async def ask(bound: socket.socket) -> list[bool]:
        """Whether the last but one and the last are answered; then one, where others have gone."""
        held = [
            await asyncio.open_connection(*bound.getsockname())
            for _ in range(patient.MOST_OF_ONE + 1)
        ]
        answered = [await is_answered(*each) for each in held[-2:]]
        for _, writer in held:
            writer.close()
        await asyncio.sleep(0.1)
        again = await asyncio.open_connection(*bound.getsockname())
        answered.append(await is_answered(*again))
        again[1].close()
        return answered

    app = client(site).app
    config = {"proxy_headers": False}
    assert asyncio.run(served_by(Counted, app, ask, **config)) == [True, not counted, True]
    assert not Counted.held


async def is_answered(reader, writer) -> bool:
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    try:
        return (await asyncio.wait_for(reader.read(12), 5)) == b"HTTP/1.1 200"
    except ConnectionResetError:
        return False
