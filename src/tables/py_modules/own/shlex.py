"""Words as a shell has them."""

import re
from collections.abc import Iterable

_SPACE = " \t\r\n"


def split(s: str | None, comments: bool = False, posix: bool = True) -> list[str]:
    if s is None:
        raise ValueError("s argument must not be None")
    words: list[str] = []
    at = 0
    while True:
        while at < len(s) and s[at] in _SPACE:
            at += 1
        if at == len(s):
            return words
        if comments and s[at] == "#":
            while at < len(s) and s[at] != "\n":
                at += 1
            continue
        at, word = _posix_word(s, at, comments) if posix else _plain_word(s, at, comments)
        words.append(word)


def _posix_word(s: str, at: int, comments: bool) -> tuple[int, str]:
    word: list[str] = []
    while at < len(s) and s[at] not in _SPACE:
        char = s[at]
        if comments and char == "#":
            # What follows belongs to the comment.
            while at < len(s) and s[at] != "\n":
                at += 1
            break
        at += 1
        if char == "\\":
            if at == len(s):
                raise ValueError("No escaped character")
            word.append(s[at])
            at += 1
        elif char == "'":
            end = s.find("'", at)
            if end < 0:
                raise ValueError("No closing quotation")
            word.append(s[at:end])
            at = end + 1
        elif char == '"':
            while at < len(s) and s[at] != '"':
                if s[at] == "\\":
                    if at + 1 == len(s):
                        raise ValueError("No escaped character")
                    if s[at + 1] in '"\\':
                        at += 1
                    else:
                        word.append("\\")
                        at += 1
                word.append(s[at])
                at += 1
            if at == len(s):
                raise ValueError("No closing quotation")
            at += 1
        else:
            word.append(char)
    return at, "".join(word)


def _plain_word(s: str, at: int, comments: bool) -> tuple[int, str]:
    """Quotes stay; only those that begin a word mean something."""
    if s[at] in "'\"":
        end = s.find(s[at], at + 1)
        if end < 0:
            raise ValueError("No closing quotation")
        return end + 1, s[at : end + 1]
    word = ""
    while at < len(s) and s[at] not in _SPACE:
        if comments and s[at] == "#":
            # The word goes on behind the comment.
            end = s.find("\n", at)
            at = len(s) if end < 0 else end + 1
        else:
            word += s[at]
            at += 1
    return at, word


_UNSAFE = re.compile(r"[^\w@%+=:,./-]", re.ASCII)


def quote(s: str) -> str:
    if not s:
        return "''"
    if _UNSAFE.search(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command: Iterable[str]) -> str:
    return " ".join(quote(arg) for arg in split_command)
