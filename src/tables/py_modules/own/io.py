"""What works in memory of `io`."""

from collections.abc import Iterable


class StringIO:
    def __init__(self, initial_value: str | None = "", newline: str | None = "\n"):
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self.newlines = None
        self.line_buffering = False
        self._newline = newline
        self._text = ""
        self._at = 0
        self._is_open = True
        if initial_value:
            self.write(initial_value)
            self._at = 0

    @property
    def closed(self) -> bool:
        return not self._is_open

    def _check(self):
        if not self._is_open:
            raise ValueError("I/O operation on closed file")

    def _translated(self, text: str) -> str:
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    def write(self, s: str, /) -> int:
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got '{type(s).__name__}'")
        text = self._translated(s)
        if text:
            before = self._text[: self._at]
            before += "\0" * (self._at - len(self._text))
            self._text = before + text + self._text[self._at + len(text) :]
            self._at += len(text)
        return len(s)

    def writelines(self, lines: Iterable[str], /) -> None:
        self._check()
        for line in lines:
            self.write(line)

    def read(self, size: int | None = -1, /) -> str:
        self._check()
        end = len(self._text) if size is None or size < 0 else self._at + size
        text = self._text[self._at : end]
        self._at += len(text)
        return text

    def readline(self, size: int | None = -1, /) -> str:
        self._check()
        return self.read(self._line_end(size) - self._at) if self._at < len(self._text) else ""

    def _line_end(self, size: int | None) -> int:
        ends = ["\n"]
        if self._newline == "":
            ends = ["\r\n", "\n", "\r"]
        elif self._newline is not None:
            ends = [self._newline]
        start = len(self._text)
        end = start
        for mark in ends:
            at = self._text.find(mark, self._at)
            if 0 <= at < start:
                start = at
                end = at + len(mark)
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        return end

    def readlines(self, hint: int | None = -1, /) -> list[str]:
        self._check()
        lines: list[str] = []
        total = 0
        while line := self.readline():
            lines.append(line)
            if hint is not None and 0 < hint < total + len(line):
                break
            total += len(line)
        return lines

    def __iter__(self):
        self._check()
        return self

    def __next__(self) -> str:
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def getvalue(self) -> str:
        self._check()
        return self._text

    def tell(self) -> int:
        self._check()
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and offset < 0:
            raise ValueError(f"Negative seek position {offset}")
        if whence != 0 and offset != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 0:
            self._at = offset
        elif whence == 2:
            self._at = len(self._text)
        return self._at

    def truncate(self, pos: int | None = None, /) -> int:
        self._check()
        size = self._at if pos is None else pos
        if size < 0:
            raise ValueError(f"Negative size value {size}")
        self._text = self._text[:size]
        return size

    def readable(self) -> bool:
        self._check()
        return True

    def writable(self) -> bool:
        self._check()
        return True

    def seekable(self) -> bool:
        self._check()
        return True

    def isatty(self) -> bool:
        self._check()
        return False

    def flush(self) -> None:
        self._check()

    def close(self) -> None:
        self._is_open = False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args) -> None:
        self.close()
