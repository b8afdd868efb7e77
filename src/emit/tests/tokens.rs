//! The layout may add commas, parentheses and JSX spaces; it may not change anything else.

use swc_ecma_codegen::to_code;

use crate::emit::js::ast;

/// Compares with what swc prints by itself: the same characters in the same order, white space
/// and what the layout may add left out.
pub fn check(module: &ast::Module, code: &str) {
    let strip = |text: &str| {
        let added = |c: &char| c.is_whitespace() || matches!(c, ',' | '(' | ')');
        text.chars().filter(|c| !added(c)).collect::<String>().replace("{\"\"}", "")
    };
    let body = code.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n");
    assert_eq!(strip(&body), strip(&to_code(module)), "{code}");
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//")
        || line.starts_with("/**")
        || line.starts_with("* ")
        || line.starts_with("*/")
}
