"""OpenAI's own models of the events, as the openai package has them."""

from typing import Any, get_args

from pydantic import BaseModel


def by_type(union: Any) -> dict[str, type[BaseModel]]:
    """Models of an annotated union by the event type each stands for."""
    members: tuple[type[BaseModel], ...] = get_args(get_args(union)[0])
    return {get_args(member.model_fields["type"].annotation)[0]: member for member in members}


def unknown_fields(value: object, path: str = "") -> set[str]:
    """Paths of what the official models took in without knowing it (they keep extra fields)."""
    if isinstance(value, list):
        return {found for child in value for found in unknown_fields(child, path)}
    if not isinstance(value, BaseModel):
        return set()
    found = {f"{path}{name}" for name in value.model_extra or {}}
    for name in type(value).model_fields:
        found |= unknown_fields(getattr(value, name), f"{path}{name}.")
    return found


def required_fields(model: type[BaseModel]) -> set[str]:
    return {name for name, field in model.model_fields.items() if field.is_required()}
