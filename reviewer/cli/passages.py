"""`highlight`, `link`, `passages`: what was marked, and what it says about claims."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_claim, find_document, find_passage
from reviewer.cli.given import (
    STANCE,
    both_or_neither,
    case_argument,
    json_option,
    not_isolated_option,
    note_option,
    password_option,
    passwords_in,
    region,
    reviewer_option,
    text,
)
from reviewer.cli.opening import kept, reading, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import RecordKind
from reviewer.model.claim import Link
from reviewer.model.geometry import PageQuad, Rect
from reviewer.model.ids import ClaimId, PassageId
from reviewer.model.neutral import one_line
from reviewer.model.overview import MarkedPassage
from reviewer.model.spans import TextSpan
from reviewer.model.stance import Stance
from reviewer.model.text_layer import COMPARE

if TYPE_CHECKING:
    from reviewer.documents.client import OpenDocument
    from reviewer.services.parts import Parts
    from reviewer.services.session import Session

_LONGEST_LEFT_OUT = 160
"""Of headers and notes that a passage leaves out, in code points."""


@click.command()
@case_argument
@click.argument("document", type=text)
@click.option("--quote", type=text, help="The words to highlight, as they stand there; line ends and hyphens do not matter.")
@click.option("--region", type=region, metavar="X0,Y0,X1,Y1", help="A rectangle of the page in points or pixels.")
@click.option("--page", type=click.IntRange(min=1), help="The page, from 1.")
@click.option("--occurrence", type=click.IntRange(min=1), help="Which of several places on the page, from 1 (the default).")
@click.option("--claim", type=text, metavar="ID", help="The claim to tag it to; goes with --stance.")
@click.option("--stance", type=STANCE, help="How it relates to the claim.")
@note_option
@password_option
@not_isolated_option
@reviewer_option
@click.pass_obj
def highlight(
    parts: Parts,
    *,
    case: Path,
    document: str,
    quote: str | None,
    region: Rect | None,
    page: int | None,
    occurrence: int | None,
    claim: str | None,
    stance: str | None,
    note: str,
    password_file: Path | None,
    reviewer: str | None,
) -> None:
    """Highlight a quote, or a region of a page, and print the passage's id."""
    from reviewer.cli.marking import region_span, text_span
    from reviewer.services.commands import add_passage

    _check_kind(quote, region, page, occurrence)
    both_or_neither(claim, stance)
    passwords = passwords_in(password_file)
    with writing(parts, case, reviewer) as session:
        target = session.read(lambda reader: find_document(reader, document)).result()
        held_against = None if claim is None else session.read(lambda reader: find_claim(reader, claim)).result()
        session.sources.offer_passwords(passwords)
        with closing(session.open_document(target.id).result()) as opened:
            span = (
                text_span(session, target, opened, quote, page=page, occurrence=occurrence)
                if quote is not None
                else region_span(target, opened, page, region)
            )
            asked = add_passage(
                session,
                document=target.id,
                selection=span,
                claim=held_against,
                stance=None if stance is None else Stance(stance),
                note=note,
                opened=opened,
            )
            changes = kept(session, asked)
            made = changes.made(RecordKind.PASSAGE)[0]
            _tell_more(session, PassageId(made), quote)
            if isinstance(span, TextSpan):
                _tell_what_is_missing(opened, span)
                _tell_what_is_unseen(opened, span)
            output.line(made)


def _tell_more(session: Session, passage: PassageId, quote: str | None) -> None:
    """Say whose words a passage quotes, and which where they are not those asked for: what stands between them is part of it."""
    from reviewer.documents.text.quotes.skeleton import skeleton
    from reviewer.documents.text.quotes.typed import as_typed

    made = session.read(lambda reader: reader.passage(passage)).result()
    if quote is None or made is None:
        return
    if made.passage.anchor.is_recognised:
        output.note(tr(COMPARE))
    if skeleton(as_typed(made.passage.quote or "")) != skeleton(as_typed(quote)):
        output.note(tr("the passage holds what stands between these words too: {quote}").format(quote=made.passage.quote))


def _tell_what_is_unseen(opened: OpenDocument, span: TextSpan) -> None:
    """Say how many words of a passage nobody can see on its pages. Those that we recognised ourselves were seen."""
    from reviewer.documents.text.quotes.unseen import unseen_in_words
    from reviewer.services.unseen import UnseenWords

    count = UnseenWords(opened).count(span.start, span.end)
    if count:
        output.note(unseen_in_words(count))


