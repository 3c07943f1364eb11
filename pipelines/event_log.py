"""Dagster's SQLite event log with its connections kept open, for a run of many small steps in one process.

The stock class opens, prepares and closes a connection for each event, which for our short steps costs more than the
work. Files and tables are the stock ones, so the UI and the daemon read what is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dagster._core.storage.event_log import SqliteEventLogStorage
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool


class OpenEventLog(SqliteEventLogStorage):
    """One engine, and so one connection and one cache of prepared statements, per database file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(*args, **kwargs)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> OpenEventLog:
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            if shard not in self._engines:
                engine = create_engine(
                    self.conn_string_for_shard(shard),
                    poolclass=StaticPool,
                    connect_args={"timeout": 60, "check_same_thread": False},  # the lock lets one thread in at a time
                )
                event.listen(engine, "connect", _wait_less_for_the_disk)
                self._initdb(engine)
                self._engines[shard] = engine
            with self._engines[shard].begin() as connection:
                yield connection

    def dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()


def _wait_less_for_the_disk(connection: Any, _: object) -> None:
    # With the write-ahead log that Dagster switches on, NORMAL never damages the file; a power cut may lose the last
    # events of a run, which is run again.
    connection.execute("PRAGMA synchronous=NORMAL")
