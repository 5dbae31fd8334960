"""Owns what each entry of the search index belongs to, kept in memory: a word that stands on every page has as many hits, and to
look each up in the file takes ten times as long as to find them.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewer.model.ids import DocumentId, PassageId
from reviewer.model.searching import HitKind, SearchFilter, TextSource
from reviewer.store.content.authorship import Authorship
from reviewer.store.content.layer_choice import OWN_CHOSEN

if TYPE_CHECKING:
    from sqlite_utils import Database

_NOWHERE, _NO_DOCUMENT = -2, -1
_KINDS = list(HitKind)
_NOTE, _MISREAD = _KINDS.index(HitKind.NOTE), _KINDS.index(HitKind.MISREAD)
_OF_TEXT = {_KINDS.index(one) for one in (HitKind.PAGE, HitKind.QUOTE, HitKind.MISREAD)}
_OPENED = "SELECT page FROM page_views WHERE sha256 = ? AND shown_ms > 0"

_OTHERS = """
SELECT entry.id, entry.kind, entry.record, coalesce(entry.page, (SELECT page FROM anchors
        WHERE anchors.passage = passage.id AND anchors.document_sha256 = document.sha256)),
    passage.id, coalesce(claim.id, correction.document), coalesce(passage.document, correction.document),
    correction.id IS NOT NULL
        OR EXISTS (SELECT 1 FROM anchor_layers WHERE anchor_layers.anchor = anchor.id AND anchor_layers.kind <> 'born_digital')
