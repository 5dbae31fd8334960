"""The timeline as a picture: whole by itself, well-formed whatever a case holds, the same each time, no more than is known."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.desk.date_spans import span_of
from reviewer.desk.timeline import Timeline, TimelineItem, TimelineKind
from reviewer.exporters.forms.timeline_svg import timeline_svg
from reviewer.model.access import AccessStatus

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "desc", "defs", "pattern", "path", "rect", "line", "text", "g", "circle", "polyline"}


def fact(
    status: AccessStatus, title: str, since: str = "2013~", until: str | None = None, *, sourced: bool = True
) -> TimelineItem:
    ends = None if until is None else span_of(until)
    return TimelineItem(
        *(TimelineKind.ACCESS, title, "Lumenreel · read", title, span_of(since), ends), is_sourced=sourced, status=status
    )


def event(title: str, since: str = "2018-12-19") -> TimelineItem:
    return TimelineItem(TimelineKind.EVENT, title, "", title, span_of(since))


def words_of(picture: bytes) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(picture).iter(f"{SVG}text")]


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text(max_size=300), st.sampled_from(AccessStatus), st.booleans())
def test_whatever_a_case_holds_the_picture_is_well_formed_and_refers_to_nothing_outside(
    title: str, words: str, status: AccessStatus, sourced: bool
) -> None:
    found = Timeline((event(words), fact(status, words, sourced=sourced)), 0)
    picture = timeline_svg(found, title)
    root = ET.fromstring(picture)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= KNOWN
    for one in root.iter():
        assert not any(name.startswith("on") or "href" in name or name == "style" for name in one.attrib)
    assert picture.count(b"://") == 1 + sum(text.count("://") for text in root.itertext())
    assert timeline_svg(found, title) == picture


def test_dates_and_words_stand_in_it_as_text_and_each_thing_says_all_of_it() -> None:
    items = (
        event("Feature <switched> off & gone", "2015-22"),
        fact(AccessStatus.GRANTED, "granted about 2013 (unsourced)", sourced=False),
        fact(AccessStatus.USED, "used 2014 – summer 2015", "2014", "2015-22"),
        fact(AccessStatus.DENIED, "denied 20 Nov 2015", "2015-11-20"),
        fact(AccessStatus.OFFERED, "offered 2016", "2016"),
    )
    picture = timeline_svg(Timeline(items, 2), "The denial")
    words = words_of(picture)
    assert "Timeline of The denial" in words
    assert "Feature <switched> off & gone, summer 2015" in words
    assert {"granted about 2013 (unsourced)", "⚠", "Lumenreel · read", "unsourced", "2014"} <= set(words)
    titles = [one.text for one in ET.fromstring(picture).iter(f"{SVG}title")]
    assert "Access. Lumenreel · read: denied 20 Nov 2015. 20 Nov 2015" in titles
    (told,) = [one.text for one in ET.fromstring(picture).iter(f"{SVG}desc")]
    assert told == "5 with a date, 4 not exact · Jan 2013 – Dec 2016 · 2 have no date"


def test_no_words_of_the_picture_say_used_where_nothing_was() -> None:
    found = Timeline(
        (fact(AccessStatus.GRANTED, "granted 2014", "2014"), fact(AccessStatus.POSSIBLE, "possible 2017", "2017")), 0
    )
    root = ET.fromstring(timeline_svg(found, "The denial"))
    things = [text for group in root.findall(f"{SVG}g") if group.find(f"{SVG}title") is not None for text in group.itertext()]
    assert things
    assert not re.search(r"\bused\b", " ".join(things))


def test_an_empty_timeline_is_a_picture_too() -> None:
    assert ET.fromstring(timeline_svg(Timeline((), 3), "The denial")).tag == f"{SVG}svg"


def test_right_to_left_words_and_controls_turn_nothing_about() -> None:
    words = words_of(timeline_svg(Timeline((event("\u202eevil\x00"), event("שלום")), 0), "שלום"))
    assert not any("\u202e" in one or "\x00" in one for one in words)
    assert any("\u2068שלום\u2069" in one for one in words)
