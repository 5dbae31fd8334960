"""`versions`, `carry`: which documents are versions of others, and their passages carried over from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli import output
from reviewer.cli.finding import find_document
from reviewer.cli.given import (
    case_argument,
    json_option,
    not_isolated_option,
    password_option,
    passwords_in,
    reviewer_option,
    text,
)
from reviewer.cli.opening import hint_at_isolation, kept, reading_session, wait_for, writing
from reviewer.errors import UsageError
from reviewer.i18n import tr, trn
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId, LinkId, PassageId, resolve_prefix
from reviewer.model.stance import Stance

if TYPE_CHECKING:
    from reviewer.model.anchor import Anchor
    from reviewer.model.versions import Suggestion
    from reviewer.services.parts import Parts
    from reviewer.services.session import Session
    from reviewer.services.versions.carried import CarriedPassage


@click.command()
@case_argument
@password_option
@not_isolated_option
@json_option
@click.pass_obj
def versions(parts: Parts, *, case: Path, password_file: Path | None, as_json: bool) -> None:
    """List which documents are versions of others, and which seem to be.

    A line each: “version”, “suggested” or “dismissed”, id and name of the newer one, id and name of the older one, and how much
    of their words is the same in percent, or “picture” where their pictures are alike; apart by tabs.
    """
    from reviewer.services.versions.suggesting import suggestions

    passwords = passwords_in(password_file)
    with reading_session(parts, case) as session:
        session.sources.offer_passwords(passwords)
        documents = {one.document.id: one.document for one in session.read(lambda reader: reader.documents()).result()}
        suggested = wait_for(lambda cancelled: suggestions(session, cancelled))
        pairs = session.read(lambda reader: reader.versions.dismissed()).result()
    dismissed = [(documents[one], documents[other]) for one, other in sorted(pairs) if {one, other} <= documents.keys()]
    known = [one for one in documents.values() if one.version_of is not None]
    if as_json:
        marked = [_version_as_json(one, documents[one.version_of]) for one in known if one.version_of is not None]
        refused = [_pair_as_json("dismissed", *pair, None) for pair in dismissed]
        output.array([*marked, *(_suggestion_as_json(one, documents) for one in suggested), *refused])
        return
    for document in known:
        if document.version_of is not None:
            older = documents[document.version_of]
            output.line("version", document.id, document.name, older.id, older.name, "-")
    for one in suggested:
        likeness = "picture" if one.likeness is None else round(100 * one.likeness)
        output.line("suggested", one.newer, documents[one.newer].name, one.older, documents[one.older].name, likeness)
    for newer, other in dismissed:
        output.line("dismissed", newer.id, newer.name, other.id, other.name, "-")
    hint_at_isolation(parts)


def _version_as_json(newer: Document, older: Document) -> dict[str, object]:
    return _pair_as_json("version", newer, older, None)


def _suggestion_as_json(one: Suggestion, documents: Mapping[DocumentId, Document]) -> dict[str, object]:
    return _pair_as_json("suggested", documents[one.newer], documents[one.older], one.likeness)


def _pair_as_json(status: str, newer: Document, older: Document, likeness: float | None) -> dict[str, object]:
    return {
        "status": status,
        "document": newer.id,
        "document_name": newer.name,
        "version_of": older.id,
        "version_of_name": older.name,
        "likeness": likeness,
    }


@click.command()
@case_argument
@click.argument("older", type=text)
@click.argument("newer", type=text)
@click.option("--list", "only_list", is_flag=True, help="Say where the passages stand, and change nothing.")
@click.option(
    "--confirm", "confirm", type=text, multiple=True, metavar="PASSAGE", help="Carry this one over too: you looked at it."
)
@click.option("--keep", "keep", type=text, multiple=True, metavar="PASSAGE", help="Keep this one in the older version.")
@click.option(
    "--stance",
    type=click.Choice(["keep", *(one.value for one in Stance)]),
    help="With --confirm: what they say to their claims now, or “keep”. Needed where words that matter were changed.",
)
@click.option("--quote", type=text, help="With one --confirm: the words in the newer version that it is to mark.")
@click.option("--page", type=click.IntRange(min=1), help="With --quote: the page that they stand on.")
@password_option
@not_isolated_option
@reviewer_option
@json_option
@click.pass_obj
def carry(
    parts: Parts,
    *,
    case: Path,
    older: str,
    newer: str,
    only_list: bool,
    confirm: tuple[str, ...],
    keep: tuple[str, ...],
    stance: str | None,
    quote: str | None,
    page: int | None,
    password_file: Path | None,
    reviewer: str | None,
    as_json: bool,
) -> None:
    """Mark NEWER as a version of OLDER, and carry its passages over to where they surely stand.

    Every passage of OLDER is listed: id, “carried”, “waiting”, “kept” or “elsewhere”, how sure its place is (exact, moved,
    text_changed, ambiguous, orphan, confirmed), page before and now, quote before and now; apart by tabs. What is not exact or
    moved waits: --confirm carries it over, --keep leaves it where it is. “elsewhere” went on to a later version, and stays there.
    One that is carried and text_changed has other words than were tagged. Marking, carrying what is safe, and carrying what is
    confirmed are a step each, and each is undone by itself.
    """
    if (quote is not None and len(confirm) != 1) or (page is not None and quote is None):
        raise UsageError(tr("--quote goes with one --confirm, and --page with --quote"))
    if stance is not None and not confirm:
        raise UsageError(tr("--stance goes with --confirm"))
    if only_list and (confirm or keep):
        raise UsageError(tr("--list changes nothing"), tr("Leave it out, or --confirm and --keep."))
    passwords = passwords_in(password_file)
    opened = reading_session(parts, case) if only_list else writing(parts, case, reviewer)
    with opened as session:
        session.sources.offer_passwords(passwords)
        one, other = session.read(lambda reader: (find_document(reader, older), find_document(reader, newer))).result()
        if one.id == other.id:
            raise UsageError(tr("OLDER and NEWER are the same document"))
        found = _places(session, one, other)
        if not only_list:
            _Carrying(session, one, other, found, stance).run(confirm, keep, quote, page)
            found = _places(session, one, other)
    _tell(found, as_json=as_json)
    hint_at_isolation(parts)


def _places(session: Session, older: Document, newer: Document) -> tuple[CarriedPassage, ...]:
    from reviewer.services.versions.finding_places import places_in_version

    return wait_for(lambda cancelled: places_in_version(session, older.id, newer.id, cancelled=cancelled))


class _Carrying:
    """What one call changes: each of it is a step that can be undone."""

    def __init__(
        self, session: Session, older: Document, newer: Document, found: Sequence[CarriedPassage], stance: str | None
    ) -> None:
        self._session = session
        self._older = older
        self._newer = newer
        self._stance = stance
        self._found = {one.marked.passage.id: one for one in found}

    def run(self, confirm: Iterable[str], keep: Iterable[str], quote: str | None, page: int | None) -> None:
        from reviewer.services import commands

        wanted = [self._meant(one) for one in confirm]
        staying = [self._meant(one) for one in keep]
        confirmed = {one: self._place(one, quote, page) for one in wanted}
        stances = self._stances(confirmed.values())
        if self._newer.version_of != self._older.id:
            kept(self._session, commands.set_version_of(self._session, document=self._newer.id, older=self._older.id))
        safe = {
            id_: one.anchor for id_, one in self._found.items() if one.is_safe and one.anchor and id_ not in (*wanted, *staying)
        }
        if safe:
            self._carry(safe)
        if confirmed:
            self._carry({id_: one.anchor for id_, one in confirmed.items() if one.anchor is not None}, stances)
        for passage in staying:
            kept(self._session, commands.keep_in_version(self._session, passage=passage, newer=self._newer.id))

    def _carry(self, places: Mapping[PassageId, Anchor], stances: Mapping[LinkId, Stance] | None = None) -> None:
        from reviewer.services import commands

        pair = {"older": self._older.id, "document": self._newer.id}
        kept(self._session, commands.carry_over(self._session, **pair, places=places, stances=stances))

    def _meant(self, given: str) -> PassageId:
        from reviewer.services.versions.carried import Standing

        found = PassageId(resolve_prefix(given, list(self._found), what="passage"))
        if self._found[found].standing is Standing.ELSEWHERE:
            said = tr("The passage {id} stands in a version that comes after these two").format(id=found[:8])
            raise UsageError(said, tr("Carry it over from there: “reviewer passages” says which version that is."))
        return found

    def _place(self, passage: PassageId, quote: str | None, page: int | None) -> CarriedPassage:
        from reviewer.services.versions.finding_places import place_of_words
        from reviewer.services.versions.taking import placed_at, taken

        one = self._found[passage]
        if quote is not None:
            at = place_of_words(self._session, self._newer.id, quote, None if page is None else page - 1).result()
            return placed_at(one, at)
        if one.anchor is None:
            raise UsageError(
                tr("The passage {id} was not found in {name}").format(id=passage[:8], name=self._newer.name),
                tr("Say with --quote which words there it is to mark, or --keep it."),
            )
        return replace(one, anchor=taken(one))

    def _stances(self, confirmed: Iterable[CarriedPassage]) -> dict[LinkId, Stance]:
        """Return the stances that a person says anew."""
        from reviewer.services.versions.taking import links_in_doubt

        doubtful = {one.marked.passage.id: links for one in confirmed if (links := links_in_doubt(one))}
        if doubtful and self._stance is None:
            words = tr("Words that matter were changed in the passage {id}, and it is tagged to a claim")
            raise UsageError(
                words.format(id=next(iter(doubtful))[:8]),
                tr("Say with --stance what it says to the claim now, or --stance keep when you read both."),
            )
        if self._stance is None or self._stance == "keep":
            return {}
        return {link.id: Stance(self._stance) for links in doubtful.values() for link in links}


def _tell(found: Sequence[CarriedPassage], *, as_json: bool) -> None:
    if as_json:
        output.array(_as_json(one) for one in found)
    else:
        for one in found:
            passage, anchor = one.marked.passage, one.anchor
            output.line(
                passage.id,
                one.standing.value,
                one.state.value,
                passage.anchor.page + 1,
                "-" if anchor is None else anchor.page + 1,
                passage.quote or "-",
                (anchor.text.quote if anchor is not None and anchor.text is not None else "-"),
            )
    waiting = sum(one.standing.value == "waiting" and not one.is_safe for one in found)
    if waiting:
        words = trn("{count} passage waits for a person", "{count} passages wait for a person", waiting)
        output.note(words.format(count=waiting))


def _as_json(one: CarriedPassage) -> dict[str, object]:
    passage, anchor = one.marked.passage, one.anchor
    old = passage.quote or ""
    new = anchor.text.quote if anchor is not None and anchor.text is not None else ""
    stretches = one.comparison.changed if one.comparison is not None else ()
    return {
        "passage": passage.id,
        "standing": one.standing.value,
        "state": one.state.value,
        "page": passage.anchor.page + 1,
        "new_page": None if anchor is None else anchor.page + 1,
        "quote": passage.quote,
        "new_quote": new or None,
        "changed": [
            {"old": old[slice(*each.old)], "new": new[slice(*each.new)], "matters": [matter.value for matter in each.matters]}
            for each in stretches
        ],
        "beside": [matter.value for matter in one.comparison.beside] if one.comparison is not None else [],
        "places": len(one.others) + (anchor is not None),
        "without_page": one.is_without_page,
        "hidden": one.hidden,
    }
