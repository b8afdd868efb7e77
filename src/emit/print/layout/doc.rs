//! The layout algebra: a document says where a line *may* break, the printer decides where it does.
//!
//! The algorithm is the one of Wadler ("A prettier printer") in the shape that Prettier gave it:
//! a group is printed flat when it fits on the rest of the line and broken otherwise; a *choice*
//! lists whole alternatives, which is what lets `useEffect(() => {…}, [bridge])` hug its callback.
//!
//! ```text
//! group("[", indent(soft, "a", ",", line, "b"), soft, "]")
//!     → [a, b]        when it fits
//!     → [⏎  a,⏎  b⏎]  when it does not
//! ```

use std::borrow::Cow;
use std::rc::Rc;

/// The column the printer tries not to pass.
pub const WIDTH: usize = 100;

const INDENT: usize = 2;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Nothing when flat.
    Soft,
    /// A space when flat.
    Space,
    /// Always a new line.
    Hard,
    /// Always a new line, with an empty line before it.
    Blank,
}

/// A piece of text and the raw position it comes from (0: none). Symbols may carry a name.
#[derive(Clone, Debug)]
pub struct Text {
    pub text: Cow<'static, str>,
    pub pos: u32,
    pub symbol: bool,
}

#[derive(Debug)]
enum Kind {
    Text(Text),
    Line(Line),
    Indent(Doc),
    Group {
        broken: bool,
        body: Doc,
    },
    /// Alternatives from the most compact to the most expanded.
    Choice(Vec<Doc>),
    Concat(Vec<Doc>),
    IfBreak {
        broken: Doc,
        flat: Doc,
    },
    /// Content and separators in turn; each separator breaks only when the next content needs it.
    Fill(Vec<Doc>),
}

/// A document. Cloning shares it, so alternatives cost nothing.
#[derive(Clone, Debug)]
pub struct Doc {
    kind: Rc<Kind>,
    /// It holds a line that always breaks, so a group around it cannot be flat.
    pub hard: bool,
}

fn make(kind: Kind, hard: bool) -> Doc {
    Doc { kind: Rc::new(kind), hard }
}

pub fn nil() -> Doc {
    concat(Vec::new())
}

pub fn text(text: impl Into<Cow<'static, str>>) -> Doc {
    token(Text { text: text.into(), pos: 0, symbol: false })
}

pub fn token(text: Text) -> Doc {
    make(Kind::Text(text), false)
}

pub fn line(line: Line) -> Doc {
    make(Kind::Line(line), matches!(line, Line::Hard | Line::Blank))
}

pub fn indent(doc: Doc) -> Doc {
    let hard = doc.hard;
    make(Kind::Indent(doc), hard)
}

pub fn concat(docs: Vec<Doc>) -> Doc {
    let hard = docs.iter().any(|doc| doc.hard);
    make(Kind::Concat(docs), hard)
}

pub fn group(docs: Vec<Doc>) -> Doc {
    let body = concat(docs);
    let hard = body.hard;
    make(Kind::Group { broken: hard, body }, hard)
}

/// A group that never prints flat.
pub fn broken_group(docs: Vec<Doc>) -> Doc {
    make(Kind::Group { broken: true, body: concat(docs) }, true)
}

/// A hard line inside an alternative does not break the choice; it does break what is around it.
pub fn choice(states: Vec<Doc>) -> Doc {
    let hard = states.first().is_some_and(|state| state.hard);
    make(Kind::Choice(states), hard)
}

pub fn if_break(broken: Doc, flat: Doc) -> Doc {
    make(Kind::IfBreak { broken, flat }, false)
}

pub fn fill(parts: Vec<Doc>) -> Doc {
    let hard = parts.iter().any(|doc| doc.hard);
    make(Kind::Fill(parts), hard)
}

/// Puts `separator` between the documents.
pub fn join(docs: Vec<Doc>, separator: &[Doc]) -> Vec<Doc> {
    let mut out = Vec::with_capacity(docs.len() * (1 + separator.len()));
    for (at, doc) in docs.into_iter().enumerate() {
        if at > 0 {
            out.extend(separator.iter().cloned());
        }
        out.push(doc);
    }
    out
}

