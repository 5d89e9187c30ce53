"""Cleared tables as Arrow: the capsule that every frame library reads, made by the query engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np

from upriver.store.engine import named

KINDS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE"}


def arrow_stream(columns: Mapping[str, tuple[type, Sequence[object]]], requested: object = None) -> object:
    """The capsule `arrow_array_stream` of a table, by the Arrow PyCapsule interface.

    Args:
        columns: name -> (str, int or float, values of one length; None where a value is missing).
        requested: a schema that the reader would like; the interface lets it be passed over, and it is.

    A missing value is null in Arrow, never NaN and never zero. A number is given as the text it is printed as or as a
    float; the connection lives for as long as somebody holds the capsule.
    """
    given = {f"c{at}": np.array([None if value is None else str(value) for value in values], dtype=object)
             for at, (_, values) in enumerate(columns.values())}
    chosen = ", ".join(f"CAST(c{at} AS {KINDS[kind]}) AS {named(name)}" for at, (name, (kind, _)) in enumerate(columns.items()))
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.register("given", given)
    # Put into a table of the engine's own first: the capsule then owes nothing to the arrays, which are let go here.
    connection.execute(f"CREATE TABLE cleared AS SELECT {chosen} FROM given")
    connection.unregister("given")
    return connection.sql("SELECT * FROM cleared").__arrow_c_stream__(requested)
