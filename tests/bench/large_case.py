"""A case of 5,000 passages (300 on one page) and 200 claims, made through the services, for benches."""

from __future__ import annotations

import random
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

from reviewer.documents.client import OpenDocument, Workers
from reviewer.model.anchor import TextPosition
from reviewer.model.ids import ClaimId, DocumentId, Reviewer
from reviewer.model.spans import TextSpan
from reviewer.model.stance import Stance
from reviewer.services import commands
from reviewer.services.adding.importing import add_documents
from reviewer.services.session import Session
from tests import builders

PAGES = (300, 200, 100)
PASSAGES = (3500, 1000, 500)
CROWDED_PAGE, CROWD = 3, 300
CLAIMS, LINES = 200, 44
_WORDS = """the board of the harbour was told in writing that the grain had been sold before the inspection took place"""


def now() -> str:
    """Return the time as the journal has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """Return an id."""
    return str(uuid.uuid4())


def pdf(pages: int, dice: random.Random) -> bytes:
    """Return a document of full pages."""
    return builders.text_pdf(
        *[[" ".join(dice.choices(_WORDS.split(), k=12)) for _ in range(LINES)] for _ in range(pages)], title=f"{pages} pages"
    )


def make_case(path: Path, workers: Workers) -> None:
    """Make the case through the services, each passage an intent of its own."""
    dice = random.Random(7)
    folder = Path(tempfile.mkdtemp())
    files = []
    for number, pages in enumerate(PAGES):
        files.append(folder / f"Minutes {number + 1}.pdf")
        files[-1].write_bytes(pdf(pages, dice))
    reviewer = Reviewer("Ada")
    with Session.create(path, title="Large", clock=now, new_id=new_id, reviewer=reviewer, workers=lambda: workers) as session:
        add_documents(session, files).result()
        claims = add_claims(session, dice)
        documents = session.read(lambda case: case.documents()).result()
        for number, (one, count) in enumerate(zip(documents, PASSAGES, strict=True)):
            opened = session.open_document(one.document.id).result()
            mark(session, opened, one.document.id, claims, dice, count=count, crowd=0 if number else CROWD)
            opened.close()


def mark(
    session: Session,
    opened: OpenDocument,
    document: DocumentId,
    claims: list[ClaimId],
    dice: random.Random,
    *,
    count: int,
    crowd: int,
) -> None:
    """Mark passages: `crowd` of them on one page, a tenth without a claim, a fifteenth of them to the first claim."""
    asked = []
    for number in range(count):
        page, start = CROWDED_PAGE if number < crowd else dice.randrange(opened.page_count), dice.randrange(2000)
        span = TextSpan(document, TextPosition(page, start), TextPosition(page, start + dice.randint(20, 160)))
        claim = dice.choice(claims[:1] if number % 15 == 0 else claims) if dice.random() < 0.9 else None
        stance = dice.choice(list(Stance)) if claim else None
        note = "See the minutes of the year before." if number % 5 == 0 else ""
        asked.append(
            commands.add_passage(session, document=document, selection=span, claim=claim, stance=stance, note=note, opened=opened)
        )
    for future in asked:
        future.result()


def add_claims(session: Session, dice: random.Random) -> list[ClaimId]:
    """Add claims, every fourth with two elements among them."""
    found: list[ClaimId] = []
    parent = None
    for number in range(CLAIMS):
        text = f"Statement {number}: {' '.join(dice.choices(_WORDS.split(), k=18))}"
        below = parent if number % 6 in (4, 5) else None
        made = commands.add_claim(session, text=text, speaker="The harbour board", date="2018-12", parent=below).result()[0]
        parent = made if below is None else parent
        found.append(made)
    return found
