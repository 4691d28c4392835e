"""What a conversation has spoken of so far, and how present each thing still is.

Knows nothing of pronouns or of questions.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from qa.conversation.mentions import Mention, Role, Sort

_FADES = 0.6  # what is left of a mention's weight with each turn that passes
_IN_QUESTION = {
    Role.TOPIC: 1.8,
    Role.SUBJECT: 1.0,
    Role.OWNER: 1.0,
    Role.OBJECT: 0.8,
    Role.OTHER: 0.5,
}
_ASKED = 0.4
_NAMED = 1.4


class _Trace(NamedTuple):
    mention: Mention
    weight: float


class Memory:
    """Mentions with weights that fade.

    The weights follow centering theory: what a question is about stays in mind longer than what
    it mentions by the way, a subject longer than an object (Grosz, Joshi & Weinstein 1995).
    """

    def __init__(self) -> None:
        self._traces: dict[str, list[_Trace]] = {}
        self._genders: dict[str, str] = {}

    def fade(self) -> None:
        """A turn has passed."""
        self._traces = {
            key: [_Trace(t.mention, t.weight * _FADES) for t in traces]
            for key, traces in self._traces.items()
        }

    def hear(self, mentions: Iterable[Mention], share: float = 1.0) -> None:
        """Take in what a turn speaks of.

        Args:
            mentions: The things.
            share: How much they count beside those of a question.
        """
        for mention in mentions:
            weight = _IN_QUESTION[mention.role] * share
            if mention.is_asked:
                weight *= _ASKED
            if mention.is_named:
                weight *= _NAMED
            self._traces.setdefault(mention.key, []).append(_Trace(mention, weight))

    def learn_gender(self, mention: Mention, gender: str) -> None:
        """Someone was called "he" or "she"."""
        self._genders[mention.key] = gender

    def gender(self, mention: Mention) -> str | None:
        """What is known of someone's gender."""
        return self._genders.get(mention.key) or mention.gender

    def best(self, fit: Callable[[Mention], float], least: float = 0.05) -> Mention | None:
        """The thing most present among those that fit.

        Args:
            fit: How well a mention agrees with what is looked for, in [0, 1].
            least: Weight times fit below which nothing is found.
        """
        scored = [
            (sum(t.weight for t in traces) * max(fit(t.mention) for t in traces), key)
            for key, traces in self._traces.items()
        ]
        score, key = max(scored, default=(0.0, ""))
        return self._fullest(key, fit) if score >= least else None

    def _fullest(self, key: str, fit: Callable[[Mention], float]) -> Mention:
        mentions = [t.mention for t in self._traces[key]]
        if mentions[0].sort is Sort.PERSON:
            return max(mentions, key=lambda m: (len(m.text.split()) <= 4, len(m.text)))
        return max(reversed(mentions), key=fit)

    def __iter__(self) -> Iterator[Mention]:
        return iter([t.mention for traces in self._traces.values() for t in traces])
