"""Keeps None, True and False alive under Python 3.11.

PySide 6.12 counts on them being immortal, as they are from Python 3.12 on (PEP 683): each signal that is emitted takes
a reference from True that it never had, each virtual method that returns nothing one from None. Under 3.11 the process
dies of it after some hundred signals: "bool_dealloc: deallocating True or False". So they are made here what they are
in 3.12. ``tests/ui/test_singletons.py`` shows the fault; when it no longer does, this can go.
"""

from __future__ import annotations

import sys

#: More than a process gives back in years, and far from overflowing.
_ENOUGH = sys.maxsize // 4


def need_keeping() -> bool:
    """Whether this Python counts the references of None, True and False."""
    return sys.version_info < (3, 12) and sys.implementation.name == "cpython"


def keep() -> None:
    """Give None, True and False more references than can be taken from them."""
    import ctypes

    for singleton in (None, True, False):
        # CPython 3.11 keeps an object's reference count in its first word.
        ctypes.c_ssize_t.from_address(id(singleton)).value += _ENOUGH
