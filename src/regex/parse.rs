//! Reads a pattern as Python 3.12 does.

use super::{ASCII, Class, ClassItem, DOTALL, IGNORECASE, MULTILINE, Node, Problem, VERBOSE};

/// Nesting beyond this is refused.
const MAX_DEPTH: u32 = 60;

pub(super) struct Parsed {
    pub node: Node,
    pub flags: u32,
}

pub(super) fn parse(pattern: &str, flags: u32) -> Result<Parsed, Problem> {
    let mut parser = Parser {
        chars: pattern.chars().collect(),
        at: 0,
        flags,
        groups: Vec::new(),
        open: Vec::new(),
        depth: 0,
    };
    parser.global_flags()?;
    let node = parser.alternatives()?;
    match parser.peek() {
        Some(_) => Err(invalid("unbalanced parenthesis")),
        None => Ok(Parsed { node, flags: parser.flags }),
    }
}

fn invalid(message: &str) -> Problem {
    Problem::Invalid(message.to_owned())
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    flags: u32,
    /// The names of the groups, in order.
    groups: Vec<Option<String>>,
    /// Groups whose end has not come.
    open: Vec<u32>,
    depth: u32,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let found = self.peek();
        self.at += usize::from(found.is_some());
        found
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    /// `(?ims)` at the start.
    fn global_flags(&mut self) -> Result<(), Problem> {
        loop {
            let before = self.at;
            if !self.eat("(?") {
                return Ok(());
            }
            let mut found = 0;
            while let Some(flag) = self.peek().and_then(inline_flag) {
                found |= flag;
                self.at += 1;
            }
            if found == 0 || !self.eat(")") {
                self.at = before;
                return Ok(());
            }
            self.flags |= found;
        }
    }

    fn is_verbose(&self) -> bool {
        self.flags & VERBOSE != 0
    }

    fn skip_space(&mut self) {
        while self.is_verbose() {
            match self.peek() {
                Some(c) if c.is_ascii_whitespace() || c == '\x0b' => self.at += 1,
                Some('#') => while self.next().is_some_and(|c| c != '\n') {},
                Some(_) | None => return,
            }
        }
    }

    fn alternatives(&mut self) -> Result<Node, Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Problem::Unsupported("groups nested so deeply"));
        }
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(match (all.pop(), all.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => {
                all.push(last);
                Node::Alt(all)
            }
            (None, _) => Node::Concat(Vec::new()),
        })
    }

    fn sequence(&mut self) -> Result<Node, Problem> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some('|' | ')') => return Ok(Node::Concat(parts)),
                Some(_) => {}
            }
            if self.eat("(?#") {
                while self.peek().is_some_and(|c| c != ')') {
                    self.at += 1;
                }
                if !self.eat(")") {
                    return Err(invalid("missing ), unterminated comment"));
                }
                continue;
            }
            match self.quantifier()? {
                Some((min, max)) => {
                    let node = self.repeated(parts.pop(), min, max)?;
                    parts.push(node);
                }
                None => parts.push(self.atom()?),
            }
        }
    }

    /// What a quantifier makes of what stands before it.
    fn repeated(
        &mut self,
        atom: Option<Node>,
        min: u32,
        max: Option<u32>,
    ) -> Result<Node, Problem> {
        let atom = match atom {
            None
            | Some(
                Node::Start
                | Node::End
                | Node::First
                | Node::Last
                | Node::Boundary
                | Node::NoBoundary,
            ) => return Err(invalid("nothing to repeat")),
            Some(Node::Repeat { .. }) => return Err(invalid("multiple repeat")),
            Some(atom) => Box::new(atom),
        };
        if self.eat("+") {
            return Err(Problem::Unsupported("possessive quantifiers (`*+`)"));
        }
        let is_lazy = self.eat("?");
        Ok(Node::Repeat { node: atom, min, max, is_lazy })
    }

    /// `*`, `+`, `?`, `{2}`, `{2,}`, `{,3}`, `{2,3}`; other braces are text.
    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, Problem> {
        let simple = match self.peek() {
            Some('*') => Some((0, None)),
            Some('+') => Some((1, None)),
            Some('?') => Some((0, Some(1))),
            Some('{') => None,
            Some(_) | None => return Ok(None),
        };
        let before = self.at;
        self.at += 1;
        if simple.is_some() {
            return Ok(simple);
        }
        let low = self.digits();
        let has_comma = self.eat(",");
        let high = if has_comma { self.digits() } else { low.clone() };
        let is_quantifier = (has_comma || !low.is_empty()) && self.eat("}");
        if !is_quantifier || (low.is_empty() && high.is_empty() && !has_comma) {
            self.at = before;
            return Ok(None);
        }
        let number = |text: &str| {
            text.parse::<u32>().map_err(|_| invalid("the repetition number is too large"))
        };
        let min = if low.is_empty() { 0 } else { number(&low)? };
        let max = if high.is_empty() { None } else { Some(number(&high)?) };
        if max.is_some_and(|max| max < min) {
            return Err(invalid("min repeat greater than max repeat"));
        }
        Ok(Some((min, max)))
    }

    fn digits(&mut self) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            out.push(c);
            self.at += 1;
        }
        out
    }

    fn atom(&mut self) -> Result<Node, Problem> {
        match self.next() {
            Some('.') => Ok(Node::Any),
            Some('^') => Ok(Node::Start),
            Some('$') => Ok(Node::End),
            Some('(') => self.group(),
            Some('[') => self.class(),
            Some('\\') => self.escape(),
            Some(c) => Ok(Node::Char(c)),
            None => Ok(Node::Concat(Vec::new())),
        }
    }

    fn group(&mut self) -> Result<Node, Problem> {
        if !self.eat("?") {
            return self.captured(None);
        }
        if self.eat(":") {
            let node = Box::new(self.body()?);
            return Ok(Node::Group { capture: None, node });
        }
        if self.eat("P<") {
            let name = self.name('>')?;
            return self.captured(Some(name));
        }
        if self.eat("P=") {
            let name = self.name(')')?;
            let found = self.groups.iter().position(|group| group.as_ref() == Some(&name));
            let Some(found) = found else {
                return Err(Problem::Invalid(format!("unknown group name '{name}'")));
            };
            return self.back(found as u32 + 1);
        }
        for (opening, is_ahead, is_negative) in
            [("=", true, false), ("!", true, true), ("<=", false, false), ("<!", false, true)]
        {
            if self.eat(opening) {
                let node = Box::new(self.body()?);
                return Ok(Node::Look { is_ahead, is_negative, node });
            }
        }
        Err(match self.peek() {
            Some('>') => Problem::Unsupported("atomic groups (`(?>...)`)"),
            Some('(') => Problem::Unsupported("conditions on groups (`(?(1)a|b)`)"),
            Some(c) if inline_flag(c).is_some() || c == '-' => {
                Problem::Unsupported("flags within a pattern (`(?i:...)`), other than at its start")
            }
            Some(c) => Problem::Invalid(format!("unknown extension ?{c}")),
            None => invalid("unexpected end of pattern"),
        })
    }

    fn captured(&mut self, name: Option<String>) -> Result<Node, Problem> {
        if name.is_some() && self.groups.contains(&name) {
            return Err(invalid("redefinition of group name"));
        }
        self.groups.push(name.clone());
        let number = self.groups.len() as u32;
        self.open.push(number);
        let node = Box::new(self.body()?);
        self.open.retain(|open| *open != number);
        Ok(Node::Group { capture: Some((number, name)), node })
    }

    fn body(&mut self) -> Result<Node, Problem> {
        let node = self.alternatives()?;
        if self.eat(")") { Ok(node) } else { Err(invalid("missing ), unterminated subpattern")) }
    }

    fn name(&mut self, end: char) -> Result<String, Problem> {
        let mut name = String::new();
        loop {
            match self.next() {
                Some(c) if c == end => break,
                Some(c) => name.push(c),
                None => return Err(invalid("missing >, unterminated name")),
            }
        }
        let mut chars = name.chars();
        let starts = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if starts && chars.all(|c| c.is_alphanumeric() || c == '_') {
            return Ok(name);
        }
        Err(Problem::Invalid(format!("bad character in group name '{name}'")))
    }

    fn back(&mut self, number: u32) -> Result<Node, Problem> {
        if number as usize > self.groups.len() {
            return Err(Problem::Invalid(format!("invalid group reference {number}")));
        }
        if self.open.contains(&number) {
            return Err(invalid("cannot refer to an open group"));
        }
        Ok(Node::Back(number))
    }

    fn escape(&mut self) -> Result<Node, Problem> {
        let Some(c) = self.peek() else { return Err(invalid("bad escape (end of pattern)")) };
        let place = match c {
            'A' => Some(Node::First),
            'Z' => Some(Node::Last),
            'b' => Some(Node::Boundary),
            'B' => Some(Node::NoBoundary),
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => {
                Some(Node::Class(Class { is_negated: false, items: vec![ClassItem::Set(c)] }))
            }
            _other => None,
        };
        if let Some(place) = place {
            self.at += 1;
            return Ok(place);
        }
        if c.is_ascii_digit() && c != '0' && !self.is_octal() {
            let mut digits = String::from(c);
            self.at += 1;
            if let Some(second) = self.peek().filter(char::is_ascii_digit) {
                digits.push(second);
                self.at += 1;
            }
            return self.back(digits.parse().unwrap_or(0));
        }
        Ok(Node::Char(self.escaped_char()?))
    }

    /// Three octal digits, the first below 4, are a character.
    fn is_octal(&self) -> bool {
        let digit = |i: usize| self.chars.get(self.at + i).copied().and_then(|c| c.to_digit(8));
        digit(0).is_some() && digit(1).is_some() && digit(2).is_some()
    }

    /// After the backslash.
    fn escaped_char(&mut self) -> Result<char, Problem> {
        let Some(c) = self.next() else { return Err(invalid("bad escape (end of pattern)")) };
        let width = match c {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'f' => return Ok('\x0c'),
            'v' => return Ok('\x0b'),
            'a' => return Ok('\x07'),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'N' => return Err(Problem::Unsupported("characters by name (`\\N{...}`)")),
            '0'..='7' => {
                self.at -= 1;
                return self.octal();
            }
            c if c.is_ascii_alphanumeric() => {
                return Err(Problem::Invalid(format!("bad escape \\{c}")));
            }
            c => return Ok(c),
        };
        let digits: String = self.chars.iter().skip(self.at).take(width).collect();
        let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == width);
        let Some(code) = code else {
            return Err(Problem::Invalid(format!("incomplete escape \\{c}{digits}")));
        };
        self.at += width;
        char::from_u32(code).ok_or(Problem::Unsupported("halves of surrogate pairs"))
    }

    fn octal(&mut self) -> Result<char, Problem> {
        let mut value = 0;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            value = value * 8 + digit;
            self.at += 1;
        }
        match char::from_u32(value) {
            Some(c) if value < 256 => Ok(c),
            Some(_) | None => Err(invalid("octal escape value outside of range 0-0o377")),
        }
    }

    fn class(&mut self) -> Result<Node, Problem> {
        let is_negated = self.eat("^");
        let mut items = Vec::new();
        loop {
            let Some(c) = self.peek() else { return Err(invalid("unterminated character set")) };
            if c == ']' && !items.is_empty() {
                self.at += 1;
                return Ok(Node::Class(Class { is_negated, items }));
            }
            let low = self.class_item()?;
            let is_range =
                self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|c| *c != ']');
            if !is_range {
                items.push(low);
                continue;
            }
            self.at += 1;
            match (low, self.class_item()?) {
                (ClassItem::Range(low, _), ClassItem::Range(high, _)) if low <= high => {
                    items.push(ClassItem::Range(low, high));
                }
                (_, _) => return Err(invalid("bad character range")),
            }
        }
    }

    fn class_item(&mut self) -> Result<ClassItem, Problem> {
        let c = match self.next() {
            Some('\\') => match self.peek() {
                Some(set @ ('d' | 'D' | 'w' | 'W' | 's' | 'S')) => {
                    self.at += 1;
                    return Ok(ClassItem::Set(set));
                }
                Some('b') => {
                    self.at += 1;
                    '\x08'
                }
                Some(_) | None => self.escaped_char()?,
            },
            Some(c) => c,
            None => return Err(invalid("unterminated character set")),
        };
        Ok(ClassItem::Range(c, c))
    }
}

fn inline_flag(c: char) -> Option<u32> {
    Some(match c {
        'i' => IGNORECASE,
        'm' => MULTILINE,
        's' => DOTALL,
        'x' => VERBOSE,
        'a' => ASCII,
        'u' => super::UNICODE,
        _other => return None,
    })
}
