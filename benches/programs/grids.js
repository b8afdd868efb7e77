// The programs of grids.py as somebody would write them in JavaScript.

export function life_set(cells, steps) {
  let alive = new Map(cells.map(([x, y]) => [`${x},${y}`, [x, y]]));
  for (let step = 0; step < steps; step++) {
    const counts = new Map();
    for (const [x, y] of alive.values()) {
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          if (dx === 0 && dy === 0) continue;
          const key = `${x + dx},${y + dy}`;
          const entry = counts.get(key);
          if (entry === undefined) counts.set(key, { cell: [x + dx, y + dy], n: 1 });
          else entry.n++;
        }
      }
    }
    const next = new Map();
    for (const [key, { cell, n }] of counts) {
      if (n === 3 || (n === 2 && alive.has(key))) next.set(key, cell);
    }
    alive = next;
  }
  return alive.size;
}

export function life_grid(grid, steps) {
  const height = grid.length;
  const width = grid[0].length;
  for (let step = 0; step < steps; step++) {
    const next = Array.from({ length: height }, () => new Array(width).fill(0));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let n = 0;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            if (dx !== 0 || dy !== 0) n += grid[(y + dy + height) % height][(x + dx + width) % width];
          }
        }
        if (n === 3 || (n === 2 && grid[y][x] === 1)) next[y][x] = 1;
      }
    }
    grid = next;
  }
  let alive = 0;
  for (const row of grid) for (const cell of row) alive += cell;
  return alive;
}

function before(a, b) {
  return a[0] !== b[0] ? a[0] < b[0] : a[1] < b[1];
}

function push(heap, item) {
  let at = heap.length;
  heap.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(item, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = item;
}

function pop(heap) {
  const top = heap[0];
  const last = heap.pop();
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], last)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
  return top;
}

export function dijkstra(graph, start) {
  const distances = new Map([[start, 0]]);
  const heap = [[0, start]];
  while (heap.length > 0) {
    const [distance, node] = pop(heap);
    if (distance > distances.get(node)) continue;
    for (const [neighbour, weight] of graph.get(node)) {
      const next = distance + weight;
      const known = distances.get(neighbour);
      if (known === undefined || next < known) {
        distances.set(neighbour, next);
        push(heap, [next, neighbour]);
      }
    }
  }
  return distances;
}

export function flood_fill(grid) {
  const height = grid.length;
  const width = grid[0].length;
  const seen = new Set();
  const sizes = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (grid[y][x] === "#" || seen.has(`${x},${y}`)) continue;
      const queue = [[x, y]];
      seen.add(`${x},${y}`);
      let size = 0;
      for (let at = 0; at < queue.length; at++) {
        const [cx, cy] = queue[at];
        size++;
        for (const [nx, ny] of [[cx + 1, cy], [cx - 1, cy], [cx, cy + 1], [cx, cy - 1]]) {
          if (nx < 0 || nx >= width || ny < 0 || ny >= height || grid[ny][nx] === "#") continue;
          const key = `${nx},${ny}`;
          if (seen.has(key)) continue;
          seen.add(key);
          queue.push([nx, ny]);
        }
      }
      sizes.push(size);
    }
  }
  return sizes.sort((a, b) => b - a);
}

export function shortest_path(grid) {
  const height = grid.length;
  const width = grid[0].length;
  const distance = Array.from({ length: height }, () => new Array(width).fill(-1));
  distance[0][0] = 0;
  const queue = [[0, 0]];
  for (let at = 0; at < queue.length; at++) {
    const [y, x] = queue[at];
    if (y === height - 1 && x === width - 1) return distance[y][x];
    for (const [dy, dx] of [[0, 1], [1, 0], [0, -1], [-1, 0]]) {
      const ny = y + dy;
      const nx = x + dx;
      if (ny >= 0 && ny < height && nx >= 0 && nx < width && grid[ny][nx] === 0 && distance[ny][nx] === -1) {
        distance[ny][nx] = distance[y][x] + 1;
        queue.push([ny, nx]);
      }
    }
  }
  return -1;
}

export function scheduling(jobs) {
  const waiting = [...jobs].sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
  const ready = [];
  const done = [];
  let time = 0;
  let i = 0;
  while (i < waiting.length || ready.length > 0) {
    if (ready.length === 0) time = Math.max(time, waiting[i][0]);
    while (i < waiting.length && waiting[i][0] <= time) {
      push(ready, [waiting[i][1], waiting[i][2]]);
      i++;
    }
    const [length, name] = pop(ready);
    time += length;
    done.push(name);
  }
  return done;
}

export function topological(edges, n) {
  const after = Array.from({ length: n }, () => []);
  const missing = new Array(n).fill(0);
  for (const [a, b] of edges) {
    after[a].push(b);
    missing[b]++;
  }
  const ready = [];
  for (let node = 0; node < n; node++) if (missing[node] === 0) ready.push(node);
  const order = [];
  while (ready.length > 0) {
    const node = ready.pop();
    order.push(node);
    for (const other of after[node]) {
      missing[other]--;
      if (missing[other] === 0) ready.push(other);
    }
  }
  return order;
}

export const inputs = ({ fill, random, tuple, dict }) => {
  const int = (n) => Math.floor(random() * n);
  const graph = dict(fill(300, (i) => [`n${i}`, fill(6, () => tuple(`n${int(300)}`, 1 + int(50)))]));
  return {
    life_set: [fill(250, () => tuple(int(40), int(40))), 5],
    life_grid: [fill(40, () => fill(40, () => int(2))), 5],
    dijkstra: [graph, "n0"],
    flood_fill: [fill(40, () => fill(40, () => (random() < 0.35 ? "#" : ".")).join(""))],
    shortest_path: [fill(50, (y) => fill(50, (x) => (x + y > 0 && x + y < 98 && random() < 0.2 ? 1 : 0)))],
    scheduling: [fill(600, (i) => tuple(int(2000), 1 + int(20), `job ${i}`))],
    topological: [
      fill(4000, () => {
        const a = int(999);
        return tuple(a, a + 1 + int(999 - a));
      }),
      1000,
    ],
  };
};
