//! What an operation does besides giving its result: the [`Effects`] in the row of each builtin, method
//! and name of a module.
//!
//! ```text
//! xs.append(x)               the receiver grows by the first argument
//! sorted(xs, key=f)          walks the first argument, calls the second, gives something new of its parts
//! heapq.heappush(heap, x)    the first argument grows by the second
//! chart.update(x)            no row: UNKNOWN
//! ```
//!
//! What no row tells is [`UNKNOWN`]: it acts, changes all it can reach, and may raise. Nobody else keeps
//! such a list; what is claimed here is tried on CPython by `tests/suite/tables/effects.rs`.

/// What a call does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effects {
    /// What becomes of the receiver of a method.
    pub receiver: Use,
    /// What becomes of the arguments for these parameters.
    pub named: &'static [(&'static str, Use)],
    /// What becomes of those for all others.
    pub others: Use,
    pub gives: Gives,
    /// Whether it does something that none of its operands shows: prints, draws a random number.
    pub acts: bool,
    /// Whether it may raise although its operands are of the types that it is for.
    pub raises: bool,
}

/// What becomes of a value that a call is given; a later one may do more than those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Use {
    /// Looked at, compared or kept: no code of others runs, nothing changes.
    Reads,
    /// Asked for items by key, which runs the factory of a `defaultdict`.
    Asks,
    /// Walked when the result is walked.
    Later,
    /// Called when the result is walked or called.
    CallsLater,
    /// Walked where it is the only argument: `max(xs)`, but not `max(a, b)`.
    WalksAlone,
    /// Walked: that uses an iterator up, and runs the body of a generator.
    Walks,
    Calls,
    Changes(Change),
    /// Anything may happen to it.
    Unknown,
}

/// How a container is changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Change {
    /// The items change places.
    Moves,
    /// Something comes in, nothing goes.
    Grows(Put),
    /// Something goes.
    Shrinks,
    /// Something may come and something may go.
    Both(Put),
}

/// What comes into a container.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Put {
    /// The argument of that position.
    Item(u8),
    /// The items, or the keys and values, of every argument.
    Items,
    /// The first argument as a key, the second as its value.
    Pair,
}

/// What the result has to do with the operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// Nothing: a number, strings, `None`.
    Scalar,
    /// Something new that holds items of theirs.
    Parts,
    /// Perhaps one of them, or something that holds them.
    Any,
}

/// What is not known to do less.
pub const UNKNOWN: Effects = Effects {
    receiver: Use::Unknown,
    named: &[],
    others: Use::Unknown,
    gives: Gives::Any,
    acts: true,
    raises: true,
};

/// Looks at its operands.
pub const READS: Effects = Effects {
    receiver: Use::Reads,
    named: &[],
    others: Use::Reads,
    gives: Gives::Any,
    acts: false,
    raises: true,
};

/// Makes a number or a string, or fails.
pub const COMPUTES: Effects = Effects { gives: Gives::Scalar, ..READS };

/// The same, and never fails when its operands are of the right types.
pub const QUIET: Effects = Effects { raises: false, ..COMPUTES };

impl Effects {
    /// The arguments for these parameters are used otherwise than the rest.
    pub const fn with(self, named: &'static [(&'static str, Use)]) -> Effects {
        Effects { named, ..self }
    }

    pub const fn all(self, others: Use) -> Effects {
        Effects { others, ..self }
    }

    pub const fn gives(self, gives: Gives) -> Effects {
        Effects { gives, ..self }
    }

    /// Of a method that changes its receiver.
    pub const fn changes(self, change: Change) -> Effects {
        Effects { receiver: Use::Changes(change), ..self }
    }

    pub const fn acts(self) -> Effects {
        Effects { acts: true, ..self }
    }

    /// What becomes of an argument for the parameter.
    pub fn arg(&self, param: &str) -> Use {
        let named = self.named.iter().find(|(name, _)| *name == param);
        named.map_or(self.others, |(_, with)| *with)
    }

    /// Whether a call on operands of the right types only gives a value.
    pub fn is_quiet(&self) -> bool {
        let looks = self.receiver == Use::Reads && self.any_arg() == Use::Reads;
        looks && !self.acts && !self.raises
    }

    /// Whether it walks an argument to the end, or drops it, before it returns.
    pub fn walks(&self) -> bool {
        self.has(|with| matches!(with, Use::Walks | Use::WalksAlone))
    }

    /// Whether it walks or calls an argument while the result is walked.
    pub fn relays(&self) -> bool {
        self.has(|with| matches!(with, Use::Later | Use::CallsLater))
    }

    fn has(&self, is: fn(Use) -> bool) -> bool {
        is(self.others) || self.named.iter().any(|(_, with)| is(*with))
    }

    /// Whether it calls an argument, now or later.
    pub fn calls_back(&self) -> bool {
        self.has(|with| matches!(with, Use::Calls | Use::CallsLater))
    }

    /// What may become of any argument.
    pub fn any_arg(&self) -> Use {
        self.named.iter().map(|(_, with)| *with).fold(self.others, Use::max)
    }
}

impl Use {
    pub fn change(self) -> Option<Change> {
        match self {
            Use::Changes(change) => Some(change),
            Use::Reads
            | Use::Asks
            | Use::Later
            | Use::CallsLater
            | Use::WalksAlone
            | Use::Walks => None,
            Use::Calls | Use::Unknown => None,
        }
    }

    /// Whether the value may be another one afterwards.
    pub fn may_change(self) -> bool {
        match self {
            Use::Changes(_) | Use::Unknown => true,
            Use::Reads
            | Use::Asks
            | Use::Later
            | Use::CallsLater
            | Use::WalksAlone
            | Use::Walks
            | Use::Calls => false,
        }
    }
}

/// Methods of JavaScript's arrays, maps and sets that change their receiver. The method of another name is
/// one of an object that is no container of Python.
pub const JS_CHANGING: &[&str] =
    &["copyWithin", "delete", "fill", "push", "set", "shift", "splice", "unshift"];

/// Functions of JavaScript that only compute: the first part of their path.
pub const JS_COMPUTING: &[&str] = &[
    "Boolean",
    "Date",
    "Intl",
    "JSON",
    "Math",
    "Number",
    "String",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
];

/// Functions of JavaScript that do something elsewhere, and change none of their arguments.
pub const JS_ACTING: &[&str] = &[
    "Promise",
    "alert",
    "console",
    "fetch",
    "localStorage",
    "sessionStorage",
    "setInterval",
    "setTimeout",
    "structuredClone",
];

/// Classes and functions of JavaScript that make something of what they walk.
pub const JS_WALKING: &[&str] =
    &["Array", "Map", "Object", "Set", "URL", "URLSearchParams", "WeakMap", "WeakSet"];
