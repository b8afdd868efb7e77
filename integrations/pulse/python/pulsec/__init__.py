"""The compiler `pulsec` as a Python package: its binary, and the plugin for Pulse.

>>> from pulsec import find_binary
>>> find_binary()  # doctest: +SKIP
'/home/me/app/.venv/bin/pulsec'

`pulsec.pulse` holds the plugin, and needs `pulse-framework`; nothing else here does.
"""

from pulsec._binary import BinaryNotFound, find_binary

__version__ = "0.1.0"
"""Of this package and of the binary it works with; the two are always the same."""

__all__ = ["BinaryNotFound", "__version__", "find_binary"]
