//! PSC507: a state or a prop that is changed in place.
//!
//! ```text
//! items, set_items = useState([])
//! items.append(x)                  React sees the same list and does not render
//! set_items([*items, x])           a new one
//! ```
//!
//! The same by another name (`copy = items`, `for row in rows`), and in what a setter or a reducer is handed
//! (`set_items(lambda old: old.append(x))`): the old value is React's.

use rustc_hash::FxHashSet;

use crate::analyze::facts::{Bound, Facts};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::effects;
use crate::ir::{
    Arg, Expr, ExprKind, FuncId, Js, Param, ParamKind, PlaceKind, Py, Role, SymbolKind, Type, VarId,
};
use crate::tables::effects::JS_CHANGING;
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let olds = &olds(facts);
    for (func, expr) in &facts.methods {
        let ExprKind::Py(Py::Method { object, name, .. }) = &expr.kind else { continue };
        let Some(held) = held(facts, olds, object, *func) else { continue };
        if changes(name, facts.types.expr(object.id)) {
            sink.push(complain(
                facts,
                &held,
                expr.span,
                advice(facts, &held, object, Change::Method(name)),
            ));
        }
    }
    for (func, expr) in &facts.builtins {
        let ExprKind::Py(Py::Builtin { row, args, keywords }) = &expr.kind else { continue };
        for given in effects::given(&row.effects, row.signature, args, keywords) {
            if given.with.change().is_some()
                && let Some(held) = held(facts, olds, given.value, *func)
            {
                sink.push(complain(
                    facts,
                    &held,
                    expr.span,
                    advice(facts, &held, given.value, Change::Call),
                ));
            }
        }
    }
    for store in &facts.stores {
        let object = match &store.place.kind {
            PlaceKind::Var(var) => {
                assigned(facts, *var, store.func, store.place.span, sink);
                continue;
            }
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => object,
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Unpack { .. } => continue,
        };
        // `ref.current = node` of a ref that is a prop.
        let is_ref =
            matches!(&store.place.kind, PlaceKind::Attr { name, .. } if &**name == "current");
        if let Some(held) = held(facts, olds, object, store.func)
            && !(is_ref && matches!(held.of, Owner::Prop))
        {
            let change = match &store.place.kind {
                PlaceKind::Slice { .. } if store.is_deleted => Change::Call,
                PlaceKind::Slice { .. } => Change::Slice,
                _item if store.is_deleted => Change::Deleted,
                _item => Change::Item,
            };
            sink.push(complain(
                facts,
                &held,
                store.place.span,
                advice(facts, &held, object, change),
            ));
        }
    }
}

/// What React, or the caller, holds too.
struct Held<'m> {
    var: VarId,
    of: Owner<'m>,
}

#[derive(Clone, Copy)]
enum Owner<'m> {
    /// A state, by its setter.
    State(&'m str),
    /// What a setter or a reducer is handed.
    Old,
    Prop,
}

/// The state or the prop that an object is, or is a part of: `items`, `form["tags"]`, `row` of `for row in rows`.
fn held<'f>(
    facts: &'f Facts,
    olds: &FxHashSet<VarId>,
    object: &'f Expr,
    func: Option<FuncId>,
) -> Option<Held<'f>> {
    func?;
    let mut root = object;
    // Names for one thing are no more than this many.
    for _ in 0..16 {
        root = match &root.kind {
            ExprKind::Var(var) => {
                // An object of JavaScript may be meant to be told what to do.
                if matches!(facts.types.var(*var), Type::Js | Type::Host(_) | Type::Ref(_)) {
                    return None;
                }
                let owner = match facts.setter_of(*var) {
                    Some(setter) => Some(Owner::State(setter)),
                    None if olds.contains(var) => Some(Owner::Old),
                    None => is_prop(facts, *var).then_some(Owner::Prop),
                };
                if let Some(of) = owner {
                    return Some(Held { var: *var, of });
                }
                match facts.bound.get(var)? {
                    Bound::Value(value) | Bound::Item(value) => value,
                    Bound::Part(..) | Bound::Function(_) => return None,
                }
            }
            ExprKind::Py(Py::Attr(inner, _) | Py::Index(inner, _)) => inner,
            _other => return None,
        };
    }
    None
}

