"""Programs of games, words, classes and searches."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

import pulse as ps


@ps.javascript
def sudoku(rows: list[str]) -> int:
    board = [[int(c) for c in row] for row in rows]
    steps = 0

    def fits(r: int, c: int, v: int) -> bool:
        for i in range(9):
            if board[r][i] == v or board[i][c] == v:
                return False
        top, left = r // 3 * 3, c // 3 * 3
        for i in range(top, top + 3):
            for j in range(left, left + 3):
                if board[i][j] == v:
                    return False
        return True

    def solve(at: int) -> bool:
        nonlocal steps
        steps += 1
        while at < 81 and board[at // 9][at % 9] != 0:
            at += 1
        if at == 81:
            return True
        r, c = at // 9, at % 9
        for v in range(1, 10):
            if fits(r, c, v):
                board[r][c] = v
                if solve(at + 1):
                    return True
                board[r][c] = 0
        return False

    solve(0)
    return steps


@ps.javascript
def run_length(text: str) -> str:
    out = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out += text[i] + str(j - i)
        i = j
    return out


@ps.javascript
def anagrams(words: list[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups["".join(sorted(word))].append(word)
    return sorted(group for group in groups.values() if len(group) > 1)


@ps.javascript
def union_find(n: int, pairs: list[tuple[int, int]]) -> int:
    parent = list(range(n))
    size = [1] * n

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    groups = n
    for a, b in pairs:
        ra, rb = find(a), find(b)
        if ra == rb:
            continue
        if size[ra] < size[rb]:
            ra, rb = rb, ra
        parent[rb] = ra
        size[ra] += size[rb]
        groups -= 1
    return groups


@ps.javascript
def merge_intervals(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


@ps.javascript
def fibonacci_memo(n: int, times: int) -> int:
    total = 0
    for k in range(times):
        memo: dict[int, int] = {}

        def fib(i: int) -> int:
            if i < 2:
                return i
            if i not in memo:
                memo[i] = fib(i - 1) + fib(i - 2)
            return memo[i]

        total += fib(n - k % 3)
    return total


@ps.javascript
def permutations_of(items: list[int]) -> int:
    count = 0

    def go(chosen: list[int], rest: list[int]) -> None:
        nonlocal count
        if not rest:
            if chosen[0] < chosen[-1]:
                count += 1
            return
        for i, item in enumerate(rest):
            go(chosen + [item], rest[:i] + rest[i + 1 :])

    go([], items)
    return count


@ps.javascript
def matmul(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    n, m, p = len(a), len(b), len(b[0])
    out = [[0.0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            total = 0.0
            for k in range(m):
                total += a[i][k] * b[k][j]
            out[i][j] = total
    return out


@ps.javascript
def brackets(texts: list[str]) -> int:
    pairs = {")": "(", "]": "[", "}": "{"}
    good = 0
    for text in texts:
        stack: list[str] = []
        ok = True
        for c in text:
            if c in "([{":
                stack.append(c)
            elif c in pairs:
                if not stack or stack.pop() != pairs[c]:
                    ok = False
                    break
        if ok and not stack:
            good += 1
    return good


@ps.javascript
def knight(n: int) -> int:
    moves = [(1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1)]
    distance = [[-1] * n for _ in range(n)]
    distance[0][0] = 0
    queue = deque([(0, 0)])
    while queue:
        x, y = queue.popleft()
        for dx, dy in moves:
            nx, ny = x + dx, y + dy
            if 0 <= nx < n and 0 <= ny < n and distance[ny][nx] == -1:
                distance[ny][nx] = distance[y][x] + 1
                queue.append((nx, ny))
    return distance[n - 1][n - 1]


@ps.javascript
def top_words(text: str, n: int) -> list[tuple[str, int]]:
    counts = Counter(word.lower().strip(".,;!") for word in text.split())
    return counts.most_common(n)


@ps.javascript
def bigrams(text: str) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for a, b in zip(text, text[1:]):
        pair = a + b
        counts[pair] = counts.get(pair, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]


@dataclass
class Account:
    name: str
    balance: float = 0.0
    log: list[float] = field(default_factory=list)

    def deposit(self, amount: float) -> None:
        if amount <= 0:
            raise ValueError("not an amount")
        self.balance += amount
        self.log.append(amount)

    def withdraw(self, amount: float) -> bool:
        if amount > self.balance:
            return False
        self.balance -= amount
        self.log.append(-amount)
        return True


@ps.javascript
def bank(names: list[str], moves: list[tuple[int, int, float]]) -> float:
    accounts = [Account(name) for name in names]
    for account in accounts:
        account.deposit(1000.0)
    failed = 0
    for source, target, amount in moves:
        if accounts[source].withdraw(amount):
            accounts[target].deposit(amount)
        else:
            failed += 1
    return failed + sum(account.balance for account in accounts)


class Tree:
    def __init__(self, key: int):
        self.key = key
        self.left: Tree | None = None
        self.right: Tree | None = None

    def insert(self, key: int) -> None:
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Tree(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Tree(key)
                    return
                node = node.right

    def height(self) -> int:
        left = self.left.height() if self.left else 0
        right = self.right.height() if self.right else 0
        return 1 + max(left, right)


@ps.javascript
def search_tree(keys: list[int]) -> int:
    root = Tree(keys[0])
    for key in keys[1:]:
        root.insert(key)
    return root.height()


@ps.javascript
def trie(words: list[str], asked: list[str]) -> int:
    root: dict = {}
    for word in words:
        node = root
        for c in word:
            node = node.setdefault(c, {})
        node["$"] = True
    found = 0
    for word in asked:
        node = root
        for c in word:
            if c not in node:
                break
            node = node[c]
        else:
            if "$" in node:
                found += 1
    return found


@ps.javascript
def stock(prices: list[float]) -> float:
    best = 0.0
    low = prices[0]
    for price in prices:
        low = min(low, price)
        best = max(best, price - low)
    return best


@ps.javascript
def validate(rows: list[dict[str, str]]) -> list[str]:
    errors: list[str] = []
    for i, row in enumerate(rows):
        name = row.get("name", "").strip()
        if not name:
            errors.append(f"row {i}: no name")
        elif len(name) > 12:
            errors.append(f"row {i}: name too long")
        try:
            age = int(row["age"])
            if not 0 <= age < 150:
                errors.append(f"row {i}: age {age}")
        except ValueError:
            errors.append(f"row {i}: age {row['age']!r}")
    return errors


@ps.javascript
def game_score(frames: list[list[int]]) -> int:
    rolls = [roll for frame in frames for roll in frame]
    score = 0
    at = 0
    for _ in range(10):
        if rolls[at] == 10:
            score += 10 + rolls[at + 1] + rolls[at + 2]
            at += 1
        elif rolls[at] + rolls[at + 1] == 10:
            score += 10 + rolls[at + 2]
            at += 2
        else:
            score += rolls[at] + rolls[at + 1]
            at += 2
    return score


@ps.javascript
def pascal(n: int) -> list[list[int]]:
    rows: list[list[int]] = [[1]]
    for _ in range(n - 1):
        last = rows[-1]
        rows.append([1] + [a + b for a, b in zip(last, last[1:])] + [1])
    return rows


@ps.javascript
def kmeans(points: list[tuple[float, float]], k: int, rounds: int) -> list[tuple[float, float]]:
    centers = points[:k]
    for _ in range(rounds):
        groups: list[list[tuple[float, float]]] = [[] for _ in range(k)]
        for p in points:
            nearest = min(range(k), key=lambda i: (p[0] - centers[i][0]) ** 2 + (p[1] - centers[i][1]) ** 2)
            groups[nearest].append(p)
        centers = [
            (sum(p[0] for p in group) / len(group), sum(p[1] for p in group) / len(group)) if group else centers[i]
            for i, group in enumerate(groups)
        ]
    return centers
