// The programs of games.py as somebody would write them in JavaScript.

export function sudoku(rows) {
  const board = rows.map((row) => Array.from(row, Number));
  let steps = 0;
  function fits(r, c, v) {
    for (let i = 0; i < 9; i++) if (board[r][i] === v || board[i][c] === v) return false;
    const top = Math.floor(r / 3) * 3, left = Math.floor(c / 3) * 3;
    for (let i = top; i < top + 3; i++) for (let j = left; j < left + 3; j++) if (board[i][j] === v) return false;
    return true;
  }
  function solve(at) {
    steps++;
    while (at < 81 && board[Math.floor(at / 9)][at % 9] !== 0) at++;
    if (at === 81) return true;
    const r = Math.floor(at / 9), c = at % 9;
    for (let v = 1; v < 10; v++) {
      if (fits(r, c, v)) {
        board[r][c] = v;
        if (solve(at + 1)) return true;
        board[r][c] = 0;
      }
    }
    return false;
  }
  solve(0);
  return steps;
}

export function run_length(text) {
  let out = "";
  for (let i = 0; i < text.length; ) {
    let j = i;
    while (j < text.length && text[j] === text[i]) j++;
    out += text[i] + (j - i);
    i = j;
  }
  return out;
}

const order = (a, b) => {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return a.length - b.length;
};

export function anagrams(words) {
  const groups = new Map();
  for (const word of words) {
    const key = [...word].sort().join("");
    const group = groups.get(key);
    if (group) group.push(word);
    else groups.set(key, [word]);
  }
  return [...groups.values()].filter((group) => group.length > 1).sort(order);
}

export function union_find(n, pairs) {
  const parent = Array.from({ length: n }, (_, i) => i);
  const size = new Array(n).fill(1);
  const find = (x) => {
    while (parent[x] !== x) {
      parent[x] = parent[parent[x]];
      x = parent[x];
    }
    return x;
  };
  let groups = n;
  for (const [a, b] of pairs) {
    let ra = find(a), rb = find(b);
    if (ra === rb) continue;
    if (size[ra] < size[rb]) [ra, rb] = [rb, ra];
    parent[rb] = ra;
    size[ra] += size[rb];
    groups--;
  }
  return groups;
}

export function merge_intervals(spans) {
  const merged = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
    else merged.push([start, end]);
  }
  return merged;
}

export function fibonacci_memo(n, times) {
  let total = 0;
  for (let k = 0; k < times; k++) {
    const memo = new Map();
    const fib = (i) => {
      if (i < 2) return i;
      let value = memo.get(i);
      if (value === undefined) {
        value = fib(i - 1) + fib(i - 2);
        memo.set(i, value);
      }
      return value;
    };
    total += fib(n - (k % 3));
  }
  return total;
}

export function permutations_of(items) {
  let count = 0;
  const go = (chosen, rest) => {
    if (rest.length === 0) {
      if (chosen[0] < chosen.at(-1)) count++;
      return;
    }
    rest.forEach((item, i) => go([...chosen, item], [...rest.slice(0, i), ...rest.slice(i + 1)]));
  };
  go([], items);
  return count;
}

export function matmul(a, b) {
  const n = a.length, m = b.length, p = b[0].length;
  const out = Array.from({ length: n }, () => new Array(p).fill(0));
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++) {
      let total = 0;
      for (let k = 0; k < m; k++) total += a[i][k] * b[k][j];
      out[i][j] = total;
    }
  return out;
}

export function brackets(texts) {
  const pairs = { ")": "(", "]": "[", "}": "{" };
  let good = 0;
  for (const text of texts) {
    const stack = [];
    let ok = true;
    for (const c of text) {
      if ("([{".includes(c)) stack.push(c);
      else if (Object.hasOwn(pairs, c)) {
        if (stack.length === 0 || stack.pop() !== pairs[c]) {
          ok = false;
          break;
        }
      }
    }
    if (ok && stack.length === 0) good++;
  }
  return good;
}

