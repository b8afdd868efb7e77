//! PSC508: a dependency list leaves out what the callback uses.
//!
//! ```text
//! useEffect(lambda: draw(points), [])      runs once; later points are never drawn
//! useEffect(lambda: draw(points), [points])
//! ```
//!
//! What a nested function uses counts as used by the callback that calls it. Setters, refs and
//! constants never change and need not be listed; neither does what the project's own hooks return of
//! these. A dependency like `user["id"]` or `len(items)` speaks for the same expression in the callback, not for all of
//! `user` and `items`. A bridge that an effect leaves out is [`super::effect_bridge`]'s.

use rustc_hash::FxHashSet;

use crate::analyze::dependencies::{Deps, is_covered, listed, spoken_for};
use crate::analyze::effect_bridge::may_be_bridge;
use crate::analyze::facts::{At, Bound, Facts, Reach, Use, mentioned};
use crate::analyze::project::Project;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::effects;
use crate::ir::{Arg, Expr, ExprKind, Hook, Js, PlaceKind, Py, VarId, VarKind};
use crate::tables::hooks::HookKind;

pub(super) fn check(project: &Project, facts: &Facts, sink: &mut Sink) {
    for hook in &facts.hooks {
        let Deps::List(list, items) = hook.deps(facts) else { continue };
        let missing = missing(project, facts, hook, items);
        if !missing.is_empty() {
            sink.push(complain(facts, hook, list, items, &missing));
        }
    }
}

/// The uses of what changes and is not listed, each variable once.
fn missing<'m>(
    project: &Project<'m>,
    facts: &Facts<'m>,
    hook: &At<'m, Hook>,
    items: &'m [Arg],
) -> Vec<Use> {
    let (listed, parts) = listed(facts, items);
    let Some(callback) = hook.callback().and_then(|callback| facts.function(callback)) else {
        return Vec::new();
    };
    // `useEffect(tick, [tick])`: the function is another one whenever what it uses is.
    if let Some(ExprKind::Var(name)) = hook.callback().map(|callback| &callback.kind)
        && listed.contains(name)
    {
        return Vec::new();
    }
    let is_effect = hook.node.row.kind.is_effect();
    let Reach { mut uses, written, funcs } = facts.reach(callback, &listed);
    let spoken_for = spoken_for(facts, &parts, &funcs);
    uses.retain(|it| {
        let is_own = facts.owner(it.var) == hook.func;
        let is_left_to_others = is_effect && may_be_bridge(facts, it.var);
        // What the callback assigns to is no input of it; the next render has a new one anyway.
        is_own
            && !written.contains(&it.var)
            && !is_left_to_others
            && !is_covered(facts, it.var, &spoken_for, &funcs)
            && changes(project, facts, it.var, &listed, 8)
    });
    uses
}

/// Whether something is put into what the variable holds, or taken out.
fn is_filled(facts: &Facts, var: VarId) -> bool {
    let is_it = |object: &Expr| matches!(object.kind, ExprKind::Var(it) if it == var);
    let by_method = facts.methods.iter().any(|(_, call)| match &call.kind {
        ExprKind::Py(Py::Method { object, name, .. }) => {
            is_it(object)
                && effects::of_method(facts.types.expr(object.id), name)
                    .0
                    .receiver
                    .change()
                    .is_some()
        }
        _other => false,
    });
    let by_store = || {
        facts.stores.iter().any(|store| match &store.place.kind {
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => is_it(object),
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Var(_)
            | PlaceKind::Symbol(_)
            | PlaceKind::Unpack { .. } => false,
        })
    };
    by_method || by_store()
}

/// Whether the variable may hold something else at the next render, the listed variables being equal.
fn changes(
    project: &Project,
    facts: &Facts,
    var: VarId,
    listed: &FxHashSet<VarId>,
    depth: u32,
) -> bool {
    if listed.contains(&var) {
        return false;
    }
    let kind = facts.module.var(var).map(|row| row.kind);
    if matches!(kind, Some(VarKind::Temp) | None) || project.is_stable(facts, var) {
        return false;
    }
    let Some(depth) = depth.checked_sub(1) else { return true };
    match facts.bound.get(&var) {
        Some(Bound::Value(value)) => match &value.kind {
            ExprKind::Hook(hook)
                if matches!(hook.row.kind, HookKind::Memo | HookKind::Callback) =>
            {
                let at = At { func: facts.owner(var), expr: value, node: &**hook };
                match at.deps(facts) {
                    Deps::List(_, items) => mentioned(facts.module, items)
                        .into_iter()
                        .any(|var| changes(project, facts, var, listed, depth)),
                    Deps::Missing | Deps::Unknown => true,
                }
            }
            _other => !is_constant(value) || is_filled(facts, var),
        },
        Some(Bound::Part(..) | Bound::Item(_) | Bound::Function(_)) | None => true,
    }
}

