// The programs of text.py as somebody would write them in JavaScript.

export function levenshtein(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const current = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const cost = a[i] === b[j] ? 0 : 1;
      current.push(Math.min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost));
    }
    previous = current;
  }
  return previous.at(-1);
}

export function csv(text) {
  const rows = [];
  let row = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"') {
        if (text[i + 1] === '"') {
          field += '"';
          i++;
        } else quoted = false;
      } else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") {
      row.push(field);
      field = "";
    } else if (c === "\n") {
      row.push(field);
      rows.push(row);
      row = [];
      field = "";
    } else if (!(c === " " || c === "\t" || c === "\r") || field !== "") field += c;
  }
  return rows;
}

export function csv_lines(text) {
  const totals = new Map();
  for (const line of text.split(/\r?\n/)) {
    const parts = line.split(",").map((part) => part.trim());
    if (parts.length !== 3) continue;
    const [name, amount, kind] = parts;
    if (kind !== "sale") continue;
    totals.set(name, (totals.get(name) ?? 0) + Number(amount));
  }
  return totals;
}

export function string_building(n) {
  const lines = [];
  for (let i = 0; i < n; i++) {
    const name = "item" + i;
    lines.push(`${name}: ${i * 3} (${i % 7})`);
  }
  return lines.join("\n").toUpperCase();
}

export function price_table(rows) {
  let out = "";
  for (const [name, price, count] of rows) {
    out += `${name.padEnd(10)}|${price.toFixed(2).padStart(8)}|${String(count).padStart(4)}|${(price * count).toFixed(2)}\n`;
  }
  return out;
}

export function statistics(text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byLetter = new Map();
  for (const word of words) {
    const letter = word[0];
    const group = byLetter.get(letter);
    if (group === undefined) byLetter.set(letter, [word]);
    else group.push(word);
  }
  const lengths = new Map();
  for (const word of words) lengths.set(word.length, (lengths.get(word.length) ?? 0) + 1);
  const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5);
  let longest = [0, -1];
  for (const item of lengths) if (item[1] > longest[1]) longest = item;
  const letters = [...byLetter].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return [...top, ...letters.map(([letter, group]) => [letter, group.length]), ["length", longest[0]]];
}

export function caesar(text, shift) {
  const out = [];
  for (const c of text) {
    if (c >= "a" && c <= "z") out.push(String.fromCharCode(((c.charCodeAt(0) - 97 + shift) % 26) + 97));
    else if (c >= "A" && c <= "Z") out.push(String.fromCharCode(((c.charCodeAt(0) - 65 + shift) % 26) + 65));
    else out.push(c);
  }
  return out.join("");
}

export function roman(limit) {
  const numerals = [
    [1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"],
    [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"],
  ];
  const values = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
  let total = 0;
  for (let n = 1; n < limit; n++) {
    let text = "";
    let rest = n;
    for (const [value, numeral] of numerals) {
      while (rest >= value) {
        text += numeral;
        rest -= value;
      }
    }
    let back = 0;
    let before = 0;
    for (let i = text.length - 1; i >= 0; i--) {
      const value = values[text[i]];
      if (value < before) back -= value;
      else {
        back += value;
        before = value;
      }
    }
    if (back === n) total += text.length;
  }
  return total;
}

const isAlpha = (c) => (c >= "a" && c <= "z") || (c >= "A" && c <= "Z");
const isDigit = (c) => c >= "0" && c <= "9";

export function tokens(source) {
  const kinds = { name: 0, number: 0, sign: 0 };
  let i = 0;
  const n = source.length;
  while (i < n) {
    const c = source[i];
    if (isAlpha(c) || c === "_") {
      const start = i;
      while (i < n && (isAlpha(source[i]) || isDigit(source[i]) || source[i] === "_")) i++;
      kinds.name += source.slice(start, i).length;
    } else if (isDigit(c)) {
      let value = 0;
      while (i < n && isDigit(source[i])) {
        value = value * 10 + Number(source[i]);
        i++;
      }
      kinds.number += value % 10;
    } else {
      if (!(c === " " || c === "\n" || c === "\t")) kinds.sign++;
      i++;
    }
  }
  return kinds.name * 10000 + kinds.number * 100 + kinds.sign;
}

export const inputs = ({ fill, random }) => {
  const letter = () => "abcdefghijklmnopqrstuvwxyz"[Math.floor(random() * 26)];
  const word = () => fill(2 + Math.floor(random() * 7), letter).join("");
  const words = fill(300, word);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const price = () => Math.round(random() * 100_000) / 100 + 0.001;
  return {
    levenshtein: [fill(120, letter).join(""), fill(100, letter).join("")],
    csv: [fill(300, (i) => `${word()}, "${word()} ""${i}""",${i * 7},  ${word()} x\n`).join("")],
    csv_lines: [fill(1000, () => `${pick(words)}, ${price().toFixed(3)} ,${pick(["sale", "sale", "return"])}`).join("\n")],
    string_building: [5000],
    price_table: [fill(1000, () => Object.freeze([word(), price(), Math.floor(random() * 100)]))],
    statistics: [fill(3000, () => pick(words)).join(" ")],
    caesar: [fill(3000, () => pick(["a", "k", "Z", "B", " ", "x", "."])).join(""), 3],
    roman: [1000],
    tokens: [fill(600, (i) => `${word()}_${i} = ${i * 31} + ${word()}(${i});\n`).join("")],
  };
};
