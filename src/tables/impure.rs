//! Functions whose answer is another one each time: of chance and of clocks.
//!
//! React's compiler knows the same of JavaScript (`eslint-plugin-react-hooks`, rule `purity`).

/// By Python's dotted names.
pub const PYTHON: &[&str] = &[
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "random.betavariate",
    "random.choice",
    "random.choices",
    "random.expovariate",
    "random.gauss",
    "random.getrandbits",
    "random.normalvariate",
    "random.randint",
    "random.random",
    "random.randrange",
    "random.sample",
    "random.shuffle",
    "random.triangular",
    "random.uniform",
    "time.monotonic",
    "time.perf_counter",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
    "uuid.uuid4",
];

/// By the paths of globals.
pub const JAVASCRIPT: &[&str] =
    &["Date.now", "Math.random", "crypto.getRandomValues", "crypto.randomUUID", "performance.now"];
