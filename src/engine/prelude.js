// What a module finds around it in the embedded engine: a console, and timers on a clock that jumps.
(write) => {
  const show = (x) => {
    if (typeof x !== "object" || x === null) return String(x);
    if (x instanceof Error) return `${x.name}: ${x.message}`;
    return JSON.stringify(x, plain) ?? String(x);
  };
  const plain = (_, x) => (x instanceof Map ? Object.fromEntries(x) : x instanceof Set ? [...x] : x);
  const log = (...values) => write(values.map(show).join(" "));
  globalThis.console = { log, info: log, debug: log, warn: log, error: log };

  let now = 0;
  let last = 0;
  const timers = new Map();
  const start =
    (every) =>
    (fn, delay = 0, ...args) => {
      timers.set(++last, {
        at: now + Math.max(0, Number(delay) || 0),
        fn,
        args,
        every: every ? delay : undefined,
      });
      return last;
    };
  globalThis.setTimeout = start(false);
  globalThis.setInterval = start(true);
  globalThis.clearTimeout = globalThis.clearInterval = (id) => void timers.delete(id);
  globalThis.queueMicrotask ??= (fn) => void Promise.resolve().then(fn);

  return {
    /** Runs the timer that is due next; false when there is none. */
    step() {
      const [next] = [...timers].sort(([i, a], [j, b]) => a.at - b.at || i - j);
      if (!next) return false;
      const [id, timer] = next;
      now = timer.at;
      if (timer.every === undefined) timers.delete(id);
      else timer.at = now + Math.max(1, timer.every);
      timer.fn(...timer.args);
      return true;
    },
    /** Calls an export and gives what it returns as JSON. */
    async call(module, name, args) {
      if (typeof module[name] !== "function") throw new TypeError(`${name} is not an exported function`);
      return JSON.stringify(await module[name](...args), plain) ?? "null";
    },
  };
};
