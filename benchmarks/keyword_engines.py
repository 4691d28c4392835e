"""Choose the keyword (BM25) engine of the passage index: tantivy or bm25s.

Measures, on the development data only:
- quality: TIME and Cranfield nDCG@10, and how often an accepted answer to a RealTime QA question
  stands in the first k passages of the whole archive (2022 to tune on, 2023 to report);
- searches: milliseconds with and without filters, and filters that do not hold before the cut;
- cost: build time and disk; opening time and memory in fresh processes (/proc: Linux only).

Decided: bm25s, k1 1.2, b 0.75, everything indexed, question words left out of queries only. The
engines rank alike (0.606 and 0.606 of the answers of 2022 in ten passages, 0.444 and 0.445 of 2023)
and answer in 1 to 2 ms. tantivy is the smaller (15 against 75 MB on disk, 23 against 114 MB to
serve, 5 against 200 ms to open), but it cannot open an index in a folder it may not write to, names
its files at random, so that no two builds have the same manifest, and keeps a thread running. A
bm25s index is five plain files, the same after every build, memory-mapped and read-only.

Example: ``python benchmarks/keyword_engines.py --out keyword_engines.json`` (about 5 minutes).
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

Hits = list[tuple[int, float]]  # passage row and score, best first
Record = dict[str, Any]  # a line of a data file, or a line of a table

LUCENE = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then"
    " there these they this to was will with"
)
QUESTION = (
    f"{LUCENE} did do does from had has have been were he her his how i its she we our what when"
    " where which who whom whose why you your"
)
# Left out of queries only: everything is indexed, so a query of nothing else can still be served.
STOP_WORDS = {"none": "", "lucene": LUCENE, "question": QUESTION}
GRID = [("tantivy", 1.2, 0.75)]
GRID += [("bm25s", k1, b) for k1 in (0.9, 1.2, 1.5) for b in (0.4, 0.75)]
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Corpus:
    """Passages, and beside them the article, day (ordinal, 0 unknown) and outlet of each."""

    texts: list[str]
    titled: list[str]  # what is indexed: the title, then the text
    numbers: npt.NDArray[np.int64]  # three rows: article, day, outlet


@dataclass(frozen=True)
class Filter:
    """What a passage must satisfy to compete for the first k at all."""

    days: tuple[int, int] | None = None
    outlets: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()

    def mask(self, corpus: Corpus) -> npt.NDArray[np.bool_]:
        """Tell for every passage whether it is admitted."""
        articles, days, outlets = corpus.numbers
        admitted = np.ones(len(days), dtype=bool)
        if self.days:
            admitted &= (days >= self.days[0]) & (days <= self.days[1])
        if self.outlets:
            admitted &= np.isin(outlets, self.outlets)
        if self.articles:
            admitted &= np.isin(articles, self.articles)
        return admitted


def analyser(stop: str) -> Callable[[str], list[str]]:
    """Lower-case, fold diacritics, drop stop-words, stem (Snowball English, which strips 's)."""
    import Stemmer

    stem = Stemmer.Stemmer("english").stemWord
    stop_words = frozenset(STOP_WORDS[stop].split())
    words = re.compile(r"\w+(?:['’]\w+)*").findall

    @functools.cache
    def term(word: str) -> str:
        plain = word.casefold().translate(LETTERS).replace("’", "'")
        if not plain.isascii():
            parts = unicodedata.normalize("NFKD", plain)
            plain = "".join(char for char in parts if not unicodedata.combining(char))
        return "" if plain in stop_words or len(plain) > 60 else str(stem(plain))

    def analyse(text: str) -> list[str]:
        composed = unicodedata.normalize("NFC", text)
        return [found for word in words(composed) if (found := term(word))]

    return analyse


class Bm25s:
    """A bm25s matrix, memory-mapped; filters and the cut to k are plain numpy."""

    def __init__(self, folder: Path, corpus: Corpus, stop: str) -> None:
        import bm25s

        self._matrix = bm25s.BM25.load(folder, mmap=True)
        self._corpus = corpus
        self._analyse = analyser(stop)

    @staticmethod
    def build(folder: Path, corpus: Corpus, k1: float, b: float) -> None:
        """Write the index. Numbering terms by first sight keeps the files repeatable."""
        import bm25s

        vocabulary: dict[str, int] = {}
        ids = [
            [vocabulary.setdefault(term, len(vocabulary)) for term in terms]
            for terms in map(analyser("none"), corpus.titled)
        ]
        matrix = bm25s.BM25(method="lucene", k1=k1, b=b)
        matrix.index((ids, vocabulary), create_empty_token=False, show_progress=False)
        matrix.save(folder, show_progress=False)

    def search(self, query: str, k: int, where: Filter | None = None) -> Hits:
        """Score every passage, then keep the admitted best; ties in passage order."""
        terms = self._analyse(query)
        if not terms:
            return []
        scores = self._matrix.get_scores(terms)
        found = scores > 0 if where is None else (scores > 0) & where.mask(self._corpus)
        rows = np.flatnonzero(found)
        if len(rows) > k:
            rows = rows[scores[rows] >= np.partition(scores[rows], -k)[-k]]
        best = rows[np.lexsort((rows, -scores[rows]))][:k]
        return list(zip(best.tolist(), scores[best].tolist(), strict=True))


class Tantivy:
    """A tantivy index of one segment; queries are made of terms and never parsed."""

    def __init__(self, folder: Path, corpus: Corpus, stop: str) -> None:
        import tantivy

        self._tantivy = tantivy
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")  # a finished index is never reloaded
        self._schema, self._searcher = index.schema, index.searcher()
        self._analyse = analyser(stop)

    @staticmethod
    def build(folder: Path, corpus: Corpus, k1: float, b: float) -> None:
        """Write one segment in passage order; k1 and b are compiled in as 1.2 and 0.75."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        for name in ("row", "day", "outlet", "article"):
            builder.add_integer_field(name, indexed=name != "row", fast=True)
        schema = builder.build()
        folder.mkdir(parents=True)
        writer = tantivy.Index(schema, path=str(folder)).writer(1_000_000_000, num_threads=1)
        analyse, numbers = analyser("none"), corpus.numbers.T.tolist()
        for row, (text, (article, day, outlet)) in enumerate(
            zip(corpus.titled, numbers, strict=True)
        ):
            record = {"body": " ".join(analyse(text)), "row": row}
            record |= {"day": day, "outlet": outlet, "article": article}
            writer.add_document(tantivy.Document.from_dict(record, schema))
        writer.commit()
        writer.wait_merging_threads()

    def search(self, query: str, k: int, where: Filter | None = None) -> Hits:
        """Ask for any of the terms, and for what the filter wants at no score."""
        must, should = self._tantivy.Occur.Must, self._tantivy.Occur.Should
        make, schema = self._tantivy.Query, self._schema
        terms = [make.term_query(schema, "body", term) for term in self._analyse(query)]
        if not terms:
            return []
        wanted = []
        if where and where.days:
            kind = self._tantivy.FieldType.Integer
            wanted.append(make.range_query(schema, "day", kind, *where.days))
        if where and where.outlets:
            wanted.append(make.term_set_query(schema, "outlet", where.outlets))
        if where and where.articles:
            wanted.append(make.term_set_query(schema, "article", where.articles))
        clauses = [(must, make.boolean_query([(should, term) for term in terms]))]
        clauses += [(must, make.const_score_query(query, 0.0)) for query in wanted]
        hits = self._searcher.search(make.boolean_query(clauses), k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [(int(row or 0), score) for row, (score, _) in zip(rows, hits, strict=True)]


Engine = Bm25s | Tantivy
ENGINES: dict[str, type[Engine]] = {"bm25s": Bm25s, "tantivy": Tantivy}


def read(path: Path) -> list[Record]:
    """Read gzipped JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def split(text: str, most: int = 130) -> Iterator[str]:
    """Cut a text into passages of about 130 words at paragraph or sentence ends."""
    passage, words = "", 0
    for paragraph in filter(None, text.split("\n\n")):
        long = len(paragraph.split()) > most
        for piece in re.split(r"(?<=[.!?])\s+", paragraph) if long else [paragraph]:
            count = len(piece.split())
            if passage and words + count > most:
                yield passage
                passage, words = "", 0
            passage, words = f"{passage} {piece}".strip(), words + count
    if passage:
        yield passage


def to_corpus(records: Sequence[Record]) -> Corpus:
    """Split records into passages, each indexed with the title before it."""
    outlets: dict[str, int] = {}
    texts, titled, numbers = [], [], []
    for article, record in enumerate(records):
        published = record.get("published")
        day = date.fromisoformat(published[:10]).toordinal() if published else 0
        outlet = outlets.setdefault(record.get("outlet") or "", len(outlets))
        for passage in split(record["text"]):
            texts.append(passage)
            titled.append(f"{record.get('title') or ''}\n{passage}")
            numbers.append((article, day, outlet))
    return Corpus(texts, titled, np.array(numbers, dtype=np.int64).T.copy())


def ndcg(engine: Engine, base: Path, records: Sequence[Record], corpus: Corpus) -> float:
    """Mean nDCG@10 of a test collection; a document scores as its best passage."""
    texts = {record["id"]: record["text"] for record in read(base / "queries.jsonl.gz")}
    relevant: dict[str, set[str]] = {}
    for line in (base / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        if int(grade):
            relevant.setdefault(query, set()).add(document)
    discounts = 1 / np.log2(np.arange(2, 12))
    scores = []
    for query, wanted in relevant.items():
        articles = (corpus.numbers[0, row] for row, _ in engine.search(texts[query], 200))
        found = [records[article]["id"] for article in dict.fromkeys(articles)][:10]
        gain = sum(discounts[rank] for rank, name in enumerate(found) if name in wanted)
        scores.append(gain / discounts[: len(wanted)].sum())
    return fmean(scores)


def recall(engine: Engine, folded: Sequence[str], questions: Sequence[Record]) -> list[float]:
    """Share of questions with an accepted answer in the first 1, 5, 10 and 20 passages."""
    ranks = []
    for question in questions:
        answers = "|".join(re.escape(answer.casefold()) for answer in question["answers"])
        answered = re.compile(rf"(?<!\w)(?:{answers})(?!\w)").search
        hits = engine.search(question["question"], 20)
        ranks.append(next((n for n, (row, _) in enumerate(hits) if answered(folded[row])), 99))
    return [fmean(rank < cut for rank in ranks) for cut in (1, 5, 10, 20)]


def filters(corpus: Corpus, question: Record, first: int) -> dict[str, Filter | None]:
    """Make the filters to try on a question, whose first hit is the passage `first`."""
    asked = date.fromisoformat(question["asked"]).toordinal()
    random = np.random.default_rng(asked)
    many = tuple(random.choice(corpus.numbers[0].max() + 1, 500, replace=False).tolist())
    return {
        "no filter": None,
        "30 days": Filter(days=(asked - 30, asked)),
        "2 of 3 outlets": Filter(outlets=(0, 2)),
        "1 article": Filter(articles=(int(corpus.numbers[0, first]),)),
        "500 articles": Filter(articles=many),
        "90 days, outlets, 500": Filter((asked - 90, asked), (0, 2), many),
    }


def searches(engine: Engine, corpus: Corpus, questions: Sequence[Record]) -> dict[str, list[float]]:
    """Time the search for 20 passages under every filter: milliseconds of each."""
    taken: dict[str, list[float]] = {}
    for question in questions:
        first = next((row for row, _ in engine.search(question["question"], 1)), 0)
        for name, where in filters(corpus, question, first).items():
            start = time.perf_counter()
            engine.search(question["question"], 20, where)
            taken.setdefault(name, []).append(1000 * (time.perf_counter() - start))
    return taken


def wrong_filters(engine: Engine, corpus: Corpus, questions: Sequence[Record]) -> int:
    """Count filtered searches that differ from the full ranking, filtered and then cut."""
    wrong = 0
    for question in questions:
        ranking = engine.search(question["question"], len(corpus.texts))
        for where in filter(None, filters(corpus, question, ranking[0][0]).values()):
            admitted = where.mask(corpus)
            expected = [hit for hit in ranking if admitted[hit[0]]][:20]
            wrong += engine.search(question["question"], 20, where) != expected
    return wrong


def megabytes(field: str) -> float:
    """Read a memory figure of this process from /proc, such as VmHWM (the peak)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split(f"{field}:")[1].split()[0]) / 1024


def probe(name: str, stop: str, folder: Path) -> dict[str, float]:
    """Open an index and search it, in a process that has done nothing else."""
    corpus = Corpus([], [], np.load(folder.parent / "numbers.npy"))
    asked = json.loads((folder.parent / "asked.json").read_text(encoding="utf-8"))
    before, start = megabytes("VmRSS"), time.perf_counter()
    engine = ENGINES[name](folder, corpus, stop)
    report = {"import and open ms": 1000 * (time.perf_counter() - start)}
    for question in asked:
        engine.search(question, 20)
    report |= {"peak MB": megabytes("VmHWM"), "of it before opening": before}
    return report | {"private MB": megabytes("RssAnon")}


def in_fresh_process(name: str, stop: str, folder: Path) -> dict[str, float]:
    """Run `probe` in a new interpreter; a child of this one would inherit its memory."""
    code = "import sys, json, pathlib, keyword_engines as bench; name, stop, folder = sys.argv[1:]"
    code += "; print(json.dumps(bench.probe(name, stop, pathlib.Path(folder))))"
    command = [sys.executable, "-c", code, name, stop, str(folder)]
    return dict(json.loads(subprocess.check_output(command, cwd=Path(__file__).parent)))


def tune(data: Path, corpus: Corpus, scratch: Path) -> list[Record]:
    """Measure the quality of every setup on TIME, Cranfield and the questions of 2022."""
    questions = read(data / "realtimeqa/questions-2022.jsonl.gz")
    folded = [text.casefold() for text in corpus.texts]
    judged: list[tuple[Path, list[Record], Corpus]] = []
    for base in (data / "retrieval/time", data / "retrieval/cranfield"):
        records = read(base / "docs.jsonl.gz")
        judged.append((base, records, to_corpus(records)))
    table = []
    for name, k1, b in GRID:
        engine, folder = ENGINES[name], scratch / f"{name}-{k1}-{b}"
        engine.build(folder / "news", corpus, k1, b)
        for base, _, passages in judged:
            engine.build(folder / base.name, passages, k1, b)
        for stop in STOP_WORDS:
            row: Record = {"engine": name, "k1": k1, "b": b, "stop-words": stop}
            for base, records, passages in judged:
                index = engine(folder / base.name, passages, stop)
                row[base.name] = ndcg(index, base, records, passages)
            found = recall(engine(folder / "news", corpus, stop), folded, questions)
            row |= {"2022 @1 5 10 20": found, "sum": row["time"] + row["cranfield"] + found[2]}
            table.append(row)
    return table


def compare(
    data: Path, corpus: Corpus, scratch: Path, best: Sequence[Record], rounds: int
) -> list[Record]:
    """Measure the best setup of each engine; repeats alternate, so that load falls on both."""
    asked = {y: read(data / f"realtimeqa/questions-{y}.jsonl.gz") for y in (2022, 2023)}
    np.save(scratch / "numbers.npy", corpus.numbers)
    (scratch / "asked.json").write_text(json.dumps([q["question"] for q in asked[2022][:300]]))
    costs: dict[str, dict[str, list[float]]] = {name: {} for name in ENGINES}
    taken: dict[str, dict[str, list[float]]] = {name: {} for name in ENGINES}
    opened: dict[str, Engine] = {}
    for turn, setup in product(range(rounds), best):
        name, stop = setup["engine"], setup["stop-words"]
        folder = scratch / f"{name}-{turn}"
        start = time.perf_counter()
        ENGINES[name].build(folder, corpus, setup["k1"], setup["b"])
        cost = {"build s": time.perf_counter() - start}
        cost["disk MB"] = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        for key, value in (cost | in_fresh_process(name, stop, folder)).items():
            costs[name].setdefault(key, []).append(value)
        opened[name] = ENGINES[name](folder, corpus, stop)
        for key, times in searches(opened[name], corpus, asked[2022][:300]).items():
            taken[name].setdefault(f"ms p50 p95, {key}", []).extend(times)
    folded = [text.casefold() for text in corpus.texts]
    table = []
    for setup in best:
        name = setup["engine"]
        row = setup | {"2023 @1 5 10 20": recall(opened[name], folded, asked[2023])}
        row["wrong filtered searches"] = wrong_filters(opened[name], corpus, asked[2022][:40])
        row |= {key: median(values) for key, values in costs[name].items()}
        row |= {key: np.percentile(all_, (50, 95)).tolist() for key, all_ in taken[name].items()}
        table.append(row)
    return table


def shown(value: object) -> str:
    """Format a cell."""
    if isinstance(value, list):
        return " ".join(map(shown, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def main() -> None:
    """Measure, print the tables, write the figures."""
    root = Path(__file__).resolve().parents[1]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=root.parent / "shared/data", metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="JSON")
    parser.add_argument("--rounds", type=int, default=3, help="repeats of each timing (default 3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data, folder = options.data.resolve(), Path(scratch)
        corpus = to_corpus(read(data / "realtimeqa/articles.jsonl.gz"))
        setups = tune(data, corpus, folder)
        ranked = sorted(setups, key=lambda row: -row["sum"])
        best = [next(row for row in ranked if row["engine"] == name) for name in ENGINES]
        report = {"setups": setups, "best": compare(data, corpus, folder, best, options.rounds)}
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    tuned = Table(*setups[0], title="Every setup, on the tuning sets")
    for row in setups:
        tuned.add_row(*map(shown, row.values()))
    compared = Table("The best setup of each engine", *ENGINES)
    for key in report["best"][0]:
        compared.add_row(key, *(shown(row[key]) for row in report["best"]))
    Console().print(tuned, compared)


if __name__ == "__main__":
    main()
