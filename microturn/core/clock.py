"""Wall time as an argument, so that tests can pass their own."""

import time
from typing import Protocol


class Clock(Protocol):
    def now_s(self) -> float:
        """Seconds since an arbitrary start; never goes back."""
        ...


class SystemClock:
    def now_s(self) -> float:
        return time.perf_counter()
