"""Results as a table on the screen and as JSON in a file."""

import datetime as dt
import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"


def publish(name: str, title: str, rows: Sequence[Mapping[str, Any]], *, digits: int = 4) -> None:
    """Print rows as a table and write them to ``benchmarks/results/NAME.json``.

    ``digits`` follow the point in the table; the file has all.
    """
    table = Table(title=title)
    for column in rows[0]:
        table.add_column(column, justify="left" if column == next(iter(rows[0])) else "right")
    for row in rows:
        table.add_row(
            *(f"{v:.{digits}f}" if isinstance(v, float) else str(v) for v in row.values())
        )
    Console(width=120).print(table)
    RESULTS.mkdir(exist_ok=True)
    record = {
        "title": title,
        "measured": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "rows": list(rows),
    }
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