def _tell_what_is_missing(opened: OpenDocument, span: TextSpan) -> None:
    """Say what a passage leaves out between pages, and where it passes over words or a wide space: who types may not see it."""
    from reviewer.documents.text.furniture.between_pages import read_needed
    from reviewer.documents.text.quotes.quoting import kept_in
    from reviewer.documents.text.selecting.gaps import Gap, gap_in
    from reviewer.documents.text.selecting.selection import left_out, passage

    start, end = span.start, span.end
    pages = read_needed(lambda page: opened.text(page).result(), start.page, end.page, opened.page_count)
    kept = kept_in(pages, start, end, span.quote)
    missing = one_line(" … ".join(left_out(pages, start, end, kept=kept)))
    if missing:
        shown = missing if len(missing) <= _LONGEST_LEFT_OUT else f"{missing[:_LONGEST_LEFT_OUT]}…"
        output.note(tr("between its ends the passage leaves out: {words}").format(words=shown))
    gap = gap_in(pages, passage(pages, start, end, kept=kept))
    if gap is Gap.WORDS:
        output.note(tr("on the page, words lie between these that the passage does not hold; look at it, or mark a region"))
    elif gap is Gap.SPACE:
        output.note(tr("on the page, these words stand far apart; look at what is between them, or mark a region"))


def _check_kind(quote: str | None, region: Rect | None, page: int | None, occurrence: int | None) -> None:
    """Check that exactly one of quote and region is given, with what belongs to it."""
    if (quote is None) == (region is None):
        raise UsageError(tr("Either --quote or --region says what to highlight"), tr("Give one of them."))
    if region is not None and page is None:
        raise UsageError(tr("A region lies on a page"), tr("Give --page too."))
    if region is not None and occurrence is not None:
        raise UsageError(tr("--occurrence belongs to --quote"), tr("Leave it out with --region."))
    if quote is not None and not quote.strip():
        raise UsageError(tr("The quote is empty"), tr("Give the words to highlight."))


@click.command()
@case_argument
@click.argument("passage", type=text)
@click.argument("claim", type=text)
@click.option("--stance", type=STANCE, required=True, help="How the passage relates to the claim.")
@note_option
@reviewer_option
@click.pass_obj
def link(parts: Parts, *, case: Path, passage: str, claim: str, stance: str, note: str, reviewer: str | None) -> None:
    """Tag a passage to a claim and print the link's id. Where it is tagged to that claim already, its stance changes."""
    from reviewer.services import commands

    with writing(parts, case, reviewer) as session:
        marked = session.read(lambda reader: find_passage(reader, passage)).result()
        held_against = session.read(lambda reader: find_claim(reader, claim)).result()
        before = _link_between(session, marked, held_against)
        if before is None:
            kept(session, commands.link(session, passage=marked, claim=held_against, stance=Stance(stance), note=note))
        else:
            kept(session, commands.set_stance(session, passage=marked, claim=held_against, stance=Stance(stance), note=note))
            output.note(_changed(before, Stance(stance), note))
        evidence = session.read(lambda reader: reader.evidence(held_against)).result()
        output.line(next(one.link.id for one in evidence if one.passage.id == marked))


def _link_between(session: Session, passage: PassageId, claim: ClaimId) -> Link | None:
    marked = session.read(lambda reader: reader.passage(passage)).result()
    return next((one for one in marked.links if one.claim == claim), None) if marked else None


def _changed(before: Link, stance: Stance, note: str) -> str:
    """Return what a person must hear who tags a passage to a claim that it is tagged to already."""
    if before.stance is stance:
        said = tr("The passage was tagged to this claim already, with the same stance.")
    else:
        said = tr("The passage was tagged to this claim already: “{before}” is now “{after}”.").format(
            before=before.stance.value, after=stance.value
        )
    if before.note and not note:
        said += " " + tr("Its note was kept; give --note to write another.")
    return said


@click.command()
@case_argument
@json_option
@click.pass_obj
def passages(parts: Parts, case: Path, as_json: bool) -> None:
    """List the passages: id, document, page, stances, quote."""
    with reading(parts, case) as reader:
        found, names = reader.passages_with_names()
    if as_json:
        output.array(_as_json(one, names.get(one.passage.document)) for one in found)
        return
    for one in found:
        stances = ", ".join(each.stance.value for each in one.links) or "-"
        quote = one.passage.quote or tr("(region)")
        name = names.get(one.passage.document, "-")  # a case that was changed may have lost a document
        output.line(one.passage.id, name, one.passage.anchor.page + 1, stances, quote)


def _as_json(marked: MarkedPassage, document_name: str | None) -> dict[str, object]:
    passage = marked.passage
    return {
        "id": passage.id,
        "document": passage.document,
        "document_name": document_name,
        "page": passage.anchor.page + 1,
        "page_label": passage.anchor.page_label or None,
        "kind": passage.kind,
        "quote": passage.quote,
        "quote_as_printed": passage.quote_as_printed,
        "quads": [_quad(one) for one in passage.anchor.quads],
        "state": passage.anchor.state.value,
        "note": passage.note or None,
        "links": [{"claim": one.claim, "stance": one.stance.value, "note": one.note or None} for one in marked.links],
    }


def _quad(quad: PageQuad) -> dict[str, object]:
    return {"page": quad.page + 1, "points": [[round(point.x, 3), round(point.y, 3)] for point in quad.quad.points]}
