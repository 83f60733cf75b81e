"""How people at a desk see and do the centre's work."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 gives back a None that it never took with every call that returns nothing (6.11 does not). From
    # Python 3.12 on None lives for ever; before, the process dies after some ten thousand calls with "deallocating
    # None". So it is given references here, before any window, that no day's work can use up.
    import ctypes

    for _kept in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_kept)).value += 1 << 60
