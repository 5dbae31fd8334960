"""A made-up case as an export sees it, with every sort of claim, link and anchor, and a canary in every private field."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import replace

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.quoting import text_selector
from reviewer.documents.text.selecting.selection import select
from reviewer.model.access import AccessFact, AccessStatus, Permission
from reviewer.model.anchor import Anchor, RegionSelector, TextPosition
from reviewer.model.claim import Claim, ClaimKind, ElementPart, Link
from reviewer.model.correction import BuiltPack, Correction
from reviewer.model.desk import Desk
from reviewer.model.document import Document, Provenance, Publication, TextKind
from reviewer.model.event import Event
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import (
    AnchorId,
    CaseId,
    ClaimId,
    CorrectionId,
    DocumentId,
    EventId,
    FactId,
    LinkId,
    NameId,
    PassageId,
    PermissionId,
    Sha256,
)
from reviewer.model.names import Alias, Name, NameKind
from reviewer.model.overview import CaseInfo, ClaimOverview, MarkedPassage
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.post import Post
from reviewer.model.reply import Reply
from reviewer.model.review import LinkReview, Opinion, SignOff
from reviewer.model.snapshot import CaseSnapshot
from reviewer.model.stance import Stance
from reviewer.model.verdict import SetVerdict, Verdict

CANARY = "canary"
"""Stands in every field that no file of a pack may carry."""

HEAD = hashlib.sha256(b"journal").hexdigest()
MOMENT = "2019-03-05T22:04:05.123Z"
MADE = "2019-03-02T09:00:00.000Z"

EMAILS = (
    """integration thread 7
Hello both,
for the recommend button our app has to send a message on behalf of
the viewer. We are asking for the messaging scope, that is send, read
and write for private messages, so that a reply lands in the right
conversation.
""",
    """We do not read threads; the app only posts the recom-
mendation. If that changes we will tell you before it ships.
""",
    """Checked again today: the 1048 token still answers
and returns threads. Nobody has asked us to close it
""",
)
TERMS = (
    """Partner permissions
Register of February 2017
""",
    """The partner application may send, read, write and
delete private messages of a person who has
connected the two accounts.
""",
)
STORY = ("A spokesman said it had used the powers only for the\nmessages of its recommendation feature.\n",)


def uuid(kind: int, n: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{n:012d}"


TEXTS: dict[str, tuple[str, ...]] = {uuid(2, 1): EMAILS, uuid(2, 2): TERMS, uuid(2, 4): STORY}
SIZES = {uuid(2, 1): (595.0, 842.0), uuid(2, 2): (612.0, 792.0), uuid(2, 3): (900.0, 420.0), uuid(2, 4): (595.0, 842.0)}
MEDIA_TYPES = {uuid(2, 3): "image/png"}
LEFT, TOP, LEADING, ADVANCE = 72.0, 96.0, 18.0, 6.2


def _sha(text: str) -> Sha256:
    return Sha256(hashlib.sha256(text.encode()).hexdigest())


def _document(n: int, name: str, media_type: str, pages: int, **more: object) -> Document:
    provenance = Provenance(f"{CANARY} handed over", f"{CANARY} Deep Throat", "2019-01", Publication.LEAKED)
    text = TextKind.NONE if media_type.startswith("image/") else TextKind.BORN_DIGITAL
    return Document(
        DocumentId(uuid(2, n)),
        _sha(name),
        name,
        media_type,
        1000 + n,
        pages,
        text,
        n - 1,
        MADE,
        provenance=provenance,
        **more,  # type: ignore[arg-type]
    )


def page_count_of(document: DocumentId) -> int:
    """Return how many pages a document has."""
    return len(TEXTS.get(document, ("",)))


def pages_of(document: DocumentId, page_count: int) -> tuple[PageInfo, ...]:
    """Return what a document says of its pages."""
    width, height = SIZES[document]
    labels = {uuid(2, 2): ("iii", "iv")}.get(document, ("",) * page_count)
    return tuple(PageInfo(n, labels[n], width, height) for n in range(page_count))


def set_page(document: DocumentId, page: int) -> PageText:
    """Return a page's characters, set with fixed steps."""
    text, boxes = TEXTS[document][page], array("d")
    for row, line in enumerate(text.split("\n")):
        y0, y1 = TOP + row * LEADING, TOP + row * LEADING + LEADING - 4
        for column in range(len(line)):
            x0, x1 = LEFT + column * ADVANCE, LEFT + (column + 1) * ADVANCE
            boxes.extend((x0, y0, x1, y0, x0, y1, x1, y1))
        boxes.extend((LEFT + len(line) * ADVANCE, y0) * 4)
    return PageText(page, text, boxes[: 8 * len(text)], "mupdf 1.28.2")


