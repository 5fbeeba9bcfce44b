"""An item becomes plain data (for JSON and TOML) and back without loss; data of another shape is refused with its path.

Shapes: a text is ``{"zh": …, "en": …}``; a day is ISO 8601 or a date; a time limit is flat (``amount``, ``unit``,
``basis``, ``note``) and so is a legal basis (``law``, ``article``, ``law_en``, ``quote``). Fields that hold their
default are left out.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import attrs

from juzhan.domain.catalogue.values import ItemVersion, LegalBasis, TimeLimit

_FLAT: dict[type, str] = {TimeLimit: "limit", LegalBasis: "citation"}
_HINTS: dict[type, dict[str, Any]] = {}
_KINDS: dict[type, str] = {str: "a text", int: "a whole number", bool: "true or false"}


class WrongShapeError(ValueError):
    """Raised when plain data does not have the shape of an item; the message begins with the path to the place."""


def to_plain(item: ItemVersion) -> dict[str, Any]:
    """Give an item as dictionaries, lists, texts, numbers and nothing else."""
    return cast(dict[str, Any], _plain(item))


def from_plain(data: Mapping[str, Any]) -> ItemVersion:
    """Make an item from plain data; raises :class:`WrongShapeError` with the path of what does not fit."""
    return cast(ItemVersion, _structured(ItemVersion, data, ""))


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        return _plain_fields(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _plain_fields(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        if held == field.default:
            continue
        if field.name == _FLAT.get(type(value)):
            plain.update(_plain(held))
        else:
            plain[field.name] = _plain(held)
    return plain


def _structured(kind: Any, data: Any, path: str) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        if data is None:
            return None
        return _structured(next(arm for arm in get_args(kind) if arm is not type(None)), data, path)
    if origin is tuple:
        if not isinstance(data, list | tuple):
            raise WrongShapeError(f"{path}: must be a list")
        return tuple(_structured(get_args(kind)[0], entry, f"{path}[{n}]") for n, entry in enumerate(data, start=1))
    if attrs.has(kind):
        return _structured_fields(kind, data, path)
    return _structured_leaf(kind, data, path)


def _structured_leaf(kind: Any, data: Any, path: str) -> Any:
    if kind is date:
        return _day(data, path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        allowed = [member.value for member in kind]
        if data not in allowed:
            raise WrongShapeError(f"{path}: must be one of {', '.join(allowed)}")
        return kind(data)
    if type(data) is not kind:
        raise WrongShapeError(f"{path}: must be {_KINDS[kind]}")
    return data


def _structured_fields(kind: type, data: Any, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise WrongShapeError(f"{path or 'item'}: must be a table with named values")
    hints = _hints(kind)
    flat = _FLAT.get(kind)
    inner = set(_hints(hints[flat])) if flat else set()
    unknown = sorted(set(data) - set(hints) - inner | ({flat} & set(data) if flat else set()))
    if unknown:
        raise WrongShapeError(f"{_join(path, unknown[0])}: no such key; known are {', '.join(sorted(hints))}")
    values = {name: _structured(hints[name], data[name], _join(path, name)) for name in hints if name in data}
    if flat:
        values[flat] = _structured(hints[flat], {name: data[name] for name in inner if name in data}, path)
    return _built(kind, values, path)


def _built(kind: type, values: dict[str, Any], path: str) -> Any:
    for field in attrs.fields(kind):
        if field.default is attrs.NOTHING and field.name not in values:
            raise WrongShapeError(f"{_join(path, field.name)}: is missing")
    try:
        return kind(**values)
    except (TypeError, ValueError) as wrong:
        raise WrongShapeError(f"{path or 'item'}: {wrong.args[0]}") from wrong


def _day(data: Any, path: str) -> date:
    if isinstance(data, date) and not isinstance(data, datetime):
        return data
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise WrongShapeError(f"{path}: must be a date such as 2026-01-01") from None


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = {name: hint for name, hint in get_type_hints(kind).items() if not name.startswith("_")}
    return _HINTS[kind]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
