"""Choose the keyword (BM25) engine of the passage index: tantivy or bm25s.

Measures, on the development data only:
- quality: TIME and Cranfield nDCG@10, and how often an accepted answer to a RealTime QA question
  stands in the first k passages of the whole archive (2022 to tune on, 2023 to report);
- filters (days, outlets, one article, 500 articles): right before the cut to k, and how fast;
- cost: build and open time, memory, disk, each in a fresh process (reads /proc: Linux only);
- manners: hostile queries, threads, repeatable files, a folder that cannot be written to.

Example: ``python benchmarks/keyword_engines.py --out keyword_engines.json`` (about 10 minutes).
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

Hits = list[tuple[int, float]]  # passage row and score, best first
Numbers = npt.NDArray[np.int64]
Record = dict[str, Any]  # one line of the data files

LUCENE = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then"
    " there these they this to was will with"
)
QUESTION = (
    " did do does from had has have been were he her his how i its she we our what when where"
    " which who whom whose why you your"
)
STOP_WORDS = {"none": "", "lucene": LUCENE, "question": LUCENE + QUESTION}
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
HOSTILE = {
    "empty": "",
    "only stop-words": "what is the",
    "query syntax": 'title:"unclosed AND (NOT [1 TO *} ^~ -+ day:>1 /x.*/ \\',
    "control characters": "\x00\x01 prime \ud7ff\ufeff minister",
    "Japanese": "首相は何と言いましたか",
    "Arabic": "ماذا قال الرئيس",
    "5,000 characters": "the prime minister said on Monday that inflation " * 105,
    "one word of 5,000": "x" * 5000,
}


@dataclass(frozen=True)
class Corpus:
    """Passages as columns; `articles`, `days` and `outlets` hold a number per passage."""

    texts: list[str]
    titled: list[str]  # what is indexed: the title, then the text
    articles: Numbers
    days: Numbers  # ordinal of the date, 0 when unknown
    outlets: Numbers


@dataclass(frozen=True)
class Filter:
    """What a passage must satisfy to compete for the first k at all."""

    days: tuple[int, int] | None = None
    outlets: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()

    def mask(self, corpus: Corpus) -> npt.NDArray[np.bool_]:
        """Tell for every passage whether it is admitted."""
        admitted = np.ones(len(corpus.days), dtype=bool)
        if self.days:
            admitted &= (corpus.days >= self.days[0]) & (corpus.days <= self.days[1])
        for wanted, column in ((self.outlets, corpus.outlets), (self.articles, corpus.articles)):
            if wanted:
                table = np.zeros(column.max() + 1, dtype=bool)
                table[list(wanted)] = True
                admitted &= table[column]
        return admitted


@dataclass(frozen=True)
class Setup:
    """One way to build an index. tantivy has k1 = 1.2 and b = 0.75 compiled in."""

    engine: str
    stop: str
    k1: float = 1.2
    b: float = 0.75


def analyser(stop: str) -> Callable[[str], list[str]]:
    """Lower-case, fold diacritics, drop stop-words, stem (Snowball English, which strips 's)."""
    import Stemmer  # type: ignore[import-untyped]  # ships no types

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

    def __init__(self, folder: Path, setup: Setup, corpus: Corpus) -> None:
        import bm25s  # type: ignore[import-untyped]  # ships no types

        self._matrix = bm25s.BM25.load(folder, mmap=True)
        self._corpus = corpus
        self._analyse = analyser(setup.stop)

    @staticmethod
    def build(folder: Path, setup: Setup, corpus: Corpus) -> None:
        """Write the index. Numbering terms by first sight keeps the files repeatable."""
        import bm25s

        vocabulary: dict[str, int] = {}
        analyse = analyser(setup.stop)
        ids = [
            [vocabulary.setdefault(term, len(vocabulary)) for term in analyse(text)]
            for text in corpus.titled
        ]
        matrix = bm25s.BM25(method="lucene", k1=setup.k1, b=setup.b)
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

    def __init__(self, folder: Path, setup: Setup, corpus: Corpus) -> None:
        import tantivy

        self._tantivy = tantivy
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")  # the default polls meta.json from a thread
        self._schema, self._searcher = index.schema, index.searcher()
        self._analyse = analyser(setup.stop)

    @staticmethod
    def build(folder: Path, setup: Setup, corpus: Corpus) -> None:
        """Write the index: one thread and a wide heap make one segment in passage order."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        for name in ("row", "day", "outlet", "article"):
            builder.add_integer_field(name, indexed=name != "row", fast=True)
        schema = builder.build()
        folder.mkdir(parents=True)
        writer = tantivy.Index(schema, path=str(folder)).writer(1_000_000_000, num_threads=1)
        analyse = analyser(setup.stop)
        numbers = np.stack([corpus.days, corpus.outlets, corpus.articles]).T.tolist()
        for row, (text, (day, outlet, article)) in enumerate(
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
    """Cut a text into passages of at most 130 words at paragraph or sentence ends."""
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
    texts, titled, rows = [], [], []
    for article, record in enumerate(records):
        published = record.get("published")
        day = date.fromisoformat(published[:10]).toordinal() if published else 0
        outlet = outlets.setdefault(record.get("outlet") or "", len(outlets))
        for passage in split(record["text"]):
            texts.append(passage)
            titled.append(f"{record.get('title') or ''}\n{passage}")
            rows.append((article, day, outlet))
    articles, days, numbers = np.array(rows, dtype=np.int64).T
    return Corpus(texts, titled, articles, days, numbers)


def built(folder: Path, setup: Setup, corpus: Corpus) -> Engine:
    """Build an index in a new folder and open it."""
    engine = ENGINES[setup.engine]
    engine.build(folder, setup, corpus)
    return engine(folder, setup, corpus)


def ndcg(base: Path, setup: Setup, folder: Path) -> float:
    """Mean nDCG@10 of a test collection; a document scores as its best passage."""
    records = read(base / "docs.jsonl.gz")
    corpus = to_corpus(records)
    engine = built(folder, setup, corpus)
    texts = {record["id"]: record["text"] for record in read(base / "queries.jsonl.gz")}
    relevant: dict[str, set[str]] = {}
    for line in (base / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        if int(grade):
            relevant.setdefault(query, set()).add(document)
    discounts = 1 / np.log2(np.arange(2, 12))
    scores = []
    for query, wanted in relevant.items():
        rows = [row for row, _ in engine.search(texts[query], 200)]
        found = list(dict.fromkeys(records[corpus.articles[row]]["id"] for row in rows))[:10]
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


def filters(engine: Engine, corpus: Corpus, question: Record) -> dict[str, Filter | None]:
    """Make the filters to try on a question; the one article is that of its first hit."""
    asked = date.fromisoformat(question["asked"]).toordinal()
    row = next((row for row, _ in engine.search(question["question"], 1)), 0)
    random = np.random.default_rng(asked)
    chosen = random.choice(corpus.articles[-1] + 1, 500, replace=False)
    return {
        "no filter": None,
        "30 days": Filter(days=(asked - 30, asked)),
        "2 outlets": Filter(outlets=(0, 2)),
        "1 article": Filter(articles=(int(corpus.articles[row]),)),
        "500 articles": Filter(articles=tuple(chosen.tolist())),
        "all three": Filter((asked - 90, asked), (0, 2), tuple(chosen.tolist())),
    }


def latencies(engine: Engine, corpus: Corpus, questions: Sequence[Record]) -> dict[str, list[float]]:
    """Milliseconds of a search for 20 passages at p50 and p95, by filter."""
    taken: dict[str, list[float]] = {}
    for question in questions:
        for name, where in filters(engine, corpus, question).items():
            start = time.perf_counter()
            engine.search(question["question"], 20, where)
            taken.setdefault(name, []).append(1000 * (time.perf_counter() - start))
    return {name: np.percentile(times, (50, 95)).tolist() for name, times in taken.items()}


def wrong_filters(engine: Engine, corpus: Corpus, questions: Sequence[Record]) -> int:
    """Count filtered searches that differ from the full ranking, filtered and then cut."""
    wrong = 0
    for question in questions:
        ranking = engine.search(question["question"], len(corpus.texts))
        for where in filter(None, filters(engine, corpus, question).values()):
            admitted = where.mask(corpus)
            expected = [hit for hit in ranking if admitted[hit[0]]][:20]
            wrong += engine.search(question["question"], 20, where) != expected
    return wrong


def manners(engine: Engine, questions: Sequence[Record]) -> Record:
    """Try hostile queries, and the same searches from one, two and eight threads."""
    report: Record = {}
    for name, query in HOSTILE.items():
        start = time.perf_counter()
        hits = len(engine.search(query, 20))
        report[name] = f"{hits} hits, {1000 * (time.perf_counter() - start):.1f} ms"
    texts = [question["question"] for question in questions]
    expected = [engine.search(text, 20) for text in texts]
    for threads in (1, 2, 8):
        with ThreadPoolExecutor(threads) as pool:
            start = time.perf_counter()
            same = list(pool.map(lambda text: engine.search(text, 20), texts)) == expected
            speed = len(texts) / (time.perf_counter() - start)
        report[f"{threads} threads"] = f"{'same' if same else 'OTHER'} hits, {speed:.0f} a second"
    return report


def megabytes(field: str) -> float:
    """Read a memory figure of this process from /proc, such as VmHWM (the peak)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split(f"{field}:")[1].split()[0]) / 1024


