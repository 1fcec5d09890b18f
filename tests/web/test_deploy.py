"""What is deployed is what was tried: nginx in front, the unit of systemd, newer data, workers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
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


def test_newer_data_take_the_place_of_older_ones_between_two_requests(site):
    import dataclasses

    newer = dataclasses.replace(site.release)  # another release of the same data
    releases = iter([site.release, newer, newer])
    living = LivingSite(site, lambda: next(releases))
    begun = living.now()
    assert [living.refresh() for _ in range(3)] == [False, True, False]
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
            for _ in range(3)
        ]
        for place in at:
            for _ in range(5):  # whichever worker is asked knows it
                with httpx.Client(base_url=server.web.base_url) as other:
                    assert other.get(place).status_code == 200
            assert until_ended(server.web, place)["lines"] == 4
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        counted = re.findall(r'ecluse_requests_total\{.*orders".*\} (\S+)', told)
        assert [float(count) for count in counted] == [3.0]
        assert 'ecluse_order_books{state="done"} 3.0' in told
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


@slow
def test_the_file_of_nginx_serves_pages_books_progress_and_ranges(tmp_path):
    nginx = os.environ.get("ECLUSE_TEST_NGINX") or shutil.which("nginx")
    if nginx is None or shutil.which("openssl") is None:
        pytest.skip("no nginx here")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=ecluse.example.org", "-keyout", str(tmp_path / "privkey.pem")),
            *("-out", str(tmp_path / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )
    tokens = tmp_path / "tokens.csv"
    held = bearer(tokens, "preparer")
    words = ("--public-url", "https://ecluse.example.org", "--tokens", str(tokens), "--public")
    with running(*words, "--data-dir", str(tmp_path / "kept")) as server:
        secure, plain = _free(), _free()
        conf = nginx_conf(tmp_path, server.web.base_url.port or 0, secure, plain)
        front = subprocess.Popen([nginx, "-p", str(tmp_path), "-c", str(conf)])
        try:
            name = {"Host": "ecluse.example.org"}
            base = f"https://127.0.0.1:{secure}"
            with httpx.Client(base_url=base, verify=False, headers=name, timeout=60) as web:
                for _ in range(50):
                    try:
                        page = web.get("/")
                        break
                    except httpx.TransportError:
                        time.sleep(0.1)
                assert page.status_code == 200
                assert page.headers["strict-transport-security"]
                sent = web.post(
                    "/api/v1/orders?name=b.csv", content=BOOK.read_bytes(), headers=held
                )
                at = sent.headers["location"]
                with web.stream("GET", f"{at}/events", headers=held) as stream:
                    told = [line for line in stream.iter_lines() if line.startswith("event")]
                assert told[-1] == "event: done"
                assert len(told) > 1  # as it happened, not at the end
                whole = web.get(f"{at}/result", headers=held)
                rest = web.get(f"{at}/result", headers=held | {"Range": "bytes=100-"})
                assert (rest.status_code, rest.content) == (206, whole.content[100:])
                assert web.get("/api/v1/check?item=" + "H" * 9_000).status_code == 414
                # Everybody has an allowance of their own; an address that is made up counts not.
                made_up = [
                    web.get("/api/v1/jobs", headers={"X-Forwarded-For": f"192.0.2.{number}"})
                    for number in range(70)
                ]
                assert made_up[-1].status_code == 429
            moved = httpx.get(f"http://127.0.0.1:{plain}/x?item=H20", headers=name)
            assert moved.headers["location"] == "https://ecluse.example.org/x?item=H20"
            assert "H20" not in "".join(path.read_text() for path in tmp_path.glob("*.log"))
        finally:
            front.terminate()
            front.wait()


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
