"""The right of reply: what was put to whom before publication, by when an answer was due, and what it was."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.ids import ClaimId, DocumentId


@dataclass(frozen=True, slots=True)
class Reply:
    """A question put to somebody about a claim, and their answer.

    Attributes:
        id: Of the record.
        claim: What it is about.
        asked: What was asked.
        asked_of: Of whom.
        asked_on: When (EDTF).
        deadline: By when an answer was asked for (EDTF).
        answer: What they said, in a few words; "" where there is no answer, or it is a statement or a document.
        answered_on: When (EDTF).
        answer_claim: The answer as a statement of the case.
        answer_document: The answer as a document of the case.
        created_at: When it was written down.

    """

    id: str
    claim: ClaimId
    asked: str
    asked_of: str
    asked_on: str | None
    deadline: str | None
    answer: str
    answered_on: str | None
    answer_claim: ClaimId | None
    answer_document: DocumentId | None
    created_at: str

    @property
    def is_answered(self) -> bool:
        """Whether an answer is there, in whichever form."""
        return bool(self.answer.strip() or self.answer_claim or self.answer_document)
