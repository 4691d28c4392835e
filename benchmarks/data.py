"""Reading the development data, which lies beside the repository and is never copied into it."""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


class AskedQuestion(BaseModel):
    """A question with accepted answers, as the data gives it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    asked: str | None = None
    answers: tuple[str, ...]


class Collection(BaseModel):
    """A small test collection: documents, queries, graded relevance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    relevance: dict[str, dict[str, int]]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def realtime_questions(year: int) -> list[AskedQuestion]:
    """RealTime QA questions of a year."""
    records = read_lines(DATA / "realtimeqa" / f"questions-{year}.jsonl.gz")
    return [AskedQuestion.model_validate(record) for record in records]


def collection(name: str) -> Collection:
    """The TIME or Cranfield collection."""
    folder = DATA / "retrieval" / name
    relevance: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        relevance[query][document] = int(grade)
    documents = {
        record["id"]: (record.get("title") or "", record["text"])
        for record in read_lines(folder / "docs.jsonl.gz")
        if record["text"].strip()
    }
    queries = {r["id"]: r["text"] for r in read_lines(folder / "queries.jsonl.gz")}
    return Collection(documents=documents, queries=queries, relevance=dict(relevance))


_WORDS = re.compile(r"\w+")


def words_of(text: str) -> str:
    """Words in lower case, one space between and around them, for whole-word search."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return f" {' '.join(_WORDS.findall(folded))} "


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether an accepted answer stands in a text, as whole words."""
    haystack = words_of(text)
    return any(words_of(answer) in haystack for answer in answers if words_of(answer).strip())
