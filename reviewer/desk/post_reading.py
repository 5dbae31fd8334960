"""Owns what the recognised text of a picture tells of the post in it: author, handle, words, time shown and address. Pure.

Never a guess: what may be something else stays empty, and a person fills it in beside the picture. A picture of several posts
tells only an address, for nobody can say by the text alone which of them is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.desk.post_times import line_moment

_ADDRESS = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/(?:[^\s?#]*/)?status(?:es)?/\d{1,19}(?!\d)", re.ASCII | re.IGNORECASE
)
_HANDLE = re.compile(r"(?P<before>[^@]*?)(?P<handle>@\w{2,30})(?P<after>\W.*)?", re.ASCII)
_AGO = re.compile(r"\d{1,2}\s?(?:s|m|min|h|hr|d)", re.IGNORECASE | re.ASCII)
_BUTTON = re.compile(r"(?:\W|follow(?:ing)?\b|subscribe\b)*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[^\w\s]{1,2}\s+")
_COUNTS = re.compile(
    r"[\d,.]+\s?[KM]?\s+(?:re(?:tweet|post|plie|ply|shar)|quote|like|view|bookmark|comment|share)"
    r"|(?:[\d,.]+\s?[KM]?(?:\s+|$)){2,}$",
    re.IGNORECASE | re.ASCII,
)
"""A line that begins with a count of what others did, or is made of such counts alone."""
_FURNITURE = re.compile(
    r"(?:post|tweet|thread|home|back|reply|follow(?:ing)?|pinned( post| tweet)?|promoted|translate (?:post|tweet))", re.IGNORECASE
)
_ANSWERS = re.compile(r"(?:replying|in reply) to\b", re.IGNORECASE)
_MENU = re.compile(r"[\s.…]+$")
"""The dots of the menu at the end of a line."""
_AFTER_NAME = re.compile(r"[^\w.)!?'’\"”]+$")
"""What recognition makes of the badge behind a name."""


@dataclass(frozen=True, slots=True)
class PostReading:
    """What was read; "" for what was not, or not surely."""

    author: str = ""
    handle: str = ""
    text: str = ""
    shown_time: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a post begins: its line, its handle, and the author and the time that may stand in the same line."""

    at: int
    handle: str
    author: str
    shown_time: str


def read_post(text: str) -> PostReading:
    """Read what the text of a page says of the one post on it, a line of the picture in each line of the text."""
    lines = [" ".join(one.split()) for one in text.splitlines() if one.strip()]
    found = {one.group() for one in _ADDRESS.finditer(text)}
    address = found.pop() if len(found) == 1 else ""
    heads = [one for at, line in enumerate(lines) if (one := _head(at, line)) is not None]
    if len(heads) > 1:
        return PostReading(address=address)
    if not heads:
        times = _moments(lines)
        return PostReading(shown_time=times[0][1] if len(times) == 1 else "", address=address)
    head = heads[0]
    below = lines[head.at + 1 :]
    times = _moments(below)
    shown = head.shown_time or (times[0][1] if len(times) == 1 else "")
    return PostReading(
        author=head.author or _author(lines[: head.at]),
        handle=head.handle,
        text=_text(below, times[0][0] if len(times) == 1 else None, is_dated=bool(head.shown_time)),
        shown_time="" if head.shown_time and times else shown,
        address=address,
    )


def _head(at: int, line: str) -> _Head | None:
    """Return the beginning of a post where a line is one: a handle alone, or a name, a handle and a time in one line."""
    found = _HANDLE.fullmatch(line)
    if found is None or _ANSWERS.match(line):
        return None
    before, after = found["before"].strip(), (found["after"] or "").strip()
    if before and not found["before"].endswith(" "):  # an address of mail
        return None
    time = _time_beside(found["after"] or "")
    if before and not time and at > 0:  # words that end with somebody's handle
        return None
    if after and not time and not _BUTTON.fullmatch(after):
        return None
    return _Head(at, found["handle"], _name(before), time)


def _time_beside(after: str) -> str:
    """Return the time behind a handle: “· 19 Dec 2018”, “· 2h”; "" where there is none."""
    found = _SEPARATOR.match(after)
    if found is None:
        return ""
    rest = _MENU.sub("", after[found.end() :])
    ago = _AGO.match(rest)
    if ago is not None and _BUTTON.fullmatch(rest[ago.end() :]):
        return ago.group()
    return line_moment(rest)


def _moments(lines: Sequence[str]) -> list[tuple[int, str]]:
    return [(at, moment) for at, line in enumerate(lines) if (moment := line_moment(line))]


def _author(above: Sequence[str]) -> str:
    """Return the name in the line before the handle; "" where that line may be anything else."""
    line = above[-1] if above else ""
    if _ANSWERS.match(line) or line_moment(line) or _ADDRESS.search(line) or "@" in line:
        return ""
    return _name(line)


def _name(line: str) -> str:
    name = _AFTER_NAME.sub("", line).strip()
    return name if any(one.isalpha() for one in name) and not _FURNITURE.fullmatch(name) else ""


def _text(below: Sequence[str], time_at: int | None, *, is_dated: bool) -> str:
    """Return the words between handle and time; below a time they end at the counts, or with the picture."""
    counts = next((at for at, line in enumerate(below) if _COUNTS.match(line)), None)
    ends = [one for one in (time_at, counts) if one is not None]
    if not ends and not is_dated:
        return ""
    said = below[: min(ends)] if ends else below
    return " ".join(
        one for one in said if not _ANSWERS.match(one) and not _FURNITURE.fullmatch(one) and not _ADDRESS.fullmatch(one)
    )
