"""What is in an archive and how a build stands, as HTML and as rows of a table.

Pure functions; whatever comes from outside is made safe here. Knows nothing of Gradio.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from corpus import LedgerEntry, Outcome, count_outcomes
from index import BuildState, Holdings, IndexSummary, Listed, Share, Withdrawal
from page.markup import text
from qa import counted, format_day

LEDGER_HEADERS = ["Outcome", "Input", "Reason", "Article"]
OUTCOMES = (  # those that call for something to be done come first
    Outcome.FAILED,
    Outcome.SKIPPED,
    Outcome.DUPLICATE,
    Outcome.INDEXED,
    Outcome.UNCHANGED,
)
_MOST_ROWS = 1_000
_MOST_SHARES = 40
_LONGEST = 300
_STAGES = {"reading": "Reading", "embedding": "Embedding", "writing": "Writing"}


def holdings_pane(summary: IndexSummary, holdings: Holdings) -> str:
    """What is in the archive: figures, outlets, languages, what it was built with."""
    span = "no dates"
    if summary.first_day and summary.last_day:
        span = f"{format_day(summary.first_day)} to {format_day(summary.last_day)}"
    facts = {
        "Articles": f"{summary.articles:,} in {counted(summary.passages, 'passage')}",
        "Published": span,
        "Languages": _list(holdings.languages),
        "Copies": f"{summary.copies:,} articles print a story that others print too",
        "Removed": f"{summary.withdrawn:,}",
        "Last build": summary.built[:16].replace("T", ", ") + " UTC",
        "Model": summary.embedder,
        "Store": summary.store,
    }
    rows = "".join(f"<dt>{name}</dt><dd>{text(plain(told))}</dd>" for name, told in facts.items())
    outlets = _list(holdings.outlets)
    return (
        f'<dl class="nq-facts">{rows}<dt>Outlets</dt><dd>{text(plain(outlets, 10_000))}</dd></dl>'
    )


def _list(shares: Sequence[Share]) -> str:
    told = [f"{share.name or 'not named'} ({share.articles:,})" for share in shares[:_MOST_SHARES]]
    more = len(shares) - len(told)
    return ", ".join([*told, *([f"and {more:,} more"] if more else [])]) or "none"


def build_pane(state: BuildState | None, who: str) -> str:
    """How a build stands: stage, how much of how much, rate, time left; or how it ended."""
    if state is None:
        return ""
    notices = "".join(f'<p class="nq-credit">{text(plain(n))}</p>' for n in state.notices)
    if not state.is_running:
        return f'<p class="nq-note" role="status">{text(state.result)}</p>{notices}'
    return (
        f'<p role="status">{text(_progress_line(state))}</p>{_bar(state)}'
        f'<p class="nq-credit">Started by {text(plain(who))}. Questions are answered meanwhile,'
        f" from the archive as it was.</p>{notices}"
    )


def _progress_line(state: BuildState) -> str:
    progress = state.progress
    if progress is None:
        return "Starting …"
    line = f"{_STAGES[progress.stage]}: {progress.done:,}"
    line += f" of {progress.total:,}" if progress.total else ""
    if state.rate >= 0.1:
        line += (
            f", {state.rate:,.1f} a second" if state.rate < 10 else f", {state.rate:,.0f} a second"
        )
    if state.seconds_left is not None:
        line += f", {_duration(state.seconds_left)} left"
    return line


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3600:.1f} h"


def _bar(state: BuildState) -> str:
    progress = state.progress
    known = (
        f' max="{progress.total}" value="{progress.done}"' if progress and progress.total else ""
    )
    return f'<progress class="nq-progress" aria-label="Build"{known}></progress>'


def ledger_rows(ledger: Iterable[LedgerEntry], outcome: str | None = None) -> list[list[str]]:
    """The ledger as rows of a table: failed and skipped first, 1,000 at most.

    Args:
        ledger: Of the last build.
        outcome: Only these; None or an unknown word for all.
    """
    entries = [entry for entry in ledger if outcome not in set(Outcome) or entry.outcome == outcome]
    entries.sort(key=lambda entry: OUTCOMES.index(entry.outcome))
    return [
        [e.outcome.value, plain(e.source), plain(e.reason), plain(e.article_id or "")]
        for e in entries[:_MOST_ROWS]
    ]


def ledger_line(ledger: Sequence[LedgerEntry]) -> str:
    """How many inputs ended in which way."""
    counts = count_outcomes(ledger)
    told = ", ".join(f"{counts[o]:,} {o.value}" for o in OUTCOMES if counts[o]) or "none"
    more = f" The table shows the first {_MOST_ROWS:,}." if len(ledger) > _MOST_ROWS else ""
    return f'<p class="nq-credit">{counted(len(ledger), "input")}: {told}.{more}</p>'


def article_choice(article: Listed) -> tuple[str, str]:
    """An article to choose from a list: what is shown, and its id."""
    day = format_day(article.published) if article.published else "no date"
    parts = [
        article.title or "(no headline)",
        article.outlet or "outlet not named",
        day,
        article.id,
    ]
    return plain(" · ".join(parts)), article.id


def withdrawal_choice(withdrawal: Withdrawal) -> tuple[str, str]:
    """A removed article to choose from a list: what is shown, and its id."""
    shown = f"{withdrawal.title or '(no headline)'} · {withdrawal.article_id} · {withdrawal.told}"
    return plain(shown), withdrawal.article_id


def message(words: str) -> str:
    """A line for the visitor, such as what was refused and why."""
    return f'<p class="nq-note" role="alert">{text(plain(words, 2_000))}</p>' if words else ""


def plain(untrusted: str, longest: int = _LONGEST) -> str:
    """One line without characters that control direction or are not seen; the longest are cut."""
    line = " ".join(untrusted.split())
    line = "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in line
    )
    return line if len(line) <= longest else f"{line[:longest]} …"
