"""An engine around another engine: it counts what is asked of it, and can fail where a test wants it to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import xlwings
from xlwings import base_classes

Fault = Callable[[str], None]
"""Gets the name of each call, such as ``Range.formula=``, before it is made; raises what the program would raise."""
_KINDS = tuple(
    kind
    for kind in vars(base_classes).values()
    if getattr(kind, "__module__", "") == base_classes.__name__ and isinstance(kind, type)
)


class Watch:
    """How often each call was made, as ``Class.name`` or ``Class.name=``; a fault may be set at any time."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.fault: Fault = lambda name: None

    def see(self, name: str) -> None:
        self.calls[name] += 1
        self.fault(name)

    @property
    def total(self) -> int:
        return self.calls.total()


class _Watched:
    """Stands in for one object of the engine."""

    def __init__(self, inner: Any, watch: Watch) -> None:
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_watch", watch)

    @property
    def __class__(self) -> Any:  # type: ignore[override]
        return type(self._inner)

    def _called(self, name: str, *args: Any, **named: Any) -> Any:
        self._watch.see(f"{_kind(self._inner)}.{name}")
        plain = [_plain(item) for item in args]
        return _wrapped(getattr(self._inner, name)(*plain, **{key: _plain(item) for key, item in named.items()}), self._watch)

    def __getattr__(self, name: str) -> Any:
        if callable(getattr(type(self._inner), name, None)):
            return lambda *args, **named: self._called(name, *args, **named)
        if name != "engine":
            self._watch.see(f"{_kind(self._inner)}.{name}")
        return _wrapped(getattr(self._inner, name), self._watch)

    def __setattr__(self, name: str, value: Any) -> None:
        self._watch.see(f"{_kind(self._inner)}.{name}=")
        setattr(self._inner, name, _plain(value))

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self._called("__call__", *args, **named)

    def __len__(self) -> int:
        return int(self._called("__len__"))

    def __iter__(self) -> Any:
        return iter([_wrapped(item, self._watch) for item in self._called("__iter__")])

    def __contains__(self, key: Any) -> bool:
        return bool(self._called("__contains__", key))

    def __bool__(self) -> bool:
        return True


def _kind(inner: Any) -> str:
    """The name of the kind in xlwings' own words, whatever the engine calls its class."""
    return next(kind.__name__ for kind in type(inner).__mro__ if kind in _KINDS)


def _plain(item: Any) -> Any:
    return object.__getattribute__(item, "_inner") if type(item) is _Watched else item


def _wrapped(item: Any, watch: Watch) -> Any:
    if isinstance(item, _KINDS) and type(item) is not _Watched:
        return _Watched(item, watch)
    if isinstance(item, list | tuple) and any(isinstance(inner, (*_KINDS, tuple)) for inner in item[:1]):
        return type(item)(_wrapped(inner, watch) for inner in item) if _holds_objects(item) else item
    return item


def _holds_objects(items: Any) -> bool:
    first = items[0]
    return isinstance(first, _KINDS) or (isinstance(first, tuple) and any(isinstance(inner, _KINDS) for inner in first))


def watched(app: xlwings.App) -> tuple[xlwings.App, Watch]:
    """The same program with every call to it seen."""
    watch = Watch()
    return xlwings.App(impl=_Watched(app.impl, watch)), watch


def watched_book(book: xlwings.Book) -> tuple[xlwings.Book, Watch]:
    """A workbook that is open in any program, and every call to it and its program from now on."""
    watch = Watch()
    return xlwings.Book(impl=_Watched(book.impl, watch)), watch


def inside(thing: Any) -> Any:
    """The engine's own object behind one of xlwings', past the watching one."""
    return object.__getattribute__(thing.impl, "_inner")
