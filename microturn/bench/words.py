"""Word errors: the least number of insertions, deletions and substitutions between two texts."""

from typing import NamedTuple

from microturn.data.pool import key_of


class Errors(NamedTuple):
    """Counts over `words` words of the true text. Their sum over `words` is the word error rate."""

    insertions: int
    deletions: int
    substitutions: int
    words: int

    @property
    def total(self) -> int:
        return self.insertions + self.deletions + self.substitutions


def compare(truth: str, written: str) -> Errors:
    """Both texts as they are spoken: lower case, numbers in words, no marks."""
    true, own = key_of(truth).split(), key_of(written).split()
    row = [(j, j, 0, 0) for j in range(len(own) + 1)]  # cost, insertions, deletions, substitutions
    for i, word in enumerate(true, 1):
        above, row = row, [(i, 0, i, 0)]
        for j, other in enumerate(own, 1):
            cost, ins, dels, subs = above[j - 1]
            best = (cost + (word != other), ins, dels, subs + (word != other))
            cost, ins, dels, subs = above[j]
            best = min(best, (cost + 1, ins, dels + 1, subs), key=lambda way: way[0])
            cost, ins, dels, subs = row[j - 1]
            row.append(min(best, (cost + 1, ins + 1, dels, subs), key=lambda way: way[0]))
    return Errors(*row[-1][1:], len(true))
