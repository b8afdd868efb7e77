"""What was seen while the app's modules were imported, by the function it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pulse.transpiler import TranspileError

refused: dict[Callable[..., Any], TranspileError] = {}
"""Why Pulse refuses a function, of those that it refused at once."""

analysed: dict[Callable[..., Any], bool] = {}
"""Whether a function was analysed for its own mark, and not because a marked one calls it."""

cells: dict[Callable[..., Any], dict[str, list[Any]]] = {}
"""What the variables around a function were when it was marked; several of one name may be around."""
