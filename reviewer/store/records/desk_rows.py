"""Owns the way from rows of the claims desk to model objects; a row that does not parse is reported by name, as in `rows`."""

from __future__ import annotations

from sys import intern

from reviewer.model.access import AccessFact, AccessStatus, Permission
from reviewer.model.correction import BuiltPack, Correction
from reviewer.model.event import Event
from reviewer.model.ids import ClaimId, CorrectionId, DocumentId, EventId, FactId, LinkId, NameId, PassageId, PermissionId
from reviewer.model.names import Alias, Name, NameKind
from reviewer.model.post import Post
from reviewer.model.reply import Reply
from reviewer.model.review import LinkReview, Opinion, SignOff
from reviewer.model.verdict import SetVerdict, Verdict
from reviewer.store.records.rows import Kind, Row

_MOST_PAGES = 10_000_000

VERDICT_COLUMNS = "SELECT id, claim, verdict, reason, reviewer, created_at FROM verdicts ORDER BY created_at, rowid"
LINK_REVIEW_COLUMNS = "SELECT id, link, opinion, comment, reviewer, created_at FROM link_reviews ORDER BY created_at, rowid"
SIGN_OFF_COLUMNS = "SELECT id, claim, digest, reviewer, created_at FROM sign_offs ORDER BY created_at, rowid"
REPLY_COLUMNS = (
    "SELECT id, claim, asked, asked_of, asked_on, deadline, answer, answered_on, answer_claim, answer_document, created_at"
    " FROM replies ORDER BY created_at, rowid"
)
NAME_COLUMNS = "SELECT id, name, kind, note, created_at FROM names"
ALIAS_COLUMNS = "SELECT id, owner, alias FROM aliases ORDER BY alias, id"
PERMISSION_COLUMNS = "SELECT id, permission, detail, position, created_at FROM permissions ORDER BY position, created_at, id"
FACT_COLUMNS = "SELECT id, actor, permission, status, from_date, to_date, note, created_at FROM facts ORDER BY created_at, rowid"
EVENT_COLUMNS = "SELECT id, event, date, note, created_at FROM events ORDER BY date, created_at, rowid"
CITED_COLUMNS = "SELECT coalesce(fact, event, name), passage FROM citations ORDER BY created_at, rowid"
CORRECTION_COLUMNS = (
    "SELECT id, story, version, date, changed, approved_by, created_at FROM corrections ORDER BY created_at, rowid"
)
CORRECTED_COLUMNS = "SELECT correction, claim, passage FROM corrected ORDER BY rowid"
POST_COLUMNS = "SELECT id, document, page, author, handle, post, shown_time, address, created_at FROM posts"
BUILT_PACK_COLUMNS = "SELECT name, head, head_seq, built_at FROM built_packs ORDER BY built_at, name"


def _verdict(row: Row) -> SetVerdict:
    return SetVerdict(row[0], ClaimId(intern(row[1])), None if row[2] is None else Verdict(row[2]), row[3], row[4], row[5])


def _reply(row: Row) -> Reply:
    answer_claim = None if row[8] is None else ClaimId(row[8])
    answer_document = None if row[9] is None else DocumentId(row[9])
    return Reply(row[0], ClaimId(row[1]), row[2], row[3], row[4], row[5], row[6], row[7], answer_claim, answer_document, row[10])


def _fact(row: Row) -> AccessFact:
    return AccessFact(
        FactId(row[0]), NameId(intern(row[1])), PermissionId(intern(row[2])), AccessStatus(row[3]), row[4], row[5], row[6], row[7]
    )


def _correction(row: Row) -> Correction:
    return Correction(CorrectionId(row[0]), row[1], row[2], row[3], row[4], row[5], row[6], seq=0)


def _post(row: Row) -> Post:
    if not 0 <= row[2] < _MOST_PAGES:
        raise ValueError("no page of a document")
    return Post(row[0], DocumentId(row[1]), *row[2:])


def _built_pack(row: Row) -> BuiltPack:
    if row[2] < 1:
        raise ValueError("no entry of a journal")
    return BuiltPack(*row)


VERDICT = Kind("verdict", "TTtTTT", _verdict)
LINK_REVIEW = Kind(
    "review of a link", "TTTTTT", lambda row: LinkReview(row[0], LinkId(row[1]), Opinion(row[2]), row[3], row[4], row[5])
)
SIGN_OFF = Kind("sign-off", "TTTTT", lambda row: SignOff(row[0], ClaimId(row[1]), row[2], row[3], row[4]))
REPLY = Kind("right of reply", "TTTTttTtttT", _reply)
NAME = Kind("name", "TTTTT", lambda row: Name(NameId(intern(row[0])), row[1], NameKind(row[2]), row[3], row[4]))
ALIAS = Kind("alias", "TTT", lambda row: (NameId(row[1]), Alias(row[0], row[2])))
PERMISSION = Kind("permission", "TTTIT", lambda row: Permission(PermissionId(intern(row[0])), row[1], row[2], row[3], row[4]))
FACT = Kind("access fact", "TTTTttTT", _fact)
EVENT = Kind("event", "TTTTT", lambda row: Event(EventId(row[0]), row[1], row[2], row[3], row[4]))
CITED = Kind("citation", "TT", lambda row: (str(row[0]), PassageId(intern(row[1]))))
CORRECTION = Kind("correction", "TTTTTTT", _correction)
CORRECTED = Kind("corrected claim or passage", "Ttt", tuple)
POST = Kind("post", "TTITTTTTT", _post)
BUILT_PACK = Kind("pack", "TTIT", _built_pack)
