"""What an agent reports of a delegation, step by step. Knows neither models nor tools."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """A delegation is asked, works (tool by tool), and ends in one of the last three."""

    ASKED = "asked"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Step:
    """`say`: text for the interaction model to say when it suits the talk, "" for none; plain words and numbers, a
    few sentences at most in all. `tool`: the one that is at work. `markdown`: for people to read, the whole result
    where it is too long to say."""

    delegation: str
    state: State
    say: str = ""
    tool: str = ""
    markdown: str = ""
