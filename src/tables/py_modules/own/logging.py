"""Logging, to the console of the browser."""

import time
from collections.abc import Iterable
from typing import Any

from pulse.js import console

CRITICAL = 50
FATAL = CRITICAL
ERROR = 40
WARNING = 30
WARN = WARNING
INFO = 20
DEBUG = 10
NOTSET = 0

BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"

raiseExceptions = True

_names: dict[int, str] = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_levels: dict[str, int] = {
    "CRITICAL": 50,
    "FATAL": 50,
    "ERROR": 40,
    "WARN": 30,
    "WARNING": 30,
    "INFO": 20,
    "DEBUG": 10,
    "NOTSET": 0,
}
_started = time.time()


def getLevelName(level: Any) -> Any:
    if level in _names:
        return _names[level]
    return _levels[level] if level in _levels else f"Level {level}"


def getLevelNamesMapping() -> dict[str, int]:
    return dict(_levels)


def addLevelName(level: int, levelName: str) -> None:
    _names[level] = levelName
    _levels[levelName] = level


def _checked(level: Any) -> int:
    if isinstance(level, str):
        if level not in _levels:
            raise ValueError(f"Unknown level: {level!r}")
        return _levels[level]
    if isinstance(level, int):
        return level
    raise TypeError(f"Level not an integer or a valid string: {level!r}")


# What only the frames of CPython tell.
_OF_FRAMES = ("filename", "funcName", "lineno", "module", "pathname", "process", "processName", "thread", "stack_info")


class LogRecord:
    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: Any,
        args: Any,
        exc_info: Any,
        func: Any = None,
        sinfo: Any = None,
    ):
        now = time.time()
        self.name = name
        self.msg = msg
        # A dict alone is what `%(key)s` is taken from.
        self.args = args[0] if len(args) == 1 and isinstance(args[0], dict) and args[0] else args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.exc_info = exc_info
        self.exc_text: Any = None
        self.stack_info: Any = None
        self.created = now
        self.msecs = int((now - int(now)) * 1000) + 0.0
        self.relativeCreated = (now - _started) * 1000
        self.threadName = "MainThread"
        self.taskName: Any = None
        self.message = ""
        self.asctime = ""

    def getMessage(self) -> str:
        text = str(self.msg)
        return text % self.args if self.args else text

    def __repr__(self) -> str:
        return f'<LogRecord: {self.name}, {self.levelno}, "{self.msg}">'


def makeLogRecord(dict: dict[str, Any]) -> LogRecord:
    record = LogRecord("", 0, "", 0, "", (), None)
    record.__dict__.update(dict)
    return record


class Formatter:
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt: Any = None, datefmt: Any = None, style: str = "%", validate: bool = True, *, defaults: Any = None):
        if style not in ("%", "{", "$"):
            raise ValueError("Style must be one of: %,{,$")
        plain = {"%": "%(message)s", "{": "{message}", "$": "${message}"}
        self._style = style
        self._fmt = fmt or plain[style]
        self._defaults = defaults
        self.datefmt = datefmt
        for name in _OF_FRAMES:
            if self._names(name):
                raise NotImplementedError(f"a log record knows no `{name}` in a browser; take it out of the format")

    def _names(self, name: str) -> bool:
        if self._style == "%":
            return f"%({name})" in self._fmt
        if self._style == "{":
            return "{" + name in self._fmt
        return "${" + name + "}" in self._fmt or "$" + name in self._fmt

    def usesTime(self) -> bool:
        return self._names("asctime")

    def formatTime(self, record: Any, datefmt: Any = None) -> str:
        local = time.localtime(record.created)
        if datefmt:
            return time.strftime(datefmt, local)
        text = time.strftime(self.default_time_format, local)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei: Any) -> str:
        error = ei[1]
        text = str(error)
        name = type(error).__name__
        return f"{name}: {text}" if text else name

    def formatMessage(self, record: Any) -> str:
        values = dict(self._defaults or {})
        values.update(record.__dict__)
        if self._style == "%":
            return self._fmt % values
        if self._style == "{":
            return self._fmt.format(**values)
        text = self._fmt
        for name, value in values.items():
            text = text.replace("${" + name + "}", str(value))
        return text

    def format(self, record: Any) -> str:
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text = (text if text.endswith("\n") else text + "\n") + record.exc_text
        return text


