// The programs of numbers.py as somebody would write them in JavaScript.

export function nbody(steps) {
  const xs = [0.0, 4.84, 8.34, 12.89, 15.37];
  const ys = [0.0, -1.16, 4.12, -15.11, -25.91];
  const zs = [0.0, -0.1, -0.4, -0.22, 0.17];
  const vx = [0.0, 0.6, -1.01, 1.08, 0.97];
  const vy = [0.0, 2.81, 1.81, 0.86, 0.59];
  const vz = [0.0, -0.02, 0.008, -0.01, -0.03];
  const mass = [39.47, 0.037, 0.011, 0.0017, 0.002];
  const n = xs.length;
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const dx = xs[i] - xs[j];
        const dy = ys[i] - ys[j];
        const dz = zs[i] - zs[j];
        const d2 = dx * dx + dy * dy + dz * dz;
        const mag = 0.01 / (d2 * Math.sqrt(d2));
        vx[i] -= dx * mass[j] * mag;
        vy[i] -= dy * mass[j] * mag;
        vz[i] -= dz * mass[j] * mag;
        vx[j] += dx * mass[i] * mag;
        vy[j] += dy * mass[i] * mag;
        vz[j] += dz * mass[i] * mag;
      }
    }
    for (let i = 0; i < n; i++) {
      xs[i] += 0.01 * vx[i];
      ys[i] += 0.01 * vy[i];
      zs[i] += 0.01 * vz[i];
    }
  }
  let energy = 0;
  for (let i = 0; i < n; i++) {
    energy += 0.5 * mass[i] * (vx[i] ** 2 + vy[i] ** 2 + vz[i] ** 2);
    for (let j = i + 1; j < n; j++) {
      const dx = xs[i] - xs[j];
      const dy = ys[i] - ys[j];
      const dz = zs[i] - zs[j];
      energy -= (mass[i] * mass[j]) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return Number(energy.toFixed(6));
}

export function mandelbrot(size, limit) {
  let inside = 0;
  for (let py = 0; py < size; py++) {
    const y0 = (py / size) * 2 - 1;
    for (let px = 0; px < size; px++) {
      const x0 = (px / size) * 3 - 2;
      let x = 0;
      let y = 0;
      let n = 0;
      while (n < limit && x * x + y * y <= 4) {
        const next = x * x - y * y + x0;
        y = 2 * x * y + y0;
        x = next;
        n++;
      }
      if (n === limit) inside++;
    }
  }
  return inside;
}

export function primes(limit) {
  const found = [];
  for (let n = 2; n < limit; n++) {
    let isPrime = true;
    for (const p of found) {
      if (p * p > n) break;
      if (n % p === 0) {
        isPrime = false;
        break;
      }
    }
    if (isPrime) found.push(n);
  }
  return found;
}

export function collatz(limit) {
  let best = 0;
  let longest = 0;
  for (let start = 1; start < limit; start++) {
    let n = start;
    let length = 1;
    while (n !== 1) {
      if (n % 2 === 0) n = n / 2;
      else n = 3 * n + 1;
      length++;
    }
    if (length > longest) {
      longest = length;
      best = start;
    }
  }
  return best;
}

export function spectral_norm(n) {
  const entry = (i, j) => 1 / (Math.floor(((i + j) * (i + j + 1)) / 2) + i + 1);
  const u = new Array(n).fill(1);
  const v = new Array(n).fill(0);
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < n; i++) {
      let total = 0;
      for (let j = 0; j < n; j++) total += entry(i, j) * u[j];
      v[i] = total;
    }
    for (let i = 0; i < n; i++) {
      let total = 0;
      for (let j = 0; j < n; j++) total += entry(j, i) * v[j];
      u[i] = total;
    }
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += u[i] * v[i];
  return Number(Math.sqrt(sum).toFixed(6));
}

export function fannkuch(n) {
  const perm1 = Array.from({ length: n }, (_, i) => i);
  const count = new Array(n).fill(0);
  let maxFlips = 0;
  let r = n;
  for (;;) {
    while (r > 1) {
      count[r - 1] = r;
      r--;
    }
    const perm = perm1.slice();
    let flips = 0;
    while (perm[0] !== 0) {
      let k = perm[0];
      let low = 0;
      while (low < k) {
        const kept = perm[low];
        perm[low] = perm[k];
        perm[k] = kept;
        low++;
        k--;
      }
      flips++;
    }
    maxFlips = Math.max(maxFlips, flips);
    for (;;) {
      if (r === n) return maxFlips;
      const first = perm1[0];
      for (let i = 0; i < r; i++) perm1[i] = perm1[i + 1];
      perm1[r] = first;
      count[r]--;
      if (count[r] > 0) break;
      r++;
    }
  }
}

export function determinant(matrix) {
  const rows = matrix.map((row) => row.slice());
  const n = rows.length;
  let result = 1;
  for (let col = 0; col < n; col++) {
    let pivot = col;
    for (let row = col + 1; row < n; row++) {
      if (Math.abs(rows[row][col]) > Math.abs(rows[pivot][col])) pivot = row;
    }
    if (rows[pivot][col] === 0) return 0;
    if (pivot !== col) {
      [rows[pivot], rows[col]] = [rows[col], rows[pivot]];
      result = -result;
    }
    result *= rows[col][col];
    for (let row = col + 1; row < n; row++) {
      const factor = rows[row][col] / rows[col][col];
      for (let k = col; k < n; k++) rows[row][k] -= factor * rows[col][k];
    }
  }
  return result;
}

export function moving_average(values, width) {
  const out = [];
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += values[i];
    if (i >= width) total -= values[i - width];
    if (i >= width - 1) out.push(total / width);
  }
  const changes = [];
  for (let i = 1; i < out.length; i++) changes.push(out[i] - out[i - 1]);
  let sum = 0;
  let least = Infinity;
  let most = -Infinity;
  for (const change of changes) {
    sum += change;
    if (change < least) least = change;
    if (change > most) most = change;
  }
  return [sum, least, most];
}

export function knapsack(weights, values, capacity) {
  const best = Array.from({ length: weights.length + 1 }, () => new Array(capacity + 1).fill(0));
  for (let i = 1; i <= weights.length; i++) {
    const weight = weights[i - 1];
    const value = values[i - 1];
    for (let room = 0; room <= capacity; room++) {
      best[i][room] = best[i - 1][room];
      if (weight <= room) {
        const taken = best[i - 1][room - weight] + value;
        if (taken > best[i][room]) best[i][room] = taken;
      }
    }
  }
  return best[weights.length][capacity];
}

export function queens(n) {
  const columns = new Array(n).fill(false);
  const up = new Array(2 * n).fill(false);
  const down = new Array(2 * n).fill(false);
  function place(row) {
    if (row === n) return 1;
    let found = 0;
    for (let col = 0; col < n; col++) {
      if (columns[col] || up[row + col] || down[row - col + n]) continue;
      columns[col] = up[row + col] = down[row - col + n] = true;
      found += place(row + 1);
      columns[col] = up[row + col] = down[row - col + n] = false;
    }
    return found;
  }
  return place(0);
}

export const inputs = ({ fill, random }) => ({
  nbody: [200],
  mandelbrot: [60, 50],
  primes: [10_000],
  collatz: [3000],
  spectral_norm: [60],
  fannkuch: [7],
  determinant: [fill(40, () => fill(40, () => random() * 10))],
  moving_average: [fill(10_000, () => random() * 100), 20],
  knapsack: [fill(40, () => 1 + Math.floor(random() * 30)), fill(40, () => 1 + Math.floor(random() * 90)), 300],
  queens: [7],
});
