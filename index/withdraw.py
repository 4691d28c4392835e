"""Withdraw articles from an index so that they stop answering at once, and take them back.

One commit in the catalogue; no generation is written, and no reader is disturbed. The next build
leaves withdrawn articles out of the generation it writes; one that runs meanwhile may still write
them, and they do not answer from it. Their texts stay in the catalogue, so that a quote saved
earlier is known to be gone, and not false.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from corpus import canonical_line
from index.catalogue import FILE_NAME, Catalogue
from index.errors import BuildIndexError, ChooseArticleError
from index.seal import Sealing, SealState, check_seal
from index.sole_builder import sole_builder
from index.turn import turn
from index.withdrawals import Withdrawal

_LONGEST_NOTE = 500
_PATIENCE = 60.0  # seconds; a build that runs commits every second, if what it reads lets it


def withdraw_articles(
    folder: str | os.PathLike[str], ids: Iterable[str], note: str = ""
) -> tuple[Withdrawal, ...]:
    """Withdraw articles: none of them answers from now on, in any process, also while a build runs.

    Args:
        folder: The index.
        ids: The articles; all of them or, if one cannot be withdrawn, none. One that is withdrawn
            already stays as it is.
        note: Why, for the ledger of later builds; one line of at most 500 characters.

    Returns:
        The withdrawals of these articles.

    Raises:
        ChooseArticleError: An article that the index does not hold, or a note that is too long.
        BuildIndexError: There is no index, or no finished one.
        WaitForBuildError: A build that runs did not let the catalogue go for a minute.
    """
    wanted = list(dict.fromkeys(ids))
    note = canonical_line(note)
    if len(note) > _LONGEST_NOTE:
        raise ChooseArticleError(
            f"The note has {len(note):,} characters; {_LONGEST_NOTE} are kept. Shorten it."
        )
    with _writing(Path(folder)) as catalogue, catalogue.transaction():
        held = catalogue.withdrawals.returning() | _indexed(catalogue, folder)
        known = {withdrawal.article_id for withdrawal in catalogue.withdrawals.all()}
        for name in wanted:
            if name not in held and name not in known:
                raise ChooseArticleError(
                    f"No article {name!r} in {folder}. Ids stand in the output of"
                    " `newsquote search --json`. Nothing was changed."
                )
        catalogue.withdrawals.add({n: held[n] for n in wanted if n not in known}, note)
        return tuple(w for w in catalogue.withdrawals.all() if w.article_id in set(wanted))


def restore_articles(folder: str | os.PathLike[str], ids: Iterable[str]) -> tuple[str, ...]:
    """Take withdrawn articles back.

    Args:
        folder: The index.
        ids: The articles; all of them or, if one is not withdrawn, none.

    Returns:
        Those that a build has dropped meanwhile and that come back with the next one; the others
        answer again from now on.

    Raises:
        ChooseArticleError: An article that is not withdrawn.
        BuildIndexError: There is no index, or no finished one.
        WaitForBuildError: A build is writing to this folder; it may be leaving them out.
    """
    wanted = list(dict.fromkeys(ids))
    with _writing(Path(folder), alone=True) as catalogue:
        known = {withdrawal.article_id for withdrawal in catalogue.withdrawals.all()}
        for name in wanted:
            if name not in known:
                raise ChooseArticleError(
                    f"Article {name!r} is not withdrawn from {folder}; `newsquote info` lists"
                    " those that are. Nothing was changed."
                )
        held = _indexed(catalogue, folder)
        later = tuple(name for name in wanted if name not in held)
        with catalogue.transaction():
            catalogue.withdrawals.take_back([n for n in wanted if n in held], later)
        return later


def _indexed(catalogue: Catalogue, folder: str | os.PathLike[str]) -> dict[str, int]:
    generation = catalogue.current()
    if generation is None:
        raise BuildIndexError(f"{folder} holds no finished build yet. Run `newsquote build`.")
    return catalogue.members_by_article(generation.id)


@contextmanager
def _writing(folder: Path, *, alone: bool = False) -> Iterator[Catalogue]:
    if not (folder / FILE_NAME).is_file():
        raise BuildIndexError(f"{folder} holds no index. Name the folder of one.")
    with sole_builder(folder) if alone else nullcontext(), turn(folder):
        # One that is absent is left to the build that runs, or to the next one.
        seal = Sealing(folder, is_good=check_seal(folder) is SealState.WHOLE)
        with closing(Catalogue.create_or_open(folder)) as catalogue:
            seal.open()
            catalogue.database.wait_for_others(_PATIENCE)
            try:
                yield catalogue
            finally:
                seal.close(catalogue.database)