class Filter:
    def __init__(self, name: str = ""):
        self.name = name

    def filter(self, record: Any) -> Any:
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    def __init__(self):
        self.filters: list[Any] = []

    def addFilter(self, filter: Any) -> None:
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter: Any) -> None:
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record: Any) -> Any:
        """The record that is left, or False."""
        for one in self.filters:
            result = one.filter(record) if hasattr(one, "filter") else one(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record


_plain: Any = None


class Handler(Filterer):
    def __init__(self, level: Any = NOTSET):
        super().__init__()
        self.name: Any = None
        self.level: int = _checked(level)
        self.formatter: Any = None

    def get_name(self) -> Any:
        return self.name

    def set_name(self, name: Any) -> None:
        self.name = name

    def setLevel(self, level: Any) -> None:
        self.level = _checked(level)

    def setFormatter(self, fmt: Any) -> None:
        self.formatter = fmt

    def format(self, record: Any) -> str:
        global _plain
        if self.formatter is not None:
            return self.formatter.format(record)
        if _plain is None:
            _plain = Formatter()
        return _plain.format(record)

    def emit(self, record: Any) -> None:
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record: Any) -> Any:
        kept = self.filter(record)
        if kept:
            self.emit(kept)
        return kept

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass


class StreamHandler(Handler):
    """Writes to the stream that it is given, else to the console."""

    terminator = "\n"

    def __init__(self, stream: Any = None):
        super().__init__()
        self.stream = stream

    def emit(self, record: Any) -> None:
        text = self.format(record)
        if self.stream is not None:
            self.stream.write(text + self.terminator)
            return
        # The console shows where an error comes from.
        parts: list[Any] = [text, record.exc_info[1]] if record.exc_info else [text]
        if record.levelno >= ERROR:
            console.error(*parts)
        elif record.levelno >= WARNING:
            console.warn(*parts)
        elif record.levelno >= INFO:
            console.info(*parts)
        else:
            console.debug(*parts)


class NullHandler(Handler):
    def handle(self, record: Any) -> Any:
        return None

    def emit(self, record: Any) -> None:
        pass


def _handled() -> Any:
    """The exception that is being handled."""
    try:
        raise
    except BaseException as error:
        return error


def _told(exc_info: Any) -> Any:
    """What a record has of an exception."""
    if not exc_info:
        return None
    if isinstance(exc_info, BaseException):
        return type(exc_info), exc_info, None
    if isinstance(exc_info, tuple):
        return exc_info
    error = _handled()
    return type(error), error, None


