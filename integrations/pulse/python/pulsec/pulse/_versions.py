"""Which versions of Pulse the plugin works with.

Everything that is used of Pulse is public or exported, but none of it is promised, so the range is
what the tests ran with.
"""

from __future__ import annotations

import re

import pulse.transpiler
from pulse.version import __version__ as PULSE_VERSION

from pulsec.pulse._errors import PulsecError

FIRST = (0, 1, 86)
"""The oldest version the tests pass with."""

BEFORE = (0, 2)
"""The first one that may be different in kind."""

NEEDED = (
    "EmitContext",
    "FUNCTION_CACHE",
    "Import",
    "JsFunction",
    "Jsx",
    "TranspileError",
    "analyze_deps",
    "registered_functions",
)


def check() -> None:
    """Refuses a Pulse that the plugin was not made for."""
    found = tuple(int(part) for part in re.findall(r"\d+", PULSE_VERSION)[:3])
    wanted = f">={_text(FIRST)},<{_text(BEFORE)}"
    if not FIRST <= found < BEFORE:
        raise PulsecError(
            f"PulsecPlugin works with pulse-framework {wanted}, and {PULSE_VERSION} is installed.\n"
            f"  help: pip install 'pulse-framework{wanted}', or a pulsec made for it; "
            "PulsecPlugin(untested_pulse=True) tries it anyway"
        )


def check_parts() -> None:
    """Refuses a Pulse that lacks what the plugin uses, whatever version it says it is."""
    missing = [name for name in NEEDED if not hasattr(pulse.transpiler, name)]
    if missing:
        raise PulsecError(
            f"PulsecPlugin cannot work with pulse-framework {PULSE_VERSION}: "
            f"its `pulse.transpiler` has no {', '.join(missing)}."
        )


def _text(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
