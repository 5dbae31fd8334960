"""The words of verdicts, who set one, and what follows. No widgets."""

from __future__ import annotations

from reviewer.desk.standings import Standing
from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.model.verdict import SetVerdict, Verdict
from reviewer.ui.look.readable import moment_words


def verdict_words(verdict: Verdict) -> str:
    """Return what a verdict is called."""
    return {
        Verdict.SUPPORTED: tr("Supported"),
        Verdict.CONTRADICTED: tr("Contradicted"),
        Verdict.PARTLY: tr("Partly contradicted"),
        Verdict.UNRESOLVED: tr("Not settled"),
        Verdict.NO_EVIDENCE: tr("No evidence"),
    }[verdict]


def part_questions() -> dict[str, str]:
    """Return what the questions are called that an element answers, by their values."""
    return {
        "who": tr("Who"),
        "did_what": tr("Did what"),
        "to_what": tr("To what"),
        "when": tr("When"),
        "hedge": tr("Hedge"),
    }


def rule_words() -> str:
    """Return the rule by which a claim's verdict follows from its elements."""
    return tr(
        "Contradicted where all its elements are, partly contradicted where some are, supported only where all are; "
        "otherwise not settled."
    )


def standing_words(standing: Standing, elements: int) -> str:
    """Return where a verdict comes from: who set it and why, or what it follows from."""
    said = standing.set_by
    if said is None:
        if elements:
            return trn("Follows from its {count} element.", "Follows from its {count} elements.", elements).format(count=elements)
        return ""
    line = tr("Set by {name}, {moment}.").format(name=inserted(said.reviewer), moment=_day(said.at))
    if standing.is_overruled and elements:
        line += " " + tr("From the elements follows: {verdict}.").format(verdict=verdict_words(standing.follows).lower())
    return f"{inserted(said.reason)} · {line}" if said.reason else line


def history_words(history: tuple[SetVerdict, ...]) -> list[str]:
    """Return a line for each verdict that was set, the newest first."""
    lines = []
    for one in reversed(history):
        verdict = tr("Taken back") if one.verdict is None else verdict_words(one.verdict)
        why = f": {inserted(one.reason)}" if one.reason else ""
        lines.append(f"{verdict} · {inserted(one.reviewer)}, {moment_words(one.at)}{why}")
    return lines


def _day(moment: str) -> str:
    return moment_words(moment).partition(",")[0]
