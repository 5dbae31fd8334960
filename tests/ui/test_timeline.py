"""The Timeline view: what is seen of it, how it is gone through by keys and pointer, and what is opened and changed from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.desk.date_spans import span_of
from reviewer.desk.timeline import TimelineItem, TimelineKind
from reviewer.desk.timeline_layout import plan_of
from reviewer.desk.timeline_scale import Grain
from reviewer.model.access import AccessStatus
from reviewer.model.ids import ClaimId, DocumentId, PassageId
from reviewer.services import commands
from reviewer.services.commands.desk.access import add_fact
from reviewer.services.commands.desk.corrections import add_correction
from reviewer.services.commands.desk.events import add_event
from reviewer.services.session import Session
from reviewer.ui.application import Windows
from reviewer.ui.controls.sheet import Sheet
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.dialogs.date_dialog import DateDialog
from reviewer.ui.dialogs.event_dialog import EventDialog
from reviewer.ui.main_window import MainWindow
from reviewer.ui.panels.timeline.item_paint import ItemPainter
from reviewer.ui.panels.timeline.timeline_view import TimelineView
from tests.ui.conftest import WAIT_MS, open_case, place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def fill(session: Session) -> None:
    """Fill a case with three statements of two days and one without a date, a fact, an event and a correction."""
    for text, speaker, date in (
        ("Not aware", "Spokesperson", "2018-12-18"),
        ("Never asked", "Lumenreel", "2018-12-19"),
        ("It ended", "Palaver", "2018-12-19"),
        ("Undated", "Palaver", None),
    ):
        commands.add_claim(session, text=text, speaker=speaker, date=date).result()
    add_fact(session, actor="Lumenreel", permission="read", status=AccessStatus.GRANTED, from_date="2014~").result()
    add_event(session, event="Feature switched off", date="2015-22").result()
    add_correction(
        session, story="The story", version="v2", date="2018-12-20", changed="Reply added", approved_by="Kerr"
    ).result()


def opened(session: Session, windows: Windows, window: MainWindow, qtbot: QtBot) -> MainWindow:
    path = session.path
    session.close()
    window.resize(1280, 800)
    window.activateWindow()
    found = open_case(windows, window, path, qtbot)
    found.show_view("timeline")
    qtbot.waitUntil(lambda: (view := found.findChild(TimelineView)) is not None and view.is_shown, timeout=WAIT_MS)
    return found


@pytest.fixture
def window(session: Session, windows: Windows, qtbot: QtBot) -> MainWindow:
    """Return a window that shows the timeline of a case."""
    fill(session)
    return opened(session, windows, windows.make(), qtbot)


@pytest.fixture
def view(window: MainWindow) -> TimelineView:
    return view_in(window)


def view_in(window: MainWindow) -> TimelineView:
    found = window.findChild(TimelineView)
    assert found is not None
    return found


def titles(view: TimelineView) -> list[str]:
    return [one.title for one in view.found.items]


def press(view: TimelineView, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view.canvas, key, modifier)


def walked(view: TimelineView) -> list[str]:
    """Return what Right leads to from the first one on."""
    press(view, Qt.Key.Key_Home)
    found = []
    for _ in view.found.items:
        assert view.chosen is not None
        found.append(view.chosen.title)
        press(view, Qt.Key.Key_Right)
    return found


def thing(record: str, date: str) -> TimelineItem:
    return TimelineItem(TimelineKind.EVENT, record, "", record, span_of(date))


def choose(view: TimelineView, title: str) -> None:
    view.canvas.choose(next(one.record for one in view.found.items if one.title == title))


def write(dialog: Sheet, name: str, text: str) -> None:
    (field,) = [one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == name]
    field.setText(text)


def test_the_tab_shows_what_has_a_date_and_says_how_much_has_none(window: MainWindow, view: TimelineView) -> None:
    assert window.view == "timeline"
    assert view.counts() == "6 with a date, 2 not exact · Jan 2014 – Dec 2018 · 1 has no date"
    assert "Undated" not in " ".join(titles(view))
    assert view.canvas.grain is Grain.YEARS
    assert view.bar.grains[Grain.YEARS].isChecked()


def test_what_is_too_close_to_tell_apart_is_listed_in_order_beside_it(view: TimelineView) -> None:
    cluster = view.canvas.cluster
    assert cluster is not None
    rows = [str(view.pane.list.rows.data(view.pane.list.rows.index(row, 0))) for row in range(view.pane.list.rows.rowCount())]
    assert [one for one in rows if one.endswith("2018") and "," in one and "." not in one] == [
        "Tuesday, 18 December 2018",
        "Wednesday, 19 December 2018",
        "Thursday, 20 December 2018",
    ]
    assert [one.partition(". ")[2].partition(".")[0] for one in rows if ". " in one] == [
        "Spokesperson: Not aware",
        "Lumenreel: Never asked",
        "Palaver: It ended",
        "The story v2: Reply added",
    ]
    assert (view.pane.head.title.text(), view.pane.head.count.text()) == ("18 – 20 Dec 2018", "4")


def test_arrow_keys_in_the_list_choose_too(view: TimelineView) -> None:
    view.pane.list.setFocus()
    assert view.chosen is not None
    assert view.chosen.title == "Spokesperson: Not aware"
    for title in ("Lumenreel: Never asked", "Palaver: It ended", "The story v2: Reply added"):
        QTest.keyClick(view.pane.list, Qt.Key.Key_Down)
        assert view.chosen.title == title
        assert view.pane.list.hasFocus()
    QTest.keyClick(view.pane.list, Qt.Key.Key_Escape)
    assert view.canvas.hasFocus()


def test_arrow_keys_lead_from_one_to_the_next_by_date_and_up_and_down_through_the_bands(view: TimelineView) -> None:
    view.take_focus()
    assert view.canvas.hasFocus()
    assert walked(view) == [
        "granted about 2014 (unsourced)",
        "Feature switched off",
        "Spokesperson: Not aware",
        *("Lumenreel: Never asked", "Palaver: It ended"),
        "The story v2: Reply added",
    ]
    press(view, Qt.Key.Key_Up)
    assert view.chosen is not None
    assert view.chosen.title == "Feature switched off"
    press(view, Qt.Key.Key_Up)
    assert view.chosen.title == "granted about 2014 (unsourced)"
    assert "granted about 2014 (unsourced)" in view.canvas.accessibleDescription()
    assert (view.pane.written.text(), view.pane.stored.text()) == ("about 2014", "2014~")


def test_plus_and_minus_zoom_about_the_middle_and_all_dates_brings_all_back(view: TimelineView) -> None:
    before = view.canvas.laid_out.scale
    QTest.keyClicks(view.canvas, "+++")
    assert view.canvas.laid_out.scale.px_per_day > before.px_per_day * 1.9
    assert view.canvas.horizontalScrollBar().maximum() > 0
    frame = view.canvas.frame
    middle = view.canvas.laid_out.scale.day(frame.left + view.canvas.body_width / 2)
    assert middle == pytest.approx((before.first + before.last) / 2, abs=2)
    at = view.canvas.horizontalScrollBar().value()
    press(view, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert view.canvas.horizontalScrollBar().value() > at
    QTest.keyClicks(view.canvas, "-----")
    assert view.canvas.laid_out.scale == before
    view.bar.zoom_in.click()
    view.bar.all_dates.click()
    assert view.canvas.laid_out.scale == before


def test_ctrl_and_the_wheel_zoom_about_the_pointer(view: TimelineView) -> None:
    canvas = view.canvas
    x = canvas.names_width + 100
    day = canvas.laid_out.scale.day(x - canvas.frame.origin)
    for _ in range(4):
        position = QPointF(x, 200)
        wheel = QWheelEvent(
            *(position, canvas.viewport().mapToGlobal(position), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton),
            *(Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(canvas.viewport(), wheel)
    scale = canvas.laid_out.scale
    assert scale.day(x - canvas.frame.origin) == pytest.approx(day, abs=1.5 / scale.px_per_day + 0.01)


def test_months_and_days_are_ruled_where_they_are_asked_for(view: TimelineView) -> None:
    for grain in (Grain.DAYS, Grain.MONTHS, Grain.YEARS):
        view.bar.grains[grain].click()
        assert view.canvas.grain is grain
        assert view.bar.grains[grain].isChecked()


def test_a_drag_moves_what_is_seen_and_a_click_chooses(view: TimelineView) -> None:
    canvas = view.canvas
    QTest.keyClicks(canvas, "++++++")
    at = canvas.horizontalScrollBar().value()
    port, start = canvas.viewport(), QPoint(600, 500)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(port, start - QPoint(60, 0))
    QTest.mouseMove(port, start - QPoint(120, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start - QPoint(120, 0))
    assert canvas.horizontalScrollBar().value() == at + 120
    canvas.fit()
    placed = next(one for row in canvas.laid_out.rows for one in row.placed if one.dated.item.title == "Feature switched off")
    spot = QPoint(round(placed.middle + canvas.frame.origin), round(canvas.frame.y(canvas.laid_out.rows[placed.row].top)) + 13)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert view.chosen is placed.dated.item


def test_enter_opens_the_claim_where_no_passage_says_it_and_the_list_beside_leads_there_too(
    window: MainWindow, view: TimelineView
) -> None:
    choose(view, "Lumenreel: Never asked")
    asked: list[str] = []
    view.claim_requested.connect(asked.append)
    press(view, Qt.Key.Key_Return)
    QTest.keyClick(view.pane.list, Qt.Key.Key_Return)
    assert view.chosen is not None
    assert asked == [view.chosen.record] * 2
    assert window.view == "claims"


def test_enter_reads_the_passage_that_says_it_and_of_a_document_its_first_page(view: TimelineView) -> None:
    asked: list[tuple[object, ...]] = []
    for signal in (view.read_requested, view.page_requested, view.claim_requested):
        signal.disconnect()
        signal.connect(lambda *words: asked.append(words))
    items = [
        replace(thing("said", "2014"), passages=(PassageId("p"), PassageId("q")), claims=(ClaimId("c"),)),
        replace(thing("file", "2015"), document=DocumentId("d")),
        replace(thing("claim", "2016"), claims=(ClaimId("c"),)),
    ]
    view.canvas.set_plan(plan_of(items, view.canvas.width_of))
    for one in items:
        view.canvas.choose(one.record)
        press(view, Qt.Key.Key_Return)
    assert asked == [("p",), ("d", 0), ("c",)]


def test_an_event_is_added_with_insert_edited_and_removed_with_undo_offered(
    window: MainWindow, view: TimelineView, qtbot: QtBot
) -> None:
    press(view, Qt.Key.Key_Insert)
    dialog = window.findChild(EventDialog)
    assert dialog is not None
    assert not dialog.main_button.isEnabled()
    write(dialog, "What happened", "Contract signed")
    write(dialog, "When", "31 April 2016")
    assert not dialog.main_button.isEnabled()
    write(dialog, "When", "2 May 2016")
    dialog.main_button.click()
    qtbot.waitUntil(lambda: view.chosen is not None and view.chosen.title == "Contract signed", timeout=WAIT_MS)
    assert window.focusWidget() is view.canvas
    press(view, Qt.Key.Key_Return)
    (again,) = [one for one in window.findChildren(EventDialog) if one.isVisible()]
    write(again, "When", "2016")
    again.main_button.click()
    qtbot.waitUntil(lambda: view.pane.stored.text() == "2016", timeout=WAIT_MS)
    press(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Contract signed" not in titles(view), timeout=WAIT_MS)
    toast = next(one for one in window.findChildren(Toast) if "Event removed" in one.text)
    next(one for one in toast.findChildren(QPushButton) if one.text() == "Undo").click()
    qtbot.waitUntil(lambda: "Contract signed" in titles(view), timeout=WAIT_MS)


def test_the_date_of_a_statement_is_edited_and_that_of_a_correction_is_not(
    window: MainWindow, view: TimelineView, qtbot: QtBot
) -> None:
    choose(view, "The story v2: Reply added")
    assert not view.pane.edit_button.isEnabled()
    choose(view, "Palaver: It ended")
    view.pane.edit_button.click()
    dialog = window.findChild(DateDialog)
    assert dialog is not None
    write(dialog, "When it was said", "2018-12")
    dialog.main_button.click()
    qtbot.waitUntil(lambda: view.pane.stored.text() == "2018-12", timeout=WAIT_MS)


def test_only_one_actor_or_one_claim_is_shown_and_all_again(window: MainWindow, view: TimelineView) -> None:
    view.bar.actor.click()
    chooser = next(one for one in window.findChildren(Chooser) if one.isVisible())
    QTest.keyClicks(chooser.field, "lumen")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert titles(view) == ["granted about 2014 (unsourced)"]
    assert view.bar.actor.accessibleName() == "Whose: Lumenreel"
    view.bar.claim.click()
    chooser = next(one for one in window.findChildren(Chooser) if one.isVisible())
    QTest.keyClicks(chooser.field, "never")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert titles(view) == []
    (button,) = [one for one in view.findChildren(QPushButton) if one.text() == "Show all" and one.isVisible()]
    button.click()
    assert len(titles(view)) == 6


def test_it_is_copied_as_a_table_and_saved_as_a_picture_but_over_nothing(
    window: MainWindow, view: TimelineView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.bar.copy_wanted.emit()
    rows = [one.split("\t") for one in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == ["From", "To", "Kind", "Beside", "What", "Source"]
    assert rows[4] == ["about 2014", "", "access", "Lumenreel · read", "granted about 2014 (unsourced)", "unsourced"]
    view.bar.save_wanted.emit()
    place(window, tmp_path / "timeline.svg")
    qtbot.waitUntil(lambda: any("Saved as timeline.svg" in one.text for one in window.findChildren(Toast)), timeout=WAIT_MS)
    assert b"granted about 2014 (unsourced)" in (tmp_path / "timeline.svg").read_bytes()


def test_an_empty_timeline_says_what_would_fill_it_and_has_a_button_for_that(
    session: Session, windows: Windows, qtbot: QtBot
) -> None:
    window = opened(session, windows, windows.make(), qtbot)
    view = view_in(window)
    assert view.counts() == ""
    (button,) = [one for one in view.findChildren(QPushButton) if one.isVisible() and one.text() == "Add the first event"]
    assert button.hasFocus()
    button.click()
    dialog = window.findChild(EventDialog)
    assert dialog is not None
    dialog.reject()


def test_what_is_painted_follows_what_is_in_view(view: TimelineView, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [thing(f"Event {n}", (dt.date(2000, 1, 1) + dt.timedelta(n)).isoformat()) for n in range(5000)]
    view.canvas.set_plan(plan_of(items, view.canvas.width_of))
    view.canvas.show_grain(48)
    painted: list[object] = []
    monkeypatch.setattr(ItemPainter, "paint", lambda _self, _painter, placed, *_where: painted.append(placed))
    view.canvas.viewport().grab()
    assert 0 < len(painted) < 120