/// The parameters that setters and reducers hand the old value to.
fn olds(facts: &Facts) -> FxHashSet<VarId> {
    let setters = facts.calls.iter().filter_map(|call| match &call.kind {
        ExprKind::Py(Py::Call { callee, args }) => match (&callee.kind, args.first()) {
            (ExprKind::Var(setter), Some(Arg::Pos(value))) if facts.is_setter(*setter) => {
                Some(value)
            }
            _other => None,
        },
        _other => None,
    });
    let reducers = facts.hooks.iter().filter(|hook| hook.node.row.kind == HookKind::Reducer);
    let reducers = reducers.filter_map(|hook| hook.callback());
    let functions = setters.chain(reducers).filter_map(|value| {
        let func = match &value.kind {
            ExprKind::Js(Js::ToJs(inner)) => facts.function(inner)?,
            ExprKind::Symbol(symbol) => match &facts.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => *func,
                _elsewhere => return None,
            },
            _own => facts.function(value)?,
        };
        facts.module.func(func)
    });
    let old = functions.filter_map(|func| func.params.first());
    old.map(|param| param.var).filter(|var| facts.writes.get(var) == Some(&1)).collect()
}

/// Whether the variable is a prop, and nothing else: `items = list(items)` makes it a list of its own.
fn is_prop(facts: &Facts, var: VarId) -> bool {
    let owner = facts.owner(var).and_then(|owner| facts.module.func(owner));
    owner.is_some_and(|owner| {
        let is_param = |param: &Param| param.var == var && param.kind != ParamKind::Keywords;
        owner.role == Role::Component && owner.params.iter().any(is_param)
    }) && facts.writes.get(&var) == Some(&1)
}

/// Methods that other objects have too: they count only for what is known to be a container.
const ANYBODYS: &[&str] = &["add", "clear", "delete", "fill", "remove", "set", "update"];

/// Whether the method changes what it is called on.
fn changes(name: &str, ty: &Type) -> bool {
    match ty {
        Type::List(_) if JS_CHANGING.contains(&name) => true,
        Type::List(_) | Type::Set(_) | Type::Dict(..) | Type::Record(_) => {
            effects::of_method(ty, name).0.receiver.change().is_some()
        }
        Type::Any | Type::Union(_) => {
            let may_change = JS_CHANGING.contains(&name) || effects::may_change_receiver(name);
            may_change && !ANYBODYS.contains(&name)
        }
        _other => false,
    }
}

/// How an object is changed.
enum Change<'a> {
    Method(&'a str),
    /// By a function that it is handed to: `heappush(items, x)`.
    Call,
    Item,
    Slice,
    Deleted,
}

/// What to write instead of changing `object`, which is what is held or a part of it.
fn advice(facts: &Facts, held: &Held, object: &Expr, change: Change) -> String {
    let old = written(facts, object);
    // By another name it is not said how the whole is made anew.
    let is_whole = root_of(object) == Some(held.var);
    let new =
        old.filter(|_| is_whole).and_then(|old| changed(facts.types.expr(object.id), &old, change));
    let Some(new) = new else {
        return match held.of {
            Owner::State(setter) => format!("make a new value and hand it to `{setter}`"),
            Owner::Old => "return a new value, with what stays of the old one".to_owned(),
            Owner::Prop => "make a copy and change that".to_owned(),
        };
    };
    match (held.of, around(facts, object, new.clone())) {
        (Owner::State(setter), Some(whole)) => format!("make a new value: `{setter}({whole})`"),
        (Owner::State(setter), None) => {
            format!("make a new value of it, and of what is around it for `{setter}`: `{new}`")
        }
        (Owner::Old, Some(whole)) => format!("return a new value: `{whole}`"),
        (Owner::Old, None) => format!("return a new value, with a new one of this in it: `{new}`"),
        (Owner::Prop, _) => format!("make a value of its own: `{new}`"),
    }
}

/// The variable that an object is, or is a part of.
fn root_of(object: &Expr) -> Option<VarId> {
    match &object.kind {
        ExprKind::Var(var) => Some(*var),
        ExprKind::Py(Py::Attr(inner, _) | Py::Index(inner, _)) => root_of(inner),
        _other => None,
    }
}

