"""What every part of a window needs to work on its case, handed down by constructor."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.ui.case.case_desk import CaseDesk
from reviewer.ui.case.counterchecking import Counterchecking
from reviewer.ui.case.opening import Opening
from reviewer.ui.case.wishes import Wishes
from reviewer.ui.look.theme import Theme
from reviewer.ui.problems import Problems


@dataclass(frozen=True, slots=True)
class CaseParts:
    """One open case in one window.

    Attributes:
        desk: The session and the rows on show.
        wishes: What can be asked of the case.
        checks: What is opened and counterchecked, and how that is asked for.
        opening: The documents open in this window.
        problems: Tells the person what happened.
        theme: Colours and fonts.

    """

    desk: CaseDesk
    wishes: Wishes
    checks: Counterchecking
    opening: Opening
    problems: Problems
    theme: Theme
