"""Turns what a document's file carries into words for people. No widgets.

What the file says is made visible here and set apart from our own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.i18n import page_numbers, tr, trn
from reviewer.model.document import Document
from reviewer.model.file_facts import Attachment, FactKind, FileFact, FileFacts, WholeFile, count_of, places_of
from reviewer.model.neutral import inserted, visible
from reviewer.ui.look import readable

_DATES = ("CreationDate", "ModDate")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(Z|[+-]\d\d:\d\d|)", re.ASCII)

_TOLD_WHOLE = frozenset(
    (FactKind.FORM_FIELD, FactKind.PROGRAM_DATA, FactKind.AFTER_SIGNING, FactKind.DYNAMIC_FORM, FactKind.METADATA)
)


def kind_words(kind: FactKind) -> str:
    """Return what things of a kind are called."""
    return {
        FactKind.SCRIPT: tr("Scripts"),
        FactKind.PROGRAM: tr("Files to start"),
        FactKind.FORM_SENT: tr("Forms sent to"),
        FactKind.OUTSIDE_FILE: tr("Other files"),
        FactKind.OUTSIDE_DATA: tr("Fetched from"),
        FactKind.ADDRESS: tr("Addresses"),
        FactKind.MEDIA: tr("Sound and video"),
        FactKind.DYNAMIC_FORM: tr("XFA form"),
        FactKind.SIGNATURE: tr("Signatures"),
        FactKind.AFTER_SIGNING: tr("After signing"),
        FactKind.FORM_FIELD: tr("Form fields"),
        FactKind.LAYER: tr("Layers"),
        FactKind.METADATA: tr("Metadata"),
        FactKind.PROGRAM_DATA: tr("Data of programs"),
    }[kind]


def count_words(kind: FactKind, facts: tuple[FileFact, ...]) -> str:
    """Return how many things of a kind there are, and where: "3, on pages 2 and 5; 1 by itself"."""
    if kind in _TOLD_WHOLE:
        return _whole_words(kind, facts)
    pages, whole = places_of(facts)
    parts = [str(len(facts))]
    if whole and pages:
        parts.append(tr("in the document as a whole"))
    if pages:
        parts.append(trn("on page {pages}", "on pages {pages}", len(pages)).format(pages=page_numbers(pages)))
    by_itself = sum(one.by_itself for one in facts)
    if by_itself:
        said = tr("meant to run without a click") if by_itself == len(facts) else tr("{count} meant to run without a click")
        parts.append(said.format(count=by_itself))
    if kind is FactKind.SIGNATURE:
        parts.append(tr("not checked by this program"))
    return ", ".join(parts)


def _whole_words(kind: FactKind, facts: tuple[FileFact, ...]) -> str:
    """Return what is told of a kind whose things have no places of their own."""
    if kind is FactKind.FORM_FIELD:
        return trn(
            "{count}: what is filled in is shown on the pages",
            "{count}: what is filled in is shown on the pages",
            count_of(facts),
        ).format(count=count_of(facts))
    if kind is FactKind.METADATA:
        if len(facts) > 1:
            return tr("{count} entries, such as device, time and place").format(count=len(facts))
        return (
            tr("XMP: what programs wrote down about it, such as its history")
            if facts[0].words == "XMP"
            else visible(facts[0].words)
        )
    if kind is FactKind.PROGRAM_DATA:
        return ", ".join(dict.fromkeys(visible(one.words) for one in facts))
    return {
        FactKind.AFTER_SIGNING: tr(
            "the file was changed after it was signed last; that may be part of signing, such as a time stamp"
        ),
        FactKind.DYNAMIC_FORM: tr("a form of another kind, whose pages may look otherwise in Adobe Reader, or be empty here"),
    }[kind]


def described_words(whole: WholeFile) -> Iterator[tuple[str, str]]:
    """Yield what a file says of itself, with the names of these things."""
    names = {
        "Title": tr("Title"),
        "Author": tr("Author"),
        "Subject": tr("Subject"),
        "Keywords": tr("Keywords"),
        "Creator": tr("Made with"),
        "Producer": tr("Written by"),
        "CreationDate": tr("Made on"),
        "ModDate": tr("Changed on"),
    }
    for key, words in whole.described:
        yield names[key], visible(_dated(words) if key in _DATES else words)


def _dated(words: str) -> str:
    """Return a date that a file says, with the offset from UTC that it says, as all other dates are written."""
    found = _MOMENT.fullmatch(words)
    if found is None:
        return words
    day, offset = readable.date_words(found[1]), found[2]
    return f"{day} {'UTC' if offset == 'Z' else offset}".strip()


def state_words(document: Document, whole: WholeFile) -> Iterator[tuple[str, str]]:
    """Yield what there is to know about the file itself: its protection, earlier states, damage."""
    if whole.beyond:
        yield tr("Not shown"), readable.beyond_words(document.page_count, whole.beyond)
    if whole.reduced > 1:
        yield tr("Resolution"), readable.reduced_words(whole.reduced)
    if whole.encryption:
        opened = tr("it opens with a password") if document.encrypted else tr("anyone can open it")
        yield tr("Encrypted"), tr("{how}; {opened}").format(how=inserted(whole.encryption), opened=opened)
    if whole.forbidden:
        yield tr("Its author forbids"), ", ".join(_forbidden_words(one) for one in whole.forbidden)
    if whole.saved_again:
        said = trn(
            "Changed once after it was first written: what was removed or changed may still be in the file",
            "Changed {count} times after it was first written: what was removed or changed may still be in the file",
            whole.saved_again,
        )
        yield tr("Earlier states"), said.format(count=whole.saved_again)
    if whole.undrawn:
        yield tr("Damaged"), tr("Nothing of it can be drawn: only its size is left")
    elif document.repaired:
        yield tr("Damaged"), tr("It is shown as far as it could be put right, and parts may be missing")


def _forbidden_words(name: str) -> str:
    return {
        "print": tr("printing"),
        "change": tr("changing it"),
        "copy": tr("copying text"),
        "annotate": tr("annotating"),
        "fill_in": tr("filling in forms"),
        "assemble": tr("moving pages"),
        "print_well": tr("printing in full quality"),
    }[name]


def fact_line(fact: FileFact) -> str:
    """Return one thing on lines of its own: where it is, what it is, and what it says."""
    where = tr("whole document") if fact.page is None else tr("page {page}").format(page=fact.page + 1)
    head = tr("{kind}, {where}").format(kind=kind_words(fact.kind), where=where)
    if fact.kind is FactKind.FORM_FIELD:
        return f"{kind_words(fact.kind)}: {fact.words}"
    if fact.kind is FactKind.AFTER_SIGNING:
        return tr("{kind}: {count} bytes were added").format(kind=kind_words(fact.kind), count=fact.words)
    return f"{head}: {visible(fact.words)}" if fact.words else head


def attachment_words(one: Attachment, *, in_case: bool = False) -> str:
    """Return what is known of an attached file beside its name: "in the case · p. 3 · 48 kB · sha256 …"."""
    parts = [tr("in the case")] if in_case else []
    parts += [] if one.page is None else [tr("p. {page}").format(page=one.page + 1)]
    if one.trouble:
        parts.append(one.trouble)
    elif one.sha256 is None:
        parts.append(tr("its checksum is being worked out"))
    else:
        parts += [readable.size_words(one.size or 0), f"sha256 {one.sha256}"]
    return " · ".join(parts)


def as_text(document: Document, facts: FileFacts) -> str:
    """Return all of it as lines, to be copied."""
    lines = [f"{inserted(document.name)}, sha256 {document.sha256}"]
    lines += [f"{name}: {words}" for name, words in (*described_words(facts.whole), *state_words(document, facts.whole))]
    lines += [fact_line(one) for one in facts.facts]
    for one in facts.attachments:
        note = f" · {inserted(one.note)}" if one.note else ""
        lines.append(tr("Attached: {name}").format(name=inserted(one.name)) + f" · {attachment_words(one)}{note}")
    return "\n".join(lines)
