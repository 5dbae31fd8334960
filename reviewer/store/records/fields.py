"""Owns the way from a model object to the fields of its record, for `Recorder.insert` and `Recorder.update`; no database here."""

from __future__ import annotations

from reviewer.model.anchor import Anchor
from reviewer.model.changes import Value
from reviewer.model.claim import Link
from reviewer.model.document import Document, Provenance
from reviewer.model.ids import PassageId
from reviewer.model.passage import Passage
from reviewer.model.recognised import WordCorrection
from reviewer.store.records.codecs import kept_from_text, layer_text, quad_text, region_text


def document_fields(document: Document) -> dict[str, Value]:
    """Return the fields of a document's record."""
    return {
        "sha256": document.sha256,
        "name": document.name,
        "media_type": document.media_type,
        "size": document.size,
        "page_count": document.page_count,
        "text": document.text.value,
        "position": document.position,
        "added_at": document.added_at,
        "encrypted": int(document.encrypted),
        "repaired": int(document.repaired),
        **provenance_fields(document.provenance),
        "linked": 1 if document.linked else None,
        "version_of": document.version_of,
        "dated": document.dated,
    }


def provenance_fields(provenance: Provenance) -> dict[str, Value]:
    """Return the fields of a document's record that say how it was obtained."""
    return {
        "obtained_how": provenance.obtained_how,
        "obtained_from": provenance.obtained_from,
        "obtained_on": provenance.obtained_on,
        "publication": None if provenance.publication is None else provenance.publication.value,
    }


def passage_fields(passage: Passage) -> dict[str, Value]:
    """Return the fields of a passage's record; its anchor is a record of its own."""
    return {"document": passage.document, "note": passage.note, "created_at": passage.created_at}


def anchor_fields(passage: PassageId, anchor: Anchor) -> dict[str, Value]:
    """Return the fields of an anchor's record, with one numbered field a quad and one a text layer."""
    fields: dict[str, Value] = {
        "passage": passage,
        "document_sha256": anchor.document_sha256,
        "page": anchor.page,
        "page_label": anchor.page_label,
        "kind": anchor.kind,
        "state": anchor.state.value,
        "kept_from": kept_from_text(anchor.kept_from),
    }
    text, region = anchor.text, anchor.region
    if text is not None:
        fields |= {
            "quote": text.quote,
            "quote_as_printed": text.quote_as_printed,
            "prefix": text.prefix,
            "suffix": text.suffix,
            "start_page": text.start.page,
            "start_offset": text.start.offset,
            "end_page": text.end.page,
            "end_offset": text.end.offset,
        }
        fields |= {f"layer {n}": layer_text(one) for n, one in enumerate(text.layers)}
    if region is not None:
        fields |= {"region": region_text(region.rect), "dhash": region.dhash}
    return fields | {f"quad {n}": quad_text(one) for n, one in enumerate(anchor.quads)}


def word_correction_fields(correction: WordCorrection) -> dict[str, Value]:
    """Return the fields of a corrected word's record."""
    return {
        "document": correction.document,
        "page": correction.page,
        "layer_sha256": correction.layer_sha256,
        "start_offset": correction.start,
        "end_offset": correction.end,
        "recognised": correction.recognised,
        "corrected": correction.corrected,
        "created_at": correction.created_at,
    }


def link_fields(link: Link) -> dict[str, Value]:
    """Return the fields of a link's record."""
    return {
        "passage": link.passage,
        "claim": link.claim,
        "stance": link.stance.value,
        "note": link.note,
        "created_at": link.created_at,
    }
