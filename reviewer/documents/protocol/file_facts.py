"""Asking a worker what a file carries besides its pages, and for a file that is attached in it; every answer is checked here.

Owns these requests and their replies, written and read. What belongs to the document as a whole comes with its first page. An
answer may stop before the last page asked for; whoever asks goes on from there.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.documents import limits
from reviewer.documents.pdf_dates import iso_date
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import Kind, ProtocolError
from reviewer.documents.protocol.requests import RunOfPages
from reviewer.model.file_facts import FORBIDDABLE, Attachment, FactKind, FileFact, FileFacts, WholeFile
from reviewer.model.ids import Sha256

KINDS = tuple(FactKind)
"""A worker names a kind by its place in this list."""

DESCRIBED = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
"""What a file may say of itself, in the order in which it is told (ISO 32000-2, table 349)."""

_DATES = frozenset(("CreationDate", "ModDate"))

_HEAD = struct.Struct("<IBIHHH")  # pages read, cut, saved again, forbidden (bits), facts, attachments
_FACT = struct.Struct("<BiB")  # kind, page or -1, by itself
_ATTACHMENT = struct.Struct("<Ii")  # number, page or -1
_SUM = struct.Struct("<Q32s")
_NUMBER = struct.Struct("<I")
_WHOLE = -1
_MOST_DIGITS = 12

_TEXT = 4
FACTS_PER_REQUEST = len(KINDS) * limits.MAX_FACTS_OF_A_KIND
_COUNTED = frozenset((FactKind.AFTER_SIGNING, FactKind.FORM_FIELD))
"""Kinds whose words are a number."""

REPLY_BYTES = (
    _HEAD.size
    + (1 + len(DESCRIBED)) * (_TEXT + 4 * limits.MAX_FACT_CHARS)
    + FACTS_PER_REQUEST * (_FACT.size + _TEXT)
    + limits.MAX_ATTACHMENTS * (_ATTACHMENT.size + 2 * (_TEXT + 4 * limits.MAX_ATTACHMENT_NAME_CHARS))
    + len(KINDS) * limits.FACTS_BYTES_OF_A_KIND
)
SUM_BYTES = _SUM.size


class Facts(RunOfPages):
    """What their annotations and actions would do."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.FILE_FACTS


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that is attached in the document, by the number of its object; a subclass says what of it."""

    number: int

    def pack(self) -> bytes:
        """Return the payload."""
        return _NUMBER.pack(self.number)

    @classmethod
    def unpack(cls, reader: Reader) -> Self:
        """Read the payload."""
        return cls(*reader.numbers(_NUMBER))


class AttachedSum(AttachedFile):
    """How large it is, and its checksum."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.ATTACHED_SUM


class AttachedBytes(AttachedFile):
    """Its bytes."""

    __slots__ = ()
    kind: ClassVar[Kind] = Kind.ATTACHED_BYTES


@dataclass(frozen=True, slots=True)
class Counted:
    """What an attached file measures."""

    size: int
    sha256: Sha256


def write_facts(found: FileFacts) -> list[bytes]:
    """Write what was read of pages."""
    whole = found.whole
    forbidden = sum(1 << FORBIDDABLE.index(one) for one in whole.forbidden)
    counts = (len(found.facts), len(found.attachments))
    said = dict(whole.described)
    return [
        _HEAD.pack(found.pages, found.cut, whole.saved_again, forbidden, *counts),
        pack_text(whole.encryption),
        *(pack_text(said.get(one, "")) for one in DESCRIBED),
        *(_write_fact(one) for one in found.facts),
        *(_write_attachment(one) for one in found.attachments),
    ]


def _write_fact(one: FileFact) -> bytes:
    return _FACT.pack(KINDS.index(one.kind), _WHOLE if one.page is None else one.page, one.by_itself) + pack_text(one.words)


