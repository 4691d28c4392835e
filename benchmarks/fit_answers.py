"""Fit the weights in `qa/judgement.py`: which answer is best, and how sure that it is right.

Every question goes the whole way over its archive as it is; and once more over what is left when
every article that holds an accepted answer is taken away (then nothing can be right). Archives:
RealTime QA (questions of 2022 later than those the reader was trained on; 2023 is for reporting),
NewsQA, and the paragraphs of SQuAD, so that the weights fit no single source. The reader was
trained on none of these questions.

Example: python -m benchmarks.fit_answers rtqa.index
Then copy what it prints into `qa/judgement.py`.
"""

import pickle
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Annotated, Any, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.asking import find, is_right, scores
from benchmarks.data import DATA, AskedQuestion, read_lines, realtime_questions
from benchmarks.metrics import expected_calibration_error
from benchmarks.report import publish
from corpus import Article, canonical_text
from index import BuildIndexError, Filters, Retriever, build_index
from qa import Assistant, judgement
from qa.evidence import Candidate
from qa.features import FEATURES
from qa.training.distant import LAST_TRAINING_DAY

_SEED = 7
_RIDGE = 0.02
_GOOD_ENOUGH = 0.5  # F1 from which the best candidate is worth preferring
_REMOVED_WEIGHT = 0.3  # in use, most questions are about what the archive holds


class Case(NamedTuple):
    """One question over one archive."""

    source: str
    removed: bool
    answerable: bool
    golds: tuple[str, ...]
    candidates: list[Candidate]
    features: NDArray[np.float64]


class Archive(NamedTuple):
    """An index and questions on it."""

    name: str
    assistant: Assistant
    questions: Sequence[AskedQuestion]


def archive_of(name: str, records: Sequence[dict[str, Any]], most: int, folder: Path) -> Archive:
    """An archive made of the contexts of a reading data set."""
    try:
        retriever = Retriever.open(folder)
    except BuildIndexError:
        texts = dict.fromkeys(canonical_text(record["context"]) for record in records)
        articles = [Article(id=f"{name}-{i}", title="", text=t) for i, t in enumerate(texts)]
        build_index(articles, folder)
        retriever = Retriever.open(folder)
    asked = [
        AskedQuestion(
            id=record["id"],
            question=record["question"],
            answers=tuple(dict.fromkeys(answer["text"] for answer in record["answers"])),
        )
        for record in records
    ]
    chosen = random.Random(_SEED).sample(asked, min(most, len(asked)))  # noqa: S311 - a sample
    return Archive(name, Assistant(retriever), chosen)


def cases_of(archive: Archive) -> Iterator[Case]:
    """The cases of every question; one without answer in the archive stands for itself."""
    for asked in track(archive.questions, description=archive.name):
        filters = Filters.of(as_of=asked.asked)
        for removed in (False, True):
            if removed and not asked.answers:
                continue
            without = asked.answers if removed else ()
            found = find(archive.assistant, asked.question, filters, without)
            yield Case(
                archive.name,
                removed,
                bool(asked.answers) and not removed,
                asked.answers,
                found.candidates,
                found.features,
            )