/// A literal, a definition of the module, and what is made of such alone.
fn is_constant(value: &Expr) -> bool {
    let all = |args: &[Arg]| {
        args.iter().all(|arg| match arg {
            Arg::Pos(value) | Arg::Spread(value) => is_constant(value),
            Arg::Omitted => true,
        })
    };
    match &value.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Symbol(_)
        | ExprKind::Error => true,
        ExprKind::Js(js) => matches!(js, Js::Undefined | Js::Tag(_) | Js::Global(_)),
        ExprKind::Py(Py::Unary(_, operand)) => is_constant(operand),
        ExprKind::Py(Py::Binary(_, left, right) | Py::Index(left, right)) => {
            is_constant(left) && is_constant(right)
        }
        ExprKind::Py(Py::Attr(object, _)) => is_constant(object),
        ExprKind::Py(Py::List(items) | Py::Tuple(items)) => all(items),
        ExprKind::Var(_)
        | ExprKind::Func(_)
        | ExprKind::Class(_)
        | ExprKind::Super
        | ExprKind::OwnClass
        | ExprKind::Py(_)
        | ExprKind::Jsx(_)
        | ExprKind::Hook(_)
        | ExprKind::Channel(_) => false,
    }
}

fn complain(
    facts: &Facts,
    hook: &At<Hook>,
    list: &Expr,
    items: &[Arg],
    missing: &[Use],
) -> Diagnostic {
    let names: Vec<&str> = missing.iter().map(|it| facts.name(it.var)).collect();
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let quoted = match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    let name = hook.node.row.name;
    let verb = if names.len() == 1 { "is" } else { "are" };
    let what = match hook.node.row.kind.is_effect() {
        true => "the effect does not run again when it changes",
        false => "what it keeps is out of date when it changes",
    };
    let message = format!("{quoted} {verb} missing from the dependencies of `{name}`: {what}");
    let message = match names.len() {
        1 => message,
        _several => message.replace("when it changes", "when they change"),
    };
    let added = names.join(", ");
    let mut found = Diagnostic::new(Code::PSC508, list.span, message);
    for it in missing {
        found = found.label(it.span, "used here");
    }
    let last = items.iter().rev().find_map(|item| match item {
        Arg::Pos(value) | Arg::Spread(value) => Some(value.span),
        Arg::Omitted => None,
    });
    found = found.help(advice(facts, &quoted, missing));
    if !matches!(list.kind, ExprKind::Py(Py::List(_))) {
        return found;
    }
    let (at, text) = match last {
        Some(last) => (last.end, format!(", {added}")),
        None => (list.span.start.saturating_add(1), added),
    };
    // The effect then runs more often, which its author may not want.
    found.suggest("add what is missing", Span { start: at, end: at, ..list.span }, text)
}

/// What to do about it: a state that is only used to set it need not be known.
fn advice(facts: &Facts, quoted: &str, missing: &[Use]) -> String {
    if let [only] = missing
        && let Some(setter) = facts.setter_of(only.var)
        && is_only_set_from(facts, only.var)
    {
        let state = facts.name(only.var);
        return format!(
            "set it from its old value: `{setter}(lambda {state}: ...)`; or add {quoted} to the list"
        );
    }
    format!("add {quoted} to the list")
}

