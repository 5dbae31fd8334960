"""Locking a worker in before it reads the first byte of a document: one module a control, `locking` puts them together.

Imports nothing of the rest of `documents`, and little at all: the first page waits for it.

Decisions:

- All that can be made before the fork is (`locking.Lock`): bounds, a set of rules, the filter, and what calls are told. What is
  left costs a worker half a millisecond of its own, nearly all of it the first touch of pages shared with its parent: ready takes
  1.24 times as long as without (2.5 ms for 2.0 of processor time), a page 1.00, a text 1.01 (`tests/bench/isolation_cost.py`).
- Windows and macOS are locked in by code that was never run (`lockdown/windows`, `lockdown/seatbelt`): the window says "Not
  verified on this system" there, whatever the calls answer. Windows' keeps files from being changed and programs from being
  started; it forbids neither reading nor the network.
"""
