//! PSC504: React's Rules of Hooks.
//!
//! ```text
//! if enabled:
//!     count, set_count = useState(0)      `useState` is called only if this condition holds
//! ```
//!
//! React tells hooks apart by the order of their calls, so every render must call the same ones. A
//! hook is called at the top of a component or of another hook: not in a branch, a loop, a `try`, after
//! an early return or in a nested function. `use(...)` alone may be called in a condition or a loop.
//! A method is a hook by its name only where the object is a module or named like one, as React's own checker has it:
//! `React.useState()`, and not `i18n.use(plugin)`.

use rustc_hash::FxHashSet;

use crate::analyze::hook_calls::{Call, Callee, Holder, HookCalls, Reason};
use crate::analyze::project::Project;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{FuncId, ModuleId};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let HookCalls { calls, components, hooks } = HookCalls::of(project);
    for call in &calls {
        if call.hook.is_one(&hooks)
            && let Some(diagnostic) = complain(call)
        {
            sink.push(diagnostic);
        }
    }
    for (name, span, func) in components {
        if hooks.contains(&func) {
            sink.push(unmarked(project, &name, span, func));
        }
    }
    names(project, &hooks, sink);
}

/// PSC533: `use_toggle` is a hook here, and no name of one for React's own tools.
fn names(project: &Project, hooks: &FxHashSet<(ModuleId, FuncId)>, sink: &mut Sink) {
    for facts in &project.modules {
        for func in facts.module.funcs.iter() {
            let Some(name) = func.name.as_ref().filter(|name| name.starts_with("use_")) else {
                continue;
            };
            if !hooks.contains(&(facts.module.id, func.id)) {
                continue;
            }
            let message = format!(
                "React's tools take no `{name}` for a hook: Fast Refresh keeps its states when it should not"
            );
            let help = format!("name it `{}`", hook_name(name.trim_start_matches("use_")));
            sink.push(Diagnostic::new(Code::PSC533, func.name_span, message).help(help));
        }
    }
}