class Logger(Filterer):
    def __init__(self, name: str, level: Any = NOTSET):
        super().__init__()
        self.name = name
        self.level: int = _checked(level)
        self.parent: Any = None
        self.propagate: Any = True
        self.handlers: list[Any] = []
        self.disabled: Any = False

    def setLevel(self, level: Any) -> None:
        self.level = _checked(level)

    def getEffectiveLevel(self) -> int:
        at: Any = self
        while at is not None:
            if at.level:
                return at.level
            at = at.parent
        return NOTSET

    def isEnabledFor(self, level: int) -> bool:
        return not self.disabled and level > disabled[0] and level >= self.getEffectiveLevel()

    def addHandler(self, hdlr: Any) -> None:
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr: Any) -> None:
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self) -> bool:
        at: Any = self
        while at is not None:
            if at.handlers:
                return True
            at = at.parent if at.propagate else None
        return False

    def getChild(self, suffix: str) -> Any:
        return getLogger(suffix if self.parent is None else f"{self.name}.{suffix}")

    def debug(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(DEBUG, msg, args, exc_info, extra)

    def info(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(INFO, msg, args, exc_info, extra)

    def warning(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(WARNING, msg, args, exc_info, extra)

    def error(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(ERROR, msg, args, exc_info, extra)

    def exception(self, msg: Any, *args: Any, exc_info: Any = True, extra: Any = None) -> None:
        self._log(ERROR, msg, args, exc_info, extra)

    def critical(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(CRITICAL, msg, args, exc_info, extra)

    def fatal(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(CRITICAL, msg, args, exc_info, extra)

    def log(self, level: int, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(level, msg, args, exc_info, extra)

    def _log(self, level: int, msg: Any, args: Any, exc_info: Any, extra: Any) -> None:
        if not self.isEnabledFor(level):
            return
        record = LogRecord(self.name, level, "", 0, msg, args, _told(exc_info))
        if extra is not None:
            for key in extra:
                if key in ("message", "asctime") or key in record.__dict__:
                    raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
            record.__dict__.update(extra)
        self.handle(record)

    def handle(self, record: Any) -> None:
        if self.disabled:
            return
        kept = self.filter(record)
        if kept:
            self.callHandlers(kept)

    def callHandlers(self, record: Any) -> None:
        at: Any = self
        found = 0
        while at is not None:
            for handler in at.handlers:
                found += 1
                if record.levelno >= handler.level:
                    handler.handle(record)
            at = at.parent if at.propagate else None
        if found == 0 and record.levelno >= _last.level:
            _last.handle(record)

    def __repr__(self) -> str:
        kind = type(self).__name__
        return f"<{kind} {self.name} ({getLevelName(self.getEffectiveLevel())})>"


# The level that is off with all below it.
disabled: list[int] = [0]
class _LastHandler(StreamHandler):
    """What writes where no logger has a handler."""

    def __init__(self):
        super().__init__()
        self.level = WARNING


_last: Any = _LastHandler()
root = Logger("root", WARNING)
# By name. Who asks for a logger when a module loads changes nothing that can be seen.
_loggers: dict[str, Any] = {}


def getLogger(name: str | None = None) -> Logger:
    if not name or name == root.name:
        return root
    known = _loggers.get(name)
    if known is not None:
        return known
    made = Logger(name)
    _loggers[name] = made
    for other in list(_loggers.values()):
        if other is made or other.name.startswith(name + "."):
            other.parent = _above(other.name)
    return made


def _above(name: str) -> Any:
    """The logger that is next above."""
    while "." in name:
        name = name.rpartition(".")[0]
        found = _loggers.get(name)
        if found is not None:
            return found
    return root


def disable(level: int = CRITICAL) -> None:
    disabled[0] = level


def basicConfig(
    *,
    level: Any = None,
    format: str | None = None,
    datefmt: str | None = None,
    style: str = "%",
    stream: Any = None,
    handlers: Iterable[Any] | None = None,
    force: bool = False,
) -> None:
    if force:
        root.handlers.clear()
    if root.handlers:
        return
    basic = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}
    if style not in basic:
        raise ValueError("Style must be one of: %,{,$")
    formatter = Formatter(format or basic[style], datefmt, style)
    for handler in [StreamHandler(stream)] if handlers is None else handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def _root() -> Logger:
    if not root.handlers:
        basicConfig()
    return root


def debug(msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
    _root()._log(DEBUG, msg, args, exc_info, extra)


def info(msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
    _root()._log(INFO, msg, args, exc_info, extra)


def warning(msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
    _root()._log(WARNING, msg, args, exc_info, extra)


def error(msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
    _root()._log(ERROR, msg, args, exc_info, extra)


def exception(msg: Any, *args: Any, exc_info: Any = True, extra: Any = None) -> None:
    _root()._log(ERROR, msg, args, exc_info, extra)


def critical(msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
    _root()._log(CRITICAL, msg, args, exc_info, extra)


def log(level: int, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
    _root()._log(level, msg, args, exc_info, extra)


class LoggerAdapter:
    def __init__(self, logger: Any, extra: Any = None):
        self.logger = logger
        self.extra = extra

    def process(self, msg: Any, kwargs: Any) -> Any:
        kwargs["extra"] = self.extra
        return msg, kwargs

    def isEnabledFor(self, level: int) -> bool:
        return self.logger.isEnabledFor(level)

    def setLevel(self, level: Any) -> None:
        self.logger.setLevel(level)

    def _log(self, level: int, msg: Any, args: Any, exc_info: Any, extra: Any) -> None:
        if self.isEnabledFor(level):
            text, given = self.process(msg, {"exc_info": exc_info, "extra": extra})
            self.logger._log(level, text, args, given.get("exc_info"), given.get("extra"))

    def log(self, level: int, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(level, msg, args, exc_info, extra)

    def debug(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(DEBUG, msg, args, exc_info, extra)

    def info(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(INFO, msg, args, exc_info, extra)

    def warning(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(WARNING, msg, args, exc_info, extra)

    def error(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(ERROR, msg, args, exc_info, extra)

    def exception(self, msg: Any, *args: Any, exc_info: Any = True, extra: Any = None) -> None:
        self._log(ERROR, msg, args, exc_info, extra)

    def critical(self, msg: Any, *args: Any, exc_info: Any = None, extra: Any = None) -> None:
        self._log(CRITICAL, msg, args, exc_info, extra)
