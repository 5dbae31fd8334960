"""Owns what a search asks for: words, phrases, beginnings, and how they stand. `typed_query` reads it, `written` writes it.

Pure; what is said of it in words is `services.query_words`'s, what is asked of an index the store's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

NEAR_WORDS, MOST_NEAR_WORDS = 10, 50
"""Words that may stand between those that are near each other, where nobody says how many, and at most."""

NEAR = re.compile(r"NEAR(?:/(\d+))?")
OPERATORS = frozenset({"AND", "OR", "NOT"})


class Remark(Enum):
    """What is to be said of a query that was not taken as it was typed."""

    ONLY_NOT = auto()
    """It only says what is not wanted: nothing is found."""
    NOT_IN_OR = auto()
    """One of several alternatives only says what is not wanted, and was left out."""
    NEAR_OF_MORE = auto()
    """NEAR stands beside what is neither a word nor a phrase: both sides are wanted, however far apart."""
    CUT = auto()
    """It is too long: what came last was left out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or a phrase; of a beginning, whatever word starts so."""

    words: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases with no more than so many words between the first and the last of them."""

    parts: tuple[Wanted, ...]
    between: int


@dataclass(frozen=True, slots=True)
class All:
    """All of these, at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of these, at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What is wanted, where something else is not."""

    wanted: Node
    unwanted: Node


Node = Wanted | Near | All | Any | Without


@dataclass(frozen=True, slots=True)
class Query:
    """How a person's words were understood.

    Attributes:
        node: What is looked for; None where nothing is.
        remarks: What was not taken as it was typed.

    """

    node: Node | None
    remarks: frozenset[Remark] = frozenset()

    @property
    def terms(self) -> tuple[Wanted, ...]:
        """The words and phrases that are wanted, in order, each once."""
        return tuple(dict.fromkeys(_terms(self.node))) if self.node else ()

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but words and phrases that are all wanted."""
        parts = self.node.parts if isinstance(self.node, All) else (self.node,)
        return not self.remarks and all(isinstance(one, Wanted) for one in parts)

    @property
    def phrase(self) -> Wanted | None:
        """The one phrase that plain words are in this order; None where they are none."""
        if not isinstance(self.node, All) or not self.is_plain or any(one.is_beginning for one in self.terms):
            return None
        return Wanted(" ".join(one.words for one in self.node.parts if isinstance(one, Wanted)))

    def begun(self) -> Query:
        """Return the same with every word that is wanted as the beginning of one; phrases as they are."""
        return replace(self, node=self.node and _begun(self.node))


def written(node: Node) -> str:
    """Return what a person would type to be understood so."""
    match node:
        case Wanted(words, is_beginning):
            is_word = re.fullmatch(r"[^\W_]+", words) and words not in OPERATORS and not NEAR.fullmatch(words)
            return (words if is_word else f'"{words}"') + ("*" if is_beginning else "")
        case Near(parts, between):
            near = " NEAR " if between == NEAR_WORDS else f" NEAR/{between} "
            return near.join(written(one) for one in parts)
        case All(parts):
            return " ".join(_inside(one, Any, Without) for one in parts)
        case Any(parts):
            return " OR ".join(_inside(one, Without) for one in parts)
        case Without(wanted, unwanted):
            return f"{_inside(wanted, Any)} NOT {_inside(unwanted, All, Any, Without)}"


def _terms(node: Node) -> Iterator[Wanted]:
    match node:
        case Wanted():
            yield node
        case Near(parts) | All(parts) | Any(parts):
            for one in parts:
                yield from _terms(one)
        case Without(wanted):
            yield from _terms(wanted)


def _begun(node: Node) -> Node:
    match node:
        case Wanted(words):
            return node if " " in words else Wanted(words, is_beginning=True)
        case Near(parts, between):
            return Near(tuple(Wanted(one.words, one.is_beginning or " " not in one.words) for one in parts), between)
        case All(parts):
            return All(tuple(map(_begun, parts)))
        case Any(parts):
            return Any(tuple(map(_begun, parts)))
        case Without(wanted, unwanted):
            return Without(_begun(wanted), unwanted)


def _inside(node: Node, *weaker: type[Node]) -> str:
    said = written(node)
    return f"({said})" if isinstance(node, weaker) else said
