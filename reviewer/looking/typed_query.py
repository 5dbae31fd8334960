"""Owns the language in which a case is searched: how what a person types is understood. Pure; nothing that is typed is an error.

Words stand for themselves, and all of them are wanted; "words in quotation marks" are a phrase, and a quotation mark that is not
closed opens one to the end. A * at the end finds words that begin so. Operators are capital words: AND, OR, NOT (or a - right
before what is not wanted) and NEAR, NEAR/5; AND binds closer than OR, parentheses closer still. An operator that has nothing on
one side is left out, as somebody is about to type on; where there is nothing but operators, they are words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.looking.query import (
    MOST_NEAR_WORDS,
    NEAR,
    NEAR_WORDS,
    OPERATORS,
    All,
    Any,
    Near,
    Node,
    Query,
    Remark,
    Wanted,
    Without,
)

LONGEST = 10_000
"""Code points of what is typed that are looked at."""
MOST_TERMS = 32
MOST_DEPTH = 12

QUOTES = '"“”„«»'
"""Signs that a phrase stands between."""
_TOKENS = re.compile(
    rf"(?P<gap>\s+)|(?P<minus>-(?=[\w({QUOTES}]))|(?P<open>\()|(?P<close>\))"
    rf"|(?<!\w)NEAR\((?P<nearby>[^()]*)(?:\)|\Z)"
    rf"|[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?:[{QUOTES}](?P<star>\*?)|\Z)|(?P<word>(?:[^\s()]|(?<=[^\s(])\()+)"
)


def understood(typed: str) -> Query:
    """Return what a person's words ask for."""
    reading = _Reading(_tokens(typed[:LONGEST]), cut=len(typed) > LONGEST)
    node = reading.alternatives(0)
    if node is None and not reading.remarks:
        words = [Wanted(word) for word in re.findall(r"\b(?:AND|OR|NOT|NEAR)\b", typed[:LONGEST])][:MOST_TERMS]
        node = _joined(All, words)
    if isinstance(node, _Unwanted):
        return Query(None, frozenset({*reading.remarks, Remark.ONLY_NOT}))
    return Query(node, frozenset(reading.remarks))


@dataclass(frozen=True, slots=True)
class _Unwanted:
    """What is not wanted, as long as nothing is known that is."""

    node: Node


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str = ""
    star: bool = False


_END = _Token("end")


def _tokens(typed: str) -> list[_Token]:
    """Return what a person typed in pieces; parentheses count where words begin, and where one is open."""
    found: list[_Token] = []
    depth = 0
    for one in _TOKENS.finditer(typed.replace("\x00", " ")):
        kind, text = str(one.lastgroup), one.group()
        if kind == "close" and depth:
            found.append(_Token("close"))
            depth -= 1
        elif kind == "open":
            found.append(_Token("open"))
            depth += 1
        elif kind == "minus":
            starts = not found or one.start() == 0 or typed[one.start() - 1].isspace() or typed[one.start() - 1] == "("
            found.extend([_Token("operator", "NOT")] if starts else [])
        elif kind == "nearby":
            found.extend(_nearby(one["nearby"]))
        elif one["phrase"] is not None:
            found.append(_Token("term", one["phrase"], bool(one["star"])))
        elif kind == "word":
            found.append(_word(text))
    return [one for one in found if one.kind != "term" or any(map(str.isalnum, one.text))]


def _nearby(inside: str) -> list[_Token]:
    """Return NEAR(these words, 5) as the pieces of (these NEAR/5 words)."""
    words, comma, within = (one.strip() for one in inside.rpartition(","))
    if not comma or not (within.isdigit() or not within):
        words, within = inside, ""
    near = _Token("near", f"NEAR/{within}" if within else "NEAR")
    terms = [one for one in _tokens(words) if one.kind == "term"]
    return [_Token("open"), *[each for one in terms for each in (near, one)][1:], _Token("close")]


def _word(text: str) -> _Token:
    if text in OPERATORS:
        return _Token("operator", text)
    if NEAR.fullmatch(text):
        return _Token("near", text)
    for quote in QUOTES:
        text = text.replace(quote, " ")
    return _Token("term", text.rstrip("*").strip(), text.rstrip().endswith("*"))


class _Reading:
    """Reads tokens from left to right; the deepest parentheses and the last of too many words are left out."""

    def __init__(self, tokens: Sequence[_Token], *, cut: bool) -> None:
        self.remarks: set[Remark] = {Remark.CUT} if cut else set()
        self._tokens = tokens
        self._at = 0
        self._terms = 0

    def alternatives(self, depth: int) -> Node | _Unwanted | None:
        """Read what stands up to the end, or up to a closing parenthesis."""
        found: list[Node | _Unwanted] = []
        while True:
            one = self._together(depth)
            if one is not None:
                found.append(one)
            if self._next.kind in {"end", "close"}:
                self._at += 1
                break
            self._at += 1  # OR
        wanted = [one for one in found if not isinstance(one, _Unwanted)]
        if wanted and len(wanted) < len(found):
            self.remarks.add(Remark.NOT_IN_OR)
        return _joined(Any, wanted) if wanted else next(iter(found), None)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _together(self, depth: int) -> Node | _Unwanted | None:
        wanted: list[Node] = []
        unwanted: list[Node] = []
        takes_away = False
        while self._next.kind not in {"end", "close"} and self._next != _Token("operator", "OR"):
            if self._next.kind == "operator":
                takes_away = self._next.text == "NOT"
                self._at += 1
                continue
            one = self._nearby(depth)
            if isinstance(one, _Unwanted):
                (wanted if takes_away else unwanted).append(one.node)
            elif one is not None:
                (unwanted if takes_away else wanted).append(one)
            takes_away = False
        asked, less = _joined(All, wanted), _joined(Any, unwanted)
        if asked is None:
            return None if less is None else _Unwanted(less)
        return asked if less is None else Without(asked, less)

    def _nearby(self, depth: int) -> Node | _Unwanted | None:
        found = [self._one(depth)]
        between = MOST_NEAR_WORDS
        while self._next.kind == "near":
            given = re.sub(r"\D", "", self._next.text)
            between = min(between, int(given[:4]) if given else NEAR_WORDS)
            self._at += 1
            if self._next.kind in {"term", "open"}:
                found.append(self._one(depth))
        parts = [one for one in found if one is not None]
        if len(parts) < 2:
            return next(iter(parts), None)
        terms = tuple(one for one in parts if isinstance(one, Wanted))
        if len(terms) == len(parts):
            return Near(terms, between)
        self.remarks.add(Remark.NEAR_OF_MORE)
        return _joined(All, [one for one in parts if not isinstance(one, _Unwanted)])

    def _one(self, depth: int) -> Node | _Unwanted | None:
        token = self._next
        if token.kind == "near":  # with nothing before it
            return None
        self._at += 1
        if token.kind == "open":
            if depth < MOST_DEPTH:
                return self.alternatives(depth + 1)
            self.remarks.add(Remark.CUT)
            return None
        self._terms += 1
        if self._terms > MOST_TERMS:
            self.remarks.add(Remark.CUT)
            return None
        return Wanted(" ".join(token.text.split()), token.star)


def _joined(kind: type[All | Any], parts: Sequence[Node]) -> Node | None:
    flat: list[Node] = []
    for one in parts:
        flat.extend(one.parts if isinstance(one, kind) else (one,))
    unique = tuple(dict.fromkeys(flat)) if kind is Any else tuple(flat)
    return kind(unique) if len(unique) > 1 else next(iter(unique), None)