/// A new value with the change in it: `[*items, item]`.
fn changed(ty: &Type, old: &str, change: Change) -> Option<String> {
    let is_list = matches!(ty, Type::List(_));
    let is_set = matches!(ty, Type::Set(_));
    let is_dict = matches!(ty, Type::Dict(..) | Type::Record(_));
    Some(match change {
        Change::Method("sort") => format!("sorted({old})"),
        Change::Method("reverse") => format!("list(reversed({old}))"),
        Change::Method("append" | "push") => format!("[*{old}, item]"),
        Change::Method("extend") => format!("[*{old}, *items]"),
        Change::Method("insert") => format!("[*{old}[:i], item, *{old}[i:]]"),
        Change::Method("unshift") => format!("[item, *{old}]"),
        Change::Method("remove") if is_list => format!("[it for it in {old} if it != item]"),
        Change::Method("pop") if is_list => format!("{old}[:-1]"),
        Change::Method("shift") => format!("{old}[1:]"),
        Change::Method("clear") if is_list => "[]".to_owned(),
        Change::Item if is_list => format!("[*{old}[:i], item, *{old}[i + 1:]]"),
        Change::Deleted if is_list => format!("[*{old}[:i], *{old}[i + 1:]]"),
        Change::Slice if is_list => format!("[*{old}[:i], *items, *{old}[j:]]"),
        Change::Method("add") if is_set => format!("{old} | {{item}}"),
        Change::Method("discard" | "remove") if is_set => format!("{old} - {{item}}"),
        Change::Method("clear") if is_set => "set()".to_owned(),
        Change::Method("update") if is_set => format!("{old} | set(items)"),
        Change::Method("setdefault") | Change::Item if is_dict => {
            format!("{{**{old}, key: value}}")
        }
        Change::Method("update") if is_dict => format!("{{**{old}, **more}}"),
        Change::Method("pop") | Change::Deleted if is_dict => {
            format!("{{k: v for k, v in {old}.items() if k != key}}")
        }
        Change::Method("clear") if is_dict => "{}".to_owned(),
        Change::Method(_) | Change::Call | Change::Item | Change::Slice | Change::Deleted => {
            return None;
        }
    })
}

/// An object as the source names it: `user["tags"]`.
fn written(facts: &Facts, object: &Expr) -> Option<String> {
    match &object.kind {
        ExprKind::Var(var) => Some(facts.name(*var).to_owned()),
        ExprKind::Py(Py::Index(inner, key)) => {
            let key = match &key.kind {
                ExprKind::Str(key) => format!("\"{key}\""),
                ExprKind::Int(at) => at.to_string(),
                ExprKind::Var(var) => facts.name(*var).to_owned(),
                _computed => return None,
            };
            Some(format!("{}[{key}]", written(facts, inner)?))
        }
        _other => None,
    }
}

/// The whole state with a new value in the place of a part: `{**user, "tags": [...]}`.
fn around(facts: &Facts, part: &Expr, new: String) -> Option<String> {
    let ExprKind::Py(Py::Index(inner, key)) = &part.kind else {
        return matches!(part.kind, ExprKind::Var(_)).then_some(new);
    };
    if !matches!(facts.types.expr(inner.id), Type::Dict(..) | Type::Record(_) | Type::Any) {
        return None;
    }
    let key = match &key.kind {
        ExprKind::Str(key) => format!("\"{key}\""),
        _computed => return None,
    };
    around(facts, inner, format!("{{**{}, {key}: {new}}}", written(facts, inner)?))
}

fn complain(facts: &Facts, held: &Held, span: Span, advice: String) -> Diagnostic {
    let name = facts.name(held.var);
    let message = match held.of {
        Owner::State(_) => {
            format!("this changes the state `{name}` in place, which React does not notice")
        }
        Owner::Old => {
            format!("this changes the old state `{name}` in place, which React does not notice")
        }
        Owner::Prop => {
            format!("this changes the prop `{name}` in place, which belongs to the caller")
        }
    };
    Diagnostic::new(Code::PSC507, span, message).help(advice)
}