export function knight(n) {
  const moves = [[1, 2], [2, 1], [-1, 2], [-2, 1], [1, -2], [2, -1], [-1, -2], [-2, -1]];
  const distance = Array.from({ length: n }, () => new Array(n).fill(-1));
  distance[0][0] = 0;
  const queue = [[0, 0]];
  let head = 0;
  while (head < queue.length) {
    const [x, y] = queue[head++];
    for (const [dx, dy] of moves) {
      const nx = x + dx, ny = y + dy;
      if (0 <= nx && nx < n && 0 <= ny && ny < n && distance[ny][nx] === -1) {
        distance[ny][nx] = distance[y][x] + 1;
        queue.push([nx, ny]);
      }
    }
  }
  return distance[n - 1][n - 1];
}

export function top_words(text, n) {
  const counts = new Map();
  for (const raw of text.trim().split(/\s+/)) {
    const word = raw.toLowerCase().replace(/^[.,;!]+|[.,;!]+$/g, "");
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, n);
}

export function bigrams(text) {
  const counts = new Map();
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text[i] + text[i + 1];
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 10);
}

class Account {
  constructor(name, balance = 0, log = []) {
    this.name = name;
    this.balance = balance;
    this.log = log;
  }
  deposit(amount) {
    if (amount <= 0) throw new Error("not an amount");
    this.balance += amount;
    this.log.push(amount);
  }
  withdraw(amount) {
    if (amount > this.balance) return false;
    this.balance -= amount;
    this.log.push(-amount);
    return true;
  }
}

export function bank(names, moves) {
  const accounts = names.map((name) => new Account(name));
  for (const account of accounts) account.deposit(1000);
  let failed = 0;
  for (const [source, target, amount] of moves) {
    if (accounts[source].withdraw(amount)) accounts[target].deposit(amount);
    else failed++;
  }
  let total = 0;
  for (const account of accounts) total += account.balance;
  return failed + total;
}

class Tree {
  constructor(key) {
    this.key = key;
    this.left = null;
    this.right = null;
  }
  insert(key) {
    let node = this;
    for (;;) {
      if (key < node.key) {
        if (node.left === null) {
          node.left = new Tree(key);
          return;
        }
        node = node.left;
      } else {
        if (node.right === null) {
          node.right = new Tree(key);
          return;
        }
        node = node.right;
      }
    }
  }
  height() {
    const left = this.left ? this.left.height() : 0;
    const right = this.right ? this.right.height() : 0;
    return 1 + Math.max(left, right);
  }
}

export function search_tree(keys) {
  const root = new Tree(keys[0]);
  for (let i = 1; i < keys.length; i++) root.insert(keys[i]);
  return root.height();
}

export function trie(words, asked) {
  const root = new Map();
  for (const word of words) {
    let node = root;
    for (const c of word) {
      let next = node.get(c);
      if (!next) node.set(c, (next = new Map()));
      node = next;
    }
    node.set("$", true);
  }
  let found = 0;
  for (const word of asked) {
    let node = root;
    for (const c of word) {
      node = node.get(c);
      if (!node) break;
    }
    if (node?.has("$")) found++;
  }
  return found;
}

export function stock(prices) {
  let best = 0;
  let low = prices[0];
  for (const price of prices) {
    low = Math.min(low, price);
    best = Math.max(best, price - low);
  }
  return best;
}

export function validate(rows) {
  const errors = [];
  rows.forEach((row, i) => {
    const name = (row.name ?? "").trim();
    if (!name) errors.push(`row ${i}: no name`);
    else if (name.length > 12) errors.push(`row ${i}: name too long`);
    if (/^\s*[-+]?\d+\s*$/.test(row.age)) {
      const age = Number(row.age);
      if (!(0 <= age && age < 150)) errors.push(`row ${i}: age ${age}`);
    } else errors.push(`row ${i}: age '${row.age}'`);
  });
  return errors;
}

