"""Which numbers of sessions to try next. Pure: a search asks for a number and is told whether the server kept up."""

from collections.abc import Generator, Sequence

Search = Generator[int, bool, None]


def listed(nums: Sequence[int]) -> Search:
    """Each of them, whatever comes of it."""
    for num in nums:
        _ = yield num


def largest(most: int) -> Search:
    """Doubles until the server does not keep up, then bisects; nothing over `most`."""
    good, bad = 0, most + 1
    while good < most:
        num = min(max(1, 2 * good), most)
        if not (yield num):
            bad = num
            break
        good = num
    while bad - good > 1:
        num = (good + bad) // 2
        if (yield num):
            good = num
        else:
            bad = num
