// The kernels as somebody would write them in JavaScript.

export function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

export function sieve(n) {
  const flags = new Array(n + 1).fill(true);
  let count = 0;
  for (let i = 2; i <= n; i++) {
    if (flags[i]) {
      count++;
      for (let j = i * i; j <= n; j += i) flags[j] = false;
    }
  }
  return count;
}

export function matmul(a, b) {
  const n = a.length;
  const m = b[0].length;
  const inner = b.length;
  const out = [];
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j < m; j++) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += a[i][k] * b[k][j];
      row.push(total);
    }
    out.push(row);
  }
  return out;
}

export function word_count(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  let best = 0;
  for (const count of counts.values()) best = Math.max(best, count);
  return best;
}

export function sort_key(bodies) {
  return [...bodies].sort((a, b) => a.mass - b.mass)[0].name;
}

export function pipeline(numbers) {
  const squares = numbers.filter((n) => n % 3 !== 0).map((n) => n * n);
  const pairs = squares.map((square, i) => [i, square]);
  return pairs.filter(([, square]) => square % 2 === 0).reduce((sum, [i, square]) => sum + i + square, 0);
}

export function build_text(n) {
  const parts = [];
  let text = "";
  for (let i = 0; i < n; i++) {
    parts.push(`${i}:${i * 2}`);
    if (i % 10 === 0) text += "x";
  }
  return parts.join(",") + text;
}

export function records(bodies) {
  let total = 0;
  let weight = 0;
  for (const body of bodies) {
    total += (body.position.x + body.position.y) * body.mass;
    weight += body.mass;
  }
  return total / weight;
}
