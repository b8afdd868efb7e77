"""Statements with one token deleted, doubled, swapped or replaced, and whether CPython takes them.

One JSON line per text: `[text, accepted]`. The seed is fixed, so every run makes the same texts.
"""

import ast
import io
import json
import random
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
random.seed(312)
OTHERS = "( ) [ ] { } : , . = == := * ** + - not in is if else for lambda await yield def class 1 x 'a' f'{x}' async \n ;".split(" ")


def pieces(text):
    """The tokens with the white space before each."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found, last = [], 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        start = starts[token.start[0] - 1] + token.start[1]
        end = starts[min(token.end[0] - 1, len(starts) - 1)] + token.end[1]
        if not token.string.strip() or start < last:
            continue
        found.append((text[last:start], token.string))
        last = end
    return found, text[last:]


def mutate(text):
    found, tail = pieces(text)
    at = random.randrange(len(found))
    space, token = found[at]
    match random.randrange(4):
        case 0:
            found[at] = (space, "")
        case 1:
            found[at] = (space, f"{token} {token}")
        case 2:
            other = random.randrange(len(found))
            found[at], found[other] = (space, found[other][1]), (found[other][0], token)
        case 3:
            found[at] = (space, random.choice(OTHERS))
    return "".join(space + token for space, token in found) + tail


def accepted(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def main():
    for path in sys.stdin.read().splitlines():
        with io.open(path, encoding="utf-8") as file:
            text = file.read()
        for node in ast.parse(text).body:
            for part in ast.walk(node):
                if not isinstance(part, ast.stmt):
                    continue
                segment = ast.get_source_segment(text, part)
                if len(segment) > 300 or "\n" in segment and part.col_offset or len(segment) < 8:
                    continue
                for _ in range(2):
                    try:
                        changed = mutate(segment)
                    except tokenize.TokenError:
                        continue
                    print(json.dumps([changed, accepted(changed)]))


main()