/// Where a text with a source position landed: line and UTF-16 column, both from 0.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub line: u32,
    pub column: u32,
    pub pos: u32,
    /// Byte range of the symbol in the output; empty for other tokens.
    pub symbol: (usize, usize),
}

/// Deeper lines all start here: the text of a tree of thousands of levels would else grow with the
/// square of its depth.
const MAX_INDENT: usize = 2 * WIDTH;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Break,
}

#[derive(Clone, Copy)]
enum Item<'a> {
    Doc(&'a Doc),
    Fill(&'a [Doc]),
}

#[derive(Clone, Copy)]
struct Command<'a> {
    indent: usize,
    mode: Mode,
    item: Item<'a>,
}

#[derive(Default)]
struct Printer {
    out: String,
    marks: Vec<Mark>,
    line: u32,
    /// In code points: what the width counts.
    column: usize,
    /// In UTF-16 code units: what source maps count.
    utf16: u32,
}

/// Lays a document out; the text ends with one line break.
pub fn render(doc: &Doc) -> (String, Vec<Mark>) {
    let mut printer = Printer::default();
    let mut stack = vec![Command { indent: 0, mode: Mode::Break, item: Item::Doc(doc) }];
    let mut remeasure = false;
    while let Some(command) = stack.pop() {
        match command.item {
            Item::Doc(doc) => printer.step(doc, command, &mut stack, &mut remeasure),
            Item::Fill(parts) => printer.fill(parts, command, &mut stack),
        }
    }
    printer.trim();
    if !printer.out.is_empty() {
        printer.out.push('\n');
    }
    (printer.out, printer.marks)
}

