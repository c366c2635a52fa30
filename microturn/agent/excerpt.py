"""Long texts made short for a model to read. Knows not where they come from."""


def shorten(text: str, max_chars: int) -> str:
    """Keeps the beginning and the end."""
    if len(text) <= max_chars:
        return text
    half = max_chars // 2
    return f"{text[:half]}\n(... {len(text) - 2 * half:,} characters left out ...)\n{text[-half:]}"
