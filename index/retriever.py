"""Questions in, passages out: the reading side of an index.

A retriever serves the generation it was opened on for as long as it lives, whatever is built
beside it; only what is withdrawn meanwhile is left out from then on. Safe to share between threads.
"""

import datetime as dt
import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Self

from corpus import Article, LedgerEntry, NewsQuoteError, Passage, canonical_line
from index.analyser import ANALYSER
from index.catalogue import Catalogue, Generation
from index.contents import Contents
from index.copies import Copies
from index.embedder import Embedder, fitting_embedder
from index.errors import BuildIndexError, ChooseFilterError, RebuildIndexError, RestoreIndexError
from index.filters import Day, Filters
from index.fusion import Rankings
from index.generation import FORMAT, Manifest, check_files, read_manifest
from index.gone import Gone, GoneWatch
from index.hit import Hit
from index.lease import Lease
from index.passage_table import TABLE_FILES, PassageTable
from index.spelling import Spellings
from index.store_choice import open_store
from index.summary import IndexSummary
from index.withdrawals import Withdrawal

REACH = 200
"""How deep each ranking is read before fusion."""

_LARGEST_CHECKED = 64 * 2**20
"""Bytes of a file that is compared with its checksum when an index is opened: larger ones take
too long. Where passages stand is always checked, for it is what is quoted; vectors and keywords
only decide their order."""


