"""Values over several lines."""

import re
from dataclasses import is_dataclass
from types import SimpleNamespace
from typing import Any


class _Key:
    """What sorts before what, also where values have no order."""

    def __init__(self, value: Any):
        self.value = value

    def __lt__(self, other: Any) -> bool:
        try:
            return bool(self.value < other.value)
        except TypeError:
            return str(type(self.value)) < str(type(other.value))


def _is_other(value: Any, kind: str) -> bool:
    """Whether CPython lays it out in another way than by its `repr`."""
    if kind in ("bytes", "bytearray", "ChainMap", "deque") or is_dataclass(value):
        return True
    return isinstance(value, (dict, list, tuple, set, frozenset)) and not hasattr(value, "_fields")


def _item_key(item: tuple[Any, Any]) -> _Key:
    return _Key(item[0])


class PrettyPrinter:
    def __init__(
        self,
        indent: int = 1,
        width: int = 80,
        depth: int | None = None,
        stream: Any = None,
        *,
        compact: bool = False,
        sort_dicts: bool = True,
        underscore_numbers: bool = False,
    ):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._compact = compact
        self._sort_dicts = sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object: Any) -> None:
        text = self.pformat(object)
        if self._stream is None:
            print(text)
        else:
            self._stream.write(text + "\n")

    def pformat(self, object: Any) -> str:
        out: list[str] = []
        self._write(out, object, 0, 0, 1)
        return "".join(out)

    def _items(self, value: dict[Any, Any]) -> list[tuple[Any, Any]]:
        items = list(value.items())
        return sorted(items, key=_item_key) if self._sort_dicts else items

    def _line(self, value: Any, level: int) -> str:
        """The value on one line."""
        if self._underscores and isinstance(value, int) and not isinstance(value, bool):
            return f"{value:_d}"
        if not isinstance(value, (dict, list, tuple)) or type(value).__name__ not in ("dict", "list", "tuple"):
            return repr(value)
        is_deep = self._depth is not None and level > self._depth
        if isinstance(value, dict):
            if not value:
                return "{}"
            if is_deep:
                return "{...}"
            items = [f"{self._line(key, level + 1)}: {self._line(item, level + 1)}" for key, item in self._items(value)]
            return "{" + ", ".join(items) + "}"
        if isinstance(value, list):
            if not value:
                return "[]"
            if is_deep:
                return "[...]"
            return "[" + ", ".join([self._line(item, level + 1) for item in value]) + "]"
        if not value:
            return "()"
        if is_deep:
            return "(...,)" if len(value) == 1 else "(...)"
        end = ",)" if len(value) == 1 else ")"
        return "(" + ", ".join([self._line(item, level + 1) for item in value]) + end

    def _write(self, out: list[str], value: Any, indent: int, allowance: int, level: int) -> None:
        line = self._line(value, level)
        if len(line) <= self._width - indent - allowance:
            out.append(line)
            return
        kind = type(value).__name__
        if kind == "dict":
            self._write_dict(out, value, indent, allowance, level)
        elif kind == "list":
            out.append("[")
            self._write_items(out, value, indent, allowance + 1, level)
            out.append("]")
        elif kind == "tuple":
            end = ",)" if len(value) == 1 else ")"
            out.append("(")
            self._write_items(out, value, indent, allowance + len(end), level)
            out.append(end)
        elif kind in ("set", "frozenset"):
            if not value:
                out.append(line)
                return
            start, end = ("{", "}") if kind == "set" else ("frozenset({", "})")
            out.append(start)
            self._write_items(out, sorted(value, key=_Key), indent + len(start) - 1, allowance + len(end), level)
            out.append(end)
        elif kind == "str":
            self._write_text(out, value, indent, allowance, level)
        elif isinstance(value, SimpleNamespace):
            name = "namespace" if kind == "SimpleNamespace" else kind
            out.append(f"{name}(")
            inner = indent + len(name) + 1
            fields = list(value.__dict__.items())
            for at, (field, item) in enumerate(fields):
                is_last = at == len(fields) - 1
                out.append(f"{field}=")
                self._write(out, item, inner + len(field) + 1, allowance if is_last else 1, level)
                if not is_last:
                    out.append(",\n" + " " * inner)
            out.append(")")
        elif _is_other(value, kind):
            raise NotImplementedError(f"a long '{kind}' over several lines is not compiled: print what it holds")
        else:
            out.append(line)

    def _write_dict(self, out: list[str], value: dict[Any, Any], indent: int, allowance: int, level: int) -> None:
        out.append("{")
        if self._indent > 1:
            out.append(" " * (self._indent - 1))
        inner = indent + self._indent
        items = self._items(value)
        for at, (key, item) in enumerate(items):
            is_last = at == len(items) - 1
            name = self._line(key, level + 1)
            out.append(f"{name}: ")
            self._write(out, item, inner + len(name) + 2, allowance + 1 if is_last else 1, level + 1)
            if not is_last:
                out.append(",\n" + " " * inner)
        out.append("}")

    def _write_items(self, out: list[str], items: Any, indent: int, allowance: int, level: int) -> None:
        inner = indent + self._indent
        if self._indent > 1:
            out.append(" " * (self._indent - 1))
        newline = ",\n" + " " * inner
        between = ""
        room = whole = self._width - inner + 1
        for at, item in enumerate(items):
            is_last = at == len(items) - 1
            if is_last:
                whole -= allowance
                room -= allowance
            if self._compact:
                line = self._line(item, level + 1)
                needed = len(line) + 2
                if room < needed:
                    room = whole
                    if between:
                        between = newline
                if room >= needed:
                    room -= needed
                    out.append(between + line)
                    between = ", "
                    continue
            out.append(between)
            between = newline
            self._write(out, item, inner, allowance if is_last else 1, level + 1)

    def _write_text(self, out: list[str], value: str, indent: int, allowance: int, level: int) -> None:
        if not value:
            out.append(repr(value))
            return
        is_top = level == 1
        start = indent + 1 if is_top else indent
        after = allowance + 1 if is_top else allowance
        chunks = _chunks(value, self._width - start, after)
        if len(chunks) == 1:
            out.append(chunks[0])
            return
        text = ("\n" + " " * start).join(chunks)
        out.append(f"({text})" if is_top else text)


