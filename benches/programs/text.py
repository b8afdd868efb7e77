"""Programs of text."""

from collections import Counter, defaultdict

import pulse as ps


@ps.javascript
def levenshtein(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        current = [i + 1]
        for j, y in enumerate(b):
            cost = 0 if x == y else 1
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


@ps.javascript
def csv(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    row: list[str] = []
    field = ""
    quoted = False
    i = 0
    while i < len(text):
        c = text[i]
        if quoted:
            if c == '"':
                if i + 1 < len(text) and text[i + 1] == '"':
                    field += '"'
                    i += 1
                else:
                    quoted = False
            else:
                field += c
        elif c == '"':
            quoted = True
        elif c == ",":
            row.append(field)
            field = ""
        elif c == "\n":
            row.append(field)
            rows.append(row)
            row = []
            field = ""
        elif not c.isspace() or field != "":
            field += c
        i += 1
    return rows


@ps.javascript
def csv_lines(text: str) -> dict[str, float]:
    totals: dict[str, float] = {}
    for line in text.splitlines():
        parts = [part.strip() for part in line.split(",")]
        if len(parts) != 3:
            continue
        name, amount, kind = parts
        if kind != "sale":
            continue
        totals[name] = totals.get(name, 0.0) + float(amount)
    return totals


@ps.javascript
def string_building(n: int) -> str:
    lines: list[str] = []
    for i in range(n):
        name = "item" + str(i)
        lines.append(f"{name}: {i * 3} ({i % 7})")
    return "\n".join(lines).upper()


@ps.javascript
def price_table(rows: list[tuple[str, float, int]]) -> str:
    out = ""
    for name, price, count in rows:
        out += f"{name:<10}|{price:8.2f}|{count:4d}|{price * count:.2f}\n"
    return out


@ps.javascript
def statistics(text: str) -> list[tuple[str, int]]:
    words = text.lower().split()
    counts = Counter(words)
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        by_letter[word[0]].append(word)
    lengths: defaultdict[int, int] = defaultdict(int)
    for word in words:
        lengths[len(word)] += 1
    top = counts.most_common(5)
    longest = max(lengths.items(), key=lambda item: item[1])
    return top + [(letter, len(group)) for letter, group in sorted(by_letter.items())] + [("length", longest[0])]


@ps.javascript
def caesar(text: str, shift: int) -> str:
    out = []
    for c in text:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - ord("a") + shift) % 26 + ord("a")))
        elif c.isupper():
            out.append(chr((ord(c) - ord("A") + shift) % 26 + ord("A")))
        else:
            out.append(c)
    return "".join(out)


@ps.javascript
def roman(limit: int) -> int:
    numerals = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for n in range(1, limit):
        text = ""
        rest = n
        for value, numeral in numerals:
            while rest >= value:
                text += numeral
                rest -= value
        back = 0
        before = 0
        for c in reversed(text):
            value = values[c]
            if value < before:
                back -= value
            else:
                back += value
                before = value
        if back == n:
            total += len(text)
    return total


@ps.javascript
def tokens(source: str) -> int:
    kinds: dict[str, int] = {"name": 0, "number": 0, "sign": 0}
    i = 0
    n = len(source)
    while i < n:
        c = source[i]
        if c.isalpha() or c == "_":
            start = i
            while i < n and (source[i].isalnum() or source[i] == "_"):
                i += 1
            kinds["name"] += len(source[start:i])
        elif c.isdigit():
            value = 0
            while i < n and source[i].isdigit():
                value = value * 10 + int(source[i])
                i += 1
            kinds["number"] += value % 10
        else:
            if not c.isspace():
                kinds["sign"] += 1
            i += 1
    return kinds["name"] * 10000 + kinds["number"] * 100 + kinds["sign"]