class Retriever:
    """Searches one generation of an index."""

    def __init__(
        self, folder: Path, catalogue: Catalogue, generation: Generation, embedder: Embedder | None
    ) -> None:
        path = folder / generation.folder
        self.folder = folder
        self.generation = generation
        self._lease = Lease(path)
        try:
            self._open(path, catalogue, embedder)
        except BaseException:
            self._lease.give_up()
            raise

    def _open(self, path: Path, catalogue: Catalogue, embedder: Embedder | None) -> None:
        self.manifest: Manifest = read_manifest(path, self.generation.manifest_sha256)
        small = self.manifest.files_up_to(_LARGEST_CHECKED)
        check_files(path, self.manifest, contents=[*TABLE_FILES, *small])
        if (self.manifest.format, self.manifest.analyser) != (FORMAT, ANALYSER):
            raise RebuildIndexError(
                f"{self.folder} was built by another version of newsquote."
                " Run `newsquote build` again."
            )
        self.embedder = fitting_embedder(embedder, self.manifest.embedder, self.folder)
        self._catalogue = catalogue
        self._article = lru_cache(maxsize=256)(catalogue.revisions.article)
        try:
            self._table = PassageTable.open(path, catalogue.revisions.sections)
            self._gone = GoneWatch(self._table, catalogue.withdrawals)
            self._copies = Copies(self._table)
            store = self._store = open_store(self.manifest.store, path, self._table)
            self._spellings = Spellings(store.vocabulary, len(store), store.weights)
        except NewsQuoteError:
            raise
        except Exception as error:
            # A damaged file makes FAISS, NumPy and bm25s raise all kinds of errors.
            raise RestoreIndexError(f"{path} cannot be read ({error}). Build again.") from error

    @classmethod
    def open(cls, folder: str | os.PathLike[str], *, embedder: Embedder | None = None) -> Self:
        """Open the current generation of an index.

        Args:
            folder: The index.
            embedder: The embedder to ask with; by default the one named in the index.

        Raises:
            BuildIndexError: There is no index, or no finished one.
            RebuildIndexError: It was built with another embedder or another newsquote.
            RestoreIndexError: Files are missing or damaged, or rows in Milvus.
            ReachStoreError: It is in Milvus, which does not answer.
        """
        path = Path(folder)
        catalogue = Catalogue.open(path)
        try:
            generation = catalogue.current()
            while generation:
                try:
                    return cls(path, catalogue, generation, embedder)
                except RestoreIndexError:
                    # A generation may be removed while it is opened, if two builds ended meanwhile.
                    newer = catalogue.current()
                    if newer == generation:
                        raise
                    generation = newer
            raise BuildIndexError(
                f"{path} holds no finished build yet. Run `newsquote build`; one that was stopped"
                " goes on where it was."
            )
        except BaseException:
            catalogue.close()
            raise

    def latest(self) -> "Retriever":
        """This retriever, or a new one if a newer generation has been built."""
        if self._catalogue.current() == self.generation:
            return self
        try:
            return Retriever.open(self.folder, embedder=self.embedder)
        except RebuildIndexError:
            return Retriever.open(self.folder)  # it was built with another embedder

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        after: Day = None,
        before: Day = None,
        as_of: Day = None,
        outlets: Iterable[str] | None = None,
        sections: Iterable[str] | None = None,
        article_ids: Iterable[str] | None = None,
    ) -> list[Hit]:
        """Find the passages that best match a question.

        Args:
            query: A question or some words, in any form; there is no query syntax.
            k: How many passages at most, 1 or more.
            after: First day of publication.
            before: Last day of publication.
            as_of: Only what had been published by that day.
            outlets: Only these.
            sections: Only these, of whatever outlet.
            article_ids: Only these.

        Returns:
            At most ``k`` hits, best first, from both rankings; every hit fulfils the filters.
            Where several outlets print one story, the article whose passage fits best stands for
            it, and says where else it is; what only another one says has its own hit. Empty for
            an empty query.

        Raises:
            ChooseFilterError: A filter that cannot be, or names what the archive does not hold.
        """
        filters = Filters.of(
            after=after,
            before=before,
            as_of=as_of,
            outlets=outlets,
            sections=sections,
            article_ids=article_ids,
        )
        return self.search_filtered(query, k, filters)

    def search_filtered(self, query: str, k: int, filters: Filters) -> list[Hit]:
        """As `search`, with filters that were read before."""
        if k < 1:
            raise ChooseFilterError(f"k is {k}; ask for at least one passage.")
        gone = self._gone.now()
        gone.refuse(filters.article_ids)
        self._table.check(filters)
        query = canonical_line(query)
        if not query:
            return []
        rankings = self._rank(query, max(k, REACH), filters, gone)
        dense_ranks = {row: rank for rank, row in enumerate(rankings.dense, start=1)}
        keyword_ranks = {row: rank for rank, row in enumerate(rankings.keyword, start=1)}
        passing = gone.left_of(self._table.passing(filters))
        told = self._copies.told_once(rankings.fused(), self.passage, self._article)
        return [
            Hit(
                passage=passage,
                score=score,
                dense_rank=dense_ranks.get(row),
                keyword_rank=keyword_ranks.get(row),
                cosine=rankings.cosines[row],
                bm25=rankings.bm25[row],
                story=self._copies.story(row),
                also_in=self._copies.also_in(row, passing),
            )
            for row, score, passage in islice(told, k)
        ]

    def rank(self, query: str, reach: int = REACH) -> Rankings:
        """Both rankings before fusion, ``reach`` deep each, for measuring and tuning."""
        return self._rank(query, reach, Filters(), self._gone.now())

    def _rank(self, query: str, reach: int, filters: Filters, gone: Gone) -> Rankings:
        vector = self.embedder.embed_queries([query])[0]
        asked_for = reach + len(gone.rows)
        cosines = dict(gone.left(self._store.nearest(vector, asked_for, filters), reach))
        words = " ".join([query, *self._spellings.in_question(query)])
        bm25 = dict(gone.left(self._store.matching(words, asked_for, filters), reach))
        dense, keyword = list(cosines), list(bm25)
        # What one ranking found is scored by the other too, so that nothing need be guessed.
        cosines |= self._store.cosines(vector, bm25.keys() - cosines.keys())
        bm25 |= self._store.scores(words, set(dense) - bm25.keys())
        return Rankings(dense, keyword, cosines, bm25)

    def article(self, article_id: str) -> Article | None:
        """An article as this generation holds it; None if it does not, or it was withdrawn."""
        revision_id = self._revision(article_id)
        return None if revision_id is None else self._article(revision_id)

    def article_of(self, hit: Hit) -> Article:
        """The article of a hit, even if it was withdrawn since."""
        revision_id = self._table.revision_of(hit.passage.article_id)
        if revision_id is None:
            raise AssertionError("a hit comes from the generation that is being searched")
        return self._article(revision_id)

    def _revision(self, article_id: str) -> int | None:
        is_gone = article_id in self._gone.now().ids
        return None if is_gone else self._table.revision_of(article_id)

    def earlier(self, article_id: str) -> list[Article]:
        """An article as it was in earlier builds, where its text was another; oldest first."""
        number = self._revision(article_id)
        return [] if number is None else self._catalogue.revisions.earlier(article_id, number)

    def newest(self, count: int) -> list[Article]:
        """The articles published last, newest first; those without a date come at the end."""
        gone = self._gone.now()
        newest = map(self._article, self._table.newest(count + len(gone.articles)))
        return [article for article in newest if article.id not in gone.ids][:count]

    def published_counts(self) -> dict[dt.date, int]:
        """How many articles were published on each day, oldest first; undated ones left out."""
        return self._table.day_counts

    def text(self, article_id: str, content_hash: str) -> str | None:
        """The text of any revision of an article ever indexed; None if there is none to be read."""
        is_gone = article_id in self._gone.now().ids
        return None if is_gone else self._catalogue.revisions.text(article_id, content_hash)

    def with_text(self, article_id: str, content_hash: str) -> list[Article]:
        """Every revision of an article that had one text, to check quotes: even if withdrawn."""
        return self._catalogue.revisions.with_text(article_id, content_hash)

    def spellings(self, name: str) -> tuple[str, ...]:
        """Other spellings of a name in this archive, as search terms ("vench" for "Venč").

        Those of the names in a question are searched for by themselves.
        """
        return self._spellings.of(name)

    def term_weights(self, terms: Iterable[str]) -> dict[str, float]:
        """How telling search terms are in this archive (inverse document frequency, 0 or more)."""
        return self._store.weights(terms)

    def ledger(self) -> list[LedgerEntry]:
        """What became of every input of the build that made this generation."""
        return self._catalogue.ledger(self.generation.id)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """The articles that were withdrawn from the index, the newest first."""
        return self._catalogue.withdrawals.all()

    def contents(self) -> Contents:
        """The articles as a list, to be counted and found by headline."""
        return Contents(self._catalogue, self.generation.id, self._gone.now().ids)

    def summary(self) -> IndexSummary:
        """What the index holds."""
        found = self._table, self._copies, self._gone.now()
        return IndexSummary.of(self.folder, self.generation, self.manifest, *found)

    def close(self) -> None:
        """Let the index go; the retriever is of no use after."""
        self._catalogue.close()
        self._lease.give_up()

    def passage(self, number: int) -> Passage:
        """The passage of a row, as rankings name it."""
        row = self._table.row(number)
        article = self._article(row.revision_id)
        return Passage(
            article_id=article.id,
            content_hash=article.content_hash,
            start=row.start,
            end=row.end,
            sentences=row.sentences,
            text=article.text[row.start : row.end],
        )