def text_anchor(n: int, document: Document, first: tuple[int, str], last: tuple[int, str] | None = None) -> Anchor:
    """Return an anchor from the words of `first` (page, words) to the end of those of `last`."""
    texts, last = TEXTS[document.id], last or first
    pages = {page: set_page(document.id, page) for page in range(document.page_count)}
    start = TextPosition(first[0], texts[first[0]].index(first[1]))
    end = TextPosition(last[0], texts[last[0]].index(last[1]) + len(last[1]))
    found = select(pages, start, end)
    text = text_selector(pages, found.start, found.end, lambda word: word == "recommendation")
    label = pages_of(document.id, document.page_count)[start.page].label
    return Anchor(AnchorId(uuid(4, n)), document.sha256, start.page, label, found.quads, text=text)


def region_anchor(n: int, document: Document, rect: Rect) -> Anchor:
    quads = (PageQuad(0, Quad.of_rect(rect)),)
    return Anchor(AnchorId(uuid(4, n)), document.sha256, 0, "", quads, region=RegionSelector(0, rect, "0f0f0f0f0f0f0f0f"))


def _claim(n: int, text: str, number: str, counts: Sequence[Stance] = (), **more: object) -> ClaimOverview:
    claim = Claim(ClaimId(uuid(1, n)), text, n, MADE, note=f"{CANARY} note on a claim", **more)  # type: ignore[arg-type]
    return ClaimOverview(claim, number, {one: list(counts).count(one) for one in Stance})


def _marked(n: int, document: Document, anchor: Anchor, *links: tuple[int, Stance, str], note: str = "") -> MarkedPassage:
    passage = Passage(PassageId(uuid(3, n)), document.id, anchor, note, MADE)
    made = tuple(
        Link(LinkId(uuid(5, n * 10 + k)), passage.id, ClaimId(uuid(1, claim)), stance, words, MADE)
        for k, (claim, stance, words) in enumerate(links)
    )
    return MarkedPassage(passage, made)


def the_denial() -> CaseSnapshot:
    """Return the case: four documents, two claims, the first with two elements, eight passages of which one has no claim."""
    emails = _document(1, "Integration e-mails.pdf", "application/pdf", 3)
    terms = _document(2, "partner-permissions.pdf", "application/pdf", 2)
    post = _document(3, "statement.png", "image/png", 1)
    story = _document(4, "STATEMENT.pdf", "application/pdf", 1)
    claims = (
        _claim(1, "We never asked for, or accessed, anyone’s private messages.", "1", [Stance.STATES], speaker="Lumenreel",
               date="2018-12-19T08:41:00Z", channel="post on Palaver", kind=ClaimKind.DENIAL),
        _claim(2, "asked for", "1.1", [Stance.CONTRADICTS], parent=ClaimId(uuid(1, 1)),
               part=ElementPart.DID_WHAT),
        _claim(3, "accessed", "1.2", [Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTEXT, Stance.CONTEXT],
               parent=ClaimId(uuid(1, 1))),
        _claim(4, "The access ended with the feature", "2", [Stance.CONTRADICTS], speaker="Palaver", date="2018-12~"),
        _claim(5, "Nobody else was given such access", "3", speaker="Palaver", date="2018-12-20"),
    )  # fmt: skip
    passages = (
        _marked(1, emails, text_anchor(1, emails, (0, "We are asking"), (0, "private messages")),
                (2, Stance.CONTRADICTS, "Written by the company, before the launch."), note="Same sender, three weeks later."),
        _marked(2, emails, text_anchor(2, emails, (1, "We do not read"), (1, "recom-\nmendation")), (3, Stance.SUPPORTS, "")),
        _marked(3, emails, text_anchor(3, emails, (1, "we will tell"), (2, "and returns threads")),
                (3, Stance.CONTEXT, ""), (4, Stance.CONTRADICTS, "11 Jan 2017")),
        _marked(4, terms, text_anchor(4, terms, (1, "may send, read"), (1, "private messages")),
                (3, Stance.CONTEXT, "Shows what was granted. Does not show use.")),
        _marked(5, post, region_anchor(5, post, Rect(60, 120, 840, 260)), (1, Stance.STATES, "")),
        _marked(6, terms, text_anchor(6, terms, (0, "Register of February 2017")), note="Date of the register"),
        _marked(7, story, text_anchor(7, story, (0, "had used the powers"), (0, "recommendation feature")),
                (3, Stance.CONTRADICTS, "Own account: some use, for one feature.")),
    )  # fmt: skip
    documents = (emails, terms, post, story)
    info = CaseInfo(CaseId(uuid(9, 1)), "The denial", "Investigations desk", MADE, HEAD, 412, MOMENT)
    return CaseSnapshot(info, documents, claims, passages, _desk())