def fit_ranking(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Weights under which the candidate nearest to an accepted answer wins.

    A conditional logit: softmax over the candidates of one question, with a ridge.
    """
    groups = []
    for case in cases:
        if case.answerable and case.candidates:
            f1 = np.array([scores(c.short, case.golds)[1] for c in case.candidates])
            if f1.max() >= _GOOD_ENOUGH and f1.min() < f1.max():
                groups.append((case.features, f1 >= f1.max() - 1e-9))
    spread = np.vstack([features for features, _ in groups]).std(axis=0) + 1e-9

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros_like(weights, dtype=np.float64)
        for features, good in groups:
            scaled = features / spread
            logits = scaled @ weights
            chance = np.exp(logits - logits.max())
            chance /= chance.sum()
            mass = chance[good].sum() + 1e-12
            total -= np.log(mass)
            gradient += scaled.T @ (chance - np.where(good, chance / mass, 0))
        ridge = _RIDGE * len(groups)
        return float(total + ridge * weights @ weights), gradient + 2 * ridge * weights

    fitted = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    found: NDArray[np.float64] = fitted.x / spread
    return found


def sureness_data(
    cases: Sequence[Case], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """What confidence rests on, and whether the best answer is right; one row a case."""
    rows, right = [], []
    for case in cases:
        ranked = judgement.rank(case.candidates, case.features, weights)
        rows.append(judgement.sureness_features(ranked))
        right.append(case.answerable and is_right(ranked[0].candidate.short, case.golds))
    return np.array(rows), np.array(right)


def fit_sureness(cases: Sequence[Case], weights: NDArray[np.float64]) -> LogisticRegression:
    """Logistic regression from `judgement.SURENESS` to "the best answer is right"."""
    rows, right = sureness_data(cases, weights)
    counted = [_REMOVED_WEIGHT if case.removed else 1.0 for case in cases]
    return LogisticRegression(C=0.3, max_iter=5_000).fit(rows, right, sample_weight=counted)


def best_scores(cases: Sequence[Case], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Mean exact match and F1 of the best candidates, in percent."""
    values = [
        scores(judgement.rank(c.candidates, c.features, weights)[0].candidate.short, c.golds)
        for c in cases
        if c.answerable
    ]
    return 100 * fmean(em for em, _ in values), 100 * fmean(f1 for _, f1 in values)


def main(
    index: Annotated[Path, typer.Argument(help="Index of the RealTime QA archive.")],
    most: Annotated[int, typer.Option(help="Questions from each reading data set.")] = 400,
    work: Annotated[Path, typer.Option(help="Keeps small indexes and readings.")] = Path("runs"),
) -> None:
    """Fit, measure and print."""
    kept = work / "fit-cases.pickle"
    if kept.exists():
        cases = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
    else:
        cases = list(_all_cases(index, most, work))
        kept.write_bytes(pickle.dumps(cases))
    cases = [case for case in cases if case.candidates]
    weights = fit_ranking(cases)
    rows, right = sureness_data(cases, weights)
    model = fit_sureness(cases, weights)
    console = Console(width=110)
    console.print("ANSWER_WEIGHTS =", tuple(round(float(w), 3) for w in weights))
    console.print("SURENESS_WEIGHTS =", tuple(round(float(w), 3) for w in model.coef_[0]))
    console.print("SURENESS_BIAS =", round(float(model.intercept_[0]), 3))
    sureness = model.predict_proba(rows)[:, 1]
    unanswerable = np.array([not case.answerable for case in cases])
    for cut in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8):
        said = sureness >= cut
        console.print(
            f"from {cut:.2f}: silent on {fmean(~said[unanswerable]):.3f} of the unanswerable, on"
            f" {fmean(~said[right]):.3f} of those it gets right; {fmean(right[said]):.3f} of"
            f" {said.sum()} answers right"
        )
    publish("fit-answers", "Each archive, fitted on all and on the others", _table(cases, weights))


def _all_cases(index: Path, most: int, work: Path) -> Iterator[Case]:
    later = [q for q in realtime_questions(2022) if (q.asked or "") > str(LAST_TRAINING_DAY)]
    squad = read_lines(DATA / "reader" / "dev" / "squad2_dev_half.jsonl.gz")
    newsqa = read_lines(DATA / "newsqa" / "dev.jsonl.gz")
    yield from cases_of(Archive("RealTime QA", Assistant(Retriever.open(index)), later))
    yield from cases_of(archive_of("SQuAD", squad, most, work / "squad.index"))
    yield from cases_of(archive_of("NewsQA", newsqa, most, work / "newsqa.index"))


def _table(cases: Sequence[Case], weights: NDArray[np.float64]) -> list[dict[str, Any]]:
    table = []
    for source in dict.fromkeys(case.source for case in cases):
        own = [case for case in cases if case.source == source]
        others = [case for case in cases if case.source != source]
        row: dict[str, Any] = {"archive": source, "questions": len(own)}
        for way, fitted in (("", weights), (" (left out)", fit_ranking(others))):
            em, f1 = best_scores(own, fitted)
            model = fit_sureness(cases if not way else others, fitted)
            rows, right = sureness_data(own, fitted)
            sure = model.predict_proba(rows)[:, 1]
            row |= {
                f"EM{way}": em,
                f"F1{way}": f1,
                f"AUC{way}": roc_auc_score(right, sure),
                f"ECE{way}": expected_calibration_error(sure.tolist(), right.tolist()),
            }
        table.append(row)
    return table


if __name__ == "__main__":
    typer.run(main)