def probe(task: str, setup_json: str, folder: str, data: str) -> None:
    """Measure a build or an opening; runs in a process of its own and prints JSON."""
    setup, at = Setup(**json.loads(setup_json)), Path(folder)
    archive = Path(data) / "realtimeqa"
    if task == "build":
        corpus = to_corpus(read(archive / "articles.jsonl.gz"))
    else:
        corpus = Corpus([], [], *np.load(at.parent / "columns.npy"))
        questions = read(archive / "questions-2022.jsonl.gz")[:300]
    before, start = megabytes("VmRSS"), time.perf_counter()
    if task == "build":
        ENGINES[setup.engine].build(at, setup, corpus)
        report: Record = {"build s": time.perf_counter() - start}
        digests = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in at.iterdir())
        report["digest"] = hashlib.sha256("".join(digests).encode()).hexdigest()
        report["disk MB"] = sum(path.stat().st_size for path in at.iterdir()) / 1e6
        report["build peak MB"] = megabytes("VmHWM") - before
    else:
        engine = ENGINES[setup.engine](at, setup, corpus)
        report = {"open ms": 1000 * (time.perf_counter() - start)}
        for question in questions:
            engine.search(question["question"], 20)
        report |= {"peak MB": megabytes("VmHWM"), "of it before opening MB": before}
        report |= {"private MB": megabytes("RssAnon"), "threads": len(os.listdir("/proc/self/task"))}
    print(json.dumps(report))


