"""
PostgreSQL: a real server of Debian's, in a folder of its own, for as long as a test run or a benchmark lasts.

It listens on loopback alone and asks for a password, as one in use would. It refuses to run as root, so for root it is
run as the user `postgres` that Debian's package makes.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

USER = "postgres"
PASSWORD = "zwaluwstaart"  # looked for in messages: a word that stands nowhere else
START = 30  # seconds that the server may take


class AbsentError(Exception):
    """There is no PostgreSQL here that can be run; says what to install."""


@dataclass
class Server:
    """A server that runs. Each database that it gives is empty and new."""

    port: int
    log: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        """The address of a database on this server, as Debatkit takes it."""
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def create(self, *options: str, like: str = "template0") -> str:
        """Make a database as another is, or empty, and return its name; `options` follow CREATE DATABASE."""
        name = f"proef{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} {}")
        self.run(statement.format(sql.Identifier(name), sql.Identifier(like), sql.SQL(" ".join(options))))
        return name

    def drop(self, database: str) -> None:
        """Take a database away, whoever is still connected."""
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def run(self, statement: sql.Composable, database: str = USER) -> None:
        """Run one statement as the administrator."""
        with self.connect(database) as connection:
            connection.execute(statement)

    def connect(self, database: str = USER) -> psycopg.Connection:
        """A connection of the administrator."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database, autocommit=True
        )


def programs() -> Path:
    """The folder with Debian's newest `initdb` and `postgres`.

    Raises:
        AbsentError: there is none, or root has no user to run it as.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise AbsentError("PostgreSQL is not installed: `apt-get install postgresql` to run on it")
    if os.geteuid() == 0 and (_user() is None or not shutil.which("setpriv")):
        raise AbsentError("PostgreSQL does not run as root, and there is no user `postgres` or no `setpriv`")
    return found[-1].parent


@contextlib.contextmanager
def server(durable: bool = False) -> Iterator[Server]:
    """Run a server; `durable` has it wait for the disk at each commit, as one in use does.

    Raises:
        AbsentError: there is no PostgreSQL here that can be run.
    """
    bin_folder = programs()
    with tempfile.TemporaryDirectory(prefix="debatkit-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        password = folder / "password"
        password.write_text(PASSWORD)
        if os.geteuid() == 0 and (user := _user()):
            for path in (folder, password):
                os.chown(path, user.pw_uid, user.pw_gid)
        initdb = [bin_folder / "initdb", "-D", folder / "data", "-U", USER, "--auth=scram-sha-256"]
        _done([*initdb, f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), "max_connections": "200"}
        settings |= {} if durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [bin_folder / "postgres", "-D", folder / "data", "-p", str(port)]
        command += [part for setting, value in settings.items() for part in ("-c", f"{setting}={value}")]
        with _running(_as_user(command), Server(port, folder / "log")) as running:
            yield running


@contextlib.contextmanager
def _running(command: Sequence[str], made: Server) -> Iterator[Server]:
    with made.log.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
    try:
        end = time.monotonic() + START
        while True:
            with contextlib.suppress(psycopg.OperationalError), made.connect():
                break
            assert process.poll() is None, f"PostgreSQL stopped while starting: {made.log.read_text()}"
            assert time.monotonic() < end, f"PostgreSQL was not up in {START} seconds"
            time.sleep(0.05)
        yield made
    finally:
        process.send_signal(signal.SIGINT)  # ends connections, and then itself
        process.wait(timeout=START)


def _user() -> pwd.struct_passwd | None:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(USER)
    return None


def _as_user(command: Sequence[str | Path]) -> list[str]:
    """The command, to be run as `postgres` when this is root. It ends when this process is killed."""
    plain = [str(part) for part in command]
    if os.geteuid() != 0:
        return plain
    as_user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", "--pdeathsig=INT"]
    return [*as_user, *plain]


def _done(command: Sequence[str | Path]) -> None:
    done = subprocess.run(_as_user(command), capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
