"""The sample case: built from the sources in `resources/sample` through the same services as a person's work.

Owns the steps up to the passages, `sample_desk` those behind them; what the case holds is said by the manifest
(`sample_manifest`). It is the demo, the tutorial and the
end-to-end test, and every company and person in it is made up.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from reviewer import paths
from reviewer.documents.client import Workers
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.errors import CaseError, DocumentError
from reviewer.i18n import tr
from reviewer.model.changes import RecordKind
from reviewer.model.ids import ClaimId, Clock, DocumentId, NewId, PassageId, Reviewer
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.services import commands, drafts
from reviewer.services.adding.importing import add_documents
from reviewer.services.events import Dispatch, at_once
from reviewer.services.sample_desk import DeskBuilder
from reviewer.services.sample_manifest import Sample, SampleDocument, SamplePassage, read_manifest
from reviewer.services.session import Session
from reviewer.store.file import backup
from reviewer.store.history.seal import Seals


def write_sample(
    path: Path,
    *,
    clock: Clock,
    new_id: NewId,
    workers: Callable[[], Workers],
    seals: Seals | None = None,
    reviewer: Reviewer | None = None,
    dispatch: Dispatch = at_once,
) -> Session:
    """Build the sample case and return it open; it is at `path` when it is whole. When it cannot be built, nothing stays behind.

    Args:
        path: Where it is to lie.
        clock: Tells the time.
        new_id: Makes ids.
        workers: Gives the worker processes.
        seals: Remembers that this machine made it.
        reviewer: Who works; the sample's own reviewer where None.
        dispatch: Where listeners of the session's events run.

    Raises:
        CaseError: There is a file of that name already, or it cannot be written.
        DocumentError: A document cannot be made: the installation is damaged.

    """
    sample = read_manifest(paths.resource("sample"))
    backup.check_free(path)
    with backup.unfinished(path) as beside:
        session = Session.create(
            beside,
            title=sample.title,
            clock=clock,
            new_id=new_id,
            reviewer=reviewer or Reviewer(sample.reviewer),
            workers=workers,
            seals=seals,
            dispatch=dispatch,
            origin="sample",
        )
        try:
            _Builder(session, sample).build()
            drafts.move(session, path).result()
        except BaseException:
            session.close()
            raise
    return session


class _Builder:
    """One building of the sample; keys of the manifest become ids of the case."""

    def __init__(self, session: Session, sample: Sample) -> None:
        self._session = session
        self._sample = sample
        self._documents: dict[str, DocumentId] = {}
        self._claims: dict[str, ClaimId] = {}
        self._passages: dict[str, PassageId] = {}

    def build(self) -> None:
        commands.edit_case(self._session, desk_label=self._sample.desk_label).result()
        self._add_documents()
        for claim in self._sample.claims:
            self._claims[claim.key], _ = commands.add_claim(
                self._session,
                text=claim.text,
                speaker=claim.speaker,
                date=claim.date,
                channel=claim.channel,
                kind=claim.kind,
                note=claim.note,
                parent=self._claims[claim.parent] if claim.parent else None,
            ).result()
        for passage in self._sample.passages:
            self._mark(passage)
        desk = DeskBuilder(self._session, documents=self._documents, claims=self._claims, passages=self._passages)
        desk.build(self._sample.desk, self._sample.claims)

    def _add_documents(self) -> None:
        making = [(one, self._made(one)) for one in self._sample.documents]
        with tempfile.TemporaryDirectory(prefix="reviewer-sample-") as folder:
            for document, made in making:
                file = Path(folder) / document.name
                data = made.result()
                self._session.workers.permit(hashlib.sha256(data).hexdigest())  # we made it: nothing need isolate it
                file.write_bytes(data)
                (result,) = add_documents(self._session, [file], provenance=document.provenance, dated=document.dated).result()
                if result.document is None:
                    raise DocumentError(result.reason, result.hint)
                self._documents[document.key] = result.document

    def _made(self, document: SampleDocument) -> Future[bytes]:
        html = document.source.read_text(encoding="utf-8")
        if document.is_picture:
            return self._session.workers.picture(html, width_px=int(document.width), height_px=int(document.height))
        return self._session.workers.typeset(html, width_pt=document.width, height_pt=document.height, margin_pt=document.margin)

    def _mark(self, passage: SamplePassage) -> None:
        first = passage.links[0] if passage.links else None
        changes = commands.add_passage(
            self._session,
            document=self._documents[passage.document],
            selection=self._span(passage),
            claim=self._claims[first.claim] if first else None,
            stance=first.stance if first else None,
            note=passage.note,
            link_note=first.note if first else "",
        ).result()
        made = PassageId(changes.made(RecordKind.PASSAGE)[0])
        self._passages[passage.key] = made
        for link in passage.links[1:]:
            claim = self._claims[link.claim]
            commands.link(self._session, passage=made, claim=claim, stance=link.stance, note=link.note).result()

    def _span(self, passage: SamplePassage) -> TextSpan | RegionSpan:
        document = self._documents[passage.document]
        if passage.region is not None:
            return RegionSpan(document, passage.page - 1, passage.region)
        layers = self._session.read(lambda case: case.page_texts(document)).result()
        places = find_quote({page: text for page, (text, _) in layers.items()}, passage.quote or "")
        here = [place for place in places if place[0].page == passage.page - 1]
        if len(here) < passage.occurrence:
            raise CaseError(
                tr("The sample's quote “{quote}” is not on page {page}").format(quote=passage.quote, page=passage.page),
                tr("Install the program again."),
            )
        return TextSpan(document, *here[passage.occurrence - 1])
