"""The timeline: what reaches how far, what lies where, what is ruled on the scale, and what is said of it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.desk.date_spans import span_of
from reviewer.desk.timeline import Timeline, TimelineItem, TimelineKind
from reviewer.desk.timeline_extents import Extent, extent_of, is_exact
from reviewer.desk.timeline_layout import Layout, Plan, layout_of, plan_of, scale_of
from reviewer.desk.timeline_packing import APART_PX, LEFT, OVER, RIGHT, Placed
from reviewer.desk.timeline_scale import PX_PER_DAY, Grain, TimeScale, ruler_of
from reviewer.desk.timeline_words import counts_of, label_of, place_words, stored_of, table_head, table_rows, told_whole, when_of
from reviewer.model.access import AccessStatus

WIDTH = 840.0
DAYS = st.dates(dt.date(1801, 1, 1), dt.date(2199, 12, 31)).map(dt.date.isoformat)
DATES = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: f"{day[:4]}~"),
    DAYS.map(lambda day: f"{day}T09:30"),
    DAYS.map(lambda day: f"{day[:4]}-22"),
    DAYS.map(lambda day: f"{day}/.."),
    DAYS.map(lambda day: f"../{day[:7]}"),
    st.tuples(DAYS, DAYS).map(lambda two: "/".join(sorted(two))),
)


def item(
    since: str | None,
    until: str | None = None,
    *,
    kind: TimelineKind = TimelineKind.EVENT,
    record: str = "one",
    title: str = "Something",
    lane: str = "",
    status: AccessStatus | None = None,
    sourced: bool = True,
) -> TimelineItem:
    begins, ends = (None if date is None else span_of(date) for date in (since, until))
    return TimelineItem(kind, record, lane, title, begins, ends, is_sourced=sourced, status=status)


@st.composite
def timelines(draw: st.DrawFn) -> list[TimelineItem]:
    made = []
    for number in range(draw(st.integers(1, 20))):
        kind = draw(st.sampled_from(TimelineKind))
        is_access = kind is TimelineKind.ACCESS
        dates = draw(st.sampled_from(["begins", "ends", "both"]))
        begins = draw(DATES) if dates != "ends" else None
        ends = draw(DATES) if dates != "begins" and is_access else None
        made.append(
            item(
                *(begins if begins or ends else draw(DATES), ends),
                kind=kind,
                record=f"record {number}",
                title=draw(st.text(max_size=60)),
                lane=draw(st.sampled_from(["A · read", "B · read"])) if is_access else "",
                status=draw(st.sampled_from(AccessStatus)) if is_access else None,
                sourced=draw(st.booleans()),
            )
        )
    return made


def laid_out(items: list[TimelineItem], px_per_day: float = 0.0) -> tuple[Plan, Layout]:
    plan = plan_of(items, lambda words: 6.5 * len(words))
    return plan, layout_of(plan, scale_of(plan, WIDTH, px_per_day), WIDTH)


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("thing", "extent"),
    [
        (item("2018-12-19"), Extent(day("2018-12-19"), day("2018-12-20"), day("2018-12-19"), day("2018-12-20"))),
        (item("2017-02"), Extent(day("2017-02-01"), day("2017-03-01"), day("2017-02-01"), day("2017-02-01"))),
        (item("2013~"), Extent(day("2013-01-01"), day("2014-01-01"), day("2013-01-01"), day("2013-01-01"))),
        (
            item("2014-05-20", "2015-22", status=AccessStatus.USED),
            Extent(day("2014-05-20"), day("2015-09-01"), day("2014-05-20"), day("2015-06-01")),
        ),
        (
            item("2014-05-02/2017-01-11"),
            Extent(day("2014-05-02"), day("2017-01-12"), day("2014-05-02"), day("2017-01-12")),
        ),
        (
            item("2016-03-01", status=AccessStatus.GRANTED),
            Extent(day("2016-03-01"), day("2016-03-02"), day("2016-03-01"), day("2016-03-02"), opens_right=True),
        ),
        (
            item(None, "2016-03-01", status=AccessStatus.GRANTED),
            Extent(day("2016-03-01"), day("2016-03-02"), day("2016-03-01"), day("2016-03-02"), opens_left=True),
        ),
        (
            item("2014-05-02/.."),
            Extent(day("2014-05-02"), day("2014-05-03"), day("2014-05-02"), day("2014-05-03"), opens_right=True),
        ),
    ],
)
def test_a_thing_reaches_as_far_as_its_dates_say_and_what_is_not_exact_is_known(thing: TimelineItem, extent: Extent) -> None:
    assert extent_of(thing) == extent


def test_an_end_before_the_beginning_leaves_nothing_that_is_sure() -> None:
    extent = extent_of(item("2016-03-01", "2014-03-01", kind=TimelineKind.ACCESS, status=AccessStatus.USED))
    assert extent is not None
    assert (extent.first, extent.last) == (day("2014-03-01"), day("2016-03-02"))
    assert extent.sure_to <= extent.sure_from


def test_an_interval_between_two_days_counts_as_exact() -> None:
    assert is_exact(item("2014-05-02/2017-01-11"))
    assert not is_exact(item("2014-05/2017-01-11"))
    assert not is_exact(item("2014-05-02", "2017-01~"))


@settings(max_examples=25, deadline=None)
@given(timelines(), st.sampled_from([0.0, *PX_PER_DAY.values()]))
def test_nothing_overlaps_in_a_row_and_everything_has_a_place(items: list[TimelineItem], px_per_day: float) -> None:
    plan, layout = laid_out(items, px_per_day)
    assert sorted(one.item.record for one in plan.dated) == sorted(one.record for one in items if extent_of(one) is not None)
    assert [layout.place_of(order).dated for order in range(len(plan.dated))] == list(plan.dated)
    for number, row in enumerate(layout.rows):
        assert row.placed
        assert len({(one.dated.item.kind, one.dated.item.lane) for one in row.placed}) == 1
        assert all(one.row == number for one in row.placed)
        for one, following in pairwise(row.placed):
            assert one.end <= following.begin
            assert one.dated.extent.first <= following.dated.extent.first
    for one, below in pairwise(layout.rows):
        assert one.top < below.top
    assert [one.kind for one in layout.bands] == sorted({one.item.kind for one in plan.dated}, key=list(TimelineKind).index)
    for one, below in pairwise(layout.bands):
        assert one.bottom == below.top


@settings(max_examples=25, deadline=None)
@given(timelines(), st.sampled_from([0.0, *PX_PER_DAY.values()]))
def test_every_date_lies_inside_the_scale_and_all_are_in_sight_where_that_is_asked(
    items: list[TimelineItem], px_per_day: float
) -> None:
    _, layout = laid_out(items, px_per_day)
    scale = layout.scale
    for one in (one for row in layout.rows for one in row.placed):
        assert scale.first <= one.dated.extent.first < one.dated.extent.last <= scale.last
        assert 0 <= scale.x(one.dated.extent.first) <= scale.x(one.dated.extent.last) <= scale.width + 1e-6
    assert scale.width >= WIDTH - 1e-6
    if not px_per_day:
        assert scale.width == pytest.approx(WIDTH)


@settings(max_examples=25, deadline=None)
@given(timelines())
def test_what_is_by_date_stays_by_date(items: list[TimelineItem]) -> None:
    plan, layout = laid_out(items)
    assert [one.extent.first for one in plan.dated] == sorted(one.extent.first for one in plan.dated)
    for cluster in layout.clusters:
        assert len(cluster.members) > 1
        assert list(cluster.members) == sorted(cluster.members)
        middles = [layout.place_of(order).middle for order in cluster.members]
        assert max(middles) - min(middles) < APART_PX
    members = [order for one in layout.clusters for order in one.members]
    assert len(members) == len(set(members))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 3_600_000), st.integers(20, 20_000), st.floats(0.0005, 120), st.floats(0, 1), st.floats(100, 4000))
def test_the_ruler_covers_what_is_seen_without_gaps(first: int, days: int, px_per_day: float, part: float, wide: float) -> None:
    scale = TimeScale(first, min(first + days, dt.date.max.toordinal()), px_per_day)
    wide = min(wide, scale.width)
    left = part * (scale.width - wide)
    ruler = ruler_of(scale, left, left + wide)
    for ticks in filter(None, (ruler.ticks, ruler.groups)):
        assert ticks[0].first <= scale.day(left)
        assert ticks[-1].last >= min(scale.day(left + wide), dt.date.max.toordinal()) - 1e-6
        for one, following in pairwise(ticks):
            assert one.last == following.first
    assert len(ruler.ticks) < 300
    assert bool(ruler.groups) is (ruler.grain is not Grain.YEARS)


def test_the_scale_is_ruled_in_what_was_asked_for() -> None:
    for grain, px_per_day in PX_PER_DAY.items():
        assert ruler_of(TimeScale(day("2013-01-01"), day("2019-01-01"), px_per_day), 0, 800).grain is grain
    ruler = ruler_of(TimeScale(day("2018-12-01"), day("2019-01-20"), 48), 0, 2400)
    assert [one.words for one in ruler.groups] == ["December 2018", "January 2019"]
    assert ruler.ticks[18].words == "19"


def places(layout: Layout, *records: str) -> list[Placed]:
    return [next(one for row in layout.rows for one in row.placed if one.dated.item.record == record) for record in records]


def test_words_stand_on_the_left_near_the_end_of_the_scale_and_panning_moves_nothing() -> None:
    _, layout = laid_out([item("2013-01-05", record="first"), item("2018-12-19", record="last")])
    first, last = places(layout, "first", "last")
    assert first.label_left > first.right
    assert last.end <= last.left + 16
    assert last.label_left + last.label_width < last.left


def test_words_of_a_long_bar_are_shortened_beside_it_and_stand_over_it_only_where_there_is_no_room() -> None:
    title = "a document with a long name of its own"
    shorter, longer = "2014-05-02/2017-01-11", "2013-01-05/2018-12-19"
    _, layout = laid_out([item(longer, record="longer", title=title), item(shorter, record="shorter", title=title)])
    one, other = places(layout, "shorter", "longer")
    assert one.side in (LEFT, RIGHT)
    assert one.label_width < one.dated.width
    assert (other.side, other.left < other.label_left < other.right) == (OVER, True)


def test_three_posts_within_two_days_cannot_be_told_apart_until_somebody_looks_closer() -> None:
    days = ["2013-05-01", "2018-12-18", "2018-12-19", "2018-12-20"]
    items = [item(one, record=one, kind=TimelineKind.STATEMENT) for one in days]
    plan, far = laid_out(items)
    (cluster,) = far.clusters
    assert [plan.dated[order].item.record for order in cluster.members] == days[1:]
    _, near = laid_out(items, PX_PER_DAY[Grain.DAYS])
    assert near.clusters == []


def test_access_has_a_lane_for_each_actor_and_permission() -> None:
    facts = [("L · send", "2014", "a"), ("L · read", "2014", "b"), ("L · send", "2016-03", "c"), ("L · write", "2018", "d")]
    items = [
        item(since, kind=TimelineKind.ACCESS, lane=lane, record=record, title="granted", status=AccessStatus.GRANTED)
        for lane, since, record in facts
    ]
    _, layout = laid_out(items)
    (band,) = layout.bands
    assert ([one.name for one in band.lanes], band.holds) == (["L · read", "L · send", "L · write"], 4)
    assert places(layout, "a")[0].row == places(layout, "c")[0].row != places(layout, "b")[0].row


def test_a_large_case_is_laid_out_in_as_few_rows_as_there_can_be() -> None:
    items = [item((dt.date(2000, 1, 1) + dt.timedelta(days=n)).isoformat(), record=f"{n:05}") for n in range(5000)]
    _, layout = laid_out(items, PX_PER_DAY[Grain.DAYS])
    assert len(layout.rows) <= 6


def test_words_say_what_the_scale_cannot_show() -> None:
    exact, about = item("2018-12-19", title="Posted"), item("2013~", title="Built", sourced=False)
    assert label_of(exact) == "Posted"
    assert label_of(about) == "Built, about 2013 (unsourced)"
    assert told_whole(about) == "Events. Built, about 2013 (unsourced). about 2013. date not exact"
    fact = item("2014", "2016-03", kind=TimelineKind.ACCESS, title="granted 2014 – Mar 2016", lane="L · read")
    assert (when_of(fact), stored_of(fact)) == ("2014 – Mar 2016", "2014 → 2016-03")
    assert label_of(fact) == "granted 2014 – Mar 2016"
    assert counts_of(Timeline((exact, about, fact), 2)) == "3 with a date, 2 not exact · Jan 2013 – Dec 2018 · 2 have no date"
    rows = list(table_rows(Timeline((exact, about), 0)))
    assert [len(one) for one in rows] == [len(table_head())] * 2
    assert [one[-1] for one in rows] == ["", "unsourced"]


def test_a_claim_of_ten_thousand_characters_and_one_written_from_the_right_are_put_beside_their_place() -> None:
    long = label_of(item("2018-12-19", title="word " * 2000))
    assert len(long) < 130
    assert label_of(item("2018", title="שלום")) == "\u2068שלום\u2069, 2018"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ((), ""),
        (("2013~",), "about 2013"),
        (("2018-12-18", "2018-12-20"), "18 – 20 Dec 2018"),
        (("2018-12-18", "2018-12-18"), "18 Dec 2018"),
        (("2013~", "2014-02"), "about 2013 – Feb 2014"),
        (("2013", "2013-02"), "2013 – Feb 2013"),
    ],
)
def test_when_several_things_were_is_said_no_more_exactly_than_it_is_known(dates: tuple[str, ...], said: str) -> None:
    assert place_words([item(one) for one in dates]) == said
