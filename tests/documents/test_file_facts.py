"""What a file carries besides its pages: told for what it is, with its page, bounded, and never followed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pymupdf
import pytest
from PIL import ExifTags, Image

from reviewer.documents import limits
from reviewer.documents.asking_file import attached_bytes, attached_sum, file_facts
from reviewer.documents.client import OpenDocument
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.parsing.pdf import trees
from reviewer.documents.protocol.file_facts import read_facts, write_facts
from reviewer.documents.protocol.framing import ProtocolError, Status
from reviewer.errors import DocumentError
from reviewer.model.file_facts import Attachment, FactKind, FileFact, FileFacts, WholeFile
from tests import builders
from tests.carrying import MARKUP, attached_pdf, bomb_pdf, carrying_pdf, hostile_pdf, stream
from tests.documents.conftest import PATIENCE_S

JS = "<< /S /JavaScript /JS (app.alert) >>"


def found(data: bytes, password: str | None = None) -> FileFacts:
    opened = open_document(memoryview(data), password)
    return opened.file_facts(0, opened.page_count)


def one(data: bytes) -> FileFact:
    (fact,) = found(data).facts
    return fact


@pytest.mark.parametrize(
    ("action", "kind", "words"),
    [
        ("/S /JavaScript /JS (app.alert\\(1\\))", FactKind.SCRIPT, "app.alert(1)"),
        ("/S /JavaScript /JS 100 0 R", FactKind.SCRIPT, "from a stream"),
        ("/S /Launch /F (/bin/sh)", FactKind.PROGRAM, "/bin/sh"),
        ("/S /Launch /Win << /F (cmd.exe) /P (/c calc) >>", FactKind.PROGRAM, "cmd.exe /c calc"),
        ("/S /SubmitForm /F << /FS /URL /F (http://a/form) >>", FactKind.FORM_SENT, "http://a/form"),
        ("/S /GoToR /F (other.pdf) /D [0 /Fit]", FactKind.OUTSIDE_FILE, "other.pdf"),
        ("/S /GoToE /F << /F (a.pdf) /UF (b.pdf) >>", FactKind.OUTSIDE_FILE, "b.pdf"),
        ("/S /ImportData /F (x.fdf)", FactKind.OUTSIDE_FILE, "x.fdf"),
        ("/S /URI /URI (http://a/\\001b)", FactKind.ADDRESS, "http://a/\ufffdb"),
        ("/S /Movie /T (film)", FactKind.MEDIA, "Movie"),
        ("/S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (http://then/) >>", FactKind.ADDRESS, "http://then/"),
    ],
)
def test_an_action_on_a_page_is_told_with_its_page(action: str, kind: FactKind, words: str) -> None:
    data = carrying_pdf(annotations=(f"/Subtype /Link /A << {action} >>",), pages=2, more={100: stream(b"from a stream")})
    assert one(data) == FileFact(kind, 1, words)


@pytest.mark.parametrize(
    ("place", "by_itself"),
    [
        ({"catalog": f"/OpenAction {JS}"}, True),
        ({"catalog": f"/AA << /WC {JS} >>"}, True),
        ({"catalog": f"/Names << /JavaScript << /Kids [<< /Names [(a) {JS}] >>] >> >>"}, True),
        ({"catalog": f"/AcroForm << /Fields [<< /T (a) /Kids [<< /T (b) /AA << /C {JS} >> >>] >>] >>"}, True),
        ({"catalog": f"/Outlines << /First << /Title (a) /A {JS} >> >>"}, False),
        ({"page": f"/AA << /O {JS} >>"}, True),
        ({"annotations": (f"/Subtype /Widget /FT /Tx /AA << /K {JS} >>",)}, False),
        ({"annotations": (f"/Subtype /Screen /AA << /PV {JS} >>",)}, True),
    ],
)
def test_a_script_is_found_wherever_it_hides(place: dict[str, str], by_itself: bool) -> None:
    facts = found(carrying_pdf(**place)).of_kind(FactKind.SCRIPT)  # type: ignore[arg-type]
    assert [(fact.words, fact.by_itself) for fact in facts] == [("app.alert", by_itself)]


def test_what_is_fetched_from_elsewhere_is_told() -> None:
    image = stream(b"", "/Subtype /Image /Width 1 /Height 1 /F << /FS /URL /F (http://a/x.jpg) >>")
    data = carrying_pdf(page="/Resources << /XObject << /Im 100 0 R >> >>", more={100: image})
    assert one(data) == FileFact(FactKind.OUTSIDE_DATA, 0, "http://a/x.jpg", by_itself=True)


def test_a_dynamic_form_and_a_signature_are_told() -> None:
    signed = "<< /T (s) /FT /Sig /V << /Name (A. Person) /M (D:20190102) >> >>"
    facts = found(
        carrying_pdf(catalog=f"/AcroForm << /XFA [(template) 100 0 R] /Fields [{signed}] >>", more={100: stream(b"<a/>")})
    )
    assert [(fact.kind, fact.words) for fact in facts.facts] == [
        (FactKind.DYNAMIC_FORM, ""),
        (FactKind.SIGNATURE, "A. Person, 2019-01-02"),
    ]


@pytest.mark.parametrize(("more", "told"), [(b"", None), (b"\n \r\n", None), (b"9 0 obj null endobj\n", "19")])
def test_what_was_added_after_signing_is_counted(more: bytes, told: str | None) -> None:
    def signed(past: int) -> bytes:
        field = f"<< /FT /Sig /V << /Name (A) /ByteRange [0 10 20 {past - 20:06}] >> >>"
        return carrying_pdf(catalog=f"/AcroForm << /Fields [{field}] >>")

    facts = found(signed(len(signed(0))) + more)
    assert [fact.words for fact in facts.of_kind(FactKind.SIGNATURE)] == ["A"]
    assert [fact.words for fact in facts.of_kind(FactKind.AFTER_SIGNING)] == ([told] if told else [])


def test_an_ordinary_document_carries_nothing() -> None:
    assert found(builders.text_pdf()).facts == ()
    assert found(builders.text_pdf()).attachments == ()


def test_an_image_carries_nothing() -> None:
    assert found(builders.png()) == FileFacts(pages=1)


def test_what_the_file_says_of_itself_is_told() -> None:
    whole = found(builders.text_pdf(title="Partner\tterms")).whole
    assert dict(whole.described)["Title"] in {"Partner terms", "Partner\ufffdterms"}
    assert (whole.encryption, whole.forbidden, whole.saved_again) == ("", (), 0)


def test_protection_is_told_with_what_it_forbids() -> None:
    whole = found(builders.restricted_pdf()).whole
    assert whole.encryption.startswith("Standard, V 5")
    assert "copy" in whole.forbidden
    assert "print" not in whole.forbidden
    assert found(builders.encrypted_pdf(), "opensesame").whole.encryption


def test_earlier_states_are_counted(tmp_path: object) -> None:
    doc = pymupdf.open(stream=builders.text_pdf())
    doc.set_metadata({"title": "second"})
    data = bytes(doc.tobytes())
    path = f"{tmp_path}/saved.pdf"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(data)
    for title in ("third", "fourth"):
        again = pymupdf.open(path)
        again.set_metadata({"title": title})
        again.saveIncr()
        again.close()
    with open(path, "rb") as file:  # noqa: PTH123
        assert found(file.read()).whole.saved_again == 2


def test_attached_files_are_listed_each_once_with_what_pins_them() -> None:
    spec = "<< /Type /Filespec /F (pinned.txt) /Desc (said of it) /EF << /F 201 0 R >> >>"
    data = attached_pdf(("a.txt", b"first"), ("b.txt", b"second"))
    assert [(one.name, one.page) for one in found(data).attachments] == [("a.txt", None), ("b.txt", None)]
    more = {200: spec, 201: stream(b"pinned")}
    pinned = carrying_pdf(annotations=("/Subtype /FileAttachment /FS 200 0 R",) * 2, page="/AF [200 0 R]", pages=2, more=more)
    assert found(pinned).attachments == (Attachment(201, "pinned.txt", "said of it", 1),)


def test_a_file_that_is_only_named_is_no_attachment() -> None:
    data = carrying_pdf(catalog="/Names << /EmbeddedFiles << /Names [(a) << /F (//host/share/a.txt) >>] >> >>")
    assert found(data).attachments == ()
    assert one(data) == FileFact(FactKind.OUTSIDE_FILE, None, "//host/share/a.txt")


@pytest.mark.parametrize("packed", [False, True])
def test_a_worker_measures_and_hands_over_what_is_attached(open_bytes: Callable[..., OpenDocument], packed: bool) -> None:
    data = bytes(range(256)) * 4000
    document = open_bytes(attached_pdf(("a.bin", data), ("empty", b""), packed=packed))
    first, empty = file_facts(document, 0, 1).result(PATIENCE_S).attachments

    counted = attached_sum(document, first.number).result(PATIENCE_S)

    assert (counted.size, counted.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert attached_bytes(document, first.number).result(PATIENCE_S) == data
    assert attached_sum(document, empty.number).result(PATIENCE_S).size == 0


def test_what_unpacks_to_too_much_is_refused_with_a_sentence(
    open_bytes: Callable[..., OpenDocument],
) -> None:
    """A small file that unpacks to 300 million bytes; nobody holds them."""
    document = open_bytes(bomb_pdf())
    (bomb,) = file_facts(document, 0, 1).result(PATIENCE_S).attachments
    for ask in (attached_sum, attached_bytes):
        with pytest.raises(DocumentError, match="larger than 256 MiB"):
            ask(document, bomb.number).result(PATIENCE_S)


def test_a_size_that_is_declared_is_not_believed(open_bytes: Callable[..., OpenDocument]) -> None:
    spec = "<< /F (a) /EF << /F 101 0 R >> >>"
    more = {101: stream(b"ten bytes.", "/Params << /Size 10737418240 >> /DL 10737418240")}
    document = open_bytes(carrying_pdf(catalog=f"/Names << /EmbeddedFiles << /Names [(a) {spec}] >> >>", more=more))
    assert attached_sum(document, 101).result(PATIENCE_S).size == 10


@pytest.mark.parametrize("number", [0, 1, 3, 99, 4_000_000_000])
def test_only_streams_are_handed_over(number: int) -> None:
    opened = open_document(memoryview(attached_pdf(("a", b"x"))), None)
    with pytest.raises(RefusedError) as refused:
        list(opened.attached_pieces(number))
    assert refused.value.status is Status.BAD_REQUEST


def test_a_damaged_attachment_says_so() -> None:
    more = {101: stream(b"no deflate at all", "/Filter /FlateDecode")}
    opened = open_document(memoryview(carrying_pdf(more=more)), None)
    with pytest.raises(RefusedError) as refused:
        list(opened.attached_pieces(101))
    assert refused.value.status is Status.ATTACHED_DAMAGED


NOT_TRIED = {*(FactKind.MEDIA, FactKind.AFTER_SIGNING, FactKind.METADATA, FactKind.PROGRAM_DATA, FactKind.FORM_FIELD)}

CIRCLES = {
    "names": ("/Names << /EmbeddedFiles 100 0 R /JavaScript 100 0 R >>", {100: "<< /Kids [100 0 R 100 0 R] >>"}),
    "headings": ("/Outlines 100 0 R", {100: "<< /First 101 0 R >>", 101: "<< /Next 101 0 R /First 101 0 R >>"}),
    "fields": ("/AcroForm << /Fields [100 0 R] >>", {100: "<< /Kids [100 0 R] /FT /Sig /V 100 0 R >>"}),
    "actions": ("/OpenAction 100 0 R", {100: "<< /S /URI /URI (http://a/) /Next [100 0 R 101 0 R] >>", 101: "[101 0 R 100 0 R]"}),
}  # fmt: skip


@pytest.mark.parametrize("where", CIRCLES)
def test_circles_end(where: str) -> None:
    catalog, more = CIRCLES[where]
    facts = found(carrying_pdf(catalog=catalog, more=more))
    assert len(facts.facts) <= 1
    assert facts.pages == 1


def test_a_page_full_of_scripts_is_bounded_and_says_so() -> None:
    annotations = tuple(f"/Subtype /Link /A << /S /JavaScript /JS ({at}{'x' * 3000}) >>" for at in range(900))
    facts = found(carrying_pdf(annotations=annotations))
    assert facts.cut
    assert sum(len(fact.words) for fact in facts.facts) <= limits.FACTS_BYTES_OF_A_KIND
    assert all(len(fact.words) <= limits.MAX_FACT_CHARS for fact in facts.facts)


def test_a_walk_that_is_too_long_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FACT_NODES", 500)
    names = " ".join(f"({at}) << /F (f{at}) >>" for at in range(1000))
    assert found(carrying_pdf(catalog=f"/Names << /EmbeddedFiles << /Names [{names}] >> >>")).cut


def test_a_walk_that_takes_too_long_is_cut() -> None:
    walks = trees.Walks(until=0)
    assert not all(walks.goes_on() for _ in range(200))
    assert walks.cut


def test_damage_in_one_place_hides_nothing_elsewhere() -> None:
    catalog = f"/OpenAction {JS} /AcroForm 7 /Outlines (x) /Names [1 2] /AA << /WC [[[]]] >>"
    assert [fact.words for fact in found(carrying_pdf(catalog=catalog, page="/AA 5")).facts] == ["app.alert"]


def test_a_hostile_file_tells_all_that_it_tries(open_bytes: Callable[..., OpenDocument]) -> None:
    document = open_bytes(hostile_pdf())
    facts = file_facts(document, 0, 2).result(PATIENCE_S)
    assert {fact.kind for fact in facts.facts} == set(FactKind) - NOT_TRIED
    assert dict(facts.whole.described)["Title"] == MARKUP
    assert facts.attachments[0].name == f"..\\{MARKUP}.pdf"


GOOD = FileFacts(
    WholeFile((("Title", "t"),), "Standard", ("copy",), 3),
    (FileFact(FactKind.SCRIPT, 5, "x", by_itself=True), FileFact(FactKind.ADDRESS, None, "y")),
    (Attachment(7, "a", "b", 6),),
    2,
    cut=True,
)


def test_what_is_written_is_what_is_read() -> None:
    assert read_facts(memoryview(b"".join(write_facts(GOOD))), first=5, count=2) == GOOD


@pytest.mark.parametrize(("first", "count"), [(5, 1), (4, 2), (7, 2)])
def test_pages_that_nobody_asked_for_are_a_lie(first: int, count: int) -> None:
    with pytest.raises(ProtocolError):
        read_facts(memoryview(b"".join(write_facts(GOOD))), first=first, count=count)


def test_every_answer_cut_short_or_changed_is_read_or_refused() -> None:
    data = b"".join(write_facts(GOOD))
    for end in range(len(data)):
        with pytest.raises(ProtocolError):
            read_facts(memoryview(data[:end]), first=5, count=2)
    for at in range(len(data)):
        for byte in (0, 0x7F, 0xFF):
            changed = bytearray(data)
            changed[at] = byte
            try:
                read = read_facts(memoryview(changed), first=5, count=2)
            except ProtocolError:
                continue
            assert all(fact.page in {None, 5, 6} for fact in read.facts)


def test_many_of_one_kind_hide_none_of_another(open_bytes: Callable[..., OpenDocument]) -> None:
    links = tuple(f"/Subtype /Link /A << /S /URI /URI (http://a/{at}) >>" for at in range(3000))
    data = carrying_pdf(annotations=(*links, "/Subtype /Link /A << /S /Launch /F (cmd.exe) >>"))
    facts = file_facts(open_bytes(data), 0, 1).result(PATIENCE_S)
    assert [fact.words for fact in facts.of_kind(FactKind.PROGRAM)] == ["cmd.exe"]
    assert len(facts.of_kind(FactKind.ADDRESS)) == limits.MAX_FACTS_OF_A_KIND
    assert facts.cut


def test_a_long_signature_hides_nothing(open_bytes: Callable[..., OpenDocument]) -> None:
    words = " ".join(f"/{key} ({'x' * 600})" for key in ("Name", "Reason", "Location", "M"))
    catalog = f"/OpenAction {JS} /AcroForm << /Fields [100 0 R] >>"
    data = carrying_pdf(catalog=catalog, more={100: f"<< /FT /Sig /T (s) /V << /Type /Sig {words} >> >>"})
    facts = file_facts(open_bytes(data), 0, 1).result(PATIENCE_S)
    assert {fact.kind for fact in facts.facts} == {FactKind.SCRIPT, FactKind.SIGNATURE}


def test_a_file_that_is_another_one_for_other_systems_is_two_files() -> None:
    catalog = "/Names << /EmbeddedFiles << /Names [(a) << /F (a.txt) /EF << /UF 100 0 R /F 101 0 R /DOS 101 0 R >> >>] >> >>"
    facts = found(carrying_pdf(catalog=catalog, more={100: stream(b"one"), 101: stream(b"two")}))
    assert [one.number for one in facts.attachments] == [100, 101]


def test_what_programs_keep_for_themselves_is_told() -> None:
    catalog = (
        "/Metadata 100 0 R /PieceInfo << /Illustrator << /Private 1 >> >> /OCProperties << /OCGs [101 0 R] >>"
        " /AcroForm << /Fields [102 0 R 103 0 R] >>"
    )
    more = {
        100: stream(b"<x/>", "/Type /Metadata /Subtype /XML"),
        101: "<< /Type /OCG /Name (Draft) >>",
        102: "<< /FT /Tx /T (a) /V (x) >>",
        103: "<< /FT /Btn /T (b) /Kids [104 0 R 105 0 R] >>",
        104: "<< /Parent 103 0 R /Subtype /Widget >>",
        105: "<< /Parent 103 0 R /Subtype /Widget >>",
    }
    told = {fact.kind: fact.words for fact in found(carrying_pdf(catalog=catalog, page="/Thumb 100 0 R", more=more)).facts}
    assert told[FactKind.METADATA] == "XMP"
    assert told[FactKind.LAYER] == "Draft"
    assert told[FactKind.FORM_FIELD] == "3"
    assert told[FactKind.PROGRAM_DATA] == "Thumb"  # of the page, after the catalog's


def test_a_field_that_is_on_no_page_hides_nothing() -> None:
    field = "<< /FT /Tx /T (a) /Subtype /Widget /Rect [0 0 9 9] /P {} 0 R /A << /S /Launch /F (cmd.exe) >> /AA << /C {} >> >>"
    for page in (3, 100):  # a page that does not list it, and what is no page
        facts = found(carrying_pdf(catalog="/AcroForm << /Fields [101 0 R] >>", more={101: field.format(page, JS)}))
        assert {fact.kind for fact in facts.facts} >= {FactKind.PROGRAM, FactKind.SCRIPT}


@pytest.mark.parametrize("deep", [0, 3])
def test_what_would_be_fetched_is_told_however_deep_it_lies(deep: int) -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    nested = form + " /Resources << /XObject << /F {} 0 R /Back 100 0 R >> >>"
    more: dict[int, bytes | str] = {100 + at: stream(b"/F Do", nested.format(101 + at)) for at in range(deep)}
    more[100 + deep] = stream(b"", f"{form} /F (//elsewhere/x.bin)")
    drawn = found(carrying_pdf(page="/Resources << /XObject << /F 100 0 R >> >>", more=more))
    stamped = found(carrying_pdf(annotations=("/Subtype /Stamp /AP << /N 100 0 R >>",), more=more))
    for facts in (drawn, stamped):
        assert [fact.words for fact in facts.of_kind(FactKind.OUTSIDE_DATA)] == ["//elsewhere/x.bin"]


def test_one_step_leaves_time_for_those_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.documents.parsing.pdf.file_facts._WHOLE_S", 0.4)
    names = "(n) << /F 100 0 R >> " * 3000
    catalog = f"/Names << /EmbeddedFiles << /Names [{names}] >> >> /OpenAction << /S /Launch /F (cmd.exe) >>"
    facts = found(carrying_pdf(catalog=catalog, more={100: f"({'A' * 2_000_000})"}))
    assert [fact.words for fact in facts.of_kind(FactKind.PROGRAM)] == ["cmd.exe"]
    assert facts.cut


def test_what_a_camera_wrote_into_a_picture_is_told(open_bytes: Callable[..., OpenDocument]) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Fictional", "Camera 3"
    places = exif.get_ifd(ExifTags.IFD.GPSInfo)
    places[1], places[2], places[3], places[4] = "S", (33.0, 30.0, 0.0), "E", (151.0, 15.0, 0.0)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif, comment=b"for the desk")
    facts = file_facts(open_bytes(file.getvalue()), 0, 1).result(PATIENCE_S)
    told = [fact.words for fact in facts.of_kind(FactKind.METADATA)]
    assert told[0] == "Place: -33.50000, 151.25000"
    assert {"Make: Fictional", "Model: Camera 3", "Comment: for the desk"} <= set(told)


def test_a_bare_picture_tells_nothing(open_bytes: Callable[..., OpenDocument]) -> None:
    assert file_facts(open_bytes(builders.png()), 0, 1).result(PATIENCE_S).facts == ()


def test_what_nothing_leads_to_is_told_too_and_what_is_known_only_once() -> None:
    hidden = {100: "<< /S /Launch /Unix (xterm) >>", 101: "<< /F (a.exe) /EF << /F 102 0 R >> >>", 102: stream(b"MZ"), 103: JS}
    facts = found(carrying_pdf(annotations=("/Subtype /Link /A 103 0 R",), more=hidden))
    assert [(fact.kind, fact.page, fact.words) for fact in facts.facts] == [
        (FactKind.SCRIPT, 0, "app.alert"),
        (FactKind.PROGRAM, None, "xterm"),
    ]
    assert [one.number for one in facts.attachments] == [102]
    assert not facts.cut
