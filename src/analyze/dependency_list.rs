//! PSC523: a dependency list that says too much, or that nobody can check.
//!
//! ```text
//! useMemo(lambda: n * 2, [n, n])              twice
//! useMemo(lambda: n * 2, [n, LIMIT])          a name of the module is always the same
//! useMemo(lambda: n * 2, [n, m])              `m` is not used, and makes it anew for nothing
//! useEffect(f, [*names])                      React wants a list of one length
//! useCallback(lambda: save(n))                without a list it is another function at every render
//! ```
//!
//! An effect may list what it does not use, to run again when that changes.

use rustc_hash::FxHashSet;

use crate::analyze::dependencies::{Deps, is_same};
use crate::analyze::facts::{At, Bound, Facts};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Arg, Expr, ExprKind, Hook, VarId, View};
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for hook in &facts.hooks {
        match hook.deps(facts) {
            Deps::List(_, items) => listed(facts, hook, items, sink),
            Deps::Missing => missing(hook, sink),
            Deps::Unknown => unknown(facts, hook, sink),
        }
    }
}

/// What keeps a value keeps none without a list.
fn missing(hook: &At<Hook>, sink: &mut Sink) {
    let keeps = matches!(hook.node.row.kind, HookKind::Memo | HookKind::Callback);
    if !keeps || hook.node.args.len() != 1 {
        return;
    }
    let name = hook.node.row.name;
    let message = format!("without a dependency list `{name}` keeps nothing");
    let help = "list what the function uses as the second argument: `[]` where that is nothing";
    sink.push(Diagnostic::new(Code::PSC523, hook.expr.span, message).help(help));
}

/// What stands where a list belongs.
fn unknown(facts: &Facts, hook: &At<Hook>, sink: &mut Sink) {
    let position = hook.node.row.deps.and_then(|position| hook.node.args.get(position));
    let Some(Arg::Pos(given)) = position else { return };
    let value = match &given.kind {
        ExprKind::Var(var) => match facts.bound.get(var) {
            Some(Bound::Value(value)) => value,
            // A parameter: the caller knows.
            Some(Bound::Part(..) | Bound::Item(_) | Bound::Function(_)) | None => given,
        },
        _other => given,
    };
    let is_no_list = facts
        .types
        .expr(value.id)
        .all(|ty| ty.is_number() || ty.is_str() || matches!(ty.view(), View::Mapping(_)));
    if is_no_list {
        let message = format!("the dependencies of `{}` are a list", hook.node.row.name);
        let help = "write what the function uses in brackets: `[...]`";
        sink.push(Diagnostic::new(Code::PSC523, given.span, message).help(help));
    }
}

fn listed(facts: &Facts, hook: &At<Hook>, items: &[Arg], sink: &mut Sink) {
    let used = used(facts, hook);
    let mut seen: Vec<&Expr> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match item {
            Arg::Omitted => {}
            Arg::Spread(many) => {
                let message =
                    "React wants a dependency list of one length, and this one grows and shrinks";
                let help = "list the whole, kept by `useMemo`, or a text made of it";
                sink.push(Diagnostic::new(Code::PSC523, many.span, message).help(help));
            }
            Arg::Pos(item) => {
                let is_twice = seen.iter().any(|known| is_same(known, item));
                seen.push(item);
                let said = match &item.kind {
                    ExprKind::Var(var) if is_twice => {
                        Some(format!("`{}` is listed twice", facts.name(*var)))
                    }
                    _part if is_twice => Some("this is listed twice".to_owned()),
                    _other => useless(facts, hook, item, used.as_ref()),
                };
                let Some(message) = said else { continue };
                let found = Diagnostic::new(Code::PSC523, item.span, message);
                sink.push(found.help("remove it from the list").fix(
                    "remove it",
                    with_comma(items, at, item.span),
                    "",
                ));
            }
        }
    }
}

/// Why an item says nothing.
fn useless(
    facts: &Facts,
    hook: &At<Hook>,
    item: &Expr,
    used: Option<&FxHashSet<VarId>>,
) -> Option<String> {
    match &item.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_) => Some("a literal is always the same".to_owned()),
        ExprKind::Symbol(symbol) => {
            let name = &facts.module.symbol(*symbol)?.name;
            Some(format!("`{name}` is of the module, and nothing renders when it changes"))
        }
        ExprKind::Var(var) if !used?.contains(var) => {
            let (hook, name) = (hook.node.row.name, facts.name(*var));
            Some(format!(
                "what `{hook}` keeps does not use `{name}`, and is made anew when it changes"
            ))
        }
        _other => None,
    }
}

