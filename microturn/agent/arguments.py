"""What a model gives to a tool, checked: models forget arguments and get their types wrong. Knows no tool."""

from typing import Any

from microturn.core.errors import ToolFailed


def text_of(arguments: dict[str, Any], name: str, max_chars: int, default: str | None = None) -> str:
    """The argument without blanks around it. Raises ToolFailed when it is missing, empty, no text or too long."""
    value = arguments.get(name)
    if (value is None or value == "") and default is not None:
        return default
    if not isinstance(value, str) or not value.strip():
        raise ToolFailed(f"expected `{name}` as text, got {_shown(value)}")
    if len(value) > max_chars:
        raise ToolFailed(f"expected `{name}` of at most {max_chars:,} characters, got {len(value):,}")
    return value.strip()


def number_of(arguments: dict[str, Any], name: str, least: float, most: float) -> float:
    """Raises ToolFailed when the argument is missing, no number or out of bounds."""
    value = arguments.get(name)
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        number = None
    if number is None or not least <= number <= most:  # NaN is not between them
        raise ToolFailed(f"expected `{name}` as a number from {least:g} to {most:g}, got {_shown(value)}")
    return number


def _shown(value: object) -> str:
    return "nothing" if value is None else repr(value)[:60]
