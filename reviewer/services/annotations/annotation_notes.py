"""What the notes of passages say that were annotations, and what of it a note says already.

Owns the wording, and how long a note becomes at most. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.i18n import tr
from reviewer.model.annotation import Annotation, AnnotationKind
from reviewer.model.neutral import visible

MOST_NOTE = 50_000
"""Code points of one note: some hundreds of people may have said something at one place, and a person has to read it."""

_REPEATED = 2_000
"""Code points of a note that each part of a mark gets; a longer one stands with the first part."""

_LEAST_ROOM = 200
"""Code points of a note in which it is not worth while to begin something."""


def note_of(annotation: Annotation) -> str:
    """Return what the note of a passage says that was an annotation: "Ann, 2019-03-04: The comment", and each reply in a line.

    What would turn the words of others about stands there as a sign that can be seen.
    """
    said = [annotation.remark.words, *(tr("Reply: {words}").format(words=one.words) for one in annotation.replies)]
    kinds = {AnnotationKind.STRIKE_OUT: tr("Struck out"), AnnotationKind.INSERTION: tr("To be inserted here")}
    if annotation.kind in kinds:
        said.insert(0, kinds[annotation.kind])
    return "\n".join(visible(one) for one in said if one)


def is_said(note: str, notes: Iterable[str]) -> bool:
    """Tell whether a note made of an annotation stands in some notes, line by line and by the same people.

    That the same words stand there is not enough: "no" is in many a note, and two people may have said the same.
    """
    known: set[str] = set()
    for one in notes:
        known.update(one.splitlines())
    return known.issuperset(note.splitlines())


def part_notes(note: str, count: int) -> list[str]:
    """Return the notes of the passages that one mark became: more than one where it left out words in between."""
    if count == 1:
        return [note]
    part = tr("Part {number} of {count} of one mark")
    notes = [note] + [note if len(note) <= _REPEATED else tr("The comment stands with part 1.")] * (count - 1)
    return ["\n".join(filter(None, (one, part.format(number=at, count=count)))) for at, one in enumerate(notes, 1)]


def added(note: str, more: Sequence[str]) -> tuple[str, bool]:
    """Return a passage's note with more below it, and whether something had no room: what stands there is never cut."""
    if not note.strip():
        return joined(more)
    room = MOST_NOTE - len(note)
    whole = "\n".join((note, *more))
    if len(whole) <= MOST_NOTE:
        return whole, False
    if room < _LEAST_ROOM:
        return note, True
    return tr("{note} …\nMore was said here than a note holds.").format(note=whole[:MOST_NOTE]), True


def joined(notes: Iterable[str]) -> tuple[str, bool]:
    """Return notes as one, each in lines of its own, and whether it had to be cut."""
    whole = "\n".join(one for one in notes if one)
    if len(whole) <= MOST_NOTE:
        return whole, False
    return tr("{note} …\nMore was said here than a note holds.").format(note=whole[:MOST_NOTE]), True