/// `Cell(row)` of a function that is written as a component, but not marked as one.
fn unmarked(
    project: &Project,
    name: &str,
    span: Span,
    (module, func): (ModuleId, FuncId),
) -> Diagnostic {
    let module = project.facts(module).map(|facts| facts.module);
    let func = module.and_then(|module| module.func(func));
    let params = func.into_iter().flat_map(|func| &func.params);
    let names =
        params.filter_map(|param| module?.var(param.var)).map(|row| format!("{}=...", row.name));
    let call = format!("{name}({})", names.collect::<Vec<_>>().join(", "));
    let message = format!(
        "`{name}` calls hooks and is called as a function: they become hooks of the component that calls it"
    );
    let help = format!(
        "make it a component: mark it `@ps.javascript(jsx=True)` at the top level of the module, and pass \
         its props by name: `{call}`"
    );
    Diagnostic::new(Code::PSC504, span, message).help(help)
}
fn complain(call: &Call) -> Option<Diagnostic> {
    let name = &call.name;
    let new = |message: String| Diagnostic::new(Code::PSC504, call.span, message);
    match &call.holder {
        Holder::Fit => {}
        Holder::Module => {
            let found = new(format!("`{name}` is called outside any component"));
            return Some(found.help("call hooks at the top of a component or of another hook"));
        }
        Holder::Async(func) => {
            let found = new(format!("`{name}` is called in `{func}`, which is `async`"));
            return Some(found.help("call hooks in a plain component, and use what they return"));
        }
        Holder::Nested(outer) => {
            let found = new(format!("`{name}` is called in a nested function"));
            let place = match outer {
                Some(outer) => format!("at the top of `{outer}`"),
                None => "at the top of a component".to_owned(),
            };
            let help = format!("call it {place}, and use here what it returned there");
            return Some(found.help(help));
        }
        Holder::Other(func) => {
            let found =
                new(format!("`{name}` is called in `{func}`, which is no component and no hook"));
            let help = format!(
                "name it `{}` to make it a hook, or mark it `@ps.javascript(jsx=True)` to make it a component",
                hook_name(func)
            );
            return Some(found.help(help));
        }
    }
    let may_be_conditional = matches!(call.hook, Callee::Hook { may_be_conditional: true });
    let found = match call.reason? {
        Reason::Condition(_) | Reason::Loop(_) | Reason::Return(_) if may_be_conditional => {
            return None;
        }
        Reason::Condition(span) => new(format!("`{name}` is called only on a condition"))
            .label(span, "this decides whether it is called")
            .help("call it before, at every render, and use what it returns on the condition"),
        Reason::Loop(span) => new(format!("`{name}` is called in a loop"))
            .label(span, "the number of calls depends on this")
            .help("make a component of the loop's body: each element has hooks of its own"),
        Reason::Try(span) => new(format!("`{name}` is called in a `try` statement"))
            .label(span, "an exception in here would skip it")
            .help("call it before the `try`"),
        Reason::Return(span) => new(format!("`{name}` is called after an early return"))
            .label(span, "a render that returns here does not call it")
            .help("call it before this return"),
    };
    Some(found)
}
/// `fetch_user` as the name of a hook: `useFetchUser`.
fn hook_name(name: &str) -> String {
    let mut all = "use".to_owned();
    for word in name.split('_') {
        let mut chars = word.chars();
        all.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        all.push_str(chars.as_str());
    }
    all
}
#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn branches_loops_and_returns() {
        finds(
            "
            @ps.javascript(jsx=True)
            def App(on: bool, xs: list[int]):
                a = useState(0) if on else None  # PSC504 useState
                b = on and useState(0)  # PSC504 useState
                refs = [useRef(x) for x in xs]  # PSC504 useRef
                for x in xs:
                    useEffect(lambda: print(1), [])  # PSC504 useEffect
                while on:
                    useState(1)  # PSC504 useState
                try:
                    useState(2)  # PSC504 useState
                except ValueError:
                    pass
                if on:
                    bridge = usePulseChannel('a')  # PSC504 usePulseChannel
                    return ps.p('x')
                useState(3)  # PSC504 useState
                return ps.p('y')
            ",
        );
    }

    #[test]
    fn nested_and_plain_functions() {
        finds(
            "
            def fetch_user(id):
                return useState(id)  # PSC504 useState

            async def useLater():
                return useState(0)  # PSC504 useState

            @ps.javascript(jsx=True)
            def App():
                def click():
                    return useState(0)  # PSC504 useState
                useEffect(lambda: print(useRef(0)), [])  # PSC504 useRef
                fetch_user(1)
                useLater()
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn a_component_is_no_function() {
        finds(
            "
            def Cell(x):
                return ps.p(x, useState(0)[0])

            def Label(x):
                return ps.b(x)

            @ps.javascript(jsx=True)
            def App(rows: list[str]):
                def Inner():
                    n, set_n = useState(0)
                    return ps.p(n)
                return ps.div(
                    Cell('a'),  # PSC504 Cell
                    [Cell(row) for row in rows],  # PSC504 Cell
                    Inner(),  # PSC504 Inner
                    Label('a'),
                )
            ",
        );
    }

    #[test]
    fn hooks_of_the_project_are_hooks() {
        finds(
            "
            def use_draft(start):  # PSC533 use_draft
                return useState(start)

            def useTitle():
                return use_draft('')

            def useNothing():
                return 1

            @ps.javascript(jsx=True)
            def App(on: bool):
                if on:
                    useTitle()  # PSC504 useTitle
                    use_draft(1)  # PSC504 use_draft
                    useNothing()
                return ps.p('a')
            ",
        );
    }

    #[test]
    fn methods_that_are_named_like_hooks() {
        clean(
            "
            i18n = ps.Import('i18n', 'i18next')
            registry = ps.Import('default', 'registry')

            def setup(plugin, clock):
                i18n.use(plugin)
                if plugin:
                    registry.use('x')
                clock.useFakeTimers()
                return plugin.useSomething()

            @ps.javascript(jsx=True)
            def App(on: bool):
                if on:
                    i18n.use(on)
                return ps.p(onClick=lambda: registry.use('y'))
            ",
        );
        finds(
            "
            Router = ps.Import('Router', 'router')
            router = ps.Import('*', 'router')

            @ps.javascript(jsx=True)
            def App(on: bool):
                if on:
                    Router.useParams()  # PSC504 Router.useParams
                    router.useParams()  # PSC504 router.useParams
                return ps.p('x')
            ",
        );
    }

    #[test]
    fn use_may_stand_in_conditions_and_loops_but_in_no_try() {
        finds(
            "
            use = ps.Import('use', 'react')
            use3Steps = ps.Import('use3Steps', 'steps')

            @ps.javascript(jsx=True)
            def App(on: bool, promises):
                x = use(promises[0]) if on else None
                for promise in promises:
                    use(promise)
                    use3Steps()  # PSC504 use3Steps
                try:
                    use(promises[1])  # PSC504 use
                except ValueError:
                    pass
                return ps.p(x)
            ",
        );
    }

    #[test]
    fn at_the_top_all_is_well() {
        clean(
            "
            use = ps.Import('use', 'react')
            memo = ps.Import('memo', 'react')

            def useToggle(start):
                value, set_value = useState(start)
                return value, lambda: set_value(not value)

            Fancy = memo(lambda props: ps.p(useState(0)[0]))

            @ps.javascript(jsx=True)
            def App(on: bool, promise):
                on, toggle = useToggle(on)
                x = use(promise) if on else None
                if useRef(1):
                    pass
                xs = [n for n in useMemo(lambda: [1], [])]
                if on:
                    raise ValueError('x')
                n, set_n = useState(len(xs))
                return ps.p(n)
            ",
        );
    }
}
