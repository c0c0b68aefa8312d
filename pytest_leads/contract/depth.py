"""Looking into values of any type: what a member returns may be a dict, a dataclass, a response, a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How deep, and how many parts in all, are looked at.
DEEPEST, MOST = 12, 100_000

_OPAQUE = (type, ModuleType, FunctionType, MethodType, BuiltinFunctionType)
_LEAVES = (str, bytes, bytearray, int, float, bool, type(None))


def is_leaf(value: Any) -> bool:
    """Whether there is nothing to look into."""
    return isinstance(value, _LEAVES)


def is_series(value: Any) -> bool:
    """Whether a value holds others in a row: a list, a tuple, a set, a view, but no text, mapping or named tuple."""
    return (
        isinstance(value, Sequence | AbstractSet)
        and not isinstance(value, str | bytes | bytearray | memoryview)
        and not _is_named(value)
    )


def parts(value: Any, *, keys: bool = True) -> list[Any]:
    """What a value consists of, one level down; the keys of mappings too, if wanted."""
    if is_leaf(value) or isinstance(value, _OPAQUE):
        return []
    try:
        return _parts(value, keys=keys)
    except Exception:  # noqa: BLE001  # a look must not fail: whatever it is, it holds nothing that can be seen
        return []


def _parts(value: Any, *, keys: bool) -> list[Any]:
    if isinstance(value, Mapping):
        return [*(value if keys else ()), *value.values()]
    if is_series(value):
        return list(value)
    return [*attributes(value).values(), *_iterated(value)]


def everything(value: Any, *, keys: bool = True) -> Iterator[Any]:
    """A value and all that it consists of, each thing once."""
    seen: dict[int, Any] = {}  # by id, and kept: the id of what is gone may be given again
    waiting = [(value, 0)]
    for _ in range(MOST):
        if not waiting:
            return
        current, depth = waiting.pop()
        yield current
        if depth < DEEPEST and not is_leaf(current) and id(current) not in seen:
            seen[id(current)] = current
            waiting += [(part, depth + 1) for part in parts(current, keys=keys)]


def texts(value: Any, *, keys: bool = True) -> Iterator[str]:
    """All texts in a value; bytes count where they are text."""
    for part in everything(value, keys=keys):
        if isinstance(part, str):
            yield part
        elif isinstance(part, bytes | bytearray):
            yield bytes(part).decode("utf-8", "replace")


def attributes(value: Any) -> dict[str, Any]:
    """Attributes of an object, kept in ``__dict__`` or in slots; the arguments of an error, too."""
    if isinstance(value, _OPAQUE):
        return {}
    if _is_named(value):
        return dict(zip(value._fields, value, strict=True))
    slots = (name for kind in type(value).__mro__ for name in _names(getattr(kind, "__slots__", ())))
    kept = {name: getattr(value, name) for name in slots if name[:2] != "__" and hasattr(value, name)}
    said = {"args": value.args} if isinstance(value, BaseException) else {}
    return said | kept | dict(getattr(value, "__dict__", {}))


def _is_named(value: Any) -> bool:
    return isinstance(value, tuple) and isinstance(getattr(value, "_fields", None), tuple)


def _names(slots: Any) -> Iterable[str]:
    return (slots,) if isinstance(slots, str) else slots


def _iterated(value: Any) -> list[Any]:
    """Items of an object that can be iterated again and again; an iterator would be used up by looking."""
    if not isinstance(value, Iterable) or hasattr(value, "__next__") or _is_named(value):
        return []
    try:
        return list(value)
    except Exception:  # noqa: BLE001  # a look must not fail: whatever it is, it holds nothing that can be seen
        return []
