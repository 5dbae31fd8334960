"""Owns where each passage of an older version stands in a newer one, and whether it still says the same: every one is told of.

Opens both documents, reads, compares; changes nothing. What is sure may be carried over by itself, the rest waits for a person.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial

from reviewer.documents.client import OpenDocument
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.reanchoring.comparing import Comparison
from reviewer.documents.text.reanchoring.in_place import compared_in_place
from reviewer.documents.text.reanchoring.noise import Vocabulary
from reviewer.documents.text.reanchoring.placing import Found, found_again, settled
from reviewer.errors import CancelledError, DocumentError, ReviewerError, UsageError
from reviewer.i18n import tr
from reviewer.model.anchor import Anchor, AnchorState, TextPosition, TextSelector
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.overview import MarkedPassage
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.services.anchoring import KeptPages, anchor_of
from reviewer.services.page_texts import page_texts
from reviewer.services.session import Session
from reviewer.services.unseen import UnseenWords
from reviewer.services.versions.carried import SURE, CarriedPassage, Standing
from reviewer.services.versions.regions import RegionSearch
from reviewer.store.reader import CaseReader

_PAGES_AT_ONCE = 64


def places_in_version(
    session: Session, older: DocumentId, newer: DocumentId, *, cancelled: Callable[[], bool] = lambda: False
) -> Future[tuple[CarriedPassage, ...]]:
    """Say of every passage of a document where it stands in another version, in reading order.

    Raises:
        DocumentError: (in the future) The newer version cannot be read.
        CancelledError: (in the future) `cancelled` said so, or the case is being closed.

    """

    def stopped() -> bool:
        return cancelled() or session.closing.is_set()

    def run() -> tuple[CarriedPassage, ...]:
        documents = session.read(lambda case: (case.document(older), case.document(newer))).result()
        with closing(session.open_document(newer).result()) as opened:
            return _Places(session, *documents, opened, stopped).all()

    return session.job(run)


def next_place(session: Session, one: CarriedPassage) -> Future[CarriedPassage]:
    """Return a passage that fits several places at the next one of them.

    Raises:
        UsageError: (in the future) There is no other place.

    """

    def run() -> CarriedPassage:
        if not one.others or one.anchor is None or one.anchor.text is None:
            raise UsageError(tr("It fits no other place"))
        span, *rest = one.others
        document = session.read(lambda case: case.document(span.document)).result()
        with closing(session.open_document(document.id).result()) as opened:
            anchor = replace(anchor_of(session, document, span, opened), state=AnchorState.AMBIGUOUS)
            new_text = {span.end.page: opened.text(span.end.page).result().text}
        older = session.read(partial(CaseReader.page_texts, document=one.marked.passage.document)).result()
        pages = ({page: text for page, (text, _) in older.items()}, new_text)
        left = TextSpan(document.id, one.anchor.text.start, one.anchor.text.end)
        old, new = one.marked.passage.anchor.text, anchor.text
        comparison = None if old is None or new is None else compared_in_place(old, new, pages=pages)
        return replace(one, anchor=anchor, comparison=comparison, others=(*rest, left))

    return session.job(run)


def place_of_words(session: Session, newer: DocumentId, words: str, page: int | None = None) -> Future[Anchor]:
    """Return the anchor of words as somebody typed them, in a version where a passage was not found, or found elsewhere.

    Args:
        session: The open case.
        newer: The document.
        words: As they stand there.
        page: On which page (from 0), where that is known; else they must stand in one place only.

    Raises:
        UsageError: (in the future) They do not stand there, or in several places.

    """

    def run() -> Anchor:
        document = session.read(lambda case: case.document(newer)).result()
        with closing(session.open_document(newer).result()) as opened:
            texts = _all_texts(session, document.id, opened, session.closing.is_set)
            found = find_quote(texts, words) or find_quote(texts, words, typed=True)
            found = [one for one in found if page is None or one[0].page == page]
            if not found:
                raise UsageError(tr("These words do not stand there"), tr("Type them as the newer version has them."))
            if len(found) > 1:
                pages = ", ".join(dict.fromkeys(str(one[0].page + 1) for one in found))
                said = tr("These words stand there {count} times, on pages {pages}")
                raise UsageError(said.format(count=len(found), pages=pages), tr("Type more of them."))
            span = TextSpan(newer, *found[0], quote=words)
            return replace(anchor_of(session, document, span, opened), state=AnchorState.CONFIRMED)

    return session.job(run)


def _all_texts(session: Session, document: DocumentId, opened: OpenDocument, stopped: Callable[[], bool]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for first in range(0, opened.page_count, _PAGES_AT_ONCE):
        _go_on(stopped)
        count = min(_PAGES_AT_ONCE, opened.page_count - first)
        texts.update(page_texts(session, document, opened, first, count))
    return texts


def _go_on(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise CancelledError(_cancelled_words())


def _cancelled_words() -> str:
    return tr("Looking for the passages in the other version was cancelled")


class _Places:
    """One search for all passages of a version in another, open one."""

    def __init__(
        self, session: Session, older: Document, newer: Document, opened: OpenDocument, stopped: Callable[[], bool]
    ) -> None:
        self._session = session
        self._older = older
        self._newer = newer
        self._opened = opened
        self._stopped = stopped
        self._kept = KeptPages(opened, stopped, _cancelled_words())
        self._unseen = UnseenWords(opened)
        self._new_texts: Mapping[int, str] = {}
        self._old_texts: Mapping[int, str] = {}
        self._vocabulary: Vocabulary | None = None

    def all(self) -> tuple[CarriedPassage, ...]:
        marked, there = self._session.read(
            lambda case: (case.versions.passages_of(self._older.sha256), case.versions.passages_of(self._newer.sha256))
        ).result()
        anchors = {one.passage.id: one.passage.anchor for one in there if one.passage.document == self._newer.id}
        waiting = [one for one in marked if one.passage.document == self._older.id]
        found = self._texts_found([one for one in waiting if one.passage.anchor.text is not None])
        found |= self._regions_found([one for one in waiting if one.passage.anchor.region is not None], found)
        found |= {id_: self._carried(one, anchors[id_]) for one in marked if (id_ := one.passage.id) in anchors}
        return tuple(found.get(one.passage.id) or _elsewhere(one) for one in marked)

    def _standing(self, marked: MarkedPassage) -> Standing:
        return Standing.KEPT if self._newer.sha256 in marked.passage.anchor.kept_from else Standing.WAITING

    def _carried(self, marked: MarkedPassage, anchor: Anchor) -> CarriedPassage:
        return CarriedPassage(marked, Standing.CARRIED, anchor.state, anchor, self._comparison(marked, anchor))

    def _texts_found(self, marked: Sequence[MarkedPassage]) -> dict[PassageId, CarriedPassage]:
        if not marked:
            return {}
        self._new_texts = _all_texts(self._session, self._newer.id, self._opened, self._stopped)
        self._old_texts = self._texts_of_old()
        hashes = {page: _sha256(text) for page, text in self._new_texts.items()}
        wanted = [text for one in marked if (text := one.passage.anchor.text) is not None]
        places = found_again(wanted, self._old_texts, self._new_texts, hashes)
        return {one.passage.id: self._placed(one, place) for one, place in zip(marked, places, strict=True)}

    def _texts_of_old(self) -> dict[int, str]:
        texts: dict[int, str] = {}
        for first in range(0, self._older.page_count, _PAGES_AT_ONCE):
            _go_on(self._stopped)
            read = partial(CaseReader.page_texts, document=self._older.id, first=first, count=_PAGES_AT_ONCE)
            texts.update({page: text for page, (text, _) in self._session.read(read).result().items()})
        return texts

    def _placed(self, marked: MarkedPassage, found: Found) -> CarriedPassage:
        """Return what was found with the words that stand there, as a passage made there would have them."""
        _go_on(self._stopped)
        text = marked.passage.anchor.text
        standing = self._standing(marked)
        if text is None or found.start is None or found.end is None:
            return CarriedPassage(marked, standing, found.state)
        try:
            anchor = self._anchor(found.start, found.end, text)
        except (DocumentError, UsageError):
            return CarriedPassage(marked, standing, AnchorState.ORPHAN)
        comparison = self._comparison(marked, anchor)
        state = found.state if comparison is None else settled(found, comparison).state
        hidden = self._hidden(text, anchor) if state in SURE else 0
        state = AnchorState.TEXT_CHANGED if hidden else state
        others = tuple(TextSpan(self._newer.id, start, end) for start, end in found.others)
        is_without_page = text.start.page not in self._old_texts
        anchor = replace(anchor, state=state)
        return CarriedPassage(marked, standing, state, anchor, comparison, others, found.score, is_without_page, hidden)

    def _hidden(self, old: TextSelector, anchor: Anchor) -> int:
        """Return how many words can be seen in the older version, and not in the newer one, where they are covered."""
        count = 0 if anchor.text is None else self._unseen.count(anchor.text.start, anchor.text.end)
        if not count:
            return 0
        with suppress(ReviewerError), closing(self._session.open_document(self._older.id).result()) as opened:
            count -= UnseenWords(opened).count(old.start, old.end)
        return max(count, 0)

    def _anchor(self, start: TextPosition, end: TextPosition, text: TextSelector) -> Anchor:
        return anchor_of(self._session, self._newer, TextSpan(self._newer.id, start, end, text.quote), self._kept)

    def _comparison(self, marked: MarkedPassage, anchor: Anchor) -> Comparison | None:
        old, new = marked.passage.anchor.text, anchor.text
        if old is None or new is None:
            return None
        if self._vocabulary is None:
            self._vocabulary = Vocabulary.of(self._old_texts.values(), self._new_texts.values())
        return compared_in_place(old, new, self._vocabulary, (self._old_texts, self._new_texts))

    def _regions_found(
        self, marked: Sequence[MarkedPassage], texts: Mapping[PassageId, CarriedPassage]
    ) -> dict[PassageId, CarriedPassage]:
        if not marked:
            return {}
        with suppress(ReviewerError), closing(self._session.open_document(self._older.id).result()) as opened:
            old = KeptPages(opened, self._stopped, _cancelled_words())
            are_images = all(one.media_type.startswith("image/") for one in (opened, self._opened))
            search = RegionSearch(old, self._kept, _shifts(texts.values()), are_images=are_images)
            return {one.passage.id: self._region_placed(one, search) for one in marked}
        _go_on(self._stopped)
        return {one.passage.id: CarriedPassage(one, self._standing(one), AnchorState.ORPHAN) for one in marked}

    def _region_placed(self, marked: MarkedPassage, search: RegionSearch) -> CarriedPassage:
        region = marked.passage.anchor.region
        state, place = (AnchorState.ORPHAN, None) if region is None else search.find(region)
        if place is None:
            return CarriedPassage(marked, self._standing(marked), state)
        anchor = anchor_of(self._session, self._newer, RegionSpan(self._newer.id, *place), self._kept)
        return CarriedPassage(marked, self._standing(marked), state, replace(anchor, state=state))


def _elsewhere(marked: MarkedPassage) -> CarriedPassage:
    return CarriedPassage(marked, Standing.ELSEWHERE, marked.passage.anchor.state)


def _shifts(texts: Iterable[CarriedPassage]) -> dict[int, int]:
    """Return to which page each page of the older version went, as most of its passages of text say."""
    votes: dict[int, Counter[int]] = {}
    for one in texts:
        if one.anchor is not None and one.state in SURE:
            votes.setdefault(one.marked.passage.anchor.page, Counter())[one.anchor.page] += 1
    return {page: counted.most_common(1)[0][0] for page, counted in votes.items()}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