impl Printer {
    fn step<'a>(
        &mut self,
        doc: &'a Doc,
        command: Command<'a>,
        stack: &mut Vec<Command<'a>>,
        remeasure: &mut bool,
    ) {
        let same = |doc: &'a Doc| Command { item: Item::Doc(doc), ..command };
        match &*doc.kind {
            Kind::Text(text) => self.write(text),
            Kind::Line(line) => self.line(*line, command, remeasure),
            Kind::Indent(body) => {
                stack.push(Command { indent: command.indent + INDENT, ..same(body) });
            }
            Kind::Concat(docs) => stack.extend(docs.iter().rev().map(same)),
            Kind::IfBreak { broken, flat } => {
                stack.push(same(if command.mode == Mode::Break { broken } else { flat }));
            }
            Kind::Fill(parts) => stack.push(Command { item: Item::Fill(parts), ..command }),
            Kind::Group { broken, body } => {
                let flat = Command { mode: Mode::Flat, ..same(body) };
                let stay_flat = command.mode == Mode::Flat && !*remeasure && !*broken;
                if stay_flat || (!*broken && self.fits(flat, stack)) {
                    stack.push(flat);
                } else {
                    stack.push(Command { mode: Mode::Break, ..same(body) });
                }
                *remeasure = false;
            }
            Kind::Choice(states) => {
                let flat = |state| Command { mode: Mode::Flat, ..same(state) };
                let keep = command.mode == Mode::Flat && !*remeasure;
                *remeasure = false;
                let fitting =
                    states.iter().map(flat).find(|state| keep || self.fits(*state, stack));
                let widest = states.last().map(|last| Command { mode: Mode::Break, ..same(last) });
                stack.extend(fitting.or(widest));
            }
        }
    }

    fn line(&mut self, line: Line, command: Command<'_>, remeasure: &mut bool) {
        let hard = matches!(line, Line::Hard | Line::Blank);
        if command.mode == Mode::Flat && !hard {
            if line == Line::Space {
                self.plain(" ");
            }
            return;
        }
        if command.mode == Mode::Flat {
            // what follows was measured as if it stood on the line that just ended
            *remeasure = true;
        }
        self.trim();
        self.plain(if line == Line::Blank { "\n\n" } else { "\n" });
        let indent = command.indent.min(MAX_INDENT);
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column += indent;
        self.utf16 += indent as u32;
    }

    fn fill<'a>(&mut self, parts: &'a [Doc], command: Command<'a>, stack: &mut Vec<Command<'a>>) {
        let with = |mode, doc| Command { mode, item: Item::Doc(doc), ..command };
        let Some((content, rest)) = parts.split_first() else { return };
        let flat = with(Mode::Flat, content);
        let content_fits = !content.hard && self.fits(flat, &[]);
        let printed = if content_fits { flat } else { with(Mode::Break, content) };
        let Some((separator, rest)) = rest.split_first() else {
            stack.push(printed);
            return;
        };
        let Some(next) = rest.first() else {
            stack.push(with(if content_fits { Mode::Flat } else { Mode::Break }, separator));
            stack.push(printed);
            return;
        };
        let pair = concat(vec![content.clone(), separator.clone(), next.clone()]);
        let pair_fits = !pair.hard && self.fits(with_doc(command, Mode::Flat, &pair), &[]);
        stack.push(Command { item: Item::Fill(rest), ..command });
        stack.push(with(if pair_fits { Mode::Flat } else { Mode::Break }, separator));
        stack.push(printed);
    }

    /// Whether the text up to the next line break fits on the rest of the line.
    fn fits(&self, next: Command<'_>, rest: &[Command<'_>]) -> bool {
        let mut room = WIDTH as isize - self.column as isize;
        let mut rest = rest.iter().rev();
        let mut stack = vec![next];
        while room >= 0 {
            let Some(command) = stack.pop().or_else(|| rest.next().copied()) else { return true };
            let doc = match command.item {
                Item::Doc(doc) => doc,
                Item::Fill(parts) => {
                    stack
                        .extend(parts.iter().rev().map(|doc| with_doc(command, command.mode, doc)));
                    continue;
                }
            };
            match &*doc.kind {
                Kind::Text(text) => match text.text.split_once('\n') {
                    Some((first, _)) => return room >= first.chars().count() as isize,
                    None => room -= text.text.chars().count() as isize,
                },
                Kind::Line(line) => match (command.mode, line) {
                    (Mode::Break, _) | (_, Line::Hard | Line::Blank) => return true,
                    (Mode::Flat, Line::Space) => room -= 1,
                    (Mode::Flat, Line::Soft) => {}
                },
                Kind::Indent(body) => stack.push(with_doc(command, command.mode, body)),
                Kind::Group { broken, body } => {
                    let mode = if *broken { Mode::Break } else { command.mode };
                    stack.push(with_doc(command, mode, body));
                }
                Kind::Choice(states) => {
                    let state = match command.mode {
                        Mode::Flat => states.first(),
                        Mode::Break => states.last(),
                    };
                    stack.extend(state.map(|state| with_doc(command, command.mode, state)));
                }
                Kind::Concat(docs) | Kind::Fill(docs) => {
                    stack.extend(docs.iter().rev().map(|doc| with_doc(command, command.mode, doc)));
                }
                Kind::IfBreak { broken, flat } => {
                    let doc = if command.mode == Mode::Break { broken } else { flat };
                    stack.push(with_doc(command, command.mode, doc));
                }
            }
        }
        false
    }

    fn write(&mut self, text: &Text) {
        if text.pos != 0 {
            let start = self.out.len();
            let end = if text.symbol { start + text.text.len() } else { start };
            self.marks.push(Mark {
                line: self.line,
                column: self.utf16,
                pos: text.pos,
                symbol: (start, end),
            });
        }
        self.plain(&text.text);
    }

    fn plain(&mut self, text: &str) {
        self.out.push_str(text);
        let last = match text.rsplit_once('\n') {
            Some((before, last)) => {
                self.line += before.matches('\n').count() as u32 + 1;
                self.column = 0;
                self.utf16 = 0;
                last
            }
            None => text,
        };
        self.column += last.chars().count();
        self.utf16 += last.encode_utf16().count() as u32;
    }

    /// Drops the spaces at the end of the line that is about to end.
    fn trim(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
    }
}

fn with_doc<'a>(command: Command<'a>, mode: Mode, doc: &'a Doc) -> Command<'a> {
    Command { indent: command.indent, mode, item: Item::Doc(doc) }
}
