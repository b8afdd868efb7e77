//! Types of TypeScript, as data: what a union absorbs and where parentheses stand is decided here.
//!
//! ```text
//! Union[Array(Union[string, number]), null]   →   (string | number)[] | null
//! ```

use crate::resolve::ItemId;

/// A type.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Ts {
    /// A keyword: `string`, `any`, `null`.
    Word(&'static str),
    /// A literal, as it is written.
    Literal(String),
    /// A type of JavaScript's or the browser's library: `Map<K, V>`.
    Lib(String, Vec<Ts>),
    /// A type that React exports.
    React(&'static str),
    /// The bridge of a channel, from the client package.
    Bridge,
    /// A class or alias of the project that only types see.
    Item(ItemId),
    /// A class of the project that takes types.
    Generic(ItemId, Vec<Ts>),
    /// A type parameter.
    Param(String),
    /// A plain object used as a dict, by the type of its keys and of its values.
    Record(Box<Ts>, Box<Ts>),
    Array(Box<Ts>),
    ReadonlyArray(Box<Ts>),
    /// Tuples are not changed.
    Tuple(Vec<Ts>),
    Object(Vec<Member>),
    Function(Box<Signature>),
    Union(Vec<Ts>),
}

/// A property of an object type.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Member {
    pub name: String,
    pub is_optional: bool,
    pub is_readonly: bool,
    pub ty: Ts,
}