FROM search_entries AS entry
LEFT JOIN anchors AS anchor ON entry.kind = 'quote' AND anchor.id = entry.record
LEFT JOIN links AS link ON entry.kind = 'note' AND link.id = entry.record
LEFT JOIN passages AS passage ON passage.id = coalesce(anchor.passage, link.passage, entry.record)
LEFT JOIN documents AS document ON document.id = passage.document
LEFT JOIN claims AS claim ON claim.id = entry.record
LEFT JOIN word_corrections AS correction ON entry.kind = 'misread' AND correction.id = entry.record
WHERE entry.kind IN ('quote', 'note', 'claim', 'misread') AND coalesce(passage.id, claim.id, correction.id) IS NOT NULL
    AND (anchor.id IS NULL OR anchor.document_sha256 IS document.sha256)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What an entry that is no page belongs to: a passage in a document, a claim, or for a misread word the document."""

    record: str
    page: int | None
    passage: PassageId | None
    owner: str
    is_recognised: bool


@dataclass
class EntryPlaces:
    """Where the entries are: by their numbers, the number of the document in `documents`, the kind, and the page.

    Entries of documents that were removed are nowhere, and what a passage says in versions of its document where it stood before.
    """

    documents: list[tuple[DocumentId, str, str]] = field(default_factory=list)
    """Id, name and checksum, in list order."""
    document: array[int] = field(default_factory=lambda: array("i"))
    kind: bytearray = field(default_factory=bytearray)
    page: array[int] = field(default_factory=lambda: array("i"))
    others: dict[int, Place] = field(default_factory=dict)
    all_somewhere: bool = False
    """Whether no entry is nowhere."""
    group: array[int] = field(default_factory=lambda: array("i"))
    """Document and kind as one number: they are counted together."""
    _recognised: Mapping[str, Set[int]] | None = None
    _authors: Authorship | None = None

    @classmethod
    def of(cls, database: Database) -> EntryPlaces:
        """Look all of them up."""
        found = cls()
        count = (database.execute("SELECT max(id) FROM search_entries").fetchone()[0] or 0) + 1
        found.document = array("i", [_NOWHERE]) * count
        found.page = array("i", [-1]) * count
        found.kind = bytearray(count)
        rows = database.execute("SELECT id, name, sha256 FROM documents ORDER BY position, added_at, id").fetchall()
        found.documents = [(DocumentId(id_), str(name), str(sha256)) for id_, name, sha256 in rows]
        numbers = {}
        for number, (document, _, sha256) in enumerate(found.documents):
            numbers[document] = number
            pages = "SELECT id, page FROM search_entries WHERE record = ? AND kind = 'page'"
            for entry, page in database.execute(pages, (sha256,)):
                found.document[entry], found.page[entry] = number, page
        for entry, kind, record, page, passage, other, document, recognised in database.execute(_OTHERS):
            found.kind[entry] = _KINDS.index(HitKind(kind))
            found.document[entry] = numbers.get(document, _NO_DOCUMENT)
            owner = str(passage or other)
            found.others[entry] = Place(str(record), page, passage and PassageId(passage), owner, bool(recognised))
        for entry, record in database.execute("SELECT id, record FROM search_entries WHERE kind = 'desk'"):
            found.kind[entry] = _KINDS.index(HitKind.DESK)
            found.document[entry] = _NO_DOCUMENT
            found.others[entry] = Place(str(record), None, None, str(record), is_recognised=False)
        placed = zip(found.document, found.kind, strict=True)
        found.group = array("i", [len(_KINDS) * document + kind for document, kind in placed])
        held = database.execute("SELECT count(*) FROM search_entries WHERE kind <> 'form'").fetchone()[0]
        found.all_somewhere = held == count - found.document.count(_NOWHERE)
        return found

    def counted(self, entries: list[int]) -> dict[DocumentId | None, dict[HitKind, int]]:
        """Return how many of the entries are in each document, by kind, in list order."""
        found: dict[DocumentId | None, dict[HitKind, int]] = {}
        for group, count in sorted(Counter(map(self.group.__getitem__, entries)).items()):
            number, kind = divmod(group, len(_KINDS))
            document = self.documents[number][0] if number >= 0 else None
            found.setdefault(document, {})[_KINDS[kind]] = count
        return found

    def chosen(self, database: Database, entries: list[int], wanted: SearchFilter) -> list[int]:
        """Return those of the entries that belong to the case and that are wanted."""
        found = entries if self.all_somewhere else [one for one in entries if self.document[one] != _NOWHERE]
        if wanted.kinds:
            kinds = {number for number, kind in enumerate(_KINDS) if kind in wanted.kinds}
            found = [one for one in found if self.kind[one] in kinds]
        if wanted.documents:
            numbers = {number for number, one in enumerate(self.documents) if one[0] in wanted.documents}
            found = [one for one in found if self.document[one] in numbers]
        if wanted.source is not None:
            recognised = wanted.source is TextSource.RECOGNISED
            found = [one for one in found if self._is_of_text(one) and self.is_recognised(database, one) is recognised]
        if wanted.stance is not None or wanted.claim is not None:
            owners = _owners(database, wanted)
            found = [one for one in found if one in self.others and self.others[one].owner in owners]
        if wanted.reviewer is not None:
            if self._authors is None:
                self._authors = Authorship.of(database)
            found = [one for one in found if self._author(one, self._authors) == wanted.reviewer]
        if wanted.unopened:
            found = self._on_unopened(database, found)
        return found

    def _author(self, entry: int, authors: Authorship) -> str:
        """Return who wrote a note, or made a passage or a claim; "" for a page and its words, which nobody at work has."""
        other = self.others.get(entry)
        if other is None or self.kind[entry] == _MISREAD:
            return ""
        is_note = self.kind[entry] == _NOTE
        return authors.writer(other.record) if is_note else authors.author(other.owner)

    def _on_unopened(self, database: Database, entries: list[int]) -> list[int]:
        """Return those of the entries that stand on pages which nobody has opened; asked each time, for people read on."""
        found: list[int] = []
        opened: dict[int, Set[int]] = {}
        for one in entries:
            number, other = self.document[one], self.others.get(one)
            page = self.page[one] if other is None else other.page
            if number < 0 or page is None:
                continue
            if number not in opened:
                rows = database.execute(_OPENED, (self.documents[number][2],)).fetchall()
                opened[number] = {seen for (seen,) in rows}
            if page not in opened[number]:
                found.append(one)
        return found

    def is_recognised(self, database: Database, entry: int) -> bool:
        """Tell whether a program recognised the words of an entry in a picture."""
        if entry in self.others:
            return self.others[entry].is_recognised
        if self._recognised is None:
            rows = database.execute(
                "SELECT sha256, page FROM text_layers WHERE kind <> 'born_digital'"  # noqa: S608 - our own words
                f" AND (letters IS NULL OR NOT {OWN_CHOSEN})"
            ).fetchall()
            pages: dict[str, set[int]] = {}
            for sha256, page in rows:
                pages.setdefault(str(sha256), set()).add(page)
            self._recognised = pages
        return self.page[entry] in self._recognised.get(self.documents[self.document[entry]][2], ())

    def _is_of_text(self, entry: int) -> bool:
        return self.kind[entry] in _OF_TEXT


def _owners(database: Database, wanted: SearchFilter) -> Set[str]:
    """Return the passages that have a stance, to a claim or its elements where one is wanted; then also these claims."""
    claims = {str(wanted.claim)}
    if wanted.claim is not None:
        claims |= {str(one) for (one,) in database.execute("SELECT id FROM claims WHERE parent = ?", (wanted.claim,))}
    links = database.execute("SELECT passage, claim, stance FROM links").fetchall()
    passages = {
        str(passage)
        for passage, claim, stance in links
        if (wanted.claim is None or claim in claims) and (wanted.stance is None or stance == wanted.stance.value)
    }
    return passages if wanted.claim is None or wanted.stance is not None else passages | claims