/// Whether every use of the state in functions of the component stands in a call of its setter.
fn is_only_set_from(facts: &Facts, state: VarId) -> bool {
    let owner = facts.owner(state);
    let sets: Vec<Span> = facts
        .calls
        .iter()
        .filter(|call| match &call.kind {
            ExprKind::Py(Py::Call { callee, .. }) => match &callee.kind {
                ExprKind::Var(setter) => facts.state_of(*setter) == Some(state),
                _other => false,
            },
            _other => false,
        })
        .map(|call| call.span)
        .collect();
    let is_within = |span: Span| {
        sets.iter()
            .any(|set| set.file == span.file && set.start <= span.start && span.end <= set.end)
    };
    facts.uses_of(state).all(|(func, it)| Some(func) == owner || is_within(it.span))
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, compile, finds, help};

    #[test]
    fn what_changes_must_be_listed() {
        finds(
            "
            @ps.javascript(jsx=True)
            def App(a: int, b: int):
                n, set_n = useState(0)
                twice = n * 2
                def inner():
                    print(a)
                def outer():
                    inner()
                useEffect(outer, [])  # PSC508 []
                useEffect(lambda: print(n, twice), [n])  # PSC508 [n]
                total = useMemo(lambda: a + b, [a])  # PSC508 [a]
                useEffect(lambda: print(total + b), [total])  # PSC508 [total]
                click = useCallback(lambda: set_n(n + 1), [])  # PSC508 []
                return ps.button(total, onClick=click)
            ",
        );
    }

    #[test]
    fn a_part_speaks_for_itself_alone() {
        finds(
            "
            @ps.javascript(jsx=True)
            def App(user: dict[str, str], items: list[int], n: int):
                rows = []
                rows.append(n)
                useEffect(lambda: print(user['name']), [user['id']])  # PSC508 [user['id']]
                useEffect(lambda: print(items), [len(items)])  # PSC508 [len(items)]
                useEffect(lambda: print(len(items), items[0]), [len(items)])  # PSC508 [len(items)]
                useEffect(lambda: print(n), [n > 3])  # PSC508 [n > 3]
                useEffect(lambda: print(rows), [])  # PSC508 []
                return ps.p('a')
            ",
        );
        clean(
            "
            @ps.javascript(jsx=True)
            def App(user: dict[str, str], items: list[int], n: int):
                fixed = [1, 2]
                def show():
                    if len(items) > 3:
                        print(user['id'].upper(), items[0], n > 3)
                useEffect(show, [user['id'], len(items), items[0], n > 3])
                useEffect(lambda: print(user.get('id')), [user.get('id')])
                useEffect(lambda: print(user['id'], user['name']), [user['id'], user['name']])
                useEffect(lambda: print(fixed), [])
                return ps.p('a')
            ",
        );
    }

    #[test]
    fn what_never_changes_need_not_be() {
        clean(
            "
            LIMIT = 5

            def useDraft(room: str):
                text, set_text = useState(room)
                latest = useRef(text)
                def keep():
                    latest.current = text
                useEffect(keep)
                return text, set_text, latest

            @ps.javascript(jsx=True)
            def App(a: int, user: dict[str, str]):
                n, set_n = useState(0)
                state, dispatch = useReducer(lambda s, action: s, 0)
                box = useRef(None)
                text, set_text, latest = useDraft('x')
                step = 2
                key = 'a' + 'b'
                def reset():
                    set_n(LIMIT)
                    set_text(latest.current)
                def all():
                    reset()
                    box.current.focus()
                    dispatch(step)
                    print(key)
                useEffect(all, [])
                tick = useCallback(lambda: print(n), [n])
                useEffect(tick, [tick])
                useEffect(lambda: print(user['id']), [user['id']])
                total = useMemo(lambda: a + 1, [a])
                fixed = useCallback(lambda: set_n(0), [])
                useEffect(lambda: [print(total), fixed()] and None, [a])
                useEffect(lambda: print(n, a, text))
                timer = None
                def start():
                    nonlocal timer
                    timer = window.setTimeout(reset, 10)
                    return lambda: window.clearTimeout(timer)
                useEffect(start, [])
                return ps.p([x for x in range(n)])
            ",
        );
    }

    #[test]
    fn a_state_that_is_only_set_is_set_from_its_old_value() {
        let found = help(
            "
            @ps.javascript(jsx=True)
            def App():
                n, set_n = useState(0)
                def tick():
                    timer = window.setInterval(lambda: set_n(n + 1), 1000)
                    return lambda: window.clearInterval(timer)
                useEffect(tick, [])
                return ps.p(n)
            ",
        );
        assert_eq!(
            found,
            "set it from its old value: `set_n(lambda n: ...)`; or add `n` to the list"
        );
    }

    #[test]
    fn the_fix_adds_the_names() {
        for (deps, expected) in [("[]", "[a, b]"), ("[a]", "[a, b]"), ("[a, ]", "[a, b, ]")] {
            let (text, found) = compile(&format!(
                "
                @ps.javascript(jsx=True)
                def App(a: int, b: int):
                    useEffect(lambda: print(a, b), {deps})
                    return ps.p('x')
                "
            ));
            let [one] = found.as_slice() else { panic!("{found:?}") };
            let fix = one.fix.clone().unwrap();
            let mut fixed = text.clone();
            fixed.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
            assert!(fixed.contains(&format!("print(a, b), {expected})")), "{fixed}");
        }
    }
}
