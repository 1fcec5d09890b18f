"""What is deployed is what was tried: nginx in front, the unit of systemd, newer data, workers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from ecluse.law.release import open_release
from ecluse.web.living import LivingSite
from ecluse.web.site import Site

from .serving import bearer, running, until_ended

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "examples" / "small.csv"
slow = pytest.mark.slow
SNI = {"sni_hostname": "ecluse.example.org"}


def test_newer_data_take_the_place_of_older_ones_between_two_requests(site):
    import dataclasses

    newer = dataclasses.replace(site.release)  # another release of the same data
    releases = iter([site.release, newer, newer])
    warmed = []

    def warm(made):
        warmed.append((made.release, living.now().release))

    living = LivingSite(site, lambda: next(releases), warm=warm)
    begun = living.now()
    assert [living.refresh() for _ in range(3)] == [False, True, False]
    assert warmed == [(newer, site.release)]  # made ready while the older ones still answer
    assert begun.release is site.release  # a request that began with it ends with it
    assert living.now().release is newer
    assert isinstance(living.now(), Site)


def test_data_that_cannot_be_read_leave_the_last_good_ones(site, caplog):
    from ecluse.errors import DataError

    def broken():
        raise DataError("nonsense", "measures/x.yaml", "mend it")

    living = LivingSite(site, broken)
    assert living.refresh() is False
    assert living.now() is site
    assert "the data stay as they were" in caplog.text


@slow
def test_a_server_takes_up_newer_data_while_it_answers(tmp_path, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(open_release().data, data)
    monkeypatch.setenv("ECLUSE_DATA", str(data))
    with running("--data-dir", str(tmp_path / "kept")) as server:
        before = server.web.get("/readyz").json()["data_version"]
        about = data / "about.yaml"
        about.write_text(about.read_text() + "# newer\n")
        server.process.send_signal(signal.SIGHUP)
        for _ in range(900):
            now = server.web.get("/readyz").json()["data_version"]
            if now != before:
                break
            time.sleep(0.1)
        assert now != before
        asked = "/api/v1/check?item=H20&to=China&on=2025-05-20"
        assert server.web.get(asked).json()["data_version"] == now


@slow
def test_several_workers_share_a_port_the_books_and_the_metrics(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ("--workers", "2", "--data-dir", str(tmp_path), "--metrics-port", str(port))
    with running(*words) as server:
        at = [
            server.web.post("/api/v1/orders?name=b.csv", content=BOOK.read_bytes()).headers[
                "location"
            ]
            for _ in range(2)
        ]
        for place in at:
            for _ in range(5):  # whichever worker is asked knows it
                with httpx.Client(base_url=server.web.base_url) as other:
                    assert other.get(place).status_code == 200
            assert until_ended(server.web, place)["lines"] == 4
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        counted = re.findall(r'ecluse_requests_total\{.*orders".*\} (\S+)', told)
        assert [float(count) for count in counted] == [2.0]
        assert 'ecluse_order_books{state="done"} 2.0' in told
        for word in ("b.csv", at[0].rpartition("/")[2]):
            assert word not in told
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0


@slow
def test_a_command_makes_a_token_that_the_server_knows(tmp_path, run):
    path = tmp_path / "tokens.csv"
    code, out, err = run("token", "A. Person", "--tokens", path, "--role", "preparer")
    assert (code, "shown this once" in err) == (0, True)
    with running("--tokens", str(path), "--data-dir", str(tmp_path / "kept")) as server:
        held = {"Authorization": f"Bearer {out.strip()}"}
        assert server.web.get("/api/v1/jobs").status_code == 401
        assert server.web.get("/api/v1/jobs", headers=held).json() == []


def nginx_conf(folder: Path, port: int, secure: int, plain: int) -> Path:
    """The shipped file, with ports and certificates of a test."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in (
        ("127.0.0.1:8080", f"127.0.0.1:{port}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
        ("/etc/ssl/ecluse", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log stderr warn;\nuser root;\n"
        f"events {{}}\nhttp {{\naccess_log {folder}/access.log;\n{temporary}{text}}}\n"
    )
    return whole


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def behind_nginx(folder: Path, port: int, secure: int, plain: int) -> list[str]:
    """The command that starts it."""
    nginx = os.environ.get("ECLUSE_TEST_NGINX") or shutil.which("nginx")
    if nginx is None:
        pytest.skip("no nginx here: apt-get install nginx-light")
    return [nginx, "-p", str(folder), "-c", str(nginx_conf(folder, port, secure, plain))]


def behind_caddy(folder: Path, port: int, secure: int, plain: int) -> list[str]:
    """The command that starts it: the shipped file, with ports and certificates of a test."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("no caddy here: apt-get install caddy")
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    ours = f"admin off\n\thttp_port {plain}\n\thttps_port {secure}\n\tdefault_bind 127.0.0.1"
    for old, new in (
        ("127.0.0.1:8080", f"127.0.0.1:{port}"),
        ("\n{\n", f"\n{{\n\t{ours}\n"),
        (".org {\n", f".org {{\n\ttls {folder}/fullchain.pem {folder}/privkey.pem\n"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    whole = folder / "Caddyfile"
    whole.write_text(text)
    return [caddy, "run", "--adapter", "caddyfile", "--config", str(whole)]


def certificate(folder: Path) -> None:
    """Make one for the name of a test."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=ecluse.example.org", "-keyout", str(folder / "privkey.pem")),
            *("-addext", "subjectAltName=DNS:ecluse.example.org"),
            *("-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )


@slow
@pytest.mark.parametrize("behind", [behind_nginx, behind_caddy])
def test_a_proxy_in_front_of_two_workers_serves_pages_books_progress_and_ranges(tmp_path, behind):
    tokens, log = tmp_path / "tokens.csv", tmp_path / "front.log"
    held = bearer(tokens, "preparer")
    certificate(tmp_path)
    secure, plain = _free(), _free()
    words = ("--public-url", "https://ecluse.example.org", "--tokens", str(tokens), "--public")
    words = (*words, "--workers", "2", "--data-dir", str(tmp_path / "kept"))
    behind(tmp_path, 0, secure, plain)  # is skipped before a server is started
    with running(*words) as server, log.open("w") as told_by_front:
        command = behind(tmp_path, server.web.base_url.port or 0, secure, plain)
        home = os.environ | {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
        front = subprocess.Popen(command, env=home, stderr=told_by_front)
        try:
            with at_front(secure) as web:
                look_through(web, held)
            moved = httpx.get(
                f"http://127.0.0.1:{plain}/x?item=H20", headers={"Host": "ecluse.example.org"}
            )
            assert moved.headers["location"].startswith("https://ecluse.example.org")
            assert moved.headers["location"].endswith("/x?item=H20")
            server.process.terminate()
            server.process.wait(timeout=40)
            with at_front(secure) as web:
                lost = web.get("/x?item=H20", extensions=SNI)
            assert lost.status_code == 502
        finally:
            front.terminate()
            front.wait()
    assert "H20" not in "".join(path.read_text() for path in tmp_path.glob("*.log"))


def at_front(secure: int) -> httpx.Client:
    """Whoever asks the proxy for the site by its name."""
    base, name = f"https://127.0.0.1:{secure}", {"Host": "ecluse.example.org"}
    return httpx.Client(base_url=base, headers=name, verify=False, timeout=60)


def look_through(web: httpx.Client, held: dict[str, str]) -> None:
    """A page, a book with its progress, ranges, refusals, and the allowance of an address."""
    for _ in range(100):
        try:
            page = web.get("/", extensions=SNI)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    assert page.status_code == 200
    assert page.headers["strict-transport-security"]
    sent = web.post(
        "/api/v1/orders?name=b.csv", content=BOOK.read_bytes(), headers=held, extensions=SNI
    )
    at = sent.headers["location"]
    with web.stream("GET", f"{at}/events", headers=held, extensions=SNI) as stream:
        told = [line for line in stream.iter_lines() if line.startswith("event")]
    assert told[-1] == "event: done"
    assert len(told) > 1  # as it happened, not at the end
    whole = web.get(f"{at}/result", headers=held, extensions=SNI)
    ranged = held | {"Range": "bytes=100-"}
    rest = web.get(f"{at}/result", headers=ranged, extensions=SNI)
    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    long = "/api/v1/check?item=" + "H" * 9_000
    assert web.get(long, extensions=SNI).status_code == 414
    # Everybody has an allowance of their own, of each worker; an address that is made up
    # counts not.
    made_up = Counter(
        web.get(
            "/api/v1/jobs", headers={"X-Forwarded-For": f"192.0.2.{number}"}, extensions=SNI
        ).status_code
        for number in range(250)
    )
    assert made_up[429] > 50, made_up


@slow
def test_the_unit_of_systemd_is_one():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    unit = str(ROOT / "deploy" / "ecluse.service")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in told.stderr.splitlines() if "ecluse.service" in line]
    assert [line for line in ours if "is not executable" not in line] == [], told.stderr