def in_fresh_process(task: str, setup: Setup, folder: Path, data: Path, **options: Any) -> Record:
    """Run `probe` in a new interpreter; an error comes back under "error"."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})"
    code += "; from keyword_engines import probe; probe(*sys.argv[1:])"
    command = [sys.executable, "-c", code, task, json.dumps(asdict(setup)), str(folder), str(data)]
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1]}
    return dict(json.loads(done.stdout))


def read_only(setup: Setup, folder: Path, data: Path) -> str:
    """Open an index that its user may read but not write (root may always: become nobody)."""
    for path in [*folder.iterdir(), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    options: Record = {"user": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    return str(in_fresh_process("open", setup, folder, data, **options).get("error", "opens"))


def main() -> None:
    """Run every measurement, print tables, write JSON."""
    root = Path(__file__).resolve().parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=root.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, required=True, help="where to write the figures")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved repeats of each timing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        report = measure(options.data.resolve(), Path(scratch), options.rounds)
    options.out.write_text(json.dumps(report, indent=1), encoding="utf-8")


def measure(data: Path, scratch: Path, rounds: int) -> Record:
    corpus = to_corpus(read(data / "realtimeqa/articles.jsonl.gz"))
    np.save(scratch / "columns.npy", np.stack([corpus.articles, corpus.days, corpus.outlets]))
    folded = [text.casefold() for text in corpus.texts]
    asked = {year: read(data / f"realtimeqa/questions-{year}.jsonl.gz") for year in (2022, 2023)}
    setups = [Setup("tantivy", stop) for stop in STOP_WORDS]
    setups += [Setup("bm25s", s, k1, b) for s in STOP_WORDS for k1 in (0.9, 1.2, 1.5) for b in (0.4, 0.75)]
    quality = []
    for n, setup in enumerate(setups):
        t=time.time()
        row: Record = asdict(setup)
        for name in ("time", "cranfield"):
            row[name] = ndcg(data / "retrieval" / name, setup, scratch / f"{name}{n}")
        engine = built(scratch / f"q{n}", setup, corpus)
        row["2022"] = recall(engine, folded, asked[2022])
        row["2023"] = recall(engine, folded, asked[2023])
        quality.append(row)
        print(row, round(time.time()-t,1), flush=True)
    chosen = [Setup("bm25s", "lucene"), Setup("tantivy", "lucene")]
    costs: dict[str, list[Record]] = {}
    for r in range(rounds):
        for setup in chosen:
            f = scratch / f"{setup.engine}{r}"
            one = in_fresh_process("build", setup, f, data) | in_fresh_process("open", setup, f, data)
            costs.setdefault(setup.engine, []).append(one)
            print(setup.engine, one, flush=True)
    engines = {s.engine: ENGINES[s.engine](scratch / f"{s.engine}0", s, corpus) for s in chosen}
    lat: Record = {}
    for r in range(rounds):
        for name, engine in engines.items():
            lat.setdefault(name, []).append(latencies(engine, corpus, asked[2022][:300]))
            print(name, lat[name][-1], flush=True)
    man = {}
    for name, engine in engines.items():
        man[name] = manners(engine, asked[2022][:300])
        man[name]["wrong filters"] = wrong_filters(engine, corpus, asked[2022][:40])
    for s in chosen:
        man[s.engine]["read only"] = read_only(s, scratch / f"{s.engine}1", data)
        print(s.engine, man[s.engine], flush=True)
    return {"quality": quality, "costs": costs, "lat": lat, "manners": man}


if __name__ == "__main__":
    main()
