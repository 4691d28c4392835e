"""Read the training sets into examples. Knows the files; knows nothing of models.

The sets, their origin and their licences are described in the data folder's own README.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from corpus import Span
from qa.errors import TrainReaderError
from qa.training.example import Example, Verdict, answered, same_words, unanswered

SQUAD_LIKE = ("squadshifts_wiki", "squadshifts_reddit", "squadshifts_amazon")
"""Questions people wrote on paragraphs: the sets nearest to what the reader is for."""

_SMALL = ("covidqa", "robustqa_race", "robustqa_duorc", "clickbait_spoiling")
_DISTRACTORS = 3  # sentences set around a QAMR sentence, so that the right one must be found
_BEFORE, _AFTER = 150, 900  # characters kept around the evidence of a yes/no answer
_NLI_SETS = {"mnli": 9_000, "snli": 4_000, "rte": 3_000}
_NLI_VERDICTS = {
    "entailment": Verdict.YES,
    "contradiction": Verdict.NO,
    "neutral": Verdict.OPEN,
    "not_entailment": Verdict.OPEN,
}


def read_records(path: Path) -> list[dict[str, Any]]:
    """Records of a gzipped JSON Lines file.

    Raises:
        TrainReaderError: The file is missing.
    """
    if not path.is_file():
        raise TrainReaderError(f"{path} is missing. Point --data to the folder with the sets.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_paragraphs(data: Path, name: str) -> list[Example]:
    """An extractive set; a question without answer in it stays without."""
    examples = []
    for record in read_records(data / "reader" / "train" / f"{name}.jsonl.gz"):
        question, context = record["question"].strip(), record["context"]
        if record["answers"]:
            examples.append(answered(question, context, _agreed(record["answers"]), name))
        elif name != "subjqa" or record["votes_unanswerable"] > 1:
            examples.append(unanswered(question, context, name))
    return examples


def _agreed(answers: Sequence[dict[str, Any]]) -> Span:
    """The answer most annotators gave; among equals the shortest."""
    votes = Counter(same_words(answer["text"]) for answer in answers)
    best = min(answers, key=lambda a: (-votes[same_words(a["text"])], len(a["text"]), a["start"]))
    return Span(best["start"], best["start"] + len(best["text"]))


def read_small_sets(data: Path, rng: Random) -> list[Example]:
    """Sets too small, too long or too narrow to count for much, each with its share."""
    examples = [example for name in _SMALL for example in read_paragraphs(data, name)]
    for name, share in {"policyqa": 1_500, "subjqa": 3_000}.items():
        found = read_paragraphs(data, name)
        examples += rng.sample(found, min(share, len(found)))
    return examples


def read_sentences(data: Path, rng: Random, *, grouped: bool) -> list[Example]:
    """Questions on single sentences (QAMR, QADiscourse).

    Args:
        data: The folder of the sets.
        rng: Chooses the company of a sentence.
        grouped: Set each sentence among others of its set, so that it must be found first.
    """
    examples = []
    for name in ("qamr", "qadiscourse"):
        found = read_paragraphs(data, name)
        sentences = sorted({example.context for example in found})
        for example in found:
            company = rng.sample(sentences, _DISTRACTORS) if grouped else []
            examples.append(_among(example, [s for s in company if s != example.context], rng))
    return examples


def _among(example: Example, company: list[str], rng: Random) -> Example:
    place = rng.randint(0, len(company))
    before = "".join(f"{sentence} " for sentence in company[:place])
    after = "".join(f" {sentence}" for sentence in company[place:])
    answer = example.answer
    shifted = answer and Span(answer.start + len(before), answer.end + len(before))
    return example._replace(context=before + example.context + after, answer=shifted)


def read_answer_sentences(data: Path, rng: Random) -> list[Example]:
    """Encyclopedia passages: the short answer (QED), or only whether they answer (SelQA)."""
    examples = []
    for record in read_records(data / "reader" / "sentence" / "qed.jsonl.gz"):
        if len(record["short_answers"]) != 1:
            continue
        short = record["short_answers"][0]
        answer = Span(short["start"], short["start"] + len(short["text"]))
        question = f"{record['question'].strip()}?"
        examples.append(answered(question, record["context"], answer, "qed"))
    for record in read_records(data / "reader" / "sentence" / "selqa.jsonl.gz"):
        examples += _with_and_without(record, rng)
    return examples


def _with_and_without(record: dict[str, Any], rng: Random) -> Iterator[Example]:
    """A SelQA section as one answering sentence among its neighbours, and as all the others."""
    context, right = record["context"], {answer["start"] for answer in record["answers"]}
    spans = [Span(start, end) for start, end in record["sentences"]]
    others = [context[s.start : s.end] for s in spans if s.start not in right]
    if others:
        yield unanswered(record["question"], " ".join(others), "selqa")
    if right:
        start = rng.choice(sorted(right))
        place = next(i for i, span in enumerate(spans) if span.start == start)
        near = spans[max(0, place - 2) : place + 3]
        text = " ".join(context[s.start : s.end] for s in near)
        yield Example(record["question"], text, None, True, None, "selqa")


def read_yes_no(data: Path, rng: Random) -> list[Example]:
    """BoolQ with evidence, and entailment sets, as questions or statements to judge.

    Of BoolQ only the part that the official validation set does not hold.
    """
    examples = []
    for record in read_records(data / "yesno" / "boolq_evidence.jsonl.gz"):
        if not record["in_boolq_val"]:
            verdict = Verdict.YES if record["label"] == "yes" else Verdict.NO
            question, begin = f"{record['question'].strip()}?", record["evidence"][0]["start"]
            context = record["context"][max(0, begin - _BEFORE) : begin + _AFTER]
            examples.append(Example(question, context, None, True, verdict, "boolq"))
    for name, share in _NLI_SETS.items():
        records = read_records(data / "nli" / f"{name}.jsonl.gz")
        for record in rng.sample(records, min(share, len(records))):
            verdict = _NLI_VERDICTS[record["label"]]
            statement, text = record["hypothesis"], record["premise"]
            examples.append(Example(statement, text, None, None, verdict, name))
    return examples
