"""Owns what is said of the timeline: the names of its bands, the words beside what is drawn, its dates, and the table of it.

Of access it says what `access_words` says. Everything without a source says so, wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.desk.access_words import unsourced_word
from reviewer.desk.date_words import spoken
from reviewer.desk.timeline import Timeline, TimelineItem, TimelineKind
from reviewer.desk.timeline_extents import is_exact
from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted

_MOST = 120
"""Characters of a title beside what is drawn: more than any screen has room for."""


def kind_word(kind: TimelineKind) -> str:
    """Return what a band is called."""
    return {
        TimelineKind.STATEMENT: tr("Statements"),
        TimelineKind.ACCESS: tr("Access"),
        TimelineKind.DOCUMENT: tr("Documents"),
        TimelineKind.EVENT: tr("Events"),
        TimelineKind.CORRECTION: tr("Corrections"),
    }[kind]


def when_of(item: TimelineItem) -> str:
    """Return when something was, for people."""
    if item.begins is not None and item.ends is not None:
        return f"{spoken(item.begins.text)} – {spoken(item.ends.text)}"
    if item.begins is not None:
        return spoken(item.begins.text)
    return tr("until {date}").format(date=spoken(item.ends.text)) if item.ends is not None else ""


def stored_of(item: TimelineItem) -> str:
    """Return its dates as the case holds them (EDTF); beginning and end apart by an arrow where they are two dates."""
    return " → ".join(one.text for one in (item.begins, item.ends) if one is not None)


def label_of(item: TimelineItem) -> str:
    """Return the words beside what is drawn: what the scale cannot show is said, such as a date that is not exact."""
    said = inserted(item.title[: _MOST + 1])
    if len(item.title) > _MOST:
        said = f"{said[:_MOST].rstrip()}…"
    if item.kind is TimelineKind.ACCESS:
        return said  # its words have the dates, and that it is unsourced
    if not is_exact(item) or (item.begins is not None and item.begins.is_interval):
        said = tr("{what}, {date}").format(what=said, date=when_of(item))
    return said if item.is_sourced else f"{said} ({unsourced_word()})"


def told_whole(item: TimelineItem) -> str:
    """Return everything about one thing in a line, for those to whom it is read."""
    beside = tr("{lane}: {what}").format(lane=inserted(item.lane), what=label_of(item)) if item.lane else label_of(item)
    exact = "" if is_exact(item) else tr("date not exact")
    return ". ".join(one for one in (kind_word(item.kind), beside, when_of(item), exact) if one)


def counts_of(found: Timeline) -> str:
    """Return how much there is, how much of it is not exact, between when it lies, and what is missing."""
    count = len(found.items)
    imprecise = sum(not is_exact(one) for one in found.items)
    said = trn("{count} with a date", "{count} with a date", count).format(count=f"{count:,}")
    if imprecise:
        said += ", " + trn("{count} not exact", "{count} not exact", imprecise).format(count=f"{imprecise:,}")
    days = [day for one in found.items for span in (one.begins, one.ends) if span for day in (span.first, span.last) if day]
    months = [spoken(day.isoformat()[:7]) for day in (min(days), max(days))] if days else ["", ""]
    between = _between(*months)
    missing = trn("{count} has no date", "{count} have no date", found.undated).format(count=f"{found.undated:,}")
    return " · ".join(one for one in (said, between, missing if found.undated else "") if one)


def place_words(items: Sequence[TimelineItem]) -> str:
    """Return when some things were, which are given by date, as exactly as it is known of the first and the last."""
    if len(items) < 2:
        return when_of(items[0]) if items else ""
    ends = [one.begins or one.ends for one in (items[0], items[-1])]
    return _between(*("" if one is None else spoken(one.text) for one in ends))


def _between(first: str, last: str) -> str:
    """Return two dates as one, what they share said once: “18 – 20 Dec 2018”."""
    begins, ends = first.split(), last.split()
    while begins and ends and begins[-1] == ends[-1]:
        begins.pop()
        ends.pop()
    return f"{' '.join(begins)} – {last}" if begins else last if not ends else f"{first} – {last}"


def table_head() -> Sequence[str]:
    """Return the heads of the table."""
    return tr("From"), tr("To"), tr("Kind"), tr("Beside"), tr("What"), tr("Source")


def table_rows(found: Timeline) -> Iterable[Sequence[str]]:
    """Return the rows of the table."""
    for one in found.items:
        yield (
            spoken(one.begins.text) if one.begins else "",
            spoken(one.ends.text) if one.ends else "",
            *(one.kind.value, one.lane, one.title),
            "" if one.is_sourced else unsourced_word(),
        )
