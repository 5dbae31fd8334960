"""What a document carries, and adding what is attached in it: the same gate, one undo step, a record of where it came from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from reviewer.documents import limits
from reviewer.errors import CancelledError
from reviewer.model.document import Document, Provenance, Publication
from reviewer.model.file_facts import Attachment, FactKind, FileFacts
from reviewer.model.ids import DocumentId
from reviewer.services.adding.importing import ImportResult, add_documents
from reviewer.services.adding.importing_attached import add_attached, document_name
from reviewer.services.reading_file_facts import read_file_facts
from reviewer.services.session import Session
from reviewer.services.undo import History
from tests import builders
from tests.carrying import attached_pdf, bomb_pdf, carrying_pdf, hostile_pdf

LETTER = builders.text_pdf(["We never asked for it."])


def added(session: Session, folder: Path, data: bytes, name: str = "holder.pdf") -> ImportResult:
    (folder / name).write_bytes(data)
    (result,) = add_documents(session, [folder / name], provenance=Provenance(publication=Publication.LEAKED)).result()
    assert result.document is not None
    return result


def holder(session: Session, folder: Path, data: bytes) -> DocumentId:
    document = added(session, folder, data).document
    assert document is not None
    return document


def documents(session: Session) -> list[Document]:
    return [one.document for one in session.read(lambda case: case.documents()).result()]


def test_all_pages_are_read_and_what_is_attached_is_measured(working: Session, tmp_path: Path) -> None:
    annotation = "/Subtype /Link /A << /S /Launch /F (run.exe) >>"
    names = "/Names << /EmbeddedFiles << /Names [(a) << /F (a.txt) /EF << /F 100 0 R >> >>] >> >>"
    body = b"<< /Length 5 >>\nstream\nhello\nendstream"
    data = carrying_pdf(catalog=names, annotations=(annotation,), pages=1500, more={2000: body, 100: body})
    told: list[FileFacts] = []

    facts = read_file_facts(working, holder(working, tmp_path, data), tell=told.append).result()

    assert [(one.kind, one.page, one.words) for one in facts.facts] == [(FactKind.PROGRAM, 1499, "run.exe")]
    assert (facts.pages, facts.cut) == (1500, False)
    assert [(one.name, one.size, one.sha256) for one in facts.attachments] == [("a.txt", 5, hashlib.sha256(b"hello").hexdigest())]
    assert any(one.attachments and one.attachments[0].sha256 is None for one in told)


def test_what_cannot_be_unpacked_says_so_and_costs_the_others_nothing(working: Session, tmp_path: Path) -> None:
    (bomb,) = read_file_facts(working, holder(working, tmp_path, bomb_pdf())).result().attachments
    assert "larger than 256 MiB" in bomb.trouble
    assert bomb.sha256 is None


def test_reading_stops_when_it_is_cancelled(working: Session, tmp_path: Path) -> None:
    document = holder(working, tmp_path, LETTER)
    with pytest.raises(CancelledError):
        read_file_facts(working, document, cancelled=lambda: True).result()


def test_attached_files_become_documents_with_a_record_of_where_they_came_from(working: Session, tmp_path: Path) -> None:
    data = attached_pdf(("letter.pdf", LETTER), ("shot.png", builders.png()), packed=True)
    document = holder(working, tmp_path, data)
    attachments = read_file_facts(working, document).result().attachments

    results = add_attached(working, document, attachments).result()

    assert [one.status for one in results] == ["added", "added"]
    first, letter, shot = documents(working)
    assert (letter.name, letter.media_type, letter.sha256) == (
        "letter.pdf",
        "application/pdf",
        hashlib.sha256(LETTER).hexdigest(),
    )
    assert (shot.name, shot.media_type) == ("shot.png", "image/png")
    assert letter.provenance.obtained_how == f"Attached in “holder.pdf”, sha256 {first.sha256}"
    assert letter.provenance.publication is Publication.LEAKED
    journal = working.read(lambda case: [one.intent for one in case.journal()]).result()
    assert journal.count("Add document") == 3


def test_adding_them_is_one_undo_step(working: Session, tmp_path: Path) -> None:
    document = holder(working, tmp_path, attached_pdf(("a.pdf", LETTER), ("b.png", builders.png())))
    attachments = read_file_facts(working, document).result().attachments
    history = History(working)
    add_attached(working, document, attachments, initiator="import 7").result()
    assert len(documents(working)) == 3
    history.undo().result()
    assert len(documents(working)) == 1


def test_the_gate_is_the_same_as_for_files(working: Session, tmp_path: Path) -> None:
    """Known bytes are known, what is no document is refused with a sentence, and the others go on."""
    files = (("same.pdf", LETTER), ("run.exe", b"MZ\x90"), ("empty.pdf", b""), ("locked.pdf", builders.encrypted_pdf()))
    document = holder(working, tmp_path, attached_pdf(*files, ("again.pdf", LETTER), ("shot.png", builders.png())))
    attachments = read_file_facts(working, document).result().attachments

    results = add_attached(working, document, attachments).result()

    assert [one.status for one in results] == ["added", "refused", "refused", "refused", "known", "added"]
    assert "not a PDF" in results[1].reason
    assert "empty" in results[2].reason
    assert results[3].locked
    assert "as same.pdf" in results[4].reason


def test_a_bomb_is_refused_and_nothing_of_it_stays(working: Session, tmp_path: Path) -> None:
    document = holder(working, tmp_path, bomb_pdf())
    attachments = read_file_facts(working, document).result().attachments
    (result,) = add_attached(working, document, attachments).result()
    assert (result.status, str(result.path)) == ("refused", "bomb.pdf")
    assert "larger than 256 MiB" in result.reason
    assert len(documents(working)) == 1


def test_a_cancelled_import_adds_no_more(working: Session, tmp_path: Path) -> None:
    document = holder(working, tmp_path, attached_pdf(("a.pdf", LETTER), ("b.png", builders.png())))
    attachments = read_file_facts(working, document).result().attachments
    done: list[ImportResult] = []
    results = add_attached(working, document, attachments, report=done.append, cancelled=lambda: bool(done)).result()
    assert [one.path.name for one in results] == ["a.pdf"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\Re: letter.pdf", "Re: letter.pdf"),
        ("\\\\10.255.255.1\\share\\x.png", "x.png"),
        ("annex\u202efdp.exe", "annex‹U+202E›fdp.exe"),
        ("a\x1bb\nc.pdf", "a␛b c.pdf"),
        ("..", "attached file"),
        ("", "attached file"),
        ("/", "attached file"),
        ("<b>x</b>", "b>"),
        ("x" * 300 + ".pdf", "x" * 180 + "…" + "x" * 15 + ".pdf"),
        ("ünï 文.pdf", "ünï 文.pdf"),
    ],
)
def test_names_have_no_paths_and_hide_nothing(name: str, shown: str) -> None:
    assert document_name(Attachment(1, name)) == shown


def test_a_document_with_files_in_it_says_so_when_it_is_added(working: Session, tmp_path: Path) -> None:
    assert added(working, tmp_path, LETTER, "plain.pdf").reason == ""
    result = added(working, tmp_path, attached_pdf(("a.pdf", LETTER), ("b.pdf", b"x")))
    assert "2 files are attached in it, which are not in the case" in result.reason


def test_a_hostile_document_is_added_and_told_of(working: Session, tmp_path: Path) -> None:
    facts = read_file_facts(working, holder(working, tmp_path, hostile_pdf())).result()
    assert len({one.kind for one in facts.facts}) >= 8
    assert len(facts.facts) < limits.MAX_FACTS_OF_A_KIND
