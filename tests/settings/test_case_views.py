"""How a case was left: kept by the settings, without a word of it, and never a reason not to open it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.overview import FIT_PAGE, ReadingPlace
from reviewer.settings import case_views
from reviewer.settings.case_views import CaseView, OpenTab
from reviewer.settings.preferences import Settings

TABS = (
    OpenTab("d1", 90, inverted=True),
    OpenTab("d2", 0, ReadingPlace(3, 12.5, FIT_PAGE), spreads=True),
    OpenTab("d3", 0, ReadingPlace(3, 12.5, 2.0, 80.5), held=True),
)
LEFT = CaseView(TABS, "d2", "claims", ("c1", "c2"), "c2", "name")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings" / "settings.json")


def files(settings: Settings) -> list[Path]:
    return sorted((settings._path.parent / "case-views").iterdir())


def test_a_case_is_shown_again_as_it_was_left(settings: Settings) -> None:
    settings.keep_case_view("one", CaseView())
    settings.keep_case_view("one", LEFT)
    assert Settings(settings._path).case_view("one") == LEFT
    assert settings.case_view("another") == CaseView()
    assert "one" not in str(files(settings)) + files(settings)[0].read_text()


def test_who_wants_no_recent_cases_leaves_nothing_behind(settings: Settings) -> None:
    settings.keep_case_view("one", LEFT)
    settings.change(keep_recent=False)
    settings.forget_recent()
    assert files(settings) == []
    settings.keep_case_view("one", LEFT)
    assert files(settings) == []


def test_what_an_earlier_version_kept_is_read(settings: Settings) -> None:
    settings.keep_case_view("one", LEFT)
    files(settings)[0].write_text('{"tabs": [{"document": "d1", "turn": 90}], "current": "d1", "view": "read", "unfolded": []}')
    assert settings.case_view("one") == CaseView((OpenTab("d1", 90),), "d1", "read")


NO_PLACE = (
    '{"tabs": [{"document": "d1", "turn": 0, "place": {"page": 1, "offset": NaN, "zoom": 1}}],'
    ' "current": "", "view": "", "unfolded": []}'
)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"tabs": [1]}', '{"tabs": [], "current": 3}', "[" * 9000, NO_PLACE])
def test_what_cannot_be_read_counts_as_none(settings: Settings, text: str) -> None:
    settings.keep_case_view("one", LEFT)
    files(settings)[0].write_text(text)
    assert settings.case_view("one") == CaseView()


def test_the_case_that_was_left_longest_ago_is_forgotten(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_views, "MOST_CASES", 2)
    for case in ("one", "two", "three"):
        settings.keep_case_view(case, LEFT)
    assert len(files(settings)) == 2
    assert settings.case_view("three") == LEFT
