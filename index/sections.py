"""The sections of a generation's articles.

They stand in no file of the generation: the catalogue knows them, so that an index built before
sections could be asked for needs no new build. Knows nothing of filters or SQLite.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

NO_SECTION = -1


class Sections(NamedTuple):
    """Sections by article.

    Attributes:
        names: Each section once, in alphabetical order. Outlets write one in upper or lower case
            as they like; it goes by its commonest name.
        codes: For each article the place of its section among the names; `NO_SECTION` if it names
            none. Shape ``(articles,)``.
    """

    names: list[str]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, revisions: NDArray[np.int64], known: Mapping[int, str]) -> Self:
        """Look up the sections of articles.

        Args:
            revisions: The revision of each article, shape ``(articles,)``.
            known: The section of each revision that names one; other revisions may be in it.
        """
        found = [known.get(revision, "") for revision in revisions.tolist()]
        shown: dict[str, str] = {}
        for name, _ in Counter(filter(None, found)).most_common():
            shown.setdefault(name.casefold(), name)
        codes = {folded: code for code, folded in enumerate(sorted(shown))}
        numbers = [codes.get(name.casefold(), NO_SECTION) for name in found]
        return cls([shown[folded] for folded in codes], np.array(numbers, dtype=np.int32))
