"""What follows from the declaration in `warehouse/schema.py`: columns, pyarrow schemas, DDL, rows as tables."""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from warehouse.schema import AT_LOAD, Span, Table

SPAN = pa.struct([pa.field("start_char", pa.int64(), nullable=False), pa.field("end_char", pa.int64(), nullable=False)])
TYPES: dict[Any, tuple[pa.DataType, str]] = {
    str: (pa.string(), "VARCHAR"),
    int: (pa.int64(), "BIGINT"),
    float: (pa.float64(), "DOUBLE"),
    bool: (pa.bool_(), "BOOLEAN"),
    date: (pa.date32(), "DATE"),
    datetime: (pa.timestamp("us"), "TIMESTAMP"),
    Span: (SPAN, "STRUCT(start_char BIGINT, end_char BIGINT)"),
}


class Column(NamedTuple):
    """A column as declared. `nullable` is what the lake holds, `nullable_loaded` what the warehouse does."""

    name: str
    arrow_type: pa.DataType
    sql_type: str
    nullable: bool
    description: str
    vocabulary: tuple[str, ...]
    at_load: bool


@cache
def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    hints = get_type_hints(table.row, include_extras=True)
    return tuple(_column(name, hints[name]) for name in table.row.__dataclass_fields__)  # type: ignore[attr-defined]


def _column(name: str, hint: Any) -> Column:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"column {name} has no description: annotate it")
    kind, description, *marks = get_args(hint)
    nullable = get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind)
    if nullable:
        kind = next(part for part in get_args(kind) if part is not type(None))
    vocabulary: tuple[str, ...] = ()
    if get_origin(kind) is Literal:
        vocabulary, kind = get_args(kind), str
    if get_origin(kind) is tuple:
        arrow, sql = TYPES[get_args(kind)[0]]
        arrow, sql = pa.list_(pa.field("element", arrow, nullable=False)), f"{sql}[]"
    else:
        arrow, sql = TYPES[kind]
    return Column(name, arrow, sql, nullable, description, vocabulary, AT_LOAD in marks)


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """The schema of the table's Parquet files."""
    return pa.schema([pa.field(c.name, c.arrow_type, nullable=c.nullable) for c in columns(table)])


def arrow_table(table: Table, rows: Sequence[Any]) -> pa.Table:
    """The rows as an Arrow table, in the order given."""
    schema = arrow_schema(table)
    values = zip(*(_plain(row) for row in rows), strict=True) if rows else ([] for _ in schema)
    return pa.Table.from_arrays([pa.array(list(v), field.type) for v, field in zip(values, schema, strict=True)], schema=schema)


def _plain(row: Any) -> Iterable[Any]:
    spans = (getattr(row, name) for name in row.__dataclass_fields__)
    return [[s._asdict() for s in v] if isinstance(v, tuple) and v and isinstance(v[0], Span) else v for v in spans]


def create_table(table: Table, is_checked: bool = True) -> str:
    """The table's DDL, with a comment on it and on every column; its vocabularies where they are checked by what keeps the table.

    Keys and orphans are checked by `sql/checks`.
    """
    lines = [f"    {c.name} {c.sql_type}{'' if c.nullable else ' NOT NULL'}{_check(c) if is_checked else ''}" for c in columns(table)]
    comments = [f"COMMENT ON TABLE {table.name} IS {quoted(_first_line(table.row))};"]
    comments += [f"COMMENT ON COLUMN {table.name}.{c.name} IS {quoted(_described(c))};" for c in columns(table)]
    return "\n".join([f"CREATE TABLE {table.name} (", ",\n".join(lines), ");", *comments])


def _check(column: Column) -> str:
    return f" CHECK ({in_vocabulary(column)})" if column.vocabulary else ""


def in_vocabulary(column: Column) -> str:
    """Whether the column's value is one that it may have, as SQL."""
    return f"{column.name} IN ({', '.join(map(quoted, column.vocabulary))})"


def _described(column: Column) -> str:
    return column.description + (f": {', '.join(column.vocabulary)}" if column.vocabulary else "")


def _first_line(row: type) -> str:
    return (row.__doc__ or "").strip().splitlines()[0]


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