/// Parameters and result of a function.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Signature {
    pub params: Vec<Param>,
    pub result: Ts,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Param {
    pub name: String,
    pub ty: Ts,
    pub kind: ParamKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ParamKind {
    Required,
    Optional,
    Rest,
}

impl Ts {
    pub const ANY: Ts = Ts::Word("any");
    pub const UNKNOWN: Ts = Ts::Word("unknown");
    pub const NEVER: Ts = Ts::Word("never");
    pub const STRING: Ts = Ts::Word("string");
    pub const NUMBER: Ts = Ts::Word("number");
    pub const BOOLEAN: Ts = Ts::Word("boolean");
    pub const NULL: Ts = Ts::Word("null");
    pub const UNDEFINED: Ts = Ts::Word("undefined");
    pub const VOID: Ts = Ts::Word("void");
    /// What may be rendered.
    pub const NODE: Ts = Ts::React("ReactNode");

    /// `None`: written as `null`, and `undefined` reads as it.
    pub fn none() -> Ts {
        Ts::Union(vec![Ts::NULL, Ts::UNDEFINED])
    }

    pub fn lib(name: &str, args: impl IntoIterator<Item = Ts>) -> Ts {
        Ts::Lib(name.to_owned(), args.into_iter().collect())
    }

    pub fn array(item: Ts) -> Ts {
        Ts::Array(Box::new(item))
    }

    pub fn readonly_array(item: Ts) -> Ts {
        Ts::ReadonlyArray(Box::new(item))
    }

    /// A dict: a plain object where the keys are strings, or a `Map`.
    pub fn dict(key: Ts, value: Ts) -> Ts {
        let has_strings = key == Ts::ANY || key.members().iter().all(Ts::is_string);
        let map = Ts::lib("Map", [key.clone(), value.clone()]);
        if !has_strings {
            return map;
        }
        let key = if key == Ts::ANY { Ts::STRING } else { key };
        Ts::union([Ts::record(key, value), map])
    }

    pub fn record(key: Ts, value: Ts) -> Ts {
        Ts::Record(Box::new(key), Box::new(value))
    }

    fn is_string(&self) -> bool {
        match self {
            Ts::Literal(text) => text.starts_with('"'),
            ty => *ty == Ts::STRING,
        }
    }

    /// `(...args: any[]) => result`.
    pub fn any_function(result: Ts) -> Ts {
        let args = Param { name: "args".to_owned(), ty: Ts::array(Ts::ANY), kind: ParamKind::Rest };
        Ts::Function(Box::new(Signature { params: vec![args], result }))
    }

    /// The union, flat and without repetition; `any` and `unknown` absorb everything.
    pub fn union(parts: impl IntoIterator<Item = Ts>) -> Ts {
        let mut flat: Vec<Ts> = Vec::new();
        for part in parts {
            for member in part.into_members() {
                if member != Ts::NEVER && !flat.contains(&member) {
                    flat.push(member);
                }
            }
        }
        for all in [Ts::ANY, Ts::UNKNOWN] {
            if flat.contains(&all) {
                return all;
            }
        }
        // `null` and `undefined` come last, as people write them.
        let is_last = |ty: &Ts| *ty == Ts::NULL || *ty == Ts::UNDEFINED;
        flat.sort_by_key(|ty| (is_last(ty), *ty == Ts::UNDEFINED));
        match flat.len() {
            0 => Ts::NEVER,
            1 => flat.pop().unwrap_or(Ts::NEVER),
            _several => Ts::Union(flat),
        }
    }

    pub fn or_none(self) -> Ts {
        Ts::union([self, Ts::none()])
    }

    pub fn or_undefined(self) -> Ts {
        Ts::union([self, Ts::UNDEFINED])
    }

    /// The members of a union; any other type is its only member.
    pub fn members(&self) -> &[Ts] {
        match self {
            Ts::Union(members) => members,
            only => std::slice::from_ref(only),
        }
    }

    pub fn into_members(self) -> Vec<Ts> {
        match self {
            Ts::Union(members) => members,
            only => vec![only],
        }
    }

    /// Without the members that `drop` names.
    pub fn without(self, drop: impl Fn(&Ts) -> bool) -> Ts {
        Ts::union(self.into_members().into_iter().filter(|member| !drop(member)))
    }
}

/// How a type names what it does not spell out itself.
pub(super) trait Naming {
    fn lib(&mut self, name: &str) -> String;
    fn react(&mut self, name: &'static str) -> String;
    fn bridge(&mut self) -> String;
    fn item(&mut self, id: ItemId) -> String;
}

/// The text of a type.
pub(super) fn show(ty: &Ts, names: &mut dyn Naming) -> String {
    match ty {
        Ts::Word(word) => (*word).to_owned(),
        Ts::Literal(text) => text.clone(),
        Ts::Lib(name, args) => {
            let name = names.lib(name);
            match list(args, names) {
                args if args.is_empty() => name,
                args => format!("{name}<{args}>"),
            }
        }
        Ts::React(name) => names.react(name),
        Ts::Bridge => names.bridge(),
        Ts::Item(id) => names.item(*id),
        Ts::Generic(id, args) => match names.item(*id) {
            unknown if unknown == "any" => unknown,
            name => format!("{name}<{}>", list(args, names)),
        },
        Ts::Param(name) => name.clone(),
        // Written out, because an alias may be recursive through it and not through `Record`.
        Ts::Record(key, value) if **key == Ts::STRING => {
            format!("{{ [key: string]: {} }}", show(value, names))
        }
        // Not every key of a union of literals needs to be there.
        Ts::Record(key, value) => {
            format!("{{ [key in {}]?: {} }}", show(key, names), show(value, names))
        }
        Ts::Array(item) => format!("{}[]", operand(item, names)),
        Ts::ReadonlyArray(item) => format!("readonly {}[]", operand(item, names)),
        Ts::Tuple(items) => format!("readonly [{}]", list(items, names)),
        Ts::Object(members) if members.is_empty() => "{}".to_owned(),
        Ts::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|member| show_member(member, names)).collect();
            format!("{{ {} }}", members.join("; "))
        }
        Ts::Function(signature) => {
            let params = show_params(&signature.params, names);
            format!("({params}) => {}", show(&signature.result, names))
        }
        Ts::Union(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| match member {
                    Ts::Function(_) => format!("({})", show(member, names)),
                    plain => show(plain, names),
                })
                .collect();
            members.join(" | ")
        }
    }
}

fn list(types: &[Ts], names: &mut dyn Naming) -> String {
    types.iter().map(|ty| show(ty, names)).collect::<Vec<_>>().join(", ")
}

/// In front of `[]`.
fn operand(ty: &Ts, names: &mut dyn Naming) -> String {
    let text = show(ty, names);
    match ty {
        Ts::Union(_) | Ts::Function(_) | Ts::ReadonlyArray(_) | Ts::Tuple(_) => format!("({text})"),
        Ts::Word(_)
        | Ts::Literal(_)
        | Ts::Lib(..)
        | Ts::React(_)
        | Ts::Bridge
        | Ts::Item(_)
        | Ts::Generic(..)
        | Ts::Param(_)
        | Ts::Record(..)
        | Ts::Array(_)
        | Ts::Object(_) => text,
    }
}