def _chunks(text: str, width: int, allowance: int) -> list[str]:
    """The literals that make the text, each line by itself and long ones at spaces."""
    chunks: list[str] = []
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        is_last = at == len(lines) - 1
        if len(repr(line)) <= (width - allowance if is_last else width):
            chunks.append(repr(line))
            continue
        parts = [part for part in re.findall(r"\S*\s*", line) if part]
        current = ""
        for place, part in enumerate(parts):
            room = width - allowance if is_last and place == len(parts) - 1 else width
            if len(repr(current + part)) > room:
                if current:
                    chunks.append(repr(current))
                current = part
            else:
                current += part
        if current:
            chunks.append(repr(current))
    return chunks


def pformat(
    object: Any,
    indent: int = 1,
    width: int = 80,
    depth: int | None = None,
    *,
    compact: bool = False,
    sort_dicts: bool = True,
    underscore_numbers: bool = False,
) -> str:
    printer = PrettyPrinter(
        indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    )
    return printer.pformat(object)


def pprint(
    object: Any,
    stream: Any = None,
    indent: int = 1,
    width: int = 80,
    depth: int | None = None,
    *,
    compact: bool = False,
    sort_dicts: bool = True,
    underscore_numbers: bool = False,
) -> None:
    printer = PrettyPrinter(
        indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    )
    printer.pprint(object)


def pp(object: Any, stream: Any = None, indent: int = 1, width: int = 80, depth: int | None = None, *, sort_dicts: bool = False) -> None:
    pprint(object, stream, indent, width, depth, sort_dicts=sort_dicts)


def saferepr(object: Any) -> str:
    return PrettyPrinter()._line(object, 0)
