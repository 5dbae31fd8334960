"""Locking a worker in before it reads the first byte of a document: one module a control, `locking` puts them together.

Imports nothing of the rest of `documents`, and little at all: the first page waits for it.

Decisions:

- Windows and macOS are locked in by code that was never run (`lockdown/windows`, `lockdown/seatbelt`): the window says "Not
  verified on this system" there, whatever the calls answer. Windows' keeps files from being changed and programs from being
  started; it forbids neither reading nor the network.
"""
