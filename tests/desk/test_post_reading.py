"""What the recognised text of a picture of a post tells, and what it leaves empty because it may be something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.desk.post_reading import PostReading, read_post

SAID = "We never asked for, or accessed, private messages. This was reported wrongly."

LIGHT = """Post
Lumenreel ©
@lumenreel
We never asked for, or accessed, private
messages. This was reported wrongly.
8:41 AM - Dec 19, 2018 - Palaver for Desktop
1,204 Reposts 312 Quotes 4,410 Likes
"""

DARK = """palaver.example/lumenreel/status/1075386463462031360
Lumenreel ✓ @lumenreel · 19 Dec 2018 ...
We never asked for, or accessed, private
messages. This was reported wrongly.
212 1.1K 4.4K
Replying to @kestrel
"""


def test_a_post_on_light_ground_is_read_whole() -> None:
    assert read_post(LIGHT) == PostReading("Lumenreel", "@lumenreel", SAID, "8:41 AM - Dec 19, 2018", "")


def test_a_post_with_its_time_beside_the_handle_is_read() -> None:
    found = read_post("Lumenreel @lumenreel · 2h\n" + "\n".join(LIGHT.splitlines()[3:5]) + "\n12 Replies\n")
    assert found == PostReading("Lumenreel", "@lumenreel", SAID, "2h", "")


def test_a_post_under_its_address_is_read_with_it() -> None:
    found = read_post(DARK)
    assert (found.author, found.handle, found.shown_time) == ("Lumenreel", "@lumenreel", "19 Dec 2018")
    assert found.address == "palaver.example/lumenreel/status/1075386463462031360"
    assert found.text == SAID


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A letter of 19 December 2018, in which nobody posts.",
        "Write to press@lumenreel.example for more.",
        "Thanks to everybody\nwho wrote to us with @kestrel\nand others",
        "03/04/2018 08:41",
    ],
)
def test_what_is_no_post_fills_nothing(text: str) -> None:
    assert read_post(text) == PostReading()


def test_of_two_posts_neither_is_taken() -> None:
    assert read_post(LIGHT + LIGHT.replace("lumenreel", "kestrel")) == PostReading()


def test_without_a_time_nobody_knows_where_the_words_end() -> None:
    found = read_post("Lumenreel\n@lumenreel\nNever asked.\nSee more from Lumenreel")
    assert found == PostReading("Lumenreel", "@lumenreel")


def test_a_heading_or_a_time_above_the_handle_is_no_author() -> None:
    assert read_post("Thread\n@lumenreel\nNever.\n8:41 AM · Dec 19, 2018").author == ""
    assert read_post("8:41 AM · Dec 19, 2018\n@lumenreel\nNever.").author == ""


def test_a_day_in_the_words_is_not_the_time_shown() -> None:
    words = "On\n19 December 2018, we were told otherwise."
    found = read_post(f"Lumenreel\n@lumenreel\n{words}\n8:41 AM · Dec 20, 2018")
    assert (found.text, found.shown_time) == (words.replace("\n", " "), "8:41 AM · Dec 20, 2018")


def test_two_times_leave_the_time_empty() -> None:
    found = read_post("Lumenreel\n@lumenreel\nNever.\n8:41 AM · Dec 19, 2018\n9:41 AM · Dec 19, 2018")
    assert (found.shown_time, found.text) == ("", "")


def test_two_addresses_leave_the_address_empty() -> None:
    assert read_post("palaver.example/a/status/1\npalaver.example/b/status/2").address == ""


@given(st.text(max_size=400))
def test_whatever_is_read_stands_in_the_text(text: str) -> None:
    found, there = read_post(text), " ".join(text.split())
    for one in (found.author, found.handle, found.shown_time, found.address):
        assert one in there