/// `name?: type`, without the `;`.
pub(super) fn show_member(member: &Member, names: &mut dyn Naming) -> String {
    let readonly = if member.is_readonly { "readonly " } else { "" };
    let mark = if member.is_optional { "?" } else { "" };
    // An optional property is `undefined` where it is not.
    let ty = match member.is_optional {
        true => member.ty.clone().without(|ty| *ty == Ts::UNDEFINED),
        false => member.ty.clone(),
    };
    format!("{readonly}{}{mark}: {}", key(&member.name), show(&ty, names))
}

pub(super) fn show_params(params: &[Param], names: &mut dyn Naming) -> String {
    let each = params.iter().map(|param| {
        let (before, mark) = match param.kind {
            ParamKind::Required => ("", ""),
            ParamKind::Optional => ("", "?"),
            ParamKind::Rest => ("...", ""),
        };
        let ty = match param.kind {
            ParamKind::Optional => param.ty.clone().without(|ty| *ty == Ts::UNDEFINED),
            ParamKind::Required | ParamKind::Rest => param.ty.clone(),
        };
        format!("{before}{}{mark}: {}", param.name, show(&ty, names))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A property name, quoted where it must be.
pub(super) fn key(name: &str) -> String {
    if crate::emit::js::is_identifier_name(name) { name.to_owned() } else { string(name) }
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{2028}' | '\u{2029}' => out.extend(c.escape_unicode()),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plain;

    impl Naming for Plain {
        fn lib(&mut self, name: &str) -> String {
            name.to_owned()
        }

        fn react(&mut self, name: &'static str) -> String {
            name.to_owned()
        }

        fn bridge(&mut self) -> String {
            "ChannelBridge".to_owned()
        }

        fn item(&mut self, id: ItemId) -> String {
            format!("Item{}", id.index())
        }
    }

    fn text(ty: &Ts) -> String {
        show(ty, &mut Plain)
    }

    #[test]
    fn parentheses_stand_where_they_must() {
        let either = Ts::union([Ts::STRING, Ts::NUMBER]);
        assert_eq!(text(&Ts::array(either.clone())), "(string | number)[]");
        assert_eq!(text(&Ts::array(Ts::Tuple(vec![either]))), "(readonly [string | number])[]");
        assert_eq!(text(&Ts::readonly_array(Ts::array(Ts::STRING))), "readonly string[][]");
        let function = Ts::any_function(Ts::VOID);
        assert_eq!(
            text(&function.clone().or_none()),
            "((...args: any[]) => void) | null | undefined"
        );
        assert_eq!(text(&Ts::array(function)), "((...args: any[]) => void)[]");
    }

    #[test]
    fn a_union_is_flat_and_has_its_nothings_last() {
        let union = Ts::union([Ts::NULL, Ts::STRING.or_none(), Ts::NEVER, Ts::STRING]);
        assert_eq!(text(&union), "string | null | undefined");
        assert_eq!(Ts::union([Ts::STRING, Ts::ANY]), Ts::ANY);
        assert_eq!(Ts::union([]), Ts::NEVER);
    }

    #[test]
    fn names_that_are_no_identifiers_are_quoted() {
        let member = |name: &str| Member {
            name: name.to_owned(),
            is_optional: true,
            is_readonly: false,
            ty: Ts::STRING.or_none(),
        };
        let ty = Ts::Object(vec![member("class"), member("aria-label"), member("a\"\n")]);
        assert_eq!(
            text(&ty),
            r#"{ class?: string | null; "aria-label"?: string | null; "a\"\n"?: string | null }"#
        );
    }

    #[test]
    fn a_dict_is_an_object_or_a_map() {
        assert_eq!(
            text(&Ts::dict(Ts::STRING, Ts::NUMBER)),
            "{ [key: string]: number } | Map<string, number>"
        );
        assert_eq!(text(&Ts::dict(Ts::NUMBER, Ts::STRING)), "Map<number, string>");
        assert_eq!(text(&Ts::dict(Ts::ANY, Ts::ANY)), "{ [key: string]: any } | Map<any, any>");
    }
}
