"""What the window says of passages in another version: how sure a place is, what was changed there, what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.documents.text.reanchoring.matters import Matter
from reviewer.i18n import tr, trn
from reviewer.model.anchor import AnchorState
from reviewer.model.neutral import inserted, one_line
from reviewer.model.quotation import in_quotes
from reviewer.services.versions.carried import CarriedPassage, Standing
from reviewer.ui.look import readable

_MOST_CHANGED = 3
"""Changes that are named; a person sees the others."""


def matter_words(matter: Matter) -> str:
    """Return what a changed word that matters is."""
    return {
        Matter.NEGATION: tr("a negation"),
        Matter.NUMBER: tr("a number"),
        Matter.NAME: tr("a name"),
        Matter.MODAL: tr("a modal verb"),
        Matter.DATE: tr("a date"),
        Matter.QUANTITY: tr("a word of quantity"),
        Matter.SIGN: tr("a sign"),
        Matter.PUNCTUATION: tr("punctuation"),
        Matter.WORD: tr("a word"),
    }[matter]


def short_state(one: CarriedPassage) -> str:
    """Return in a word or two what becomes of a passage, for its row."""
    if one.standing is Standing.CARRIED:
        return tr("carried over, words changed") if one.state is AnchorState.TEXT_CHANGED else tr("carried over")
    if one.standing is Standing.KEPT:
        return tr("kept in the older version")
    if one.standing is Standing.ELSEWHERE:
        return tr("carried on to another version")
    return {
        AnchorState.EXACT: tr("unchanged"),
        AnchorState.MOVED: tr("unchanged"),
        AnchorState.TEXT_CHANGED: tr("words changed"),
        AnchorState.AMBIGUOUS: tr("not sure"),
        AnchorState.ORPHAN: tr("not found"),
        AnchorState.CONFIRMED: tr("confirmed"),
    }[one.state]


def row_words(one: CarriedPassage) -> str:
    """Return a passage's row: what becomes of it, where it stands, its words."""
    passage = one.marked.passage
    there = tr("p. {page}").format(page=passage.anchor.page + 1)
    if one.anchor is not None and one.anchor.page != passage.anchor.page:
        there = tr("p. {page} → {now}").format(page=passage.anchor.page + 1, now=one.anchor.page + 1)
    said = in_quotes(readable.shortened(passage.quote, 90)) if passage.quote else tr("a marked region")
    return f"{short_state(one)} · {there} · {said}"


def why_words(one: CarriedPassage) -> str:
    """Return a sentence on why a passage waits, or what became of it."""
    settled = {
        Standing.CARRIED: tr("It stands in the newer version now. Its place in the older one is kept."),
        Standing.KEPT: tr("A person kept it in the older version."),
        Standing.ELSEWHERE: tr("It stands in another version by now, which is neither of these two. It stays there."),
    }
    lost = tr("It was not found in the newer version. It stays in the older one; or say which words there it is to mark.")
    if one.marked.passage.kind == "region":
        lost = tr("No page of the newer version shows this picture. It stays in the older one; mark it anew where you find it.")
    is_text = one.comparison is not None
    states = {
        AnchorState.EXACT: tr("The page says the same, letter by letter.") if is_text else tr("The picture is the very same."),
        AnchorState.MOVED: tr("The words are the same.")
        if is_text
        else tr("The picture is the same, on another page or encoded anew."),
        AnchorState.TEXT_CHANGED: changed_words(one),
        AnchorState.AMBIGUOUS: _ambiguous_words(one),
    }
    said = settled.get(one.standing) or states.get(one.state, lost)
    if one.is_without_page and one.standing is Standing.WAITING:
        said += " " + tr("The text of its page in the older version is not known any more: read what stands around it in both.")
    return said


def _ambiguous_words(one: CarriedPassage) -> str:
    if one.comparison is None:
        return tr("A picture that looks like it: compare every figure in it.")
    if one.others:
        count = len(one.others) + 1
        return tr("It fits {count} places equally well. N shows the next one.").format(count=count)
    return tr("It is too short, or too little around it is the same, to be sure.")


def _around(one: CarriedPassage) -> Iterator[str]:
    """Yield what stands around the words in the older version, and in the newer one; the words themselves are the same."""
    old, new = one.marked.passage.anchor.text, one.anchor.text if one.anchor is not None else None
    for said, text in ((tr("Before: {words}"), old), (tr("Now: {words}"), new)):
        if text is not None:
            yield said.format(words=inserted(one_line(f"…{text.prefix}[…]{text.suffix}…")))


def changed_words(one: CarriedPassage) -> str:
    """Return which words were changed, and what they are."""
    comparison = one.comparison
    if one.hidden:
        said = trn(
            "{count} of its words is in the text of the newer version, and cannot be seen on its page: look at the page.",
            "{count} of its words are in the text of the newer version, and cannot be seen on its page: look at the page.",
            one.hidden,
        )
        return said.format(count=one.hidden)
    if comparison is None:
        return ""
    if not comparison.changed and comparison.beside:
        beside = ", ".join(map(matter_words, comparison.beside))
        said = tr("Right beside it was changed, in its sentence: {what}.").format(what=beside)
        return "\n".join((said, *_around(one)))
    named = ", ".join(map(matter_words, dict.fromkeys(matter for each in comparison.changed for matter in each.matters)))
    old = one.marked.passage.quote or ""
    new = one.anchor.text.quote if one.anchor is not None and one.anchor.text is not None else ""
    told = []
    for each in comparison.changed[:_MOST_CHANGED]:
        before, now = (" ".join(quote[slice(*span)].split()) for quote, span in ((old, each.old), (new, each.new)))
        if not now:
            told.append(tr("{words} is gone").format(words=in_quotes(before)))
        elif not before:
            told.append(tr("{words} is new").format(words=in_quotes(now)))
        else:
            told.append(tr("{words} for {before}").format(words=in_quotes(now), before=in_quotes(before)))
    said = "; ".join(told)
    return tr("Changed, {what}: {words}.").format(what=named, words=said) if named else tr("Changed: {words}.").format(words=said)


def summary_words(found: Sequence[CarriedPassage]) -> str:
    """Return what becomes of all passages: "5 passages: 3 unchanged, 1 with changed words, 1 not found."."""
    if not found:
        return tr("The older version has no passages.")
    waiting = [one for one in found if one.standing is Standing.WAITING]
    counts = (
        (sum(one.standing is Standing.CARRIED for one in found), tr("{count} carried over")),
        (sum(one.standing is Standing.KEPT for one in found), tr("{count} kept")),
        (sum(one.standing is Standing.ELSEWHERE for one in found), tr("{count} carried on to another version")),
        (sum(one.is_safe for one in waiting), tr("{count} unchanged")),
        (sum(one.state is AnchorState.TEXT_CHANGED for one in waiting), tr("{count} with changed words")),
        (sum(one.state is AnchorState.AMBIGUOUS for one in waiting), tr("{count} not sure")),
        (sum(one.state is AnchorState.ORPHAN for one in waiting), tr("{count} not found")),
    )
    parts = ", ".join(words.format(count=count) for count, words in counts if count)
    all_words = trn("{count} passage", "{count} passages", len(found)).format(count=len(found))
    return f"{all_words}: {parts}."
