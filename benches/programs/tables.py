"""Programs of records, trees and sorting."""

from typing import TypedDict

import pulse as ps


class Node(TypedDict):
    value: int
    children: list["Node"]


class Order(TypedDict):
    customer: str
    product: str
    quantity: int
    price: float


class Total(TypedDict):
    name: str
    count: int
    total: float


@ps.javascript
def tree_walk(node: Node) -> tuple[int, int]:
    def visit(node: Node, depth: int) -> tuple[int, int]:
        total = node["value"]
        deepest = depth
        for child in node["children"]:
            below, deep = visit(child, depth + 1)
            total += below
            deepest = max(deepest, deep)
        return total, deepest

    return visit(node, 0)


@ps.javascript
def grouping(orders: list[Order]) -> list[Total]:
    groups: dict[str, list[Order]] = {}
    for order in orders:
        groups.setdefault(order["customer"], []).append(order)
    totals: list[Total] = []
    for customer, group in groups.items():
        total = sum(order["price"] * order["quantity"] for order in group)
        totals.append({"name": customer, "count": len(group), "total": total})
    totals.sort(key=lambda total: (-total["count"], total["name"]))
    return totals


@ps.javascript
def pivot(orders: list[Order]) -> dict[tuple[str, str], float]:
    cells: dict[tuple[str, str], float] = {}
    for order in orders:
        key = (order["customer"], order["product"])
        if key in cells:
            cells[key] += order["price"]
        else:
            cells[key] = order["price"]
    return cells


@ps.javascript
def binary_search(values: list[int], wanted: list[int]) -> int:
    found = 0
    for item in wanted:
        low = 0
        high = len(values) - 1
        while low <= high:
            middle = (low + high) // 2
            if values[middle] == item:
                found += 1
                break
            if values[middle] < item:
                low = middle + 1
            else:
                high = middle - 1
    return found


@ps.javascript
def merge_sort(values: list[int]) -> list[int]:
    if len(values) <= 1:
        return values
    middle = len(values) // 2
    left = merge_sort(values[:middle])
    right = merge_sort(values[middle:])
    merged: list[int] = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


@ps.javascript
def quick_sort(values: list[int]) -> list[int]:
    items = list(values)

    def sort(low: int, high: int) -> None:
        if low >= high:
            return
        pivot = items[(low + high) // 2]
        i = low
        j = high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        sort(low, j)
        sort(i, high)

    sort(0, len(items) - 1)
    return items


@ps.javascript
def filter_rows(orders: list[Order], text: str) -> list[str]:
    matching = [order for order in orders if text in order["product"].lower() and order["quantity"] > 2]
    ordered = sorted(matching, key=lambda order: (order["product"], -order["price"]))
    has_cheap = any(order["price"] < 1 for order in ordered)
    all_named = all(order["customer"] != "" for order in ordered)
    names = [f"{i + 1}. {order['product']}" for i, order in enumerate(ordered)]
    return names[:10] + [str(has_cheap), str(all_named), ", ".join(order["customer"] for order in ordered[:5])]
