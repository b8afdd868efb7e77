"""Names and shell patterns, where case counts as it does on POSIX."""

import functools
import re
from collections.abc import Iterable


@functools.lru_cache(maxsize=32768)
def _matcher(pat: str) -> re.Pattern[str]:
    if not isinstance(pat, str):
        raise NotImplementedError("patterns of bytes are not compiled: decode them")
    first, *others = _runs(pat)
    if not others:
        return re.compile(f"{first}\\Z", re.DOTALL)
    # The first place where a part fits is the one: what a group ahead found is taken as it is.
    parts = [f"(?=(?P<g{at}>.*?{run}))(?P=g{at})" for at, run in enumerate(others[:-1]) if run]
    return re.compile(f"{first}{''.join(parts)}.*{others[-1]}\\Z", re.DOTALL)


def fnmatch(name: str, pat: str) -> bool:
    return fnmatchcase(name, pat)


def fnmatchcase(name: str, pat: str) -> bool:
    return _matcher(pat).match(name) is not None


def filter(names: Iterable[str], pat: str) -> list[str]:
    pattern = _matcher(pat)
    return [name for name in names if pattern.match(name) is not None]


def _set(stuff: str) -> str:
    """The pattern of what stands in brackets."""
    if "-" not in stuff:
        stuff = stuff.replace("\\", "\\\\")
    else:
        chunks: list[str] = []
        start = 0
        at = 2 if stuff[0] == "!" else 1
        while True:
            at = stuff.find("-", at)
            if at < 0:
                break
            chunks.append(stuff[start:at])
            start = at + 1
            at += 3
        rest = stuff[start:]
        if rest:
            chunks.append(rest)
        else:
            chunks[-1] += "-"
        # Ranges that are empty.
        for place in range(len(chunks) - 1, 0, -1):
            if chunks[place - 1][-1] > chunks[place][0]:
                chunks[place - 1] = chunks[place - 1][:-1] + chunks[place][1:]
                del chunks[place]
        escaped = [chunk.replace("\\", "\\\\").replace("-", "\\-") for chunk in chunks]
        stuff = "-".join(escaped)
    stuff = re.sub(r"([&~|])", r"\\\1", stuff)
    if not stuff:
        return "(?!)"
    if stuff == "!":
        return "."
    if stuff[0] == "!":
        stuff = "^" + stuff[1:]
    elif stuff[0] in "^[":
        stuff = "\\" + stuff
    return f"[{stuff}]"


def _parts(pat: str) -> list[str | None]:
    """What the pattern is made of; None for any number of `*`."""
    parts: list[str | None] = []
    at = 0
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == "*":
            if not parts or parts[-1] is not None:
                parts.append(None)
        elif char == "?":
            parts.append(".")
        elif char == "[":
            end = at
            if end < len(pat) and pat[end] == "!":
                end += 1
            if end < len(pat) and pat[end] == "]":
                end += 1
            while end < len(pat) and pat[end] != "]":
                end += 1
            if end >= len(pat):
                parts.append("\\[")
            else:
                parts.append(_set(pat[at:end]))
                at = end + 1
        else:
            parts.append(re.escape(char))
    return parts


def _runs(pat: str) -> list[str]:
    """What stands between its `*`."""
    runs = [""]
    for part in _parts(pat):
        if part is None:
            runs.append("")
        else:
            runs[-1] += part
    return runs


def translate(pat: str) -> str:
    first, *others = _runs(pat)
    if not others:
        return f"(?s:{first})\\Z"
    middle = "".join(f"(?>.*?{run})" for run in others[:-1] if run)
    return f"(?s:{first}{middle}.*{others[-1]})\\Z"
