//! How Python binds the arguments of a call: one [`Param`] per parameter.
//!
//! ```text
//! sorted(iterable, /, *, key=None, reverse=False)
//! &[pos("iterable"), kw_or("key", "None"), kw_or("reverse", "False")]
//! ```

/// The parameters in the order of the definition.
pub type Signature = &'static [Param];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Param {
    pub name: &'static str,
    pub kind: ParamKind,
    pub default: ParamDefault,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    /// Before the `/`.
    Positional,
    PositionalOrKeyword,
    /// After the `*`.
    Keyword,
    /// `*args`.
    Args,
    /// `**kwargs`.
    Kwargs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamDefault {
    Required,
    /// The default as Python source.
    Value(&'static str),
    /// May be left out, and leaving it out is not the same as passing any value: the third argument
    /// of `getattr`. Also `*args` and `**kwargs`.
    Absent,
}

const fn param(name: &'static str, kind: ParamKind, default: ParamDefault) -> Param {
    Param { name, kind, default }
}

/// Positional only, required.
pub const fn pos(name: &'static str) -> Param {
    param(name, ParamKind::Positional, ParamDefault::Required)
}

/// Positional only, with a default.
pub const fn pos_or(name: &'static str, default: &'static str) -> Param {
    param(name, ParamKind::Positional, ParamDefault::Value(default))
}

/// Positional only, may be left out.
pub const fn pos_opt(name: &'static str) -> Param {
    param(name, ParamKind::Positional, ParamDefault::Absent)
}

/// Positional or keyword, required.
pub const fn any(name: &'static str) -> Param {
    param(name, ParamKind::PositionalOrKeyword, ParamDefault::Required)
}

/// Positional or keyword, with a default.
pub const fn any_or(name: &'static str, default: &'static str) -> Param {
    param(name, ParamKind::PositionalOrKeyword, ParamDefault::Value(default))
}

/// Positional or keyword, may be left out.
pub const fn any_opt(name: &'static str) -> Param {
    param(name, ParamKind::PositionalOrKeyword, ParamDefault::Absent)
}

/// Keyword only, required.
pub const fn kw(name: &'static str) -> Param {
    param(name, ParamKind::Keyword, ParamDefault::Required)
}

/// Keyword only, with a default.
pub const fn kw_or(name: &'static str, default: &'static str) -> Param {
    param(name, ParamKind::Keyword, ParamDefault::Value(default))
}

/// Keyword only, may be left out.
pub const fn kw_opt(name: &'static str) -> Param {
    param(name, ParamKind::Keyword, ParamDefault::Absent)
}

/// `*name`.
pub const fn args(name: &'static str) -> Param {
    param(name, ParamKind::Args, ParamDefault::Absent)
}

/// `**name`.
pub const fn kwargs(name: &'static str) -> Param {
    param(name, ParamKind::Kwargs, ParamDefault::Absent)
}

/// The parameter that takes the positional argument at the position.
pub fn param_at(signature: &[Param], position: usize) -> Option<&Param> {
    let takes = |param: &&Param| match param.kind {
        ParamKind::Positional | ParamKind::PositionalOrKeyword | ParamKind::Args => true,
        ParamKind::Keyword | ParamKind::Kwargs => false,
    };
    let mut params = signature.iter().filter(takes);
    params.clone().nth(position).or_else(|| params.find(|param| param.kind == ParamKind::Args))
}

/// Whether a call may have so many positional arguments and no others.
pub fn fits(signature: &[Param], count: usize) -> bool {
    let is_positional = |param: &&Param| {
        matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOrKeyword)
    };
    let least = signature.iter().filter(|param| param.default == ParamDefault::Required).count();
    let is_open = signature.iter().any(|param| param.kind == ParamKind::Args);
    count >= least && (is_open || count <= signature.iter().filter(is_positional).count())
}

/// Where the keyword-only parameters begin of a function of the standard library that takes them as one
/// object, as it has more than two: `json.dumps(x, indent=2)` is `jsonDumps(x, { indent: 2 })`.
pub fn options_from(signature: &[Param]) -> Option<usize> {
    let is_rest = |param: &Param| matches!(param.kind, ParamKind::Args | ParamKind::Kwargs);
    let from = signature.iter().position(|param| param.kind == ParamKind::Keyword)?;
    (signature.len() - from > 2 && !signature.iter().any(is_rest)).then_some(from)
}

/// Whether keywords that are known at run time only can be bound to it: `dict(**more)` has no names.
pub fn is_bound(signature: &[Param]) -> bool {
    signature.iter().all(|param| param.kind != ParamKind::Kwargs)
}

/// `iterable, /, *, key=`, as the runtime's `bindArguments` reads it.
pub fn bound(signature: &[Param]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut params = signature.iter().peekable();
    let mut star_seen = false;
    while let Some(param) = params.next() {
        if param.kind == ParamKind::Keyword && !star_seen {
            star_seen = true;
            parts.push("*".to_owned());
        }
        match (param.kind, param.default) {
            (ParamKind::Args, _) => {
                star_seen = true;
                parts.push(format!("*{}", param.name));
            }
            (ParamKind::Kwargs, _) => parts.push(format!("**{}", param.name)),
            (_, ParamDefault::Required) => parts.push(param.name.to_owned()),
            (_, ParamDefault::Absent | ParamDefault::Value(_)) => {
                parts.push(format!("{}=", param.name));
            }
        }
        let ends = params.peek().is_none_or(|next| next.kind != ParamKind::Positional);
        if param.kind == ParamKind::Positional && ends {
            parts.push("/".to_owned());
        }
    }
    parts.join(", ")
}

/// `(iterable, /, *, key=None)`, as `inspect.signature` writes it, for messages. A parameter that may
/// be left out without a default is written `name=...`.
/// Whether the keyword is that of a parameter, or goes to `**`.
pub fn takes(params: Signature, keyword: &str) -> bool {
    params.iter().any(|param| match param.kind {
        ParamKind::Kwargs => true,
        ParamKind::PositionalOrKeyword | ParamKind::Keyword => param.name == keyword,
        ParamKind::Positional | ParamKind::Args => false,
    })
}

pub fn display(signature: &[Param]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut slash_due = false;
    let mut star_seen = false;
    for param in signature {
        if slash_due && param.kind != ParamKind::Positional {
            parts.push("/".to_owned());
            slash_due = false;
        }
        let stars = match param.kind {
            ParamKind::Positional => {
                slash_due = true;
                ""
            }
            ParamKind::PositionalOrKeyword => "",
            ParamKind::Keyword => {
                if !star_seen {
                    parts.push("*".to_owned());
                    star_seen = true;
                }
                ""
            }
            ParamKind::Args => {
                star_seen = true;
                "*"
            }
            ParamKind::Kwargs => "**",
        };
        let default = match (param.default, stars) {
            (ParamDefault::Value(text), _) => format!("={text}"),
            (ParamDefault::Absent, "") => "=...".to_owned(),
            (ParamDefault::Absent | ParamDefault::Required, _) => String::new(),
        };
        parts.push(format!("{stars}{}{default}", param.name));
    }
    if slash_due {
        parts.push("/".to_owned());
    }
    format!("({})", parts.join(", "))
}
