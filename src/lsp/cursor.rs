//! What stands before the cursor, in code that is half written.
//!
//! ```text
//! ps.button("Go", onClick=save, cla|       in the call `ps.button`, its third argument, the word `cla`
//! bridge.emit("se|                          in a string, the first argument of `bridge.emit`
//! ```

/// The bracket of a call, or any other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bracket<'t> {
    /// What is called: `ps.div`; empty for brackets of another kind.
    pub callee: &'t str,
    /// How many arguments stand before the cursor.
    pub before: usize,
    /// The keywords that are there.
    pub keywords: Vec<&'t str>,
    /// Where the argument at the cursor begins.
    start: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor<'t> {
    /// The part of a name directly before it.
    pub word: &'t str,
    /// What the name is an attribute of: `ps`, `React`.
    pub base: Option<&'t str>,
    /// In a string: where its content starts.
    pub text: Option<usize>,
    pub is_in_comment: bool,
    /// The innermost bracket that is open.
    pub bracket: Option<Bracket<'t>>,
    /// Whether nothing but the word stands in the argument so far.
    pub is_first_word: bool,
    /// The logical line up to the cursor.
    pub line: &'t str,
}

enum State {
    Code,
    Comment,
    /// With its quotes, and where it starts.
    Text(&'static str, usize, bool),
}

const QUOTES: [&str; 4] = ["\"\"\"", "'''", "\"", "'"];

impl<'t> Cursor<'t> {
    /// At the end of a text that begins at a statement.
    pub fn at_end(text: &'t str) -> Cursor<'t> {
        let mut state = State::Code;
        let mut brackets: Vec<Bracket<'t>> = Vec::new();
        let (mut at, mut line) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let c = rest.chars().next().unwrap_or_default();
            let mut step = c.len_utf8();
            match state {
                State::Comment if c == '\n' => (state, step) = (State::Code, 0),
                State::Comment => {}
                State::Text(quotes, start, is_raw) => {
                    if c == '\\' && !is_raw {
                        step += rest.chars().nth(1).map_or(0, char::len_utf8);
                    } else if rest.starts_with(quotes) {
                        (state, step) = (State::Code, quotes.len());
                    } else if c == '\n' && quotes.len() == 1 {
                        // It was never closed.
                        (state, step) = (State::Code, 0);
                    } else {
                        state = State::Text(quotes, start, is_raw);
                    }
                }
                State::Code => {
                    if let Some(quotes) = QUOTES.iter().find(|quotes| rest.starts_with(**quotes)) {
                        step = quotes.len();
                        let is_raw = word_before(text, at).contains(['r', 'R']);
                        state = State::Text(quotes, at + step, is_raw);
                    } else if c == '#' {
                        state = State::Comment;
                    } else {
                        token(text, at, c, &mut brackets);
                        if c == '\n'
                            && brackets.is_empty()
                            && !text.get(..at).is_some_and(|it| it.ends_with('\\'))
                        {
                            line = at + 1;
                        }
                    }
                }
            }
            at += step;
        }
        let word = word_before(text, text.len());
        let before = text.get(..text.len() - word.len()).unwrap_or_default();
        let base = before.strip_suffix('.').map(chain_before).filter(|base| !base.is_empty());
        let start = brackets.last().map_or(line, |bracket| bracket.start);
        let argument = text.get(start..).unwrap_or_default().trim_start();
        Cursor {
            is_first_word: argument == word,
            word,
            base,
            text: match state {
                State::Text(_, start, _) => Some(start),
                State::Code | State::Comment => None,
            },
            is_in_comment: matches!(state, State::Comment),
            bracket: brackets.pop(),
            line: text.get(line..).unwrap_or_default(),
        }
    }
}

fn token<'t>(text: &'t str, at: usize, c: char, brackets: &mut Vec<Bracket<'t>>) {
    match c {
        '(' | '[' | '{' => {
            let callee =
                if c == '(' { chain_before(text.get(..at).unwrap_or_default()) } else { "" };
            let (before, keywords) = (0, Vec::new());
            brackets.push(Bracket { callee, before, keywords, start: at + 1 });
        }
        ')' | ']' | '}' => drop(brackets.pop()),
        ',' => {
            if let Some(bracket) = brackets.last_mut() {
                bracket.before += 1;
                bracket.start = at + 1;
            }
        }
        '=' => {
            if let Some(bracket) = brackets.last_mut() {
                let argument = text.get(bracket.start..at).unwrap_or_default().trim();
                if is_name(argument) {
                    bracket.keywords.push(argument);
                }
            }
        }
        _other => {}
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_part)
}

/// The name that ends at a place.
fn word_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.get(before.trim_end_matches(is_part).len()..).unwrap_or_default()
}

/// The dotted name that a text ends with.
fn chain_before(text: &str) -> &str {
    let start = text.trim_end_matches(|c| is_part(c) || c == '.').len();
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_written_code_is_read() {
        let at = Cursor::at_end("def f():\n    ps.button(\"Go)\", onClick=lambda: (1), cla");
        let bracket = at.bracket.clone().unwrap();
        assert_eq!((at.word, bracket.callee, bracket.before), ("cla", "ps.button", 2));
        assert_eq!(bracket.keywords, ["onClick"]);
        assert!(at.is_first_word && at.base.is_none() && at.text.is_none());
        let at = Cursor::at_end("bridge.emit(\"se");
        assert_eq!((at.text, at.bracket.unwrap().before), (Some(13), 0));
        let at = Cursor::at_end("x = 'open\ny = React.use");
        assert_eq!((at.base, at.word, at.line), (Some("React"), "use", "y = React.use"));
        assert!(Cursor::at_end("x  # it's ").is_in_comment);
        assert!(!Cursor::at_end("f(a=b").is_first_word);
        let at = Cursor::at_end("from pulse.js.react import (useState,\n  us");
        assert_eq!(at.line, "from pulse.js.react import (useState,\n  us");
    }
}
