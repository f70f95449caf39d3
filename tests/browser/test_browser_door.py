"""The door of the running app: who gets an answer and a session, over real connections from here and from elsewhere."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}
STREAM = "/_stcore/stream"
PATHS = ("/", "/kaarten?kaart=1&weergave=Intern", "/_stcore/health", "/_stcore/metrics", "/favicon.png")


def _own_address():
    """An address of this machine that is not its loopback: who comes from it is, to the app, from elsewhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # nothing is sent; the system only chooses the address to send from
        except OSError:
            return None
        address = asking.getsockname()[0]
    return None if address.startswith("127.") else address


ELSEWHERE = _own_address()
needs_elsewhere = pytest.mark.skipif(ELSEWHERE is None, reason="this machine has no address but its loopback")


@pytest.fixture(scope="module")
def port(serve):
    """The port of an app that listens on all addresses, IPv6 and IPv4, without sign-in."""
    with serve(STREAMLIT_SERVER_ADDRESS="::", FORWARDED_ALLOW_IPS="*") as address:
        yield int(address.rsplit(":", 1)[1])


def _ask(port, client="127.0.0.1", path="/", **headers):
    """The status of an answer, and its text."""
    connection = http.client.HTTPConnection(client, port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}", **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace") if answer.status != 101 else ""
    finally:
        connection.close()


@pytest.mark.parametrize("client", ["127.0.0.1", "::1"])
def test_this_machine_gets_pages_and_a_session(port, client):
    """Over IPv4, which the app sees as IPv4 within IPv6, and over IPv6."""
    assert _ask(port, client)[0] == 200
    assert _ask(port, client, STREAM, **HANDSHAKE)[0] == 101
    assert _ask(port, client, STREAM, Origin=f"http://localhost:{port}", **HANDSHAKE)[0] == 101


@needs_elsewhere
@pytest.mark.parametrize("path", PATHS)
def test_elsewhere_gets_the_refusal_on_every_path(port, path):
    """The page says how to set up sign-in; the headers that a stranger adds change nothing."""
    for headers in ({}, {"X-Forwarded-For": "127.0.0.1"}, {"Origin": f"http://localhost:{port}"}):
        status, page = _ask(port, ELSEWHERE, path, **headers)

        assert status == 403
        assert "docs/beheer.md" in page


@needs_elsewhere
def test_elsewhere_gets_no_session(port):
    """The handshake of the websocket is refused, whatever the stranger says of themselves."""
    for headers in ({}, {"X-Forwarded-For": "127.0.0.1"}, {"Origin": f"http://localhost:{port}"}):
        assert _ask(port, ELSEWHERE, STREAM, **HANDSHAKE, **headers)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-For": "192.0.2.9"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Via": "1.1 nginx"},
        {"Host": "debat.voorbeeld.nl"},
        {"Origin": "https://voorbeeld.nl"},
    ],
    ids=lambda headers: " ".join(f"{name}: {value}" for name, value in headers.items()),
)
def test_what_was_forwarded_or_asked_under_another_name_is_refused(port, headers):
    """A proxy on this machine, another name that leads here and a page of another site get neither page nor session.

    The server is told here to believe every proxy, as a careless set-up would.
    """
    assert _ask(port, **headers)[0] == 403
    assert _ask(port, path=STREAM, **HANDSHAKE, **headers)[0] == 403


def test_an_old_proxy_is_refused(port):
    """HTTP/1.0, in which nginx asks unless told otherwise, comes from no browser."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"GET / HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n".encode())

        assert b" 403 " in connection.recv(200).split(b"\r\n")[0]


def test_a_socket_file_is_refused(tmp_path):
    """Only a proxy can use a socket file, so without sign-in nobody is served over it."""
    path = tmp_path / "app"
    command = [sys.executable, "-m", "uvicorn", "app:app", "--uds", str(path), "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 30
        while not path.exists():
            assert process.poll() is None, "the app stopped while starting"
            assert time.monotonic() < end, "the app was not up in 30 seconds"
            time.sleep(0.05)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(20)
            connection.connect(str(path))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

            assert b" 403 " in connection.recv(200).split(b"\r\n")[0]
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_half_a_sign_in_serves_nobody(serve_half):
    """The app says what is missing, to this machine too, and gives no session."""
    status, page = _ask(serve_half)

    assert status == 503
    assert "client_secret" in page
    assert _ask(serve_half, path=STREAM, **HANDSHAKE)[0] == 403


@pytest.fixture
def serve_half(serve, tmp_path):
    """The port of an app whose sign-in is not whole."""
    path = tmp_path / "secrets.toml"
    path.write_text('[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\n', encoding="utf-8")
    with serve(ready=503, STREAMLIT_SECRETS_FILES=str(path)) as address:
        yield int(address.rsplit(":", 1)[1])
