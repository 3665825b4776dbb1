"""Tests the sample files with the programs that read them, and the way through a real nginx."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from servers import ROOT, Browser, Served, serving

SAMPLE = ROOT / "deploy" / "nginx.conf"
UNIT = ROOT / "deploy" / "servicesim.service"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
ANALYZE = shutil.which("systemd-analyze")
OPENSSL = shutil.which("openssl")

needs_nginx = pytest.mark.skipif(
    (NGINX is None or OPENSSL is None) and "CI" not in os.environ, reason="nginx or openssl is not installed"
)

MAIN = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  include {folder}/servicesim.conf;
}}
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder with a certificate for localhost; nginx's own user can read it."""
    place = Path(tempfile.mkdtemp(prefix="nginx"))
    place.chmod(0o755)
    subprocess.run(
        [
            str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
            "-subj", "/CN=localhost",
            "-keyout", place / "privkey.pem", "-out", place / "fullchain.pem",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    yield place
    shutil.rmtree(place)


def configured(folder: Path, port: int = 443, behind: str = "127.0.0.1:8017") -> Path:
    """Write the sample as it would be copied, but for places and ports; return nginx's own file."""
    text = SAMPLE.read_text("utf-8").replace("/etc/ssl/servicesim/", f"{folder}/")
    if port != 443:
        text = re.sub(r"listen (?:\[::\]:)?(?:80|443)( ssl)?;\n", "", text)
        text = text.replace("server_tokens off;", f"listen 127.0.0.1:{port} ssl;")
        text = text.replace("access_log off;  #", f"listen 127.0.0.1:{free_port()}; access_log off;  #")
    text = text.replace("127.0.0.1:8017", behind)
    (folder / "servicesim.conf").write_text(text, "utf-8")
    (folder / "main.conf").write_text(MAIN.format(folder=folder), "utf-8")
    return folder / "main.conf"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@needs_nginx
def test_nginx_takes_the_sample(folder: Path) -> None:
    """`nginx -t` has nothing to say against it."""
    done = subprocess.run(
        [str(NGINX), "-t", "-q", "-c", configured(folder), "-e", folder / "error.log"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(ANALYZE is None and "CI" not in os.environ, reason="systemd-analyze is not installed")
def test_systemd_takes_the_sample(tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say against it, once the program is where it says."""
    unit = tmp_path / UNIT.name
    program = Path(sys.executable).with_name("servicesim")
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/servicesim/bin/servicesim", str(program)), "utf-8")
    done = subprocess.run([str(ANALYZE), "verify", unit], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@contextmanager
def through_nginx(folder: Path) -> Iterator[Served]:
    """Serve behind nginx, at https://localhost."""
    port, behind = free_port(), free_port()
    with serving(
        "--proxy-from", "127.0.0.1", people=("Ann",), url=f"https://localhost:{port}", port=behind
    ) as served:
        nginx = subprocess.Popen(
            [str(NGINX), "-c", configured(folder, port, f"127.0.0.1:{behind}"), "-e", folder / "error.log"]
        )
        try:
            for _ in range(500):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert nginx.poll() is None, (folder / "error.log").read_text()
                time.sleep(0.02)
            yield served
        finally:
            nginx.terminate()
            nginx.wait(10)


@needs_nginx
async def test_through_nginx_a_trainee_plays_and_no_log_has_the_link(folder: Path) -> None:
    """Over https the cookie is for this host alone; the websocket passes; addresses are those of browsers."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with through_nginx(folder) as served:
        async with ClientSession(
            cookie_jar=DummyCookieJar(), connector=TCPConnector(ssl=trusting, local_addr=("127.0.0.3", 0))
        ) as client:
            ann = Browser(client, served.origin)
            path = f"/enter/{served.tokens['Ann']}"
            status, _, headers = await ann.press(path, (await ann.get(path))[1])
            assert status == 303
            assert headers["Set-Cookie"].startswith("__Host-servicesim=")
            assert "; Secure" in headers["Set-Cookie"]
            assert "max-age" in headers["Strict-Transport-Security"]
            window = await ann.open(**{"X-Remote-User": "Eve"})
            await window.shows("Library", "Ann")
            await window.type("\x11")
            assert await window.code() == 4003
        assert "came in from 127.0.0.3" in served.told()
    logs = (folder / "access.log").read_text() + (folder / "error.log").read_text()
    assert "GET /ws/en" in logs
    assert "/enter/" not in logs