export function game_score(frames) {
  const rolls = frames.flat();
  let score = 0;
  let at = 0;
  for (let i = 0; i < 10; i++) {
    if (rolls[at] === 10) {
      score += 10 + rolls[at + 1] + rolls[at + 2];
      at += 1;
    } else if (rolls[at] + rolls[at + 1] === 10) {
      score += 10 + rolls[at + 2];
      at += 2;
    } else {
      score += rolls[at] + rolls[at + 1];
      at += 2;
    }
  }
  return score;
}

export function pascal(n) {
  const rows = [[1]];
  for (let i = 1; i < n; i++) {
    const last = rows[i - 1];
    const row = [1];
    for (let j = 0; j + 1 < last.length; j++) row.push(last[j] + last[j + 1]);
    row.push(1);
    rows.push(row);
  }
  return rows;
}

export function kmeans(points, k, rounds) {
  let centers = points.slice(0, k);
  for (let r = 0; r < rounds; r++) {
    const groups = Array.from({ length: k }, () => []);
    for (const p of points) {
      let nearest = 0, best = Infinity;
      for (let i = 0; i < k; i++) {
        const d = (p[0] - centers[i][0]) ** 2 + (p[1] - centers[i][1]) ** 2;
        if (d < best) {
          best = d;
          nearest = i;
        }
      }
      groups[nearest].push(p);
    }
    centers = groups.map((group, i) => {
      if (group.length === 0) return centers[i];
      let x = 0, y = 0;
      for (const p of group) {
        x += p[0];
        y += p[1];
      }
      return [x / group.length, y / group.length];
    });
  }
  return centers;
}

const SUDOKU = ["530070000", "600195000", "098000060", "800060003", "400803001", "700020006", "060000280", "000419005", "000080079"];

export function inputs({ fill, random, tuple, dict }) {
  const int = (n) => Math.floor(random() * n);
  const letter = (n) => "abcdefghijklmnopqrstuvwxyz"[int(n)];
  const word = (n, of) => fill(1 + int(n), () => letter(of)).join("");
  const words = fill(2000, () => word(5, 4));
  return {
    sudoku: [SUDOKU],
    run_length: [fill(3000, () => letter(2)).join("")],
    anagrams: [fill(1000, () => word(5, 5))],
    union_find: [3000, fill(3000, () => tuple(int(3000), int(3000)))],
    merge_intervals: [fill(1000, () => { const a = int(20000); return tuple(a, a + int(30)); })],
    fibonacci_memo: [60, 50],
    permutations_of: [[1, 2, 3, 4, 5, 6, 7]],
    matmul: [fill(40, () => fill(40, random)), fill(40, () => fill(40, random))],
    brackets: [fill(300, () => fill(20, (i) => "([{}])"[i < 10 ? int(3) : 3 + int(3)]).join(""))],
    knight: [40],
    top_words: [fill(2000, () => word(3, 6) + (random() < 0.2 ? "," : "")).join(" "), 10],
    bigrams: [fill(5000, () => letter(12)).join("")],
    bank: [fill(50, (i) => `n${i}`), fill(2000, () => tuple(int(50), int(50), 1 + int(90)))],
    search_tree: [fill(2000, () => int(100000))],
    trie: [words, fill(2000, () => word(5, 4))],
    stock: [fill(5000, () => 10 + random() * 5)],
    validate: [fill(500, (i) => ({ name: random() < 0.1 ? " " : word(14, 9), age: random() < 0.2 ? "x" + i : String(int(200)) }))],
    game_score: [fill(10, (i) => (i < 9 ? (random() < 0.3 ? [10] : [int(5), int(5)]) : [10, 3, 4]))],
    pascal: [50],
    kmeans: [fill(500, () => tuple(random(), random())), 5, 5],
  };
}
