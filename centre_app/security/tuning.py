"""How much a password may cost on this PC: tuned once, when the centre is set up."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from centre_app.errors import UserError
from centre_app.security.keys import LEAST_COST, Cost, wrap

AIM_SECONDS = 0.3
MIB = 1024  # KiB
BEST_MEMORY = 256 * MIB
SHARE_OF_MEMORY = 16  # 256 MiB are asked only of a PC that has 4 GiB
MOST_PASSES = 10


def tuned_cost(seconds: Callable[[Cost], float] | None = None, memory_kib: int | None = None) -> Cost:
    """The dearest cost that a person does not mind waiting for. ``seconds`` measures one derivation."""
    measure = seconds or _measured
    cost = replace(LEAST_COST, memory_kib=first_memory(memory_kib if memory_kib is not None else memory_of_this_pc()))
    while cost.memory_kib > LEAST_COST.memory_kib:
        try:
            if measure(cost) <= AIM_SECONDS * 2:
                break
        except UserError:  # not enough free memory for this one
            pass
        cost = replace(cost, memory_kib=cost.memory_kib // 2)
    return replace(cost, passes=passes_for(cost, measure(cost)))


def first_memory(memory_kib: int) -> int:
    """What to try first: 256 MiB where the PC has sixteen times as much, else half or a quarter of that."""
    asked = BEST_MEMORY
    while asked > LEAST_COST.memory_kib and asked * SHARE_OF_MEMORY > memory_kib:
        asked //= 2
    return asked


def passes_for(cost: Cost, seconds: float) -> int:
    """More passes on a fast PC, up to about AIM_SECONDS; never fewer than three."""
    affordable = round(cost.passes * AIM_SECONDS / max(seconds, 0.001))
    return max(LEAST_COST.passes, min(MOST_PASSES, affordable))


def memory_of_this_pc() -> int:
    """Physical memory in KiB; 0 where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        kib = ctypes.c_ulonglong()
        return int(kib.value) if ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kib)) else 0
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (ValueError, OSError):
        return 0


def _measured(cost: Cost) -> float:
    wrap(
        bytes(32), "measured", "measured", Cost(memory_kib=64, passes=1)
    )  # loads the libraries, which is not what is measured
    begun = time.perf_counter()
    wrap(bytes(32), "measured", "measured", cost)
    return time.perf_counter() - begun
