"""The plugin that makes a Pulse app run what pulsec compiles.

    from pulsec.pulse import PulsecPlugin

    app = ps.App(routes=[...], plugins=[PulsecPlugin()])

Import it before the modules that hold marked functions (as the order of imports usually has it):
from then on `@ps.javascript` also takes functions that use what Pulse's own transpiler does not know,
such as `re` or a class.
"""

from __future__ import annotations

try:
    from pulse import App as _App  # noqa: F401
except ImportError as error:
    if error.name is not None and error.name.split(".")[0] != "pulse":
        raise  # pulse-framework is there, and something that it needs is not
    raise ImportError(
        "pulsec.pulse needs the package pulse-framework: pip install 'pulsec[pulse]'"
    ) from None

from pulsec.pulse import _hooks
from pulsec.pulse._errors import PulsecError
from pulsec.pulse._plugin import PulsecPlugin

_hooks.install()

__all__ = ["PulsecError", "PulsecPlugin"]
