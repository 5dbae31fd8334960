"""Posts: what the picture of one says, and the exact time that the number of a post tells by itself."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from reviewer.model.ids import DocumentId

_EPOCH_MS = 1_288_834_974_657
_TIME_BITS = 22
"""A number holds milliseconds since 4 November 2010, 01:42:54.657 UTC, above bits that tell apart what was posted within one.
Twitter, “Announcing Snowflake” (2010)."""

_FIRST = 29_700_859_247
"""The first such number; smaller ones were counted and tell no time (Old Dominion University, “TweetedAt”, 2019)."""
_LAST = 2**63 - 1

_HOSTS = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "palaver.example"})
"""Services whose numbers are made so, and the one of the sample case."""

_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?([^/\s]+)/(?:[^\s?#]*/)?status(?:es)?/(\d{1,19})(?=$|[/?#])", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Post:
    """What a picture of a post says, as read from it and put right by hand.

    Attributes:
        id: Of the record.
        document: The picture.
        page: From 0.
        author: Who posted, as shown.
        handle: By which handle.
        text: What was posted.
        shown_time: When, as shown in the picture.
        address: Where it stands, or stood.
        created_at: When it was written down.

    """

    id: str
    document: DocumentId
    page: int
    author: str
    handle: str
    text: str
    shown_time: str
    address: str
    created_at: str

    @property
    def number(self) -> int | None:
        """The number in its address, where its service makes numbers that tell the time; else None."""
        found = _ADDRESS.match(self.address.strip())
        return int(found[2]) if found and found[1].lower() in _HOSTS else None

    @property
    def exact_time(self) -> dt.datetime | None:
        """When it was posted, by its number, in UTC; None where the number tells nothing."""
        return None if self.number is None else time_of(self.number)


def time_of(number: int) -> dt.datetime | None:
    """Return when a post of this number was made, in UTC to the millisecond; None for numbers from before they told a time."""
    if not _FIRST <= number <= _LAST:
        return None
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=(number >> _TIME_BITS) + _EPOCH_MS)
