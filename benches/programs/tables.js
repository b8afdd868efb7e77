// The programs of tables.py as somebody would write them in JavaScript.

export function tree_walk(node) {
  function visit(node, depth) {
    let total = node.value;
    let deepest = depth;
    for (const child of node.children) {
      const [below, deep] = visit(child, depth + 1);
      total += below;
      deepest = Math.max(deepest, deep);
    }
    return [total, deepest];
  }
  return visit(node, 0);
}

export function grouping(orders) {
  const groups = new Map();
  for (const order of orders) {
    const group = groups.get(order.customer);
    if (group === undefined) groups.set(order.customer, [order]);
    else group.push(order);
  }
  const totals = [];
  for (const [name, group] of groups) {
    let total = 0;
    for (const order of group) total += order.price * order.quantity;
    totals.push({ name, count: group.length, total });
  }
  return totals.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

export function pivot(orders) {
  const cells = new Map();
  for (const { customer, product, price } of orders) {
    const key = JSON.stringify([customer, product]);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { key: [customer, product], total: price });
    else cell.total += price;
  }
  return new Map([...cells.values()].map(({ key, total }) => [key, total]));
}

export function binary_search(values, wanted) {
  let found = 0;
  for (const item of wanted) {
    let low = 0;
    let high = values.length - 1;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      if (values[middle] === item) {
        found++;
        break;
      }
      if (values[middle] < item) low = middle + 1;
      else high = middle - 1;
    }
  }
  return found;
}

export function merge_sort(values) {
  if (values.length <= 1) return values;
  const middle = Math.floor(values.length / 2);
  const left = merge_sort(values.slice(0, middle));
  const right = merge_sort(values.slice(middle));
  const merged = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (left[i] <= right[j]) merged.push(left[i++]);
    else merged.push(right[j++]);
  }
  merged.push(...left.slice(i));
  merged.push(...right.slice(j));
  return merged;
}

export function quick_sort(values) {
  const items = values.slice();
  function sort(low, high) {
    if (low >= high) return;
    const pivot = items[Math.floor((low + high) / 2)];
    let i = low;
    let j = high;
    while (i <= j) {
      while (items[i] < pivot) i++;
      while (items[j] > pivot) j--;
      if (i <= j) {
        [items[i], items[j]] = [items[j], items[i]];
        i++;
        j--;
      }
    }
    sort(low, j);
    sort(i, high);
  }
  sort(0, items.length - 1);
  return items;
}

export function filter_rows(orders, text) {
  const matching = orders.filter((order) => order.product.toLowerCase().includes(text) && order.quantity > 2);
  const ordered = matching.sort((a, b) =>
    a.product < b.product ? -1 : a.product > b.product ? 1 : b.price - a.price,
  );
  const hasCheap = ordered.some((order) => order.price < 1);
  const allNamed = ordered.every((order) => order.customer !== "");
  const names = ordered.map((order, i) => `${i + 1}. ${order.product}`);
  const say = (bool) => (bool ? "True" : "False");
  const customers = ordered.slice(0, 5).map((order) => order.customer);
  return [...names.slice(0, 10), say(hasCheap), say(allNamed), customers.join(", ")];
}

export const inputs = ({ fill, random }) => {
  const int = (n) => Math.floor(random() * n);
  const tree = (depth) => ({ value: int(100), children: depth === 0 ? [] : fill(4, () => tree(depth - 1)) });
  const orders = fill(3000, () => ({
    customer: `customer ${int(60)}`,
    product: `Product ${int(40)}`,
    quantity: 1 + int(9),
    price: Math.round(random() * 10_000) / 100,
  }));
  return {
    tree_walk: [tree(5)],
    grouping: [orders],
    pivot: [orders],
    binary_search: [fill(5000, (i) => i * 3), fill(2000, () => int(15_000))],
    merge_sort: [fill(2000, () => int(100_000))],
    quick_sort: [fill(2000, () => int(100_000))],
    filter_rows: [orders, "ct 1"],
  };
};
