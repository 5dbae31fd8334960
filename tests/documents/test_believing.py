"""Which words of what was read are believed: those beside icons and stains, and not these."""

from __future__ import annotations

from reviewer.documents.parsing.recognition.believing import believed
from reviewer.documents.parsing.recognition.engine import Line, Word

SURE = [("Partners", 96.0), ("could", 95.0), ("read", 96.0), ("it", 44.0)]


def line(*words: tuple[str, float], stands: bool = False) -> Line:
    box = (0.0, 0.0, 10.0, 10.0)
    return Line(tuple(Word(tuple((sign, box) for sign in text), sure) for text, sure in words), box, stands)


def said(*lines: Line) -> list[str]:
    return [" ".join(word.text for word in one.words) for one in believed(lines)]


def test_figures_beside_icons_stay_and_the_icons_go() -> None:
    icons = line(("@", 71.0), ("940", 55.0), ("a", 30.0), ("22.8K", 42.0), ("[ml", 12.0), ("5,264", 38.0))
    assert said(line(*SURE), icons) == ["Partners could read it", "940 22.8K 5,264"]


def test_stains_and_edges_are_no_text_beside_a_line_that_is() -> None:
    assert said(line(*SURE), line(("|", 8.0), ("ee", 22.0), (".-", 60.0)), line(("REMARKS", 40.0), stands=True)) == [
        "Partners could read it"
    ]


def test_a_photograph_without_writing_has_no_words() -> None:
    noise = [line(("oes", 31.0), ("Ter", 44.0), ("SRL", 25.0)), line(("wees", 39.0), ("4", 12.0), ("aan", 33.0))]
    assert said(*noise) == []
