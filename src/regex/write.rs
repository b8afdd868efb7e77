//! Writes a pattern for a `RegExp` with the flag `u`. What depends on other flags in Python is spelled out.

use std::fmt::Write as _;

use super::check::is_turn_of_nothing;
use super::{ASCII, Class, ClassItem, DOTALL, MULTILINE, Node};

pub(super) fn write(node: &Node, flags: u32) -> String {
    let mut writer = Writer { out: String::new(), flags };
    writer.node(node);
    writer.out
}

struct Writer {
    out: String,
    flags: u32,
}

impl Writer {
    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Char(c) => push_char(&mut self.out, *c, false),
            Node::Any => self.out += if self.has(DOTALL) { "[^]" } else { "[^\\n]" },
            Node::Class(class) => self.class(class),
            Node::Start => self.out += if self.has(MULTILINE) { "(?<![^\\n])" } else { "(?<![^])" },
            Node::End => {
                let end = if self.has(MULTILINE) { "(?![^\\n])" } else { "(?![^\\n]|\\n[^])" };
                self.out += end;
            }
            Node::First => self.out += "(?<![^])",
            Node::Last => self.out += "(?![^])",
            Node::Boundary => {
                let word = self.set('w');
                let _ = write!(self.out, "(?:(?<=[{word}])(?![{word}])|(?<![{word}])(?=[{word}]))");
            }
            Node::NoBoundary => {
                // Not in an empty text, by Python 3.12.
                let word = self.set('w');
                let _ = write!(
                    self.out,
                    "(?:(?<=[{word}])(?=[{word}])|(?<![{word}])(?![{word}])(?:(?<=[^])|(?=[^])))"
                );
            }
            Node::Group { capture, node } => {
                match capture {
                    Some((_, Some(name))) => {
                        let _ = write!(self.out, "(?<{name}>");
                    }
                    Some((_, None)) => self.out.push('('),
                    None => self.out += "(?:",
                }
                self.node(node);
                self.out.push(')');
            }
            Node::Look { is_ahead, is_negative, node } => {
                self.out += if *is_ahead { "(?" } else { "(?<" };
                self.out.push(if *is_negative { '!' } else { '=' });
                self.node(node);
                self.out.push(')');
            }
            Node::Back(number) => {
                // In a group of its own, so that a digit may follow.
                let _ = write!(self.out, "(?:\\{number})");
            }
            Node::Repeat { node, min, max, is_lazy } => self.repeat(node, *min, *max, *is_lazy),
            Node::Concat(nodes) => {
                for node in nodes {
                    match node {
                        Node::Alt(_) => self.wrapped(node),
                        _other => self.node(node),
                    }
                }
            }
            Node::Alt(nodes) => {
                for (i, node) in nodes.iter().enumerate() {
                    if i > 0 {
                        self.out.push('|');
                    }
                    self.node(node);
                }
            }
        }
    }

    fn wrapped(&mut self, node: &Node) {
        self.out += "(?:";
        self.node(node);
        self.out.push(')');
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, is_lazy: bool) {
        let is_single = matches!(
            node,
            Node::Char(_) | Node::Any | Node::Group { .. } | Node::Back(_) | Node::Class(_)
        );
        match is_single {
            true => self.node(node),
            false => self.wrapped(node),
        }
        match (min, max) {
            (0, Some(1)) if !is_lazy && is_turn_of_nothing(node) => {}
            (0, None) => self.out.push('*'),
            (1, None) => self.out.push('+'),
            (0, Some(1)) => self.out.push('?'),
            (min, None) => {
                let _ = write!(self.out, "{{{min},}}");
            }
            (min, Some(max)) if min == max => {
                let _ = write!(self.out, "{{{min}}}");
            }
            (min, Some(max)) => {
                let _ = write!(self.out, "{{{min},{max}}}");
            }
        }
        if is_lazy {
            self.out.push('?');
        }
    }

    /// The members of `\d`, `\w` or `\s`, for within brackets.
    fn set(&self, set: char) -> &'static str {
        match (set.to_ascii_lowercase(), self.has(ASCII)) {
            ('d', false) => "\\p{Nd}",
            ('d', true) => "0-9",
            ('w', false) => "\\p{L}\\p{N}_",
            ('w', true) => "a-zA-Z0-9_",
            (_, false) => {
                "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
            }
            (_, true) => "\\t-\\r ",
        }
    }

    fn class(&mut self, class: &Class) {
        if let [ClassItem::Set(set)] = class.items.as_slice() {
            let is_negated = class.is_negated != set.is_ascii_uppercase();
            let caret = if is_negated { "^" } else { "" };
            let members = self.set(*set);
            let _ = write!(self.out, "[{caret}{members}]");
            return;
        }
        let mut members = String::new();
        let mut opposites = Vec::new();
        for item in &class.items {
            match item {
                ClassItem::Range(low, high) => {
                    push_char(&mut members, *low, true);
                    if low != high {
                        members.push('-');
                        push_char(&mut members, *high, true);
                    }
                }
                ClassItem::Set(set) if set.is_ascii_uppercase() => {
                    opposites.push(format!("[^{}]", self.set(*set)));
                }
                ClassItem::Set(set) => members += self.set(*set),
            }
        }
        if opposites.is_empty() {
            let caret = if class.is_negated { "^" } else { "" };
            let _ = write!(self.out, "[{caret}{members}]");
            return;
        }
        // Brackets cannot hold "all but these", so it becomes a choice.
        if !members.is_empty() {
            opposites.push(format!("[{members}]"));
        }
        let choice = opposites.join("|");
        match class.is_negated {
            true => {
                let _ = write!(self.out, "(?:(?!{choice})[^])");
            }
            false => {
                let _ = write!(self.out, "(?:{choice})");
            }
        }
    }
}

fn push_char(out: &mut String, c: char, in_class: bool) {
    let special = match in_class {
        true => "\\]^-[",
        false => "^$\\.*+?()[]{}|/",
    };
    match c {
        '\n' => *out += "\\n",
        '\r' => *out += "\\r",
        '\t' => *out += "\\t",
        '\u{2028}' | '\u{2029}' | '\0'..='\x1f' | '\x7f' => {
            let _ = write!(out, "\\u{:04x}", c as u32);
        }
        c if special.contains(c) => {
            out.push('\\');
            out.push(c);
        }
        c => out.push(c),
    }
}
