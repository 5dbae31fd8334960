"""Owns how what a person looks for is said to FTS5: never a syntax error, whatever the words are. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, product

from reviewer.looking.query import All, Any, Near, Node, Wanted, Without
from reviewer.store.content.indexed_text import sought

MOST_SPELLINGS = 48
"""Ways to spell a phrase that are looked for."""

Spellings = Mapping[str, Sequence[str]]
"""Other ways in which words, as they stand in the index, stand there too."""


def match_of(node: Node, spellings: Spellings | None = None) -> str:
    """Return an FTS5 query; with `spellings` it also finds what is spelled so."""
    others = spellings or {}
    match node:
        case Wanted():
            return _either(_spelled(node, others))
        case Near(parts, between):
            each = islice(product(*(_spelled(one, others) for one in parts)), MOST_SPELLINGS)
            return _either([f"NEAR({' '.join(one)}, {between})" for one in each])
        case All(parts):
            return f"({' AND '.join(match_of(one, others) for one in parts)})"
        case Any(parts):
            return f"({' OR '.join(match_of(one, others) for one in parts)})"
        case Without(wanted, unwanted):
            return f"({match_of(wanted, others)} NOT {match_of(unwanted)})"


def _spelled(one: Wanted, others: Spellings) -> list[str]:
    words = sought(one.words).replace('"', " ")
    if not any(word in others for word in words.split()):
        return [_phrase(words, one)]
    ways = product(*([word, *others.get(word, ())] for word in words.split()))
    return [_phrase(" ".join(way), one) for way in islice(ways, MOST_SPELLINGS)]


def _phrase(words: str, one: Wanted) -> str:
    return f'"{words}"{"*" if one.is_beginning else ""}'


def _either(ways: Sequence[str]) -> str:
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"
