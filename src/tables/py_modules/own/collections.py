"""What `collections` has in Python."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any


class ChainMap:
    # what `match` takes for a mapping
    mapping__ = True

    def __init__(self, *maps: MutableMapping[Any, Any]):
        self.maps: list[Any] = list(maps) or [{}]

    def __getitem__(self, key: Any) -> Any:
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key: Any, default: Any = None) -> Any:
        return self[key] if key in self else default

    def _merged(self) -> dict[Any, Any]:
        merged: dict[Any, Any] = {}
        for mapping in reversed(self.maps):
            merged.update(dict.fromkeys(mapping))
        return merged

    def __len__(self) -> int:
        return len(self._merged())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._merged())

    def __contains__(self, key: Any) -> bool:
        return any(key in mapping for mapping in self.maps)

    def __bool__(self) -> bool:
        return any(self.maps)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.maps))})"

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, (dict, ChainMap)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def keys(self):
        return self._merged().keys()

    def values(self):
        return {key: self[key] for key in self}.values()

    def items(self):
        return {key: self[key] for key in self}.items()

    @classmethod
    def fromkeys(cls, iterable: Iterable[Any], value: Any = None, /):
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        return type(self)(dict(self.maps[0]), *self.maps[1:])

    def new_child(self, m: Any = None, **kwargs: Any):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    def __setitem__(self, key: Any, value: Any) -> None:
        self.maps[0][key] = value

    def __delitem__(self, key: Any) -> None:
        if key not in self.maps[0]:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        del self.maps[0][key]

    def popitem(self) -> tuple[Any, Any]:
        if not self.maps[0]:
            raise KeyError("No keys found in the first mapping.")
        return self.maps[0].popitem()

    def pop(self, key: Any, *args: Any) -> Any:
        if key not in self.maps[0] and not args:
            raise KeyError(f"Key not found in the first mapping: {key!r}")
        return self.maps[0].pop(key, *args)

    def clear(self) -> None:
        self.maps[0].clear()

    def setdefault(self, key: Any, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, other: Any = (), /, **kwargs: Any) -> None:
        self.maps[0].update(other)
        self.maps[0].update(kwargs)


class UserDict:
    # what `match` takes for a mapping
    mapping__ = True

    def __init__(self, dict: Any = None, /, **kwargs: Any):
        self.data: dict[Any, Any] = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, key: Any) -> Any:
        if key not in self.data:
            raise KeyError(key)
        return self.data[key]

    def __setitem__(self, key: Any, item: Any) -> None:
        self.data[key] = item

    def __delitem__(self, key: Any) -> None:
        del self.data[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __contains__(self, key: Any) -> bool:
        return key in self.data

    def __repr__(self) -> str:
        return repr(self.data)

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, (dict, UserDict)):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def __or__(self, other: Any) -> Any:
        if not isinstance(other, (dict, UserDict)):
            return NotImplemented
        merged = type(self)(self.data)
        merged.update(other)
        return merged

    def get(self, key: Any, default: Any = None) -> Any:
        return self[key] if key in self else default

    def keys(self):
        return {key: None for key in self}.keys()

    def values(self):
        return {key: self[key] for key in self}.values()

    def items(self):
        return {key: self[key] for key in self}.items()

    def update(self, other: Any = (), /, **kwargs: Any) -> None:
        if isinstance(other, (dict, UserDict)) or hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def pop(self, key: Any, *args: Any) -> Any:
        if key not in self:
            if args:
                return args[0]
            raise KeyError(key)
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> tuple[Any, Any]:
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self) -> None:
        while len(self) > 0:
            self.popitem()

    def setdefault(self, key: Any, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self):
        return type(self)(self.data)

    @classmethod
    def fromkeys(cls, iterable: Iterable[Any], value: Any = None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made


def _listed(other: Any) -> Any:
    return other.data if isinstance(other, UserList) else other


class UserList:
    # what `match` takes for a sequence
    sequence__ = True

    def __init__(self, initlist: Iterable[Any] | None = None):
        self.data: list[Any] = [] if initlist is None else list(initlist)

    def __repr__(self) -> str:
        return repr(self.data)

    def __lt__(self, other: Any) -> Any:
        return self.data < _listed(other)

    def __le__(self, other: Any) -> Any:
        return self.data <= _listed(other)

    def __gt__(self, other: Any) -> Any:
        return self.data > _listed(other)

    def __ge__(self, other: Any) -> Any:
        return self.data >= _listed(other)

    def __eq__(self, other: Any) -> bool:
        return self.data == _listed(other)

    def __contains__(self, item: Any) -> bool:
        return item in self.data

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Iterator[Any]:
        at = 0
        while at < len(self):
            yield self[at]
            at += 1

    def __getitem__(self, i: Any) -> Any:
        found = self.data[i]
        return found if isinstance(i, int) else type(self)(found)

    def __setitem__(self, i: Any, item: Any) -> None:
        self.data[i] = item

    def __delitem__(self, i: Any) -> None:
        del self.data[i]

    def __add__(self, other: Any) -> Any:
        return type(self)(self.data + list(_listed(other)))

    def __radd__(self, other: Any) -> Any:
        return type(self)(list(_listed(other)) + self.data)

    def __iadd__(self, other: Any) -> Any:
        self.data += list(_listed(other))
        return self

    def __mul__(self, n: int) -> Any:
        return type(self)(self.data * n)

    def __rmul__(self, n: int) -> Any:
        return type(self)(self.data * n)

    def append(self, item: Any) -> None:
        self.data.append(item)

    def insert(self, i: int, item: Any) -> None:
        self.data.insert(i, item)

    def pop(self, i: int = -1) -> Any:
        return self.data.pop(i)

    def remove(self, item: Any) -> None:
        self.data.remove(item)

    def clear(self) -> None:
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def count(self, item: Any) -> int:
        return self.data.count(item)

    def index(self, item: Any, *args: Any) -> int:
        return self.data.index(item, *args)

    def reverse(self) -> None:
        self.data.reverse()

    def sort(self, /, *, key: Any = None, reverse: bool = False) -> None:
        self.data.sort(key=key, reverse=reverse)

    def extend(self, other: Iterable[Any]) -> None:
        self.data.extend(_listed(other))
