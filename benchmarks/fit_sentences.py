"""Fit the weights in `qa/judgement.py`, and choose the thresholds below which nothing is said.

Each question goes the whole way twice: over its archive as it is, and over what is left when every
article that holds an accepted answer is taken away (then nothing can be right). Archives: RealTime
QA (questions of 2022; 2023 is kept for reporting), QED, SelQA and NewsQA, so that the weights do
not fit one source only. A sentence counts as right if an accepted answer stands in it.

Example: python -m benchmarks.fit_sentences rtqa.index
Then copy what it prints into `qa/judgement.py`.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Annotated, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.data import DATA, AskedQuestion, holds_answer, read_lines, realtime_questions
from benchmarks.report import publish
from corpus import Article, NewsQuoteError, canonical_text
from index import Filters, Retriever, build_index, question_terms
from qa import Candidate, candidates, sentence_features, understand
from qa import judgement as current

PASSAGES = 12
_REACH = 60
_SEED = 7


class Case(NamedTuple):
    """One question over one archive: what its sentences look like, and which are right."""

    source: str
    removed: bool
    sentences: list[Candidate]
    features: NDArray[np.float64]
    right: NDArray[np.bool_]


class Archive(NamedTuple):
    """An index and questions on it."""

    name: str
    retriever: Retriever
    questions: Sequence[AskedQuestion]


def reading_archive(name: str, path: Path, most: int, folder: Path) -> Archive:
    """An archive made of the contexts of a reading data set."""
    records = read_lines(path)
    texts = {canonical_text(record["context"]): record.get("title", "") for record in records}
    articles = [
        Article(id=f"{name}-{number}", title=title, text=text)
        for number, (text, title) in enumerate(texts.items())
    ]
    build_index(articles, folder)
    asked = [
        AskedQuestion(
            id=record["id"],
            question=record["question"],
            answers=tuple(answer["text"] for answer in record["answers"]),
        )
        for record in records
        if record["answers"]
    ]
    chosen = random.Random(_SEED).sample(asked, min(most, len(asked)))  # noqa: S311 - a sample
    return Archive(name, Retriever.open(folder), chosen)


def cases_of(archive: Archive) -> Iterator[Case]:
    """The cases of every question that can be judged by its answer's words."""
    retriever = archive.retriever
    for asked in track(archive.questions, description=archive.name):
        if all(len(answer) < 3 for answer in asked.answers):
            continue
        try:
            question = understand(asked.question)
        except NewsQuoteError:
            continue
        hits = [
            (hit, article)
            for hit in retriever.search_filtered(question.understood, _REACH, Filters())
            if (article := retriever.article(hit.passage.article_id))
        ]
        silent = [pair for pair in hits if not holds_answer(pair[1].text, asked.answers)]
        weights = retriever.term_weights(question_terms(question.understood))
        for removed, read in ((False, hits), (True, silent)):
            sentences = candidates(read[:PASSAGES])
            features = sentence_features(question, sentences, retriever.embedder, weights)
            right = np.array([holds_answer(s.text, asked.answers) for s in sentences])
            yield Case(archive.name, removed, sentences, features, right)


def quoted_right(case: Case, weights: NDArray[np.float64], first: int) -> bool:
    """Whether one of the first quotes that would be chosen is right."""
    ranked = current.score(case.sentences, case.features, weights)
    chosen = {id(candidate) for candidate in current.choose_quotes(ranked)[:first]}
    return any(
        is_right and id(candidate) in chosen
        for candidate, is_right in zip(case.sentences, case.right, strict=True)
    )


def fit_weights(cases: Sequence[Case]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of the sentence model."""
    useful = [case for case in cases if not case.removed and case.right.any()]
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=2_000)
    model.fit(np.vstack([c.features for c in useful]), np.concatenate([c.right for c in useful]))
    return model.coef_[0], float(model.intercept_[0])


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    most: Annotated[int, typer.Option(help="Questions from each reading data set.")] = 400,
) -> None:
    """Fit, measure and print."""
    reader = DATA / "reader"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archives = [
            Archive("RealTime QA 2022", Retriever.open(index), realtime_questions(2022)),
            reading_archive("QED", reader / "sentence" / "qed.jsonl.gz", most, folder / "qed"),
            reading_archive(
                "SelQA", reader / "sentence" / "selqa.jsonl.gz", most, folder / "selqa"
            ),
            reading_archive("NewsQA", DATA / "newsqa" / "dev.jsonl.gz", most, folder / "newsqa"),
        ]
        cases = [case for archive in archives for case in cases_of(archive) if case.sentences]
    weights, bias = fit_weights(cases)
    best = np.array([[_best_log_odds(case, weights, bias)] for case in cases])
    labels = np.array(
        [not c.removed and quoted_right(c, weights, current.MOST_QUOTES) for c in cases]
    )
    judge = LogisticRegression(C=1.0, max_iter=2_000).fit(best, labels)
    sureness = judge.predict_proba(best)[:, 1]
    console = Console(width=110)
    console.print("SENTENCE_WEIGHTS =", tuple(round(float(w), 3) for w in weights))
    console.print("SENTENCE_BIAS =", round(bias, 3))
    console.print("ANSWER_SLOPE =", round(float(judge.coef_[0][0]), 3))
    console.print("ANSWER_BIAS =", round(float(judge.intercept_[0]), 3))
    for cut in (0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7):
        said = sureness >= cut
        removed = np.array([c.removed for c in cases])
        console.print(
            f"from {cut:.2f}: silent on {fmean(~said[removed]):.3f} of the unanswerable,"
            f" on {fmean(~said[labels]):.3f} of those it gets right;"
            f" of the answers given {fmean(labels[said]) if said.any() else 0:.3f} are right"
        )
    before = np.array(current.SENTENCE_WEIGHTS)
    rows = [
        {
            "archive": source,
            "questions": len(own),
            "an answer was within reach": fmean(c.right.any() for c in own),
            "first quote right, fitted": fmean(quoted_right(c, weights, 1) for c in own),
            "five quotes, fitted": fmean(quoted_right(c, weights, 5) for c in own),
            "first, in use": fmean(quoted_right(c, before, 1) for c in own),
            "five, in use": fmean(quoted_right(c, before, 5) for c in own),
        }
        for source in dict.fromkeys(c.source for c in cases)
        if (own := [c for c in cases if c.source == source and not c.removed])
    ]
    publish("fit-sentences", f"AUC of the verdict {roc_auc_score(labels, sureness):.3f}", rows)


def _best_log_odds(case: Case, weights: NDArray[np.float64], bias: float) -> float:
    return current.score(case.sentences, case.features, weights, bias)[0].log_odds


if __name__ == "__main__":
    typer.run(main)
