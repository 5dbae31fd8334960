"""A second person's word, sign-offs and the right of reply from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

Listed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def linked(filled: Path, done: Call) -> tuple[Path, str, str]:
    """Return a case, a claim, and a passage that Ada tagged to it."""
    claim = done("claim", filled, "We never asked.").last
    passage = done(
        "highlight",
        filled,
        "register",
        "--quote",
        "read, write",
        "--claim",
        claim,
        "--stance",
        "contradicts",
        "--reviewer",
        "Ada",
    ).last
    return filled, claim, passage


def test_nobody_reviews_their_own_and_a_dispute_says_why(linked: tuple[Path, str, str], done: Call, reviewer: Call) -> None:
    case, claim, passage = linked
    refused = reviewer("review", case, passage, claim, "agree", "--reviewer", "Ada")
    assert refused.code == 2
    assert "nobody reviews their own" in refused.err
    refused = reviewer("review", case, passage, claim, "dispute", "--reviewer", "Zoe")
    assert refused.code == 2
    assert "A dispute or a comment" in refused.err
    done("review", case, passage, claim, "dispute", "--comment", "It speaks of another partner.", "--reviewer", "Zoe")
    assert "Dispute a stance" in done("journal", case).out


def test_a_passage_that_is_not_tagged_to_the_claim_has_nothing_to_review(linked: tuple[Path, str, str], reviewer: Call) -> None:
    case, _, passage = linked
    other = reviewer("claim", case, "Another one").last
    refused = reviewer("review", case, passage, other, "agree", "--reviewer", "Zoe")
    assert refused.code == 2
    assert "not tagged to that claim" in refused.err


def test_a_sign_off_is_reopened_by_a_change_that_is_told(linked: tuple[Path, str, str], done: Call, listed: Listed) -> None:
    case, claim, _ = linked
    done("sign-off", case, claim, "--reviewer", "Zoe")
    (one,) = listed("sign-offs", case)
    assert (one["claim"], one["reviewer"], one["stands"], one["since"]) == (claim, "Zoe", True, [])
    done("verdict", case, claim, "contradicted", "--reason", "the register", "--reviewer", "Kerr")
    (one,) = listed("sign-offs", case)
    assert not one["stands"]
    assert [(each["what"], each["reviewer"]) for each in one["since"]] == [("Set verdict", "Kerr")]
    assert "reopened\tSet verdict (Kerr" in done("sign-offs", case).out
    done("sign-off", case, claim, "--withdraw", "--reviewer", "Zoe")
    assert listed("sign-offs", case) == []


def test_signing_twice_and_withdrawing_nothing_are_refused(linked: tuple[Path, str, str], done: Call, reviewer: Call) -> None:
    case, claim, _ = linked
    refused = reviewer("sign-off", case, claim, "--withdraw", "--reviewer", "Zoe")
    assert refused.code == 2
    assert "Zoe has not signed this claim off" in refused.err
    done("sign-off", case, claim, "--reviewer", "Zoe")
    refused = reviewer("sign-off", case, claim, "--reviewer", "Zoe")
    assert refused.code == 2
    assert "nothing has changed since" in refused.err


def test_a_question_is_asked_and_answered_in_words_or_as_a_document(
    linked: tuple[Path, str, str], done: Call, listed: Listed
) -> None:
    case, claim, _ = linked
    asked = done("ask", case, claim, "Did you ask?", "--of", "Lumenreel", "--on", "2026-03-01", "--deadline", "2026-03-03").last
    (one,) = listed("replies", case)
    assert (one["id"], one["asked_of"], one["deadline"], one["answer"]) == (asked, "Lumenreel", "2026-03-03", None)
    assert "no answer" in done("replies", case).out
    done("answer", case, asked[:8], "We did not.", "--on", "2026-03-02")
    (one,) = listed("replies", case)
    assert (one["answer"], one["answered_on"]) == ("We did not.", "2026-03-02")
    done("answer", case, asked[:8], "--document", "register")
    (one,) = listed("replies", case)
    assert one["answer"] is None
    assert one["answer_document"]


def test_a_question_with_a_date_that_is_none_is_not_kept(linked: tuple[Path, str, str], reviewer: Call, listed: Listed) -> None:
    case, claim, _ = linked
    for wrong in ("31 April", "03/04/2026"):
        refused = reviewer("ask", case, claim, "Did you ask?", "--of", "Lumenreel", "--deadline", wrong)
        assert refused.code == 2
        assert refused.err
    assert listed("replies", case) == []


def test_ready_without_a_question_says_so(linked: tuple[Path, str, str], done: Call) -> None:
    case, claim, _ = linked
    assert "Nobody was asked for a reply" in done("ready", case, claim).err
    assert "claim 1 is marked ready, and nobody was asked for a reply" in done("replies", case).err
    done("ready", case, claim, "--not")
    assert done("replies", case).err == ""
    done("ask", case, claim, "Did you ask?", "--of", "Lumenreel")
    assert done("ready", case, claim).err == ""