def _desk() -> Desk:
    """Return a desk with something of every sort, and a canary in what never leaves."""
    lumenreel = Name(
        NameId(uuid(6, 1)), "Lumenreel", NameKind.ORGANISATION, f"{CANARY} note", MADE, (Alias("a", f"{CANARY} alias"),)
    )
    permissions = (
        Permission(PermissionId(uuid(7, 1)), "send", "write as the person", 0, MADE),
        Permission(PermissionId(uuid(7, 2)), "read", "open a message", 1, MADE),
        Permission(PermissionId(uuid(7, 3)), "delete", "", 2, MADE),
        Permission(PermissionId(uuid(7, 4)), "write", "", 3, MADE),
    )
    return Desk(
        verdicts=(
            SetVerdict(uuid(10, 1), ClaimId(uuid(1, 2)), Verdict.CONTRADICTED, "Asked for in writing.", CANARY, MADE),
            SetVerdict(uuid(10, 2), ClaimId(uuid(1, 1)), Verdict.CONTRADICTED, "Half of it is enough.", CANARY, MADE),
        ),
        link_reviews=(LinkReview(uuid(11, 1), LinkId(uuid(5, 10)), Opinion.AGREE, f"{CANARY} comment", CANARY, MADE),),
        sign_offs=(SignOff(uuid(12, 1), ClaimId(uuid(1, 1)), "0" * 64, CANARY, MADE),),
        replies=(
            Reply(
                uuid(13, 1),
                ClaimId(uuid(1, 4)),
                "On which day?",
                "Palaver",
                "2018-12-20",
                "2018-12-21",
                "",
                None,
                None,
                None,
                MADE,
            ),
            Reply(
                uuid(13, 2),
                ClaimId(uuid(1, 1)),
                "Whether it read them",
                "Lumenreel",
                "2018-12-18",
                None,
                "It did not.",
                "2018-12-19",
                None,
                None,
                MADE,
            ),
        ),
        names=(lumenreel,),
        permissions=permissions,
        facts=(
            _fact(1, permissions[0], AccessStatus.USED, "2014-06-10", None, 2),
            _fact(2, permissions[1], AccessStatus.GRANTED, "2014-05-14", None, 4),
            _fact(3, permissions[1], AccessStatus.REVOKED, "2015", None, 6),
            _fact(4, permissions[1], AccessStatus.POSSIBLE, "2017-01-11", None, 3),
            _fact(5, permissions[2], AccessStatus.GRANTED, "2013~", None),
        ),
        events=(Event(EventId(uuid(14, 1)), "Launch", "2014-05-20~", f"{CANARY} note", MADE),),
        corrections=(
            Correction(
                CorrectionId(uuid(15, 1)),
                "The denial",
                "v2",
                "2018-12-20",
                "“read” is now “was able to read”",
                CANARY,
                MADE,
                400,
                (ClaimId(uuid(1, 1)),),
                (PassageId(uuid(3, 7)),),
            ),
        ),
        posts=(
            Post(
                uuid(16, 1),
                DocumentId(uuid(2, 3)),
                0,
                "Lumenreel",
                "@lumenreel",
                "We never asked for it",
                "08:41 · 20 December 2018",
                "https://palaver.example/lumenreel/status/1075310111427203377",
                MADE,
            ),
        ),
        packs=(BuiltPack(f"{CANARY}.zip", HEAD, 3, MADE),),
    )


def _fact(n: int, permission: Permission, status: AccessStatus, since: str, until: str | None, *passages: int) -> AccessFact:
    cited = tuple(PassageId(uuid(3, one)) for one in passages)
    actor = NameId(uuid(6, 1))
    return AccessFact(FactId(uuid(8, n)), actor, permission.id, status, since, until, f"{CANARY} note", MADE, cited)


def deeply_nested(snapshot: CaseSnapshot, depth: int) -> CaseSnapshot:
    """Return the case with elements below its element "1.2", each below the one before, as only a changed case has them."""
    above, number, made = ClaimId(uuid(1, 3)), "1.2", []
    for n in range(depth):
        number += ".1"
        made.append(_claim(100 + n, f"below {n}", number, parent=above))
        above = made[-1].claim.id
    return replace(snapshot, claims=(*snapshot.claims[:3], *made, *snapshot.claims[3:]))
