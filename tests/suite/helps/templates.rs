//! Every help that the compiler can give: the literals of the source that stand where a help is made, and
//! the replacements that rows of the tables name.
//!
//! A help is made in one of these places, and nowhere else; what the tests see and this does not know
//! fails (`helps::known`):
//!
//! ```text
//! .help("...")   help: Some("...")         let help = ...;   let advice = ...;
//! refuse(code, span, message, "...")       fn help_for(...)  fn advice(...)  fn instead(...)
//! ```

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use pulsec::tables::{builtins, methods, pulse_api, py_modules, reason};

use crate::tools;

/// What a message formatted by one of these ends with is its help.
const REFUSING: [&str; 5] = ["refuse", "refuse_pattern", "refuse_stmt", "misfit", "missing"];

/// A help as the source has it, `{}` where something is filled in, and where it stands.
pub struct Template {
    pub text: String,
    pub place: String,
}

impl Template {
    /// Whether a help is this one, filled in.
    pub fn makes(&self, help: &str) -> bool {
        let parts = literal_parts(&self.text);
        let [first, middle @ .., last] = parts.as_slice() else { return parts == [help] };
        let Some(mut rest) = help.strip_prefix(&**first) else { return false };
        for part in middle {
            let Some(at) = rest.find(&**part) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(&**last)
    }
}

/// `"add `{name}` to {}"` → `["add `", "` to ", ""]`.
fn literal_parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' if chars.peek() == Some(&c) => {
                chars.next();
                parts.last_mut().unwrap().push(c);
            }
            '{' => {
                chars.by_ref().find(|c| *c == '}');
                parts.push(String::new());
            }
            c => parts.last_mut().unwrap().push(c),
        }
    }
    parts
}

/// All of them, once each.
pub fn all() -> &'static [Template] {
    static ALL: OnceLock<Vec<Template>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let mut rows = |text: &str, place: &str| {
            let text = text.replace('{', "{{").replace('}', "}}");
            found.entry(text).or_insert_with(|| place.to_owned());
        };
        for row in builtins::BUILTINS {
            row.refused.iter().for_each(|it| rows(reason::instead(it), row.name));
        }
        for (module, row) in py_modules::MODULES
            .iter()
            .flat_map(|module| module.members.iter().map(|row| (module.name, row)))
        {
            if let py_modules::PyStatus::Refused(it) = row.1 {
                rows(reason::instead(it), &format!("{module}.{}", row.0));
            }
        }
        for (module, it) in py_modules::SERVER_MODULES {
            rows(it, module);
        }
        rows(reason::ON_THE_SERVER, "rows that name nothing better");
        py_modules::PLANNED_INSTEAD.iter().for_each(|(module, it)| rows(it, module));
        methods::NOT_COMPILED.iter().for_each(|(name, it)| rows(it, name));
        rows(py_modules::NOT_COMPILED, "other modules of the standard library");
        for (name, kind) in pulse_api::NAMES {
            if let pulse_api::PulseKind::Server(row) = kind {
                rows(row.instead, &format!("pulse.{name}"));
            }
        }
        for (text, place) in of_source() {
            found.entry(text).or_insert(place);
        }
        found.into_iter().map(|(text, place)| Template { text, place }).collect()
    })
}

fn of_source() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in tools::files(&root.join("src"), "rs") {
        let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let is_compiler =
            ["lower", "types", "analyze", "resolve", "syntax", "driver"].iter().any(|layer| {
                shown.starts_with(&format!("src/{layer}/")) || shown == format!("src/{layer}.rs")
            });
        if !is_compiler || shown.contains("/tests") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let tokens = tokens(text);
        for at in 0..tokens.len() {
            for token in helps_at(&tokens[at..]) {
                let Token::Text(literal, line) = token else { continue };
                // A name or a separator is a part of a help.
                if literal.len() > 3 && literal.contains(' ') {
                    found.push((literal.clone(), format!("{shown}:{line}")));
                }
            }
        }
    }
    found
}

/// The literals of the help that is made where the tokens begin.
fn helps_at(tokens: &[Token]) -> Vec<&Token> {
    match tokens {
        [Token::Punct('.'), Token::Word(help), Token::Punct('('), rest @ ..] if help == "help" => {
            literals(rest, false)
        }
        [Token::Word(word), Token::Word(name), rest @ ..]
            if word == "let" && ["help", "advice"].contains(&&**name) =>
        {
            literals(rest, true)
        }
        [Token::Word(help), Token::Punct(':'), Token::Word(some), Token::Punct('('), rest @ ..]
            if help == "help" && some == "Some" =>
        {
            literals(rest, false)
        }
        [Token::Word(word), Token::Punct('('), rest @ ..] if REFUSING.contains(&&**word) => {
            literals(rest, false).pop().into_iter().collect()
        }
        [Token::Word(word), Token::Word(name), rest @ ..]
            if word == "fn" && ["help", "advice", "instead"].iter().any(|it| name.contains(it)) =>
        {
            let body = rest.iter().position(|it| matches!(it, Token::Punct('{')));
            literals(&rest[body.map_or(0, |at| at + 1)..], false)
        }
        _ => Vec::new(),
    }
}

/// The literals up to the closing bracket, or to the end of the statement. Patterns are none.
fn literals(tokens: &[Token], is_statement: bool) -> Vec<&Token> {
    let mut depth = 0;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Punct('(' | '[' | '{') => depth += 1,
            Token::Punct(')' | ']' | '}') if depth == 0 => break,
            Token::Punct(')' | ']' | '}') => depth -= 1,
            Token::Punct(';') if depth == 0 && is_statement => break,
            Token::Text(..) => {
                let rest = &tokens[at + 1..];
                if !matches!(
                    rest,
                    [Token::Punct('|'), ..] | [Token::Punct('='), Token::Punct('>'), ..]
                ) {
                    found.push(token);
                }
            }
            Token::Word(_) | Token::Punct(_) => {}
        }
    }
    found
}

enum Token {
    Word(String),
    Punct(char),
    Text(String, usize),
}

/// The tokens of Rust, as far as it takes to tell strings from the rest.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut found, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let start = i;
        let c = at(i);
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '"' {
            let (mut literal, begins) = (String::new(), line);
            i += 1;
            while at(i) != '"' {
                match (at(i), at(i + 1)) {
                    ('\\', '\n') => {
                        i += 1;
                        while at(i).is_whitespace() {
                            line += usize::from(at(i) == '\n');
                            i += 1;
                        }
                        continue;
                    }
                    ('\\', escaped) => {
                        literal.push(if escaped == 'n' { '\n' } else { escaped });
                        i += 2;
                        continue;
                    }
                    (plain, _) => literal.push(plain),
                }
                line += usize::from(at(i) == '\n');
                i += 1;
            }
            i += 1;
            if !matches!(found.as_slice(), [.., Token::Punct('!'), Token::Punct('(')]) {
                literal = literal.replace('{', "{{").replace('}', "}}");
            }
            found.push(Token::Text(literal, begins));
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if c.is_alphabetic() || c == '_' {
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
            found.push(Token::Word(chars[start..i].iter().collect()));
        } else {
            line += usize::from(c == '\n');
            if !c.is_whitespace() {
                found.push(Token::Punct(c));
            }
            i += 1;
        }
    }
    found
}
