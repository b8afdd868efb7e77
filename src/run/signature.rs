//! What a `def` takes, and CPython's words for what it does not.

use crate::base::Span;
use crate::diag::Sink;
use crate::syntax::{self, ast};

use super::arguments::Argument;

/// The parameters of a function as its file has them.
pub struct Signature {
    name: String,
    pub is_async: bool,
    /// The header: `total(xs: list[int], *, rate: float = 1.0) -> float`.
    pub shown: String,
    /// Where its name stands.
    pub place: Span,
    positional: Vec<Parameter>,
    /// How many of the positional ones cannot be named.
    unnamed: usize,
    has_rest: bool,
    keyword_only: Vec<Parameter>,
    has_keywords: bool,
}

struct Parameter {
    name: String,
    is_required: bool,
}

impl Signature {
    /// Of the `def` under `span`; none where it does not parse.
    pub fn read(text: &str, span: Span) -> Option<Signature> {
        let body = syntax::parse_chunk(text, span, &mut Sink::new());
        let [ast::Stmt { kind: ast::StmtKind::Function(def), .. }] = body.as_slice() else {
            return None;
        };
        let parameter = |param: &ast::Param| Parameter {
            name: param.name.name.to_string(),
            is_required: param.default.is_none(),
        };
        let header = text.get(def.name.span.start as usize..def.header.end as usize)?;
        let words: Vec<&str> = header.trim_end().trim_end_matches(':').split_whitespace().collect();
        let params = &def.params;
        Some(Signature {
            name: def.name.name.to_string(),
            is_async: def.is_async,
            shown: words.join(" ").replace("( ", "(").replace(", )", ")"),
            place: def.name.span,
            positional: params.posonly.iter().chain(&params.args).map(parameter).collect(),
            unnamed: params.posonly.len(),
            has_rest: params.vararg.is_some(),
            keyword_only: params.kwonly.iter().map(parameter).collect(),
            has_keywords: params.kwarg.is_some(),
        })
    }

    /// Whether the call has what it takes; else CPython's words.
    pub fn accepts(&self, arguments: &[Argument]) -> Result<(), String> {
        let name = &self.name;
        let given = arguments.iter().filter(|it| it.keyword.is_none()).count();
        if given > self.positional.len() && !self.has_rest {
            return Err(format!("{name}() takes {}", self.counted(given)));
        }
        let mut bound: Vec<&str> =
            self.positional.iter().take(given).map(|it| it.name.as_str()).collect();
        for keyword in arguments.iter().filter_map(|it| it.keyword.as_deref()) {
            if bound.contains(&keyword) {
                return Err(format!("{name}() got multiple values for argument '{keyword}'"));
            }
            let named = self.positional.iter().skip(self.unnamed).chain(&self.keyword_only);
            if !self.has_keywords && !named.into_iter().any(|it| it.name == keyword) {
                self.refuse_unnamed(arguments)?;
                return Err(format!("{name}() got an unexpected keyword argument '{keyword}'"));
            }
            bound.push(keyword);
        }
        let missing = |all: &[Parameter], kind: &str| {
            let left = all.iter().filter(|it| it.is_required && !bound.contains(&&*it.name));
            let left: Vec<String> = left.map(|it| format!("'{}'", it.name)).collect();
            let Some((last, before)) = left.split_last() else { return Ok(()) };
            let (s, named) = match before {
                [] => ("", last.clone()),
                [first] => ("s", format!("{first} and {last}")),
                more => ("s", format!("{}, and {last}", more.join(", "))),
            };
            Err(format!("{name}() missing {} required {kind} argument{s}: {named}", left.len()))
        };
        missing(&self.positional, "positional")?;
        missing(&self.keyword_only, "keyword-only")
    }

    fn refuse_unnamed(&self, arguments: &[Argument]) -> Result<(), String> {
        let given =
            |it: &&Parameter| arguments.iter().any(|arg| arg.keyword.as_ref() == Some(&it.name));
        let wrong: Vec<&str> = self
            .positional
            .iter()
            .take(self.unnamed)
            .filter(given)
            .map(|it| it.name.as_str())
            .collect();
        if wrong.is_empty() {
            return Ok(());
        }
        let (name, wrong) = (&self.name, wrong.join(", "));
        Err(format!(
            "{name}() got some positional-only arguments passed as keyword arguments: '{wrong}'"
        ))
    }

    /// `from 1 to 2 positional arguments but 3 were given`
    fn counted(&self, given: usize) -> String {
        let most = self.positional.len();
        let least = self.positional.iter().filter(|it| it.is_required).count();
        let takes =
            if least == most { most.to_string() } else { format!("from {least} to {most}") };
        let s = if most == 1 { "" } else { "s" };
        let were = if given == 1 { "was" } else { "were" };
        format!("{takes} positional argument{s} but {given} {were} given")
    }
}

#[cfg(test)]
mod tests {
    use super::super::arguments::spelled;
    use super::*;
    use crate::base::FileId;

    fn said(def: &str, arguments: &[&str]) -> String {
        let span = Span::new(FileId(0), 0, def.len() as u32);
        let signature = Signature::read(def, span).expect("a def");
        let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
        let arguments = spelled(&arguments).expect("literals");
        signature.accepts(&arguments).err().unwrap_or_default()
    }

    /// The words are CPython's; `suite::run` has it say them.
    #[test]
    fn arguments_must_fit() {
        let f = "def f(a, b=1, /, c=2, *, d, e=3): pass";
        assert_eq!(said(f, &["1", "d=1"]), "");
        assert_eq!(said(f, &["1", "2", "3", "d=1", "e=2"]), "");
        assert_eq!(said(f, &["1"]), "f() missing 1 required keyword-only argument: 'd'");
        assert_eq!(said(f, &["d=1"]), "f() missing 1 required positional argument: 'a'");
        assert_eq!(said(f, &["1", "c=1", "c=2"]), "f() got multiple values for argument 'c'");
        let many = "f() takes from 1 to 3 positional arguments but 4 were given";
        assert_eq!(said(f, &["1", "2", "3", "4", "d=1"]), many);
        assert_eq!(said("def f(*a, **k): pass", &["1", "x=2"]), "");
        let two = "f() missing 2 required positional arguments: 'a' and 'b'";
        assert_eq!(said("def f(a, b): pass", &[]), two);
    }
}
