//! Takes the docstring out of a body.
//!
//! `"""Adds.\n\n    Twice.\n    """` becomes `Adds.\n\nTwice.`, as `inspect.cleandoc` has it.

use crate::syntax::ast::{Constant, Docstring, ExprKind, Stmt, StmtKind};

/// Removes the first statement of `body` when it is a plain string.
pub fn take(body: &mut Vec<Stmt>) -> Option<Docstring> {
    let first = body.first()?;
    let StmtKind::Expr(expr) = &first.kind else { return None };
    let ExprKind::Constant(Constant::Str(text)) = &expr.kind else { return None };
    let docstring = Docstring { text: clean(text).into(), span: expr.span };
    body.remove(0);
    Some(docstring)
}

/// `inspect.cleandoc`.
fn clean(text: &str) -> String {
    let expanded = expand_tabs(text);
    let mut lines: Vec<&str> = expanded.split('\n').collect();
    let margin = lines
        .iter()
        .skip(1)
        .filter(|line| !line.trim_start().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min();
    if let Some((first, rest)) = lines.split_first_mut() {
        *first = first.trim_start();
        for line in rest {
            // A line shorter than the margin is blank.
            *line = line.get(margin.unwrap_or(0)..).unwrap_or("");
        }
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.get(blank..).unwrap_or(&[]).join("\n")
}

fn expand_tabs(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for char in text.chars() {
        match char {
            '\t' => {
                let width = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' | '\r' => {
                out.push(char);
                column = 0;
            }
            _ => {
                out.push(char);
                column += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_as_inspect_does() {
        assert_eq!(clean("Adds.\n\n    Twice.\n      More.\n    "), "Adds.\n\nTwice.\n  More.");
        assert_eq!(clean("\n\tA\n\t  B\n"), "A\n  B");
        assert_eq!(clean("  one  "), "one  ");
        assert_eq!(clean(""), "");
    }
}
