"""MultiHop-RAG's questions over two or more reports, and the half of them that rules were tuned on.

Every benchmark splits them here, so that what one calls held out was tuned on by none.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.attribution import Half
from benchmarks.data import DATA, read_lines

KINDS = ("comparison_query", "temporal_query")


def read_queries() -> list[dict[str, Any]]:
    """All queries, of every kind, in the order of the file."""
    return read_lines(DATA / "multihop" / "queries_a.jsonl.gz")


def two_sided(records: Sequence[dict[str, Any]], half: Half) -> list[dict[str, Any]]:
    """The questions of a half that have two sides.

    Args:
        records: As `read_queries` gives them: a question's line decides its half.
        half: ``tune`` for the even lines, counted from 0; ``test`` for the odd ones.
    """
    own = records[0::2] if half is Half.TUNE else records[1::2]
    return [record for record in own if record["kind"] in KINDS]
