"""Whether this build works on this machine: every part is used once, on the sample case.

Owns the order and the words of the self-test. Each check stands by itself, so that one that fails hides no other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewer.documents.client import Source
from reviewer.documents.isolation import State
from reviewer.documents.lockdown import probes
from reviewer.documents.recognising.trained_data import TrainedData
from reviewer.documents.results import shown_page_px
from reviewer.errors import PackError, RecognitionError, ReviewerError
from reviewer.i18n import tr
from reviewer.model.recognised import BUILT_IN
from reviewer.services import isolation_words
from reviewer.services.checks.checking import verify_pack
from reviewer.services.exporting import export_pack
from reviewer.services.parts import Parts
from reviewer.services.recognition.recognised_pages import scale_of
from reviewer.services.recognition.recognising import languages
from reviewer.services.sample import write_sample


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check went, in words."""

    ok: bool
    words: str


def self_test(parts: Parts) -> Iterator[tuple[str, Outcome]]:
    """Yield the name of each part and how it went, one after another."""
    yield "window", _tried(parts.probe_window)
    yield from _isolation(parts)
    parts.workers.permit(None)  # all that follows is read by us of our own
    yield "worker", _tried(lambda: _worker(parts))
    yield "recognition", _recognition(parts)
    with tempfile.TemporaryDirectory(prefix="reviewer-self-test-") as folder:
        case, pack = Path(folder) / "sample.revcase", Path(folder) / "pack"
        yield "store", _tried(lambda: _store(parts, case))
        yield "export", _tried(lambda: _export(parts, case, pack))
        yield "verify", _tried(lambda: _verify(pack))


def _tried(check: Callable[[], str]) -> Outcome:
    try:
        return Outcome(True, check())
    except ReviewerError as error:
        return Outcome(False, tr("failed: {what}").format(what=f"{error.summary}. {error.hint}".strip()))
    except (OSError, RuntimeError, ImportError) as error:
        return Outcome(False, tr("failed: {what}").format(what=f"{type(error).__name__}: {error}"))


def _isolation(parts: Parts) -> Iterator[tuple[str, Outcome]]:
    """Yield how well documents are isolated, then each probe. It counts as failed where a probe got through."""
    try:
        found = parts.workers.try_isolation().result()
    except ReviewerError as error:
        yield "isolation", Outcome(False, tr("failed: {what}").format(what=f"{error.summary}. {error.hint}".strip()))
        return
    locks = isolation_words.locks(found)
    words = isolation_words.short(found.state)
    is_held = found.state in {State.ISOLATED, State.NOT_VERIFIED}
    yield "isolation", Outcome(is_held, f"{words}: {locks}" if locks else words)
    for (name, outcome), probe in zip(isolation_words.tried(found), found.outcomes, strict=True):
        yield f"isolation, {name}", Outcome(probe is not probes.Outcome.THROUGH, outcome)


def _worker(parts: Parts) -> str:
    page = parts.workers.typeset("<p>Hold statements against documents.</p>", width_pt=300, height_pt=200).result()
    with Source.from_bytes(page) as source:
        opened = parts.workers.open(source).result()
    try:
        bitmap = opened.render(0, scale=1.0).result()
        text = opened.text(0).result()
    finally:
        opened.close()
    if "statements" not in text.text:
        raise RuntimeError("the text of a page came back changed")
    return tr("ok, {width} by {height} pixels, {extractor}").format(
        width=bitmap.width_px, height=bitmap.height_px, extractor=text.extractor
    )


def _recognition(parts: Parts) -> Outcome:
    """Recognise a page of ours. That nothing is known of any language is no fault: all else works without."""
    try:
        trained = languages(parts.settings)
    except RecognitionError as error:
        return Outcome(True, tr("not available: {what}").format(what=f"{error.summary}. {error.hint}"))
    return _tried(lambda: _recognised(parts, trained))


def _recognised(parts: Parts, trained: TrainedData) -> str:
    page = parts.workers.typeset("<p>Hold statements against documents.</p>", width_pt=300, height_pt=200).result()
    recogniser = parts.workers.recogniser(trained)
    try:
        with Source.from_bytes(page) as source:
            opened = parts.workers.open(source).result()
        try:
            scale = scale_of(opened.first_page, is_image=False)
            picture = opened.render(0, scale=scale, clip=shown_page_px(opened.first_page, scale)).result()
        finally:
            opened.close()
        found, extractor = recogniser.recognise(picture, is_screen=False).result()
    finally:
        recogniser.close()
    if "statements" not in found.text:
        raise RuntimeError("the words of a page were not recognised")
    engine = tr("the engine within PyMuPDF") if extractor.startswith(BUILT_IN) else tr("Tesseract through tesserocr")
    return tr("ok, {engine}: {extractor}").format(engine=engine, extractor=extractor)


def _store(parts: Parts, case: Path) -> str:
    with write_sample(case, clock=parts.clock, new_id=parts.new_id, workers=parts.get_workers, seals=parts.seals) as session:
        passages = session.read(lambda reader: reader.passages()).result()
        hits = session.read(lambda reader: reader.search("messages")).result()
    if not passages or not hits:
        raise RuntimeError("the sample case has no passages, or its text is not found")
    return tr("ok, {passages} passages, full-text search finds {hits}").format(passages=len(passages), hits=len(hits))


def _export(parts: Parts, case: Path, pack: Path) -> str:
    with parts.open_session(case, dispatch=lambda call: call(), read_only=True) as session:
        report = export_pack(session, pack).result()
    if report.refused:
        raise PackError("; ".join(f"{name}: {sentence}" for name, sentence in report.refused))
    return tr("ok, {count} files").format(count=report.files)


def _verify(pack: Path) -> str:
    report = verify_pack(pack)
    if not report.ok:
        raise PackError("; ".join(report.findings))
    return tr("ok, {count} files are as they were written").format(count=report.files)