/// The variables that the function uses of a hook that keeps a value; None where that cannot be told.
fn used(facts: &Facts, hook: &At<Hook>) -> Option<FxHashSet<VarId>> {
    if !matches!(hook.node.row.kind, HookKind::Memo | HookKind::Callback) {
        return None;
    }
    let callback = hook.callback().and_then(|callback| facts.function(callback))?;
    let funcs = facts.reach(callback, &FxHashSet::default()).funcs;
    let used = funcs.into_iter().flat_map(|func| facts.captured(func)).map(|it| it.var);
    Some(used.chain(callback_name(hook)).collect())
}

/// `useMemo(total, [total])`: the function itself.
fn callback_name(hook: &At<Hook>) -> Option<VarId> {
    match &hook.callback()?.kind {
        ExprKind::Var(name) => Some(*name),
        _other => None,
    }
}

/// An item with the comma that belongs to it.
fn with_comma(items: &[Arg], at: usize, span: Span) -> Span {
    let of = |at: Option<usize>| match items.get(at?)? {
        Arg::Pos(item) | Arg::Spread(item) => Some(item.span),
        Arg::Omitted => None,
    };
    match (of(at.checked_sub(1)), of(at.checked_add(1))) {
        (Some(before), _) => Span { start: before.end, ..span },
        (None, Some(after)) => Span { end: after.start, ..span },
        (None, None) => span,
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, compile, finds};

    #[test]
    fn what_says_nothing() {
        finds(
            "
            LIMIT = 10

            @ps.javascript
            def load():
                return 1

            @ps.javascript(jsx=True)
            def Page(*, n: int, m: int, names: list[str]):
                twice = useMemo(lambda: n * 2, [n, n])  # PSC523 n
                top = useMemo(lambda: n * LIMIT, [n, LIMIT])  # PSC523 LIMIT
                useEffect(lambda: print(n, load()), [n, load])  # PSC523 load
                other = useMemo(lambda: n, [n, m])  # PSC523 m
                save = useCallback(lambda: print(n), (m, n))  # PSC523 m
                useEffect(lambda: print(n), [n, 'now', None])  # PSC523 'now'; PSC523 None
                useEffect(lambda: print(names[0]), [names[0], n, names[0]])  # PSC523 names[0]
                useEffect(lambda: print(names), [names, *names])  # PSC523 names
                useEffect(lambda: print(n), n)  # PSC523 n
                pick = useCallback(lambda: print(n))  # PSC523 useCallback(lambda: print(n))
                return ps.p(twice, top, other, onClick=save, onBlur=pick)
            ",
        );
    }

    #[test]
    fn what_is_used_or_asks_an_effect_to_run_again() {
        clean(
            "
            @ps.javascript
            def useTitle(text, deps):
                useEffect(lambda: print(text), deps)

            @ps.javascript(jsx=True)
            def Page(*, n: int, user: dict[str, str], on_done: Any):
                state, set_state = useState(0)
                box = useRef(None)
                def add():
                    set_state(n + 1)
                def both():
                    add()
                    on_done()
                kept = useCallback(both, [n, on_done, set_state])
                name = useMemo(lambda: user['name'], [user['name']])
                useEffect(lambda: window.scrollTo(0, 0), [n])
                useEffect(lambda: kept(), [kept, box])
                size = useMemo(lambda: len(user), [len(user)])
                useEffect(lambda: print(n))
                return ps.p(name, size, state, ref=box)
            ",
        );
    }

    #[test]
    fn the_fix_takes_the_comma_along() {
        for (deps, expected) in
            [("[n, n]", "[n]"), ("[m, n]", "[n]"), ("[m]", "[]"), ("[n, m, ]", "[n, ]")]
        {
            let (text, found) = compile(&format!(
                "
                @ps.javascript(jsx=True)
                def Page(*, n: int, m: int):
                    return ps.p(useMemo(lambda: n if n else 2, {deps}))
                "
            ));
            let one = found.iter().find(|found| found.code.id == "PSC523").unwrap();
            let fix = one.fix.clone().unwrap();
            let mut fixed = text.clone();
            fixed.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
            assert!(fixed.contains(&format!("else 2, {expected})")), "{fixed}");
        }
    }
}
