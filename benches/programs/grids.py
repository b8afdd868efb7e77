"""Programs of grids and graphs."""

import heapq
from collections import deque

import pulse as ps


@ps.javascript
def life_set(cells: list[tuple[int, int]], steps: int) -> int:
    alive = set(cells)
    for _ in range(steps):
        counts: dict[tuple[int, int], int] = {}
        for x, y in alive:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx != 0 or dy != 0:
                        cell = (x + dx, y + dy)
                        counts[cell] = counts.get(cell, 0) + 1
        alive = {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in alive)}
    return len(alive)


@ps.javascript
def life_grid(grid: list[list[int]], steps: int) -> int:
    height = len(grid)
    width = len(grid[0])
    for _ in range(steps):
        new = [[0] * width for _ in range(height)]
        for y in range(height):
            for x in range(width):
                n = 0
                for dy in (-1, 0, 1):
                    for dx in (-1, 0, 1):
                        if dx != 0 or dy != 0:
                            n += grid[(y + dy) % height][(x + dx) % width]
                if n == 3 or (n == 2 and grid[y][x] == 1):
                    new[y][x] = 1
        grid = new
    return sum(sum(row) for row in grid)


@ps.javascript
def dijkstra(graph: dict[str, list[tuple[str, int]]], start: str) -> dict[str, int]:
    distances: dict[str, int] = {start: 0}
    heap: list[tuple[int, str]] = [(0, start)]
    while heap:
        distance, node = heapq.heappop(heap)
        if distance > distances[node]:
            continue
        for neighbour, weight in graph[node]:
            new = distance + weight
            if neighbour not in distances or new < distances[neighbour]:
                distances[neighbour] = new
                heapq.heappush(heap, (new, neighbour))
    return distances


@ps.javascript
def flood_fill(grid: list[str]) -> list[int]:
    height = len(grid)
    width = len(grid[0])
    seen: set[tuple[int, int]] = set()
    sizes: list[int] = []
    for y in range(height):
        for x in range(width):
            if grid[y][x] == "#" or (x, y) in seen:
                continue
            queue = deque([(x, y)])
            seen.add((x, y))
            size = 0
            while queue:
                cx, cy = queue.popleft()
                size += 1
                for nx, ny in ((cx + 1, cy), (cx - 1, cy), (cx, cy + 1), (cx, cy - 1)):
                    if 0 <= nx < width and 0 <= ny < height and grid[ny][nx] != "#" and (nx, ny) not in seen:
                        seen.add((nx, ny))
                        queue.append((nx, ny))
            sizes.append(size)
    return sorted(sizes, reverse=True)


@ps.javascript
def shortest_path(grid: list[list[int]]) -> int:
    height = len(grid)
    width = len(grid[0])
    distance = [[-1] * width for _ in range(height)]
    distance[0][0] = 0
    queue: deque[tuple[int, int]] = deque()
    queue.append((0, 0))
    while queue:
        y, x = queue.popleft()
        if y == height - 1 and x == width - 1:
            return distance[y][x]
        for dy, dx in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
            ny = y + dy
            nx = x + dx
            if 0 <= ny < height and 0 <= nx < width:
                if grid[ny][nx] == 0 and distance[ny][nx] == -1:
                    distance[ny][nx] = distance[y][x] + 1
                    queue.append((ny, nx))
    return -1


@ps.javascript
def scheduling(jobs: list[tuple[int, int, str]]) -> list[str]:
    waiting = sorted(jobs)
    ready: list[tuple[int, str]] = []
    done: list[str] = []
    time = 0
    i = 0
    while i < len(waiting) or ready:
        if not ready:
            time = max(time, waiting[i][0])
        while i < len(waiting) and waiting[i][0] <= time:
            arrival, length, name = waiting[i]
            heapq.heappush(ready, (length, name))
            i += 1
        length, name = heapq.heappop(ready)
        time += length
        done.append(name)
    return done


@ps.javascript
def topological(edges: list[tuple[int, int]], n: int) -> list[int]:
    after: list[list[int]] = [[] for _ in range(n)]
    missing = [0] * n
    for a, b in edges:
        after[a].append(b)
        missing[b] += 1
    ready = [node for node in range(n) if missing[node] == 0]
    order: list[int] = []
    while ready:
        node = ready.pop()
        order.append(node)
        for other in after[node]:
            missing[other] -= 1
            if missing[other] == 0:
                ready.append(other)
    return order
