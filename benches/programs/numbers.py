"""Programs of numbers."""

import math

import pulse as ps


@ps.javascript
def nbody(steps: int) -> float:
    xs = [0.0, 4.84, 8.34, 12.89, 15.37]
    ys = [0.0, -1.16, 4.12, -15.11, -25.91]
    zs = [0.0, -0.10, -0.4, -0.22, 0.17]
    vx = [0.0, 0.6, -1.01, 1.08, 0.97]
    vy = [0.0, 2.81, 1.81, 0.86, 0.59]
    vz = [0.0, -0.02, 0.008, -0.01, -0.03]
    mass = [39.47, 0.037, 0.011, 0.0017, 0.002]
    n = len(xs)
    for _ in range(steps):
        for i in range(n):
            for j in range(i + 1, n):
                dx = xs[i] - xs[j]
                dy = ys[i] - ys[j]
                dz = zs[i] - zs[j]
                d2 = dx * dx + dy * dy + dz * dz
                mag = 0.01 / (d2 * math.sqrt(d2))
                vx[i] -= dx * mass[j] * mag
                vy[i] -= dy * mass[j] * mag
                vz[i] -= dz * mass[j] * mag
                vx[j] += dx * mass[i] * mag
                vy[j] += dy * mass[i] * mag
                vz[j] += dz * mass[i] * mag
        for i in range(n):
            xs[i] += 0.01 * vx[i]
            ys[i] += 0.01 * vy[i]
            zs[i] += 0.01 * vz[i]
    energy = 0.0
    for i in range(n):
        energy += 0.5 * mass[i] * (vx[i] ** 2 + vy[i] ** 2 + vz[i] ** 2)
        for j in range(i + 1, n):
            dx = xs[i] - xs[j]
            dy = ys[i] - ys[j]
            dz = zs[i] - zs[j]
            energy -= mass[i] * mass[j] / math.sqrt(dx * dx + dy * dy + dz * dz)
    return round(energy, 6)


@ps.javascript
def mandelbrot(size: int, limit: int) -> int:
    inside = 0
    for py in range(size):
        y0 = py / size * 2.0 - 1.0
        for px in range(size):
            x0 = px / size * 3.0 - 2.0
            x = 0.0
            y = 0.0
            n = 0
            while n < limit and x * x + y * y <= 4.0:
                x, y = x * x - y * y + x0, 2.0 * x * y + y0
                n += 1
            if n == limit:
                inside += 1
    return inside


@ps.javascript
def primes(limit: int) -> list[int]:
    found: list[int] = []
    for n in range(2, limit):
        is_prime = True
        for p in found:
            if p * p > n:
                break
            if n % p == 0:
                is_prime = False
                break
        if is_prime:
            found.append(n)
    return found


@ps.javascript
def collatz(limit: int) -> int:
    best = 0
    longest = 0
    for start in range(1, limit):
        n = start
        length = 1
        while n != 1:
            if n % 2 == 0:
                n = n // 2
            else:
                n = 3 * n + 1
            length += 1
        if length > longest:
            longest = length
            best = start
    return best


@ps.javascript
def spectral_norm(n: int) -> float:
    def entry(i: int, j: int) -> float:
        return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)

    u = [1.0] * n
    v = [0.0] * n
    for _ in range(3):
        for i in range(n):
            total = 0.0
            for j in range(n):
                total += entry(i, j) * u[j]
            v[i] = total
        for i in range(n):
            total = 0.0
            for j in range(n):
                total += entry(j, i) * v[j]
            u[i] = total
    return round(math.sqrt(sum(a * b for a, b in zip(u, v))), 6)


@ps.javascript
def fannkuch(n: int) -> int:
    perm1 = list(range(n))
    count = [0] * n
    max_flips = 0
    r = n
    while True:
        while r > 1:
            count[r - 1] = r
            r -= 1
        perm = perm1[:]
        flips = 0
        while perm[0] != 0:
            k = perm[0]
            low = 0
            while low < k:
                perm[low], perm[k] = perm[k], perm[low]
                low += 1
                k -= 1
            flips += 1
        max_flips = max(max_flips, flips)
        while True:
            if r == n:
                return max_flips
            first = perm1[0]
            for i in range(r):
                perm1[i] = perm1[i + 1]
            perm1[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1


@ps.javascript
def determinant(matrix: list[list[float]]) -> float:
    rows = [row[:] for row in matrix]
    n = len(rows)
    result = 1.0
    for col in range(n):
        pivot = col
        for row in range(col + 1, n):
            if abs(rows[row][col]) > abs(rows[pivot][col]):
                pivot = row
        if rows[pivot][col] == 0:
            return 0.0
        if pivot != col:
            rows[pivot], rows[col] = rows[col], rows[pivot]
            result = -result
        result *= rows[col][col]
        for row in range(col + 1, n):
            factor = rows[row][col] / rows[col][col]
            for k in range(col, n):
                rows[row][k] -= factor * rows[col][k]
    return result


@ps.javascript
def moving_average(values: list[float], width: int) -> list[float]:
    out: list[float] = []
    total = 0.0
    for i, value in enumerate(values):
        total += value
        if i >= width:
            total -= values[i - width]
        if i >= width - 1:
            out.append(total / width)
    changes = [b - a for a, b in zip(out, out[1:])]
    return [sum(changes), min(changes), max(changes)]


@ps.javascript
def knapsack(weights: list[int], values: list[int], capacity: int) -> int:
    best = [[0] * (capacity + 1) for _ in range(len(weights) + 1)]
    for i in range(1, len(weights) + 1):
        weight = weights[i - 1]
        value = values[i - 1]
        for room in range(capacity + 1):
            best[i][room] = best[i - 1][room]
            if weight <= room:
                taken = best[i - 1][room - weight] + value
                if taken > best[i][room]:
                    best[i][room] = taken
    return best[len(weights)][capacity]


@ps.javascript
def queens(n: int) -> int:
    columns = [False] * n
    up = [False] * (2 * n)
    down = [False] * (2 * n)

    def place(row: int) -> int:
        if row == n:
            return 1
        found = 0
        for col in range(n):
            if columns[col] or up[row + col] or down[row - col + n]:
                continue
            columns[col] = up[row + col] = down[row - col + n] = True
            found += place(row + 1)
            columns[col] = up[row + col] = down[row - col + n] = False
        return found

    return place(0)