/// `nonlocal count; count += 1`: sets a variable of a render that is over.
fn assigned(facts: &Facts, var: VarId, func: Option<FuncId>, span: Span, sink: &mut Sink) {
    if facts.owner(var) == func {
        return;
    }
    let Some(setter) = facts.setter_among_writes(var) else { return };
    let name = facts.name(var);
    let message =
        format!("an assignment does not set the state `{name}`: the next render forgets it");
    let help = format!("call its setter: `{setter}(...)`");
    sink.push(Diagnostic::new(Code::PSC507, span, message).help(help));
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds, help};

    #[test]
    fn changes_in_place() {
        finds(
            "
            @ps.javascript(jsx=True)
            def List(start: Any):
                items, set_items = useState([])
                form, set_form = useState({'a': 1})
                count, set_count = useState(0)
                some, set_some = useState(start)
                def click(x: str):
                    nonlocal count
                    items.append(x)  # PSC507 items.append(x)
                    items.sort()  # PSC507 items.sort()
                    form['a'] = 2  # PSC507 form['a']
                    del items[0]  # PSC507 items[0]
                    some['tags'].append(1)  # PSC507 some['tags'].append(1)
                    random.shuffle(items)  # PSC507 random.shuffle(items)
                    count += 1  # PSC507 count
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn props_belong_to_the_caller() {
        finds(
            "
            @ps.javascript(jsx=True)
            def List(*, items: list[str], user: dict[str, Any], own: list[str], box: Any = None, **rest):
                items.sort()  # PSC507 items.sort()
                own = list(own)
                own.sort()
                rest.pop('id', None)
                box.current = 1
                box.update(1)
                def click():
                    user['name'] = 'x'  # PSC507 user['name']
                    user['tags'].append('x')  # PSC507 user['tags'].append('x')
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn the_help_rebuilds_what_is_around() {
        let found = help(
            "
            @ps.javascript(jsx=True)
            def List():
                user, set_user = useState({'name': 'a', 'tags': []})
                return ps.button(onClick=lambda: user['tags'].append(1))
            ",
        );
        let whole = r#"set_user({**user, "tags": [*user["tags"], item]})"#;
        assert_eq!(found, format!("make a new value: `{whole}`"));
    }

    #[test]
    fn by_another_name_or_as_the_old_value() {
        finds(
            "
            def reduce(state: list[int], action: int):
                state.append(action)  # PSC507 state.append(action)
                return state

            @ps.javascript(jsx=True)
            def List(*, rows: list[dict[str, int]]):
                items, set_items = useState([1])
                form, set_form = useState({'a': {'b': 1}})
                total, dispatch = useReducer(reduce, [])
                same = items
                same.append(1)  # PSC507 same.append(1)
                inner = form['a']
                def click():
                    inner['b'] = 2  # PSC507 inner['b']
                    set_items(lambda old: old.append(1))  # PSC507 old.append(1)
                    def add(old: list[int]):
                        old[0] = 1  # PSC507 old[0]
                        return old
                    set_items(add)
                    for row in rows:
                        row['x'] = 1  # PSC507 row['x']
                    first = rows[0]
                    first['x'] = 2  # PSC507 first['x']
                return ps.button(total, onClick=click)
            ",
        );
    }

    #[test]
    fn the_old_value_is_left_as_it_is() {
        clean(
            "
            def reduce(state: list[int], action: int):
                state = list(state)
                state.append(action)
                return state

            @ps.javascript(jsx=True)
            def List(*, rows: list[dict[str, int]], other: Any):
                items, set_items = useState([1])
                total, dispatch = useReducer(reduce, [])
                mine = list(items)
                mine.append(1)
                kept = [dict(row) for row in rows]
                for row in kept:
                    row['x'] = 1
                def click():
                    set_items(lambda old: [*old, 1])
                    other.each(lambda old: old.append(1))
                return ps.button(total, mine, onClick=click)
            ",
        );
    }

    #[test]
    fn copies_and_other_objects() {
        clean(
            "
            @ps.javascript(jsx=True)
            def List(start: Any):
                items, set_items = useState([])
                chart, set_chart = useState(start)
                latest = useRef(None)
                def click(x: str):
                    new = list(items)
                    new.append(x)
                    set_items(new)
                    chart.update(x)
                    latest.current = x
                items = items or [1]
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn the_help_names_the_setter() {
        let found = help(
            "
            @ps.javascript(jsx=True)
            def List():
                items, set_items = useState([])
                return ps.button(onClick=lambda: items.append(1))
            ",
        );
        assert_eq!(found, "make a new value: `set_items([*items, item])`");
    }
}
