"""Pages that are read again and words that are corrected: all texts are kept, and a passage stays what it was counted in."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.errors import UsageError
from reviewer.model.anchor import TextPosition
from reviewer.model.changes import RecordKind
from reviewer.model.document import Document, TextKind
from reviewer.model.ids import PassageId
from reviewer.model.passage import Passage
from reviewer.model.spans import TextSpan
from reviewer.model.text_layer import LayerKind
from reviewer.services.checks.rereading import reread
from reviewer.services.commands.passages import add_passage
from reviewer.services.commands.quotes import quotes_of_old_readings, update_quotes
from reviewer.services.commands.words import WordsAt, correct_words, use_own_text, use_recognised_text
from reviewer.services.events import WordsChanged
from reviewer.services.exporting import export_pack
from reviewer.services.recognition.recognising import gather_again, recognise
from reviewer.services.recognition.recognition_agenda import Agenda
from reviewer.services.session import Session
from reviewer.services.undo import History
from reviewer.store.check import check_case
from tests import builders
from tests.services.conftest import WAIT_S
from tests.services.test_recognising import SAID, added, documents, shot

BAD = ["rnessages 0f pqrtners", "5omebody 5aid"]


@pytest.fixture
def bad(working: Session, tmp_path: Path) -> Document:
    """A page that shows other words than it has: an old recognition laid words over the picture."""
    return added(working, tmp_path, bad_pdf=builders.recognised_pdf(BAD))[0]


def quote(session: Session, document: Document, words: str) -> Passage:
    """Highlight words where they stand first, and return the passage."""
    with_text = session.open_document(document.id).result(WAIT_S)
    text = with_text.text(0).result(WAIT_S).text
    with_text.close()
    start = text.index(words)
    span = TextSpan(document.id, TextPosition(0, start), TextPosition(0, start + len(words)), words)
    changes = add_passage(session, document=document.id, selection=span, claim=None, stance=None).result(WAIT_S)
    found = session.read(lambda case: case.passage(PassageId(changes.made(RecordKind.PASSAGE)[0]))).result(WAIT_S)
    assert found is not None
    return found.passage


def kind(passage: Passage) -> LayerKind:
    assert passage.anchor.text is not None
    return passage.anchor.text.layers[0].kind


def read_again(session: Session, document: Document, languages: TrainedData) -> None:
    agenda = Agenda()
    assert gather_again(session, agenda, document.id).result(WAIT_S) == 1
    recognise(session, languages, agenda=agenda).result(WAIT_S)


def at(session: Session, document: Document, words: str) -> WordsAt:
    layer = session.read(lambda case: case.recognised.layers(document.sha256, 0)).result(WAIT_S)[-1]
    start = layer.text.index(words)
    return WordsAt(document.id, 0, layer.layer.sha256, start, start + len(words))


def said(session: Session, document: Document) -> str:
    return session.read(lambda case: case.page_texts(document.id)[0][0]).result(WAIT_S)


def fine(session: Session) -> None:
    """Hold the case against its journal, its documents and what a pack would say."""
    assert check_case(session.path).findings == ()
    assert reread(session, lambda: False).findings == []


def test_a_page_that_is_read_again_keeps_both_texts_and_every_passage_its_own(
    working: Session, bad: Document, languages: TrainedData, tmp_path: Path
) -> None:
    before = quote(working, bad, "rnessages 0f pqrtners")
    read_again(working, bad, languages)
    now = said(working, bad)
    assert "rnessages" not in now or now != "\n".join(BAD)
    layers = working.read(lambda case: case.recognised.layers(bad.sha256, 0)).result(WAIT_S)
    assert [one.is_ours for one in layers] == [False, True]
    after = quote(working, bad, now.split("\n")[0][:6])
    assert (kind(before), kind(after)) == (LayerKind.OCR, LayerKind.OCR)
    assert before.anchor.text != after.anchor.text
    kept = working.read(lambda case: case.passage(before.id)).result(WAIT_S)
    assert kept is not None
    assert kept.passage == before
    fine(working)
    report = export_pack(working, tmp_path / "pack").result(WAIT_S)
    assert report.refused == ()
    assert "rnessages 0f pqrtners" in (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")


def test_which_text_is_used_can_be_chosen_and_that_taken_back(working: Session, bad: Document, languages: TrainedData) -> None:
    history = History(working)
    own = said(working, bad)
    opened = working.open_document(bad.id).result(WAIT_S)
    read_again(working, bad, languages)
    recognised = said(working, bad)
    assert recognised != own
    use_own_text(working, document=bad.id, pages=[0]).result(WAIT_S)
    assert said(working, bad) == own == opened.text(0).result(WAIT_S).text
    history.undo().result(WAIT_S)
    assert said(working, bad) == recognised == opened.text(0).result(WAIT_S).text
    history.redo().result(WAIT_S)
    fine(working)
    use_recognised_text(working, document=bad.id, pages=[0]).result(WAIT_S)
    assert said(working, bad) == recognised
    fine(working)
    opened.close()


def test_of_a_page_without_words_there_is_no_own_text_to_use(working: Session, tmp_path: Path, languages: TrainedData) -> None:
    (document,) = added(working, tmp_path, a_png=shot())
    recognise(working, languages).result(WAIT_S)
    with pytest.raises(UsageError, match="brings no text"):
        use_own_text(working, document=document.id, pages=[0]).result(WAIT_S)


def test_only_pages_that_make_no_sense_are_read_again_where_that_is_asked(
    working: Session, tmp_path: Path, languages: TrainedData
) -> None:
    good, garbled = "Partners could read messages of all users. " * 3, "3DUWQHUV FRX0G VHQG UHDG D1G GHOHWH SULYDWH PHVV " * 4
    lines = [[good] * 2, [garbled[:80], garbled[80:160], garbled[160:]]]
    (document,) = added(working, tmp_path, a_pdf=builders.joined(*(builders.text_pdf(page) for page in lines)))
    assert languages
    agenda = Agenda()
    assert gather_again(working, agenda, document.id, garbled=True).result(WAIT_S) == 1
    turn = agenda.take()
    assert turn is not None
    assert turn.page == 1


@pytest.fixture
def picture(working: Session, tmp_path: Path, languages: TrainedData) -> Document:
    added(working, tmp_path, a_png=shot())
    recognise(working, languages).result(WAIT_S)
    return next(one for one in documents(working) if one.name == "a.png")


def test_a_corrected_word_is_quoted_as_corrected_and_what_was_quoted_before_stays(
    working: Session, picture: Document, tmp_path: Path
) -> None:
    before = quote(working, picture, "private messages")
    told: list[WordsChanged] = []
    working.events.subscribe(lambda event: told.append(event) if isinstance(event, WordsChanged) else None)
    opened = working.open_document(picture.id).result(WAIT_S)
    correct_words(working, at=at(working, picture, "messages"), to="letters").result(WAIT_S)
    text = opened.text(0).result(WAIT_S)
    assert (text.text, text.kind) == (SAID.replace("messages", "letters"), LayerKind.CORRECTED)
    assert [one.pages for one in told] == [{picture.sha256: frozenset({0})}]
    after = quote(working, picture, "private letters")
    assert (kind(before), kind(after)) == (LayerKind.OCR, LayerKind.CORRECTED)
    assert before.anchor.quads[0].quad.ul == after.anchor.quads[0].quad.ul
    assert documents(working)[0].text is TextKind.OCR
    fine(working)
    report = export_pack(working, tmp_path / "pack").result(WAIT_S)
    assert report.refused == ()
    page = (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")
    assert "private messages" in page
    assert "private letters" in page
    assert "put right by a person" in page
    opened.close()


def test_a_quote_keeps_the_old_reading_until_somebody_wants_the_new_one_which_is_one_step(
    working: Session, picture: Document, tmp_path: Path
) -> None:
    history = History(working)
    before = quote(working, picture, "delete private messages")
    other = quote(working, picture, "The spokesman")
    correct_words(working, at=at(working, picture, "private"), to="personal").result(WAIT_S)
    assert quotes_of_old_readings(working, picture.id, 0).result(WAIT_S) == (before.id,)
    update_quotes(working, document=picture.id, passages=[before.id, other.id]).result(WAIT_S)

    def quoted() -> list[str]:
        found = working.read(lambda case: [case.passage(one.id) for one in (before, other)]).result(WAIT_S)
        return [one.passage.quote or "" for one in found if one is not None]

    assert quoted() == ["delete personal messages", "The spokesman"]
    assert quotes_of_old_readings(working, picture.id, 0).result(WAIT_S) == ()
    fine(working)
    assert export_pack(working, tmp_path / "pack").result(WAIT_S).refused == ()
    assert "delete personal messages" in (tmp_path / "pack" / "data" / "index.html").read_text(encoding="utf-8")
    assert history.undo_words == "Update quote"
    history.undo().result(WAIT_S)
    assert quoted()[0] == "delete private messages"
    fine(working)
    history.redo().result(WAIT_S)
    assert quoted()[0] == "delete personal messages"
    fine(working)
    history.undo().result(WAIT_S)
    history.undo().result(WAIT_S)
    assert quotes_of_old_readings(working, picture.id, 0).result(WAIT_S) == ()


def test_a_correction_is_one_step_that_goes_back_and_again(working: Session, picture: Document) -> None:
    history = History(working)
    correct_words(working, at=at(working, picture, "messages"), to="letters").result(WAIT_S)
    assert history.undo_words == "Correct word"
    history.undo().result(WAIT_S)
    assert said(working, picture) == SAID
    history.redo().result(WAIT_S)
    assert said(working, picture) == SAID.replace("messages", "letters")
    fine(working)


def test_a_corrected_word_is_corrected_again_and_back_into_what_was_recognised(working: Session, picture: Document) -> None:
    correct_words(working, at=at(working, picture, "read"), to="re ad").result(WAIT_S)
    correct_words(working, at=at(working, picture, "messages"), to="notes").result(WAIT_S)
    correct_words(working, at=at(working, picture, "notes"), to="letters").result(WAIT_S)
    made = working.read(lambda case: case.recognised.corrections(picture.id, 0)).result(WAIT_S)
    assert [(one.recognised, one.corrected) for one in made] == [("read", "re ad"), ("messages", "letters")]
    correct_words(working, at=at(working, picture, "ad"), to="ed").result(WAIT_S)
    assert said(working, picture) == SAID.replace("read", "re ed").replace("messages", "letters")
    correct_words(working, at=at(working, picture, "re ed and delete private letters"), to="read and drop").result(WAIT_S)
    (made,) = working.read(lambda case: case.recognised.corrections(picture.id, 0)).result(WAIT_S)
    assert made.recognised == "read and delete private messages"
    correct_words(working, at=at(working, picture, "read and drop"), to=made.recognised).result(WAIT_S)
    assert working.read(lambda case: case.recognised.corrections(picture.id, 0)).result(WAIT_S) == ()
    assert said(working, picture) == SAID
    fine(working)


def test_what_nobody_recognised_is_not_corrected(working: Session, bad: Document, picture: Document) -> None:
    with pytest.raises(UsageError, match="Only words that this program recognised"):
        correct_words(working, at=at(working, bad, "rnessages"), to="messages").result(WAIT_S)
    stale = at(working, picture, "messages")
    correct_words(working, at=at(working, picture, "read"), to="write").result(WAIT_S)
    with pytest.raises(UsageError, match="other words by now"):
        correct_words(working, at=stale, to="letters").result(WAIT_S)
    for words, to in (("messages", ""), ("messages", "two\nlines"), ("messages.\nThe", "messages")):
        with pytest.raises(UsageError, match="one line"):
            correct_words(working, at=at(working, picture, words), to=to).result(WAIT_S)


def test_words_selected_in_a_text_that_is_used_no_more_are_not_marked(
    working: Session, bad: Document, languages: TrainedData
) -> None:
    opened = working.open_document(bad.id).result(WAIT_S)
    layer = opened.text(0).result(WAIT_S).layer
    span = TextSpan(bad.id, TextPosition(0, 0), TextPosition(0, 9), "rnessages", (layer,))
    read_again(working, bad, languages)
    with pytest.raises(UsageError, match="The text of page 1 is another one now"):
        add_passage(working, document=bad.id, selection=span, opened=opened).result(WAIT_S)
    assert working.read(lambda case: case.passages()).result(WAIT_S) == ()
    use_own_text(working, document=bad.id, pages=[0]).result(WAIT_S)
    add_passage(working, document=bad.id, selection=span, opened=opened).result(WAIT_S)
    opened.close()


def test_a_page_with_corrections_is_not_read_again(working: Session, picture: Document) -> None:
    correct_words(working, at=at(working, picture, "messages"), to="letters").result(WAIT_S)
    assert gather_again(working, Agenda(), picture.id).result(WAIT_S) == 0
