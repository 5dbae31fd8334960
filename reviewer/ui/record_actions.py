"""The rows of the action table for documents and claims. Their words name what they are for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reviewer.i18n import tr
from reviewer.ui.actions import ActionSpec, Situation
from reviewer.ui.models.document_model import SORTS
from reviewer.ui.record_acts import RecordActs


def claim_actions(acts: RecordActs) -> list[ActionSpec]:
    """Return the actions on claims."""

    def when(at: Situation) -> bool:
        return at.case_open and at.writable and bool(at.claim_words)

    def words(text: str) -> Callable[[Situation], str]:
        return lambda at: text.format(claim=at.claim_words or tr("the current claim"))

    return [
        ActionSpec(
            "claim.add",
            tr("New claim…"),
            lambda: acts.claim("add"),
            ("Ctrl+Shift+N",),
            lambda at: at.case_open and at.writable,
            "claim",
        ),
        _named("claim.edit", words(tr("Edit {claim}…")), lambda: acts.claim("edit"), when, "edit"),
        _named("claim.element", words(tr("Add an element to {claim}…")), lambda: acts.claim("element"), when),
        _named("claim.remove", words(tr("Remove {claim}")), lambda: acts.claim("remove"), when, "trash"),
    ]


def desk_actions(acts: RecordActs) -> list[ActionSpec]:
    """Return the actions that open what the claims desk keeps beside the claims."""

    def is_open(at: Situation) -> bool:
        return at.case_open

    def is_page(at: Situation) -> bool:
        return at.view == "read" and bool(at.document_words) and at.writable

    return [
        ActionSpec(
            "document.post",
            tr("What this post says…"),
            acts.post,
            (),
            is_page,
            also=tr("screenshot card author handle time shown address number picture"),
        ),
        ActionSpec(
            "desk.names",
            tr("Names…"),
            acts.names,
            (),
            is_open,
            also=tr("people persons organisations aliases merge speaker actor"),
        ),
        ActionSpec(
            "desk.corrections",
            tr("Corrections…"),
            acts.corrections,
            (),
            is_open,
            also=tr("ledger story version published approved superseded packs"),
        ),
    ]


def document_actions(acts: RecordActs) -> list[ActionSpec]:
    """Return the actions on the document on show, and the orders of the list."""

    def shown(at: Situation) -> bool:
        return at.view == "read" and bool(at.document_words)

    def changeable(at: Situation) -> bool:
        return shown(at) and at.writable

    def words(text: str) -> Callable[[Situation], str]:
        return lambda at: text.format(document=at.document_words or tr("the document on show"))

    rows = [
        replace(
            _named("document.about", words(tr("About {document}…")), lambda: acts.document("about"), shown, "info"),
            also=tr("about this document properties metadata attachments scripts links"),
        ),
        _named("document.rename", words(tr("Rename {document}…")), lambda: acts.document("rename"), changeable, "edit"),
        _named(
            "document.provenance",
            words(tr("Provenance: how {document} was obtained…")),
            lambda: acts.document("provenance"),
            changeable,
            "info",
        ),
        _named("document.cite", words(tr("Copy citation of {document}")), lambda: acts.document("cite"), shown),
        _named("document.copy", words(tr("Make a viewing copy of {document}…")), lambda: acts.document("copy"), shown, "export"),
        replace(
            _named(
                "document.recognise", words(tr("Recognise text of {document}")), lambda: acts.document("recognise"), changeable
            ),
            also=tr("ocr scan picture words read"),
        ),
        replace(
            _named(
                "document.version", words(tr("Versions of {document}…")), lambda: acts.document("version"), changeable, "document"
            ),
            also=tr("is a version of another document carry passages over compare"),
        ),
        _named("document.remove", words(tr("Remove {document}")), lambda: acts.document("remove"), changeable, "trash"),
    ]
    orders = {
        "added": tr("Sort documents as added"),
        "name": tr("Sort documents by name"),
        "passages": tr("Sort documents: most passages first"),
    }
    return [*rows, *(_order(acts, sort, orders[sort]) for sort in SORTS)]


def _named(
    name: str, words: Callable[[Situation], str], handler: Callable[[], object], when: Callable[[Situation], bool], icon: str = ""
) -> ActionSpec:
    return ActionSpec(name, words(Situation()), handler, (), when, icon, words)


def _order(acts: RecordActs, sort: str, words: str) -> ActionSpec:
    return ActionSpec(
        f"document.sort.{sort}",
        words,
        lambda: acts.sort(sort),
        (),
        lambda at: at.view == "read" and at.has_documents,
        "sort",
        checked=lambda: acts.is_sorted(sort),
    )
