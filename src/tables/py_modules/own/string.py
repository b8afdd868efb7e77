"""Templates and formatters."""

import re
from collections.abc import Mapping
from typing import Any


class Template:
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    pattern = None
    flags = re.IGNORECASE

    def __init__(self, template: str):
        self.template = template

    def _pattern(self):
        if self.pattern is not None:
            return re.compile(self.pattern, self.flags | re.VERBOSE)
        name = self.idpattern.replace("(?a:", "(?:")
        braced = name if self.braceidpattern is None else self.braceidpattern
        mark = re.escape(self.delimiter)
        return re.compile(
            f"{mark}(?:(?P<escaped>{mark})|(?P<named>{name})|{{(?P<braced>{braced})}}|(?P<invalid>))",
            self.flags,
        )

    def _invalid(self, at: int):
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column = 1
            line = 1
        else:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _substituted(self, values: Any, is_safe: bool) -> str:
        parts: list[str] = []
        end = 0
        for found in self._pattern().finditer(self.template):
            parts.append(self.template[end : found.start()])
            end = found.end()
            name = found.group("named") or found.group("braced")
            if name is not None:
                if not is_safe:
                    parts.append(str(values[name]))
                else:
                    parts.append(str(values[name]) if name in values else found.group())
            elif found.group("escaped") is not None:
                parts.append(self.delimiter)
            elif found.group("invalid") is None:
                raise ValueError("Unrecognized named group in pattern", found.re)
            elif is_safe:
                parts.append(found.group())
            else:
                self._invalid(found.start("invalid"))
        return "".join(parts) + self.template[end:]

    def substitute(self, mapping: Mapping[str, Any] | None = None, /, **kws: Any) -> str:
        return self._substituted(_both(mapping, kws), False)

    def safe_substitute(self, mapping: Mapping[str, Any] | None = None, /, **kws: Any) -> str:
        return self._substituted(_both(mapping, kws), True)

    def is_valid(self) -> bool:
        for found in self._pattern().finditer(self.template):
            if found.group("invalid") is not None:
                return False
            if found.group("named") is None and found.group("braced") is None and found.group("escaped") is None:
                raise ValueError("Unrecognized named group in pattern", found.re)
        return True

    def get_identifiers(self) -> list[str]:
        ids: list[str] = []
        for found in self._pattern().finditer(self.template):
            name = found.group("named") or found.group("braced")
            if name is not None:
                if name not in ids:
                    ids.append(name)
            elif found.group("invalid") is None and found.group("escaped") is None:
                raise ValueError("Unrecognized named group in pattern", found.re)
        return ids


def _both(mapping: Any, kws: Any) -> Any:
    if mapping is None or not kws:
        return kws if mapping is None else mapping
    both: dict[str, Any] = {}
    both.update(mapping)
    both.update(kws)
    return both
