"""The query engine: DuckDB with its limits set, on this machine, reaching nothing outside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Engine = duckdb.DuckDBPyConnection
"""A running engine, for rooms that hand one on without knowing what it is."""


@contextmanager
def engine(spill: Path | None = None, *, threads: int = 2, memory: str = "1GB") -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with bounded memory that spills to a folder, and closes after use.

    Extensions are neither installed nor loaded from anywhere.
    """
    settings = {
        "threads": str(threads),
        "memory_limit": memory,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "true",
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        if spill is not None:
            spill.mkdir(parents=True, exist_ok=True, mode=0o700)
            connection.execute(f"SET temp_directory = {literal(str(spill))}")
        yield connection
    finally:
        connection.close()


def literal(text: str) -> str:
    """Text as an SQL literal, for the few places where the engine takes no bound parameter (file names)."""
    return "'" + text.replace("'", "''") + "'"


def named(identifier: str) -> str:
    """A column's name as an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def listed_files(paths: list[str]) -> str:
    """A list of files as an SQL literal."""
    return "[" + ", ".join(literal(path) for path in paths) + "]"
