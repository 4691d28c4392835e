"""Copies of one story: which threshold, what is found of a rewritten text, how fast.

Events: 409 articles of many outlets in 75 event clusters. Copies are of one event, so a pair joined
across events is an error; a pair of one event need not be a copy, so its share is an upper bound of
precision. RealTime QA: three outlets, mostly pairs of one outlet, without labels; read the pairs.
Rewrites: Wikinews articles changed by script; how many are still known as copies, beside MinHash
(datasketch, 128 permutations) that compares resemblance.

Example: python -m benchmarks.stories --pairs 4
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from datasketch import MinHash

from benchmarks.data import DATA, read_lines
from benchmarks.report import publish
from index.signature import Signatures, SignatureWriter, runs_of, share_in, sign
from index.stories import find_stories, shared_part

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NEAR = 0.05
"""How far from a threshold the pairs lie that are shown for reading."""

Records = Sequence[dict[str, Any]]


def main(
    pairs: Annotated[int, typer.Option(help="Pairs to read on each side of a threshold.")] = 0,
) -> None:
    """Measure and publish all tables."""
    events = read_lines(DATA / "5w1h" / "events.jsonl.gz")
    archive = read_lines(DATA / "realtimeqa" / "articles.jsonl.gz")
    wikinews = read_lines(DATA / "wikinews" / "articles.jsonl.gz")
    signed = {"events": signatures_of(events), "archive": signatures_of(archive)}
    publish("stories-events", "Events: joined across outlets", _joined(events, signed["events"]))
    publish(
        "stories-archive", "RealTime QA: joined within outlets", _joined(archive, signed["archive"])
    )
    publish("stories-rewrites", "Wikinews: share of rewrites found", _rewrites(wikinews))
    publish("stories-speed", "Signing and clustering, processor seconds", _speed(archive))
    if pairs:
        _show_pairs("events", events, signed["events"], pairs)
        _show_pairs("RealTime QA", archive, signed["archive"], pairs)


def signatures_of(records: Records) -> Signatures:
    """The signatures of articles, in order."""
    writer = SignatureWriter()
    for record in records:
        writer.add(sign(record["text"]))
    with tempfile.TemporaryDirectory() as folder:
        return writer.write(Path(folder))


def _stories(records: Records, signed: Signatures, threshold: float) -> list[int]:
    """Stories, with one threshold for all pairs."""
    ids, outlets = [r["id"] for r in records], [r["outlet"] for r in records]
    found = find_stories(signed, ids, outlets, copied_from=threshold, reprinted_from=threshold)
    return list(found.tolist())


def _joined(records: Records, signed: Signatures) -> list[dict[str, Any]]:
    rows = []
    for threshold in THRESHOLDS:
        members: dict[int, list[int]] = {}
        for number, story in enumerate(_stories(records, signed, threshold)):
            members.setdefault(story, []).append(number)
        stories = [story for story in members.values() if len(story) > 1]
        joined = [pair for story in stories for pair in combinations(story, 2)]
        kinds = Counter((_crosses(records, *p), _is_one_event(records, *p)) for p in joined)
        row = {
            "from": threshold,
            "stories": len(stories),
            "articles": sum(map(len, stories)),
            "largest": max(map(len, stories), default=0),
            "pairs of two outlets": kinds[True, True] + kinds[True, False],
            "pairs of one outlet": kinds[False, True] + kinds[False, False],
        }
        if "cluster_id" in records[0]:
            row["two outlets, two events"] = kinds[True, False]
            row["one outlet, two events"] = kinds[False, False]
        rows.append(row)
    return rows


def _crosses(records: Records, a: int, b: int) -> bool:
    return bool(records[a]["outlet"] != records[b]["outlet"])


def _is_one_event(records: Records, a: int, b: int) -> bool:
    return bool(records[a].get("cluster_id") == records[b].get("cluster_id"))


def _without_lead(paragraphs: list[str], other: list[str], _: random.Random) -> list[str]:
    return [other[0], *paragraphs[1:]]


def _two_of_three(paragraphs: list[str], other: list[str], _: random.Random) -> list[str]:
    return [paragraph for n, paragraph in enumerate(paragraphs) if n % 3 != 1]


def _first_third(paragraphs: list[str], other: list[str], _: random.Random) -> list[str]:
    words = " ".join(paragraphs).split()
    return [" ".join(words[: len(words) // 3])]


def _merged(paragraphs: list[str], other: list[str], _: random.Random) -> list[str]:
    return paragraphs + other


def _third_and_other(paragraphs: list[str], other: list[str], chance: random.Random) -> list[str]:
    return _first_third(paragraphs, other, chance) + other


def _edited(every: int) -> Callable[[list[str], list[str], random.Random], list[str]]:
    def edit(paragraphs: list[str], other: list[str], chance: random.Random) -> list[str]:
        words = " ".join(paragraphs).split()
        strange = " ".join(other).split()
        return [
            " ".join(chance.choice(strange) if chance.random() * every < 1 else w for w in words)
        ]

    return edit


REWRITES: dict[str, Callable[[list[str], list[str], random.Random], list[str]]] = {
    "another lead": _without_lead,
    "every third paragraph gone": _two_of_three,
    "first third only": _first_third,
    "joined with another article": _merged,
    "first third, then another article": _third_and_other,
    "one word in 20 changed": _edited(20),
    "one word in 10 changed": _edited(10),
    "one word in 7 changed": _edited(7),
    "another article (wrong if found)": lambda paragraphs, other, chance: other,
}


def _rewrites(records: Records) -> list[dict[str, Any]]:
    texts = [r["text"] for r in records if len(r["text"].split()) >= 150]
    chance = random.Random(20250331)  # noqa: S311 - a sample, not a secret
    rows = []
    for name, rewrite in REWRITES.items():
        shares, resemblances = [], []
        for number, text in enumerate(texts):
            other = texts[(number + 1) % len(texts)].split("\n\n")
            changed = "\n\n".join(rewrite(text.split("\n\n"), other, chance))
            a, b = sign(text), sign(changed)
            shares.append(shared_part(a, b) if len(a) and len(b) else 0.0)
            resemblances.append(_minhash(text).jaccard(_minhash(changed)))
        row: dict[str, Any] = {"rewrite": name}
        row |= {f"{t}": float(np.mean(np.array(shares) >= t)) for t in THRESHOLDS[1:7]}
        row |= {f"MinHash {t}": float(np.mean(np.array(resemblances) >= t)) for t in (0.3, 0.5)}
        rows.append(row)
    return rows


def _minhash(text: str) -> MinHash:
    words = text.casefold().split()
    runs = {" ".join(words[n : n + 5]).encode() for n in range(max(0, len(words) - 4))}
    sketch = MinHash(num_perm=128, seed=1)
    sketch.update_batch(list(runs))
    return sketch


def _speed(records: Records) -> list[dict[str, Any]]:
    rows = []
    for count in (len(records) // 4, len(records) // 2, len(records)):
        some = records[:count]
        started = time.process_time()
        signed = signatures_of(some)
        ready = time.process_time()
        _stories(some, signed, 0.5)
        done = time.process_time()
        rows.append(
            {
                "articles": f"{count:,} of RealTime QA",
                "signing": ready - started,
                "clustering": done - ready,
                "bytes an article": signed.hashes.nbytes // count,
            }
        )
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    longest = next(r["text"] for r in records if 400 < len(r["text"].split()) < 500).split()
    copies = [
        {"id": f"{n}", "outlet": f"{n}", "text": " ".join(longest[: chance.randint(200, 500)])}
        for n in range(1_000)
    ]
    signed = signatures_of(copies)
    started = time.process_time()
    found = len(set(_stories(copies, signed, 0.5)))
    rows.append(
        {
            "articles": f"1,000 cut copies of one text ({found} story)",
            "signing": "-",
            "clustering": time.process_time() - started,
            "bytes an article": signed.hashes.nbytes // 1_000,
        }
    )
    started = time.process_time()
    for record in records[:500]:
        _minhash(record["text"])
    seconds = (time.process_time() - started) * len(records) / 500
    rows.append(
        {
            "articles": "MinHash of as many, from 500",
            "signing": seconds,
            "clustering": "-",
            "bytes an article": 512,
        }
    )
    return rows


def _show_pairs(name: str, records: Records, signed: Signatures, most: int) -> None:
    """Print pairs just below and above each threshold, for people to judge."""
    joined: dict[int, list[int]] = {}
    for number, story in enumerate(_stories(records, signed, THRESHOLDS[0])):
        joined.setdefault(story, []).append(number)
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    alike = [
        (shared_part(signed[a], signed[b]), a, b)
        for story in joined.values()
        if len(story) < 20
        for a, b in combinations(story, 2)
    ]
    for threshold in THRESHOLDS[1:]:
        for side, low, high in (
            ("below", threshold - NEAR, threshold),
            ("above", threshold, threshold + NEAR),
        ):
            near = [pair for pair in alike if low <= pair[0] < high]
            for share, a, b in chance.sample(near, min(most, len(near))):
                _print_pair(f"{name}, {side} {threshold}: {share:.2f}", records[a], records[b])


def _print_pair(heading: str, a: dict[str, Any], b: dict[str, Any]) -> None:
    event = "" if a.get("cluster_id") == b.get("cluster_id") else "  OF TWO EVENTS"
    lines = [f"\n== {heading}{event}"]
    for one, other in ((a, b), (b, a)):
        whole = runs_of(other["text"])
        shares = [
            f"{share_in(runs_of(paragraph), whole):.1f} {paragraph[:110]}"
            for paragraph in one["text"].split("\n\n")[:6]
        ]
        lines += [
            f"{one['outlet']}, {one['published']}: {one['title']}",
            *(f"    {s}" for s in shares),
        ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    typer.run(main)
