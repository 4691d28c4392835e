"""What a run of training is made with, and the file in its folder that says so."""

import json
from pathlib import Path
from typing import NamedTuple, Self

from qa.errors import TrainReaderError
from qa.training.plan import STAGES, Stage

SETTINGS = "settings.json"


class Settings(NamedTuple):
    """What a run is made with; a run is only resumed with the same.

    Attributes:
        seed: Of examples, order and heads.
        batch_tokens: Most word pieces in a batch.
        rate: Highest learning rate; rises over the first twentieth, then falls to 0.
        decay: Weight decay of AdamW.
        stages: Names of `STAGES`, with commas, in the order they are taught.
        begin: File of the weights to begin from; empty for the encoder as published.
    """

    seed: int = 20251123
    batch_tokens: int = 6144
    rate: float = 2e-4
    decay: float = 0.01
    stages: str = ",".join(STAGES)
    begin: str = ""

    @classmethod
    def of(cls, run: Path) -> Self:
        """The settings that a run was begun with."""
        return cls(**json.loads((run / SETTINGS).read_text(encoding="utf-8")))

    @property
    def plan(self) -> list[Stage]:
        """The stages themselves.

        Raises:
            TrainReaderError: There is no such stage.
        """
        unknown = [name for name in self.stages.split(",") if name not in STAGES]
        if unknown:
            raise TrainReaderError(f"{unknown[0]!r} is no stage. There are: {', '.join(STAGES)}.")
        return [STAGES[name] for name in self.stages.split(",")]
