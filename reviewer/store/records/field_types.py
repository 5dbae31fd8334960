"""Owns how a field of a record is made from what it may hold: a text, a whole number, one of some words, a text in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from reviewer.model.changes import Value
from reviewer.store.records.codecs import Columns
from reviewer.store.records.record_types import Field, is_id

_LARGEST_INTEGER = 2**63 - 1


def _plain(name: str, check: Callable[[Value], Value], *, optional: bool) -> Field:
    def split(value: Value) -> Columns:
        if value is None:
            if optional:
                return (None,)
            raise ValueError("missing")
        return (check(value),)

    return Field(name, (name,), split, _first)


def _first(columns: Sequence[object]) -> Value:
    one = columns[0]
    if one is None or isinstance(one, str | int | float):
        return one
    raise TypeError("neither text nor number")


def text(*names: str, optional: bool = False) -> Iterable[Field]:
    """Make fields that hold any text."""

    def check(value: Value) -> Value:
        if not isinstance(value, str):
            raise TypeError("not a text")
        return value

    return [_plain(name, check, optional=optional) for name in names]


def integer(*names: str, optional: bool = False, largest: int = _LARGEST_INTEGER) -> Iterable[Field]:
    """Make fields that hold a whole number from 0 to `largest`."""

    def check(value: Value) -> Value:
        if not isinstance(value, int):
            raise TypeError("not a whole number")
        if not 0 <= value <= largest:
            raise ValueError("out of range")
        return int(value)

    return [_plain(name, check, optional=optional) for name in names]


def choice(name: str, choices: type[StrEnum], *, optional: bool = False) -> Field:
    """Make a field that holds one of some words."""
    return _plain(name, lambda value: choices(str(value)).value, optional=optional)


def matching(name: str, fits: Callable[[str], bool], *, optional: bool = False) -> Field:
    """Make a field that holds a text that `fits`."""

    def check(value: Value) -> Value:
        if not isinstance(value, str) or not fits(value):
            raise ValueError("not in its form")
        return value

    return _plain(name, check, optional=optional)


def identifier(name: str, *, optional: bool = False) -> Field:
    """Make a field that holds the id of a record."""
    return matching(name, is_id, optional=optional)