def _write_attachment(one: Attachment) -> bytes:
    head = _ATTACHMENT.pack(one.number, _WHOLE if one.page is None else one.page)
    return head + pack_text(one.name) + pack_text(one.note)


def read_facts(untrusted_payload: memoryview, *, first: int, count: int) -> FileFacts:
    """Check what was read of at most `count` pages from `first` on: kinds that there are, pages that were asked for."""
    reader = Reader(untrusted_payload)
    untrusted_pages, cut, untrusted_saved, untrusted_forbidden, untrusted_facts, untrusted_attachments = reader.numbers(_HEAD)
    if not 0 < untrusted_pages <= count:
        raise ProtocolError("facts of pages that nobody asked for")
    if untrusted_saved > limits.MAX_SAVES or untrusted_forbidden >> len(FORBIDDABLE):
        raise ProtocolError("a file that cannot be")
    if untrusted_facts > FACTS_PER_REQUEST or untrusted_attachments > limits.MAX_ATTACHMENTS:
        raise ProtocolError("endless facts")
    encryption = _text(reader, limits.MAX_FACT_CHARS)
    said = [(one, _text(reader, limits.MAX_FACT_CHARS)) for one in DESCRIBED]
    said = [(one, (one in _DATES and iso_date(words)) or words) for one, words in said]
    pages = range(first, first + untrusted_pages)
    facts = tuple(_read_fact(reader, pages) for _ in range(untrusted_facts))
    attachments = tuple(_read_attachment(reader, pages) for _ in range(untrusted_attachments))
    reader.finish()
    if len({one.number for one in attachments}) < len(attachments):
        raise ProtocolError("a file that is there twice")
    forbidden = tuple(one for at, one in enumerate(FORBIDDABLE) if untrusted_forbidden >> at & 1)
    whole = WholeFile(tuple(one for one in said if one[1]), encryption, forbidden, untrusted_saved)
    return FileFacts(whole, facts, attachments, untrusted_pages, bool(cut))


def _read_fact(reader: Reader, pages: Sequence[int]) -> FileFact:
    untrusted_kind, untrusted_page, by_itself = reader.numbers(_FACT)
    if untrusted_kind >= len(KINDS):
        raise ProtocolError("a fact that there is not")
    kind, page, words = KINDS[untrusted_kind], _page(untrusted_page, pages), _text(reader, limits.MAX_FACT_CHARS)
    if kind in _COUNTED and not (words.isascii() and words.isdecimal() and len(words) <= _MOST_DIGITS):
        raise ProtocolError("a number that is none")
    return FileFact(kind, page, words, bool(by_itself))


def _read_attachment(reader: Reader, pages: Sequence[int]) -> Attachment:
    untrusted_number, untrusted_page = reader.numbers(_ATTACHMENT)
    page = _page(untrusted_page, pages)
    name, note = (_text(reader, limits.MAX_ATTACHMENT_NAME_CHARS) for _ in range(2))
    return Attachment(untrusted_number, name, note, page)


def _page(untrusted_page: int, pages: Sequence[int]) -> int | None:
    if untrusted_page != _WHOLE and untrusted_page not in pages:
        raise ProtocolError("a fact of another page")
    return None if untrusted_page == _WHOLE else untrusted_page


def write_sum(size: int, digest: bytes) -> list[bytes]:
    """Write what an attached file measures."""
    return [_SUM.pack(size, digest)]


def read_sum(untrusted_payload: memoryview) -> Counted:
    """Check what an attached file measures."""
    reader = Reader(untrusted_payload)
    untrusted_size, digest = reader.numbers(_SUM)
    reader.finish()
    if untrusted_size > limits.MAX_ATTACHMENT_BYTES:
        raise ProtocolError("an attached file larger than it may be")
    return Counted(untrusted_size, Sha256(digest.hex()))


def _text(reader: Reader, limit_chars: int) -> str:
    text = reader.text(limit_chars=limit_chars)
    if "\0" in text:
        raise ProtocolError("a character that no text has")
    return text
