"""Patching rows: what is shown afterwards is what was wanted, and what stays is told as having stayed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from pytestqt.modeltest import ModelTester

from reviewer.ui.models.node_model import RECORD, Node, NodeModel

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def tree(shape: list[tuple[str, list[str]]], mark: str) -> list[Node]:
    return [Node(key, key + mark, [Node(key + child, child + mark) for child in below]) for key, below in shape]


def shown(model: NodeModel) -> list[tuple[str, list[str]]]:
    rows = []
    for at in range(model.rowCount()):
        index = model.index(at, 0)
        below = [model.index(row, 0, index).data(RECORD) for row in range(model.rowCount(index))]
        rows.append((index.data(RECORD), below))
    return rows


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcdefgh"), KEYS), unique_by=lambda one: one[0], max_size=8), min_size=1, max_size=5
    )
)
def test_any_tree_can_be_patched_into_any_other(shapes: list[list[tuple[str, list[str]]]]) -> None:
    model = NodeModel()
    for turn, shape in enumerate(shapes):
        model.patch(tree(shape, str(turn)))
        assert shown(model) == [(key + str(turn), [child + str(turn) for child in below]) for key, below in shape]


def test_a_patched_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = NodeModel()
    qtmodeltester.check(model)
    model.patch(tree([("a", ["x", "y"]), ("b", []), ("c", ["z"])], "1"))
    model.patch(tree([("c", ["z", "x"]), ("a", ["y"])], "2"))
    model.patch(tree([("d", []), ("a", ["y", "x"]), ("c", [])], "3"))
    model.patch([Node(key, key, below=lambda: tree([("x", ["z"])], "4")) for key in "cd"])
    model.patch([])


def test_a_row_that_stays_keeps_its_index() -> None:
    model = NodeModel()
    model.patch(tree([("a", ["x"]), ("b", ["y"])], "1"))
    kept = QPersistentModelIndex(model.index(0, 0, model.index_of("b")))
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.patch(tree([("c", []), ("b", ["w", "y"]), ("a", [])], "2"))
    assert kept.isValid()
    assert kept.data(RECORD) == "y2"
    assert resets == []


def test_only_a_changed_row_is_told_as_changed() -> None:
    model = NodeModel()
    model.patch([Node("a", 1), Node("b", 2)])
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: told.append(first.row()))
    model.patch([Node("a", 1), Node("b", 3)])
    assert told == [1]


def test_what_is_below_a_row_is_made_when_it_is_asked_for_and_as_it_is_then() -> None:
    made: list[str] = []

    def lazy(key: str, *below: str) -> Node:
        return Node(key, key, below=lambda: made.append(key) or [Node(key + one, one) for one in below])

    model = NodeModel()
    model.patch([lazy("a", "x"), lazy("b", "y"), Node("c", "c")])
    model.patch([lazy("a", "x"), lazy("b", "y", "z"), lazy("c", "w")])
    above = [model.index(row, 0) for row in range(3)]
    assert [model.hasChildren(one) for one in above] == [True, True, True]
    assert made == ["c"]  # Qt knew that there was nothing below: it is told of what came
    assert model.rowCount(above[1]) == 2
    assert made == ["c", "b"]
    model.patch([Node("a", "a"), lazy("b", "z"), Node("c", "c")])
    assert shown(model) == [("a", []), ("b", ["z"]), ("c", [])]
    assert not model.hasChildren(above[0])
