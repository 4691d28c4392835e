"""The reader as a torch model: one encoder, four small heads, one loss."""

from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from transformers import BertModel

from qa.training.encode import NOT_TAUGHT, Batch

_RELEVANCE_WEIGHT = 0.5
_VERDICT_WEIGHT = 0.5
_OUTSIDE = -1e4  # logit of a position that cannot begin or end an answer


class Outputs(NamedTuple):
    """Logits for a batch of windows.

    Attributes:
        start: Shape ``(windows, positions)``; position 0 stands for "no answer here".
        end: As `start`.
        relevance: Shape ``(windows,)``: log odds that the passage answers the question.
        verdict: Shape ``(windows, 3)``: yes, no, open.
    """

    start: Tensor
    end: Tensor
    relevance: Tensor
    verdict: Tensor


class ReaderModel(nn.Module):
    """all-MiniLM-L6-v2's encoder with heads for span, relevance and verdict.

    Args:
        folder: The encoder in Hugging Face's layout; its word embeddings stay as they are.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder,
            local_files_only=True,
            add_pooling_layer=False,
            # Plain attention and no dropout: twice as fast on a CPU, and one pass over this much
            # data does not overfit a model of this size.
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.embeddings.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.relevance = nn.Linear(width, 1)
        self.verdict = nn.Linear(width, 3)

    def forward(
        self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor | None = None
    ) -> Any:
        """Logits of every window; positions of question and padding are out of reach.

        Without a mask nothing is padding.
        """
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        within = token_type_ids if attention_mask is None else token_type_ids * attention_mask
        within = torch.cat([torch.ones_like(within[:, :1]), within[:, 1:]], dim=1)
        spans = self.span(hidden).float() + (1 - within.unsqueeze(-1)) * _OUTSIDE
        first = hidden[:, 0]
        return Outputs(
            spans[..., 0],
            spans[..., 1],
            self.relevance(first).float().squeeze(-1),
            self.verdict(first).float(),
        )


def loss_of(outputs: Outputs, batch: Batch) -> Tensor:
    """Mean loss of each head over the windows that teach it, weighted and added."""
    relevant = torch.from_numpy(batch.relevant).to(outputs.start.device)
    taught = relevant != NOT_TAUGHT
    device = outputs.start.device
    terms = [
        0.5 * _cross_entropy(outputs.start, torch.from_numpy(batch.start).to(device)),
        0.5 * _cross_entropy(outputs.end, torch.from_numpy(batch.end).to(device)),
        _VERDICT_WEIGHT
        * _cross_entropy(outputs.verdict, torch.from_numpy(batch.verdict).to(device)),
    ]
    if taught.any():
        terms.append(
            _RELEVANCE_WEIGHT
            * binary_cross_entropy_with_logits(outputs.relevance[taught], relevant[taught].float())
        )
    return torch.stack(terms).sum()


def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    taught = targets != NOT_TAUGHT
    return cross_entropy(logits[taught], targets[taught]) if taught.any() else logits.sum() * 0
