"""Rows as a Parquet file, group by group, so that no more than one group is ever held."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from arro3.core import DataType, RecordBatch, Schema

Kind = Literal["text", "whole", "number", "moment", "yes_no"]
"""What a column holds; any of them may be empty."""
Value = str | int | float | bool | datetime | None
GROUP = 50_000
"""Rows in a group."""


def write(
    file: IO[bytes], columns: Sequence[tuple[str, Kind]], pages: Iterable[Sequence[Sequence[Value]]]
) -> None:
    """Write pages of rows as they come. Blocks; ``pages`` are asked for one at a time.

    Moments are told in UTC, to the microsecond.
    """
    # Thirty megabytes nobody needs who asks for no such file: a web process stays small until somebody does.
    from arro3.core import Field, RecordBatchReader, Schema  # noqa: PLC0415 (see above)
    from arro3.io import write_parquet  # noqa: PLC0415 (see above)

    schema = Schema([Field(name, _type(kind), nullable=True) for name, kind in columns])
    reader = RecordBatchReader.from_batches(schema, _batches(schema, columns, pages))
    write_parquet(reader, file, compression="zstd(3)", max_row_group_size=GROUP)


def _batches(
    schema: "Schema", columns: Sequence[tuple[str, Kind]], pages: Iterable[Sequence[Sequence[Value]]]
) -> "Iterator[RecordBatch]":
    from arro3.core import Array, DataType, RecordBatch  # noqa: PLC0415 (see above)

    for page in pages:
        turned = [*zip(*page, strict=True)] if page else [() for _ in columns]
        yield RecordBatch.from_arrays(  # pyright: ignore[reportUnknownMemberType] (arro3 leaves the buffers it takes open)
            [
                # Moments go in as the microseconds they are kept as: the library takes no others from Python.
                Array(
                    [_plain(value) for value in column],
                    type=DataType.int64() if kind == "moment" else _type(kind),
                ).cast(_type(kind))
                for column, (_, kind) in zip(turned, columns, strict=True)
            ],
            schema=schema,
        )


def _type(kind: Kind) -> "DataType":
    from arro3.core import DataType  # noqa: PLC0415 (see above)

    types = {
        "text": DataType.utf8,
        "whole": DataType.int64,
        "number": DataType.float64,
        "yes_no": DataType.bool,
    }
    return DataType.timestamp("us", tz="UTC") if kind == "moment" else types[kind]()


def _plain(value: Value) -> Any:
    """Moments as microseconds since 1970, whole numbers as they are: an enum is the text it stands for."""
    if isinstance(value, datetime):
        return round(value.timestamp() * 1_000_000)
    return str(value) if isinstance(value, str) else value
