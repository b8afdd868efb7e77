"""A namespace of attributes."""

from typing import Any


class SimpleNamespace:
    def __init__(self, /, **kwargs: Any):
        self.__dict__.update(kwargs)

    def __repr__(self) -> str:
        items = [f"{name}={value!r}" for name, value in self.__dict__.items()]
        kind = type(self).__name__
        return f"{'namespace' if kind == 'SimpleNamespace' else kind}({', '.join(items)})"

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return self.__dict__ == other.__dict__
