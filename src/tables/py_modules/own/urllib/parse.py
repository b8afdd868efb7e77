"""Parts of URLs, and what is escaped in them."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = [*uses_relative, "telnet", "snews", "rsync", "nfs", "git", "git+ssh", "itms-services"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips", "mms", "sftp", "tel"]

_SCHEME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_CONTROLS = "".join(map(chr, range(33)))
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_HEX = "0123456789abcdefABCDEF"
_FUTURE = re.compile(r"v[a-fA-F0-9]+\..+")


# Escapes.


def quote_from_bytes(bs: bytes | bytearray, safe: str | bytes = "/") -> str:
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    kept = safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes(c for c in safe if c < 128)
    return "".join(chr(byte) if byte in _PLAIN or byte in kept else f"%{byte:02X}" for byte in bs)


def quote(string: str | bytes, safe: str | bytes = "/", encoding: str | None = None, errors: str | None = None) -> str:
    if isinstance(string, str):
        if not string:
            return string
        return quote_from_bytes(string.encode(encoding or "utf-8", errors or "strict"), safe)
    if encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    if errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string: str | bytes, safe: str | bytes = "", encoding: str | None = None, errors: str | None = None) -> str:
    text = string if isinstance(string, str) else string.decode("latin-1")
    if " " not in text:
        return quote(string, safe, encoding, errors)
    kept = safe + " " if isinstance(safe, str) else safe + b" "
    return quote(string, kept, encoding, errors).replace(" ", "+")


def unquote_to_bytes(string: str | bytes) -> bytes:
    raw = string.encode("utf-8") if isinstance(string, str) else bytes(string)
    first, *rest = raw.split(b"%")
    found = bytearray(first)
    for part in rest:
        digits = part[:2].decode("latin-1")
        if len(digits) == 2 and digits[0] in _HEX and digits[1] in _HEX:
            found.append(int(digits, 16))
            found += part[2:]
        else:
            found += b"%" + part
    return bytes(found)


def unquote(string: str | bytes, encoding: str = "utf-8", errors: str = "replace") -> str:
    if not isinstance(string, str):
        return unquote_to_bytes(string).decode(encoding or "utf-8", errors or "replace")
    if "%" not in string:
        return string
    # Only what is escaped is decoded.
    parts: list[str] = []
    start = 0
    while start < len(string):
        end = start
        while end < len(string) and string[end].isascii():
            end += 1
        if end > start:
            parts.append(unquote_to_bytes(string[start:end]).decode(encoding or "utf-8", errors or "replace"))
        start = end
        while end < len(string) and not string[end].isascii():
            end += 1
        parts.append(string[start:end])
        start = end
    return "".join(parts)


def unquote_plus(string: str, encoding: str = "utf-8", errors: str = "replace") -> str:
    return unquote(string.replace("+", " "), encoding, errors)


# Queries.


def _encoded(value: Any, safe: str | bytes, encoding: str | None, errors: str | None, quote_via: Callable[..., str]) -> str:
    if isinstance(value, bytes):
        return quote_via(value, safe)
    return quote_via(str(value), safe, encoding, errors)


def urlencode(
    query: Any,
    doseq: bool = False,
    safe: str | bytes = "",
    encoding: str | None = None,
    errors: str | None = None,
    quote_via: Callable[..., str] = quote_plus,
) -> str:
    pairs: list[Any] = list(query.items()) if hasattr(query, "items") else list(query)
    found: list[str] = []
    for name, value in pairs:
        key = _encoded(name, safe, encoding, errors, quote_via)
        many = doseq and not isinstance(value, (str, bytes)) and hasattr(value, "__len__")
        for each in value if many else [value]:
            found.append(key + "=" + _encoded(each, safe, encoding, errors, quote_via))
    return "&".join(found)


def parse_qsl(
    qs: str | None,
    keep_blank_values: bool = False,
    strict_parsing: bool = False,
    encoding: str = "utf-8",
    errors: str = "replace",
    max_num_fields: int | None = None,
    separator: str = "&",
) -> list[tuple[str, str]]:
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    text = _text(qs or "")
    if max_num_fields is not None and max_num_fields < 1 + text.count(separator):
        raise ValueError("Max number of fields exceeded")
    mark = _text(separator)
    pairs: list[tuple[str, str]] = []
    for field in text.split(mark) if text else []:
        if not field and not strict_parsing:
            continue
        name, has_value, value = field.partition("=")
        if not has_value and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or (keep_blank_values and (has_value or not strict_parsing)):
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return pairs


def parse_qs(
    qs: str | None,
    keep_blank_values: bool = False,
    strict_parsing: bool = False,
    encoding: str = "utf-8",
    errors: str = "replace",
    max_num_fields: int | None = None,
    separator: str = "&",
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        found.setdefault(name, []).append(value)
    return found


# What stands in the place of the server.


def _user(netloc: str) -> tuple[str | None, str | None]:
    info, has_user, _ = netloc.rpartition("@")
    if not has_user:
        return None, None
    name, has_password, password = info.partition(":")
    return name, password if has_password else None


def _host(netloc: str) -> tuple[str | None, str | None]:
    place = netloc.rpartition("@")[2]
    _, is_bracketed, inside = place.partition("[")
    if is_bracketed:
        host, _, rest = inside.partition("]")
        port = rest.partition(":")[2]
    else:
        host, _, port = place.partition(":")
    name, mark, zone = host.partition("%")
    return (name.lower() + mark + zone) or None, port or None


def _port(netloc: str) -> int | None:
    port = _host(netloc)[1]
    if port is None:
        return None
    if not (port.isdigit() and port.isascii()):
        raise ValueError(f"Port could not be cast to integer value as {port!r}")
    number = int(port)
    if number > 65535:
        raise ValueError("Port out of range 0-65535")
    return number


class DefragResult(NamedTuple):
    url: str
    fragment: str

    def geturl(self) -> str:
        return f"{self.url}#{self.fragment}" if self.fragment else self.url


class SplitResult(NamedTuple):
    scheme: str
    netloc: str
    path: str
    query: str
    fragment: str

    @property
    def username(self) -> str | None:
        return _user(self.netloc)[0]

    @property
    def password(self) -> str | None:
        return _user(self.netloc)[1]

    @property
    def hostname(self) -> str | None:
        return _host(self.netloc)[0]

    @property
    def port(self) -> int | None:
        return _port(self.netloc)

    def geturl(self) -> str:
        return urlunsplit(self)


class ParseResult(NamedTuple):
    scheme: str
    netloc: str
    path: str
    params: str
    query: str
    fragment: str

    @property
    def username(self) -> str | None:
        return _user(self.netloc)[0]

    @property
    def password(self) -> str | None:
        return _user(self.netloc)[1]

    @property
    def hostname(self) -> str | None:
        return _host(self.netloc)[0]

    @property
    def port(self) -> int | None:
        return _port(self.netloc)

    def geturl(self) -> str:
        return urlunparse(self)


# URLs.


def _text(url: Any) -> str:
    if not isinstance(url, str):
        raise NotImplementedError("parts of bytes are not compiled: decode them")
    return url


def _is_ipv4(host: str) -> bool:
    parts = host.split(".")
    is_byte = [part.isascii() and part.isdigit() and len(part) <= 3 and str(int(part)) == part and int(part) < 256 for part in parts]
    return len(parts) == 4 and all(is_byte)


def _is_ipv6(host: str) -> bool:
    groups = host.split(":")
    if "." in groups[-1]:
        if not _is_ipv4(groups[-1]):
            return False
        groups[-1:] = ["0", "0"]
    if host.count("::") > 1 or ":::" in host or (":" not in host):
        return False
    if host.startswith("::"):
        groups = groups[1:]
    if host.endswith("::"):
        groups = groups[:-1]
    full = [group for group in groups if group]
    if not all(len(group) <= 4 and all(char in _HEX for char in group) for group in full):
        return False
    return len(full) <= 7 and groups.count("") == 1 if "::" in host else len(full) == len(groups) == 8


def _check_netloc(netloc: str) -> None:
    if ("[" in netloc) != ("]" in netloc):
        raise ValueError("Invalid IPv6 URL")
    if "[" in netloc:
        host = netloc.partition("[")[2].partition("]")[0]
        if host.startswith("v"):
            if _FUTURE.fullmatch(host) is None:
                raise ValueError("IPvFuture address is invalid")
            return
        if _is_ipv4(host):
            raise ValueError("An IPv4 address cannot be in brackets")
        if not _is_ipv6(host.partition("%")[0]):
            raise ValueError(f"{host!r} does not appear to be an IPv4 or IPv6 address")


def urlsplit(url: str, scheme: str = "", allow_fragments: bool = True) -> SplitResult:
    rest = _text(url).lstrip(_CONTROLS)
    kind = _text(scheme).strip(_CONTROLS)
    for char in "\t\r\n":
        rest = rest.replace(char, "")
        kind = kind.replace(char, "")
    first, has_colon, after = rest.partition(":")
    if has_colon and first and first[0].isascii() and first[0].isalpha() and all(char in _SCHEME for char in first):
        kind = first.lower()
        rest = after
    netloc = query = fragment = ""
    if rest.startswith("//"):
        end = min([at for at in [rest.find(mark, 2) for mark in "/?#"] if at >= 0], default=len(rest))
        netloc = rest[2:end]
        rest = rest[end:]
        _check_netloc(netloc)
    if allow_fragments:
        rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    return SplitResult(kind, netloc, rest, query, fragment)


def urlparse(url: str, scheme: str = "", allow_fragments: bool = True) -> ParseResult:
    kind, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if kind in uses_params:
        at = path.find(";", max(path.rfind("/"), 0))
        if at >= 0:
            params = path[at + 1 :]
            path = path[:at]
    return ParseResult(kind, netloc, path, params, query, fragment)


def urlunsplit(components: Any) -> str:
    scheme, netloc, path, query, fragment = components
    url = _text(path)
    if netloc or (scheme and scheme in uses_netloc and not url.startswith("//")):
        slash = "/" if url and not url.startswith("/") else ""
        url = f"//{netloc or ''}{slash}{url}"
    if scheme:
        url = f"{scheme}:{url}"
    if query:
        url = f"{url}?{query}"
    return f"{url}#{fragment}" if fragment else url


def urlunparse(components: Any) -> str:
    scheme, netloc, path, params, query, fragment = components
    return urlunsplit((scheme, netloc, f"{path};{params}" if params else path, query, fragment))


def urldefrag(url: str) -> DefragResult:
    if "#" not in _text(url):
        return DefragResult(url, "")
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)


def _joined(base: str, path: str) -> str:
    """A path as it is seen from another one."""
    if path.startswith("/"):
        segments = path.split("/")
    else:
        folder = base.split("/")
        if folder[-1] != "":
            folder.pop()
        segments = folder + path.split("/")
        segments[1:-1] = [segment for segment in segments[1:-1] if segment]
    found: list[str] = []
    for segment in segments:
        if segment == "..":
            if found:
                found.pop()
        elif segment != ".":
            found.append(segment)
    if segments[-1] in (".", ".."):
        found.append("")
    return "/".join(found) or "/"


def urljoin(base: str, url: str, allow_fragments: bool = True) -> str:
    if not _text(base) or not _text(url):
        return url or base
    old = urlparse(base, "", allow_fragments)
    new = urlparse(url, old.scheme, allow_fragments)
    if new.scheme != old.scheme or new.scheme not in uses_relative:
        return url
    netloc = new.netloc
    if new.scheme in uses_netloc and not netloc:
        netloc = old.netloc
    elif new.scheme in uses_netloc:
        return urlunparse(new)
    if not new.path and not new.params:
        query = new.query or old.query
        return urlunparse((new.scheme, netloc, old.path, old.params, query, new.fragment))
    path = _joined(old.path, new.path)
    return urlunparse((new.scheme, netloc, path, new.params, new.query, new.fragment))
