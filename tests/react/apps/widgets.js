// Components as a JavaScript library has them, for apps/interop.py.

import { createElement, useImperativeHandle, useRef, useState } from "react";

export function Menu({ items, options, children, onPick }) {
  const plain = Object.getPrototypeOf(options) === Object.prototype;
  const buttons = items.map((item) => createElement("button", { key: item.id, onClick: () => onPick(item) }, item.label));
  return createElement("nav", { className: plain ? `plain ${options.tone}` : "strange" }, buttons, children);
}

Menu.Item = function MenuItem({ children, isOn = false }) {
  return createElement("i", { className: isOn ? "on" : "off" }, children);
};

export function useCount(start) {
  const [count, setCount] = useState(start);
  return { count, increase: () => setCount((n) => n + 1) };
}

export function Player({ ref, title }) {
  const plays = useRef(0);
  useImperativeHandle(ref, () => ({ play: () => `${title} ${(plays.current += 1)}` }), [title]);
  return createElement("b", null, title);
}

/** Tells which props it got, and as what. */
export function ShowProps({ icon, numbers, notes, table, seen, ref, title, style }) {
  seen?.(numbers, icon, notes, table);
  const parts = [title && `title ${title}`, style && `color ${style.color}`, ref && typeof ref];
  return createElement("em", null, icon, parts.filter(Boolean).join(", "));
}

export default function Chart({ data, format, ...rest }) {
  const sum = Array.isArray(data) ? data.reduce((a, b) => a + b, 0) : NaN;
  return createElement("figure", rest, format(sum, { digits: 1 }));
}

/** Calls its child and `renderItem` with arguments, as render props are. */
export function Give({ name, items, children, renderItem }) {
  const rows = items.map((item, index) => createElement("ul", { key: item }, renderItem(item, index)));
  return createElement("div", null, children({ name }), rows);
}

/** Shows what a function that it was given says. */
export function Ask({ ask, give }) {
  return createElement("li", null, JSON.stringify(give(ask)));
}
