// What a module finds around it in the embedded engine: a console, and timers on a clock that jumps or, where one is
// given, by that one.
(write, clock) => {
  Error.stackTraceLimit = 64;
  const show = (x) => {
    if (typeof x !== "object" || x === null) return String(x);
    if (x instanceof Error) return `${x.name}: ${x.message}`;
    try {
      return JSON.stringify(x, plain) ?? String(x);
    } catch {
      // What holds itself is no JSON.
      return String(x);
    }
  };
  const plain = (_, x) => (x instanceof Map ? Object.fromEntries(x) : x instanceof Set ? [...x] : x);
  const log = (...values) => write(false, values.map(show).join(" "));
  const error = (...values) => write(true, values.map(show).join(" "));
  globalThis.console = { log, info: log, debug: log, warn: error, error };

  let now = 0;
  let last = 0;
  const timers = new Map();
  const time = () => (clock ? clock() : now);
  const start =
    (every) =>
    (fn, delay = 0, ...args) => {
      timers.set(++last, {
        at: time() + Math.max(0, Number(delay) || 0),
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
    /** Runs the timer that is due next and gives 0; what is left to wait for it in milliseconds; -1 when there is none. */
    step() {
      const [next] = [...timers].sort(([i, a], [j, b]) => a.at - b.at || i - j);
      if (!next) return -1;
      const [id, timer] = next;
      const wait = clock ? timer.at - clock() : 0;
      if (wait > 0) return wait;
      now = timer.at;
      if (timer.every === undefined) timers.delete(id);
      else timer.at = now + Math.max(1, timer.every);
      timer.fn(...timer.args);
      return 0;
    },
    /** Calls an export and gives what it returns as JSON. */
    async call(module, name, args) {
      if (typeof module[name] !== "function") throw new TypeError(`${name} is not an exported function`);
      return JSON.stringify(await module[name](...args), plain) ?? "null";
    },
  };
};
