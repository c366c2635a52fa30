"""Which run of spoken phones belongs to which written word, when the voice joins or splits words.

Knows symbols only, nothing of languages or sound.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

MOVES = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3))  # words, groups


@dataclass(frozen=True)
class Match:
    """Words [words_from, words_to) are spoken by the groups [groups_from, groups_to)."""

    words_from: int
    words_to: int
    groups_from: int
    groups_to: int


def align(words: list[str], groups: list[str]) -> list[Match] | None:
    """Cheapest monotone match of words and groups, both given as strings of phones; None where there is none."""
    cost: dict[tuple[int, int], float] = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(words) + 1):
        for j in range(len(groups) + 1):
            here = cost.get((i, j))
            if here is None:
                continue
            for a, b in MOVES:
                if i + a > len(words) or j + b > len(groups):
                    continue
                total = here + _differ("".join(words[i : i + a]), "".join(groups[j : j + b])) + 0.2 * (a + b - 2)
                if total < cost.get((i + a, j + b), float("inf")):
                    cost[i + a, j + b], came[i + a, j + b] = total, (i, j)
    node = (len(words), len(groups))
    if node not in cost:
        return None
    out: list[Match] = []
    while node != (0, 0):
        before = came[node]
        out.append(Match(before[0], node[0], before[1], node[1]))
        node = before
    return out[::-1]


def _differ(one: str, other: str) -> float:
    """About the number of symbols that differ."""
    return (1 - SequenceMatcher(None, one, other, autojunk=False).ratio()) * max(len(one), len(other), 1)


def share(start_s: float, end_s: float, sizes: list[int]) -> list[tuple[float, float]]:
    """Cuts a span into pieces in proportion to `sizes`."""
    total, at_s = max(1, sum(sizes)), start_s
    out: list[tuple[float, float]] = []
    for size in sizes:
        stop_s = at_s + (end_s - start_s) * size / total
        out.append((at_s, stop_s))
        at_s = stop_s
    return out
