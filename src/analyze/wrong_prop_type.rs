//! PSC532: a prop of a component that is of another type than its parameter says.
//!
//! ```text
//! def Card(*, title: str): ...
//! Card(title=5)                 an int where `title` is a str
//! ```
//!
//! Types that share nothing are reported: what may fit, and what is not known, is left alone. None is left alone too: many
//! write `title: str = None`.

use crate::analyze::facts::Facts;
use crate::analyze::project::Project;
use crate::analyze::props::{Named, named};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Element, Expr, ExprKind, Function, Module, ParamKind, Tag, Type, View};

pub(super) fn check(project: &Project, facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        let Element { tag: Tag::Component(component), .. } = element else { continue };
        let Some((other, func)) = component_of(project, facts, component) else { continue };
        for Named { name, value, .. } in named(element) {
            let is_it = |it: &str| it.strip_suffix('_').unwrap_or(it) == &**name || it == &**name;
            let param = func.params.iter().find(|param| {
                let takes = match param.kind {
                    ParamKind::PositionalOnly | ParamKind::Positional | ParamKind::KeywordOnly => {
                        true
                    }
                    ParamKind::Rest | ParamKind::Keywords => false,
                };
                takes && is_it(other.name(param.var))
            });
            let Some(param) = param else { continue };
            let wanted = other.types.var(param.var);
            let given = facts.types.expr(value.id);
            let (Some(takes), Some(is)) = (kinds(wanted), kinds(given)) else { continue };
            if is == 0 || takes == 0 || is & takes != 0 {
                continue;
            }
            let message = format!("`{name}` is {}, and this is {}", of_kinds(takes), of_kinds(is));
            let mut found = Diagnostic::new(Code::PSC532, value.span, message);
            if let Some(var) = other.module.var(param.var) {
                found = found.label(var.span, "defined here");
            }
            sink.push(found.help("pass a value of that type, or widen the annotation"));
        }
    }
}

/// The function of a component, and the module it stands in.
fn component_of<'a, 'm>(
    project: &'a Project<'m>,
    facts: &'a Facts<'m>,
    component: &Expr,
) -> Option<(&'a Facts<'m>, &'m Function)> {
    let (module, func) = match &component.kind {
        ExprKind::Symbol(symbol) => project.function(facts.module, *symbol)?,
        _other => (facts.module.id, facts.function(component)?),
    };
    let other = project.facts(module)?;
    let module: &'m Module = other.module;
    Some((other, module.func(func)?))
}

const NUMBER: u8 = 1;
const TEXT: u8 = 2;
const BYTES: u8 = 4;
const SEQUENCE: u8 = 8;
const SET: u8 = 16;
const MAPPING: u8 = 32;
const FUNCTION: u8 = 64;
const NAMES: [&str; 7] =
    ["a number", "a str", "a bytes object", "a list", "a set", "a dict", "a function"];

/// The kinds of values of a type, None left out; nothing where not all of them are told apart here.
fn kinds(ty: &Type) -> Option<u8> {
    Some(match ty.view() {
        View::None => 0,
        View::Number => NUMBER,
        View::Str => TEXT,
        View::Bytes => BYTES,
        View::Sequence(_) => SEQUENCE,
        View::Set(_) => SET,
        View::Mapping(_) => MAPPING,
        View::Function => FUNCTION,
        View::Iterable(_) => TEXT | BYTES | SEQUENCE | SET | MAPPING,
        View::Union(types) => {
            types.iter().try_fold(0, |all, ty| kinds(ty).map(|kinds| all | kinds))?
        }
        View::Unknown | View::Object(_) | View::Instance(_) => return None,
    })
}

fn of_kinds(kinds: u8) -> String {
    let named: Vec<&str> = std::iter::zip(0.., NAMES)
        .filter(|(bit, _)| kinds >> bit & 1 == 1)
        .map(|(_, name)| name)
        .collect();
    named.join(" or ")
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn nothing_in_common() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Card(*, title: str, rows: list[str] | None = None, on_pick: Callable[[str], None] | None = None, wide: bool = False):
                return ps.div(title, rows, wide, onClick=on_pick)

            @ps.javascript(jsx=True)
            def Page(*, n: int, names: dict[str, int]):
                return ps.div(
                    Card(title=5),  # PSC532 5
                    Card(title=n),  # PSC532 n
                    Card(title='a', rows='b'),  # PSC532 'b'
                    Card(title='a', rows=names),  # PSC532 names
                    Card(title='a', on_pick='b', wide='no'),  # PSC532 'b'; PSC532 'no'
                    Card(**{'title': n}),  # PSC532 n
                )
            ",
        );
    }

    #[test]
    fn what_fits_and_what_may() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Card(*, title: str, rate: float = 1, rows: Iterable[str] = (), of: Any = None, late: str = None, bare=None, **rest):
                return ps.div(title, rate, rows, of, late, bare)

            @ps.javascript(jsx=True)
            def Page(*, n: int, name: str | int, names: dict[str, int], unknown: Any):
                def pick(value):
                    print(value)
                return ps.div(
                    Card(title='a', rate=n, rows=names, of=5, late=None, bare=5, other=n),
                    Card(title=name, rows=['a']),
                    Card(title=unknown, rows='abc', bare=pick),
                    Card(title=str(n), rows={'a'}),
                )
            ",
        );
    }
}
