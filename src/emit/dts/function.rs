//! Functions and components.
//!
//! Keyword-only parameters follow the positional ones, in the order in which they are written: that is
//! how they are passed in JavaScript. Behind a `*args` Python passes them by name in an object that
//! only compiled code can make, so TypeScript does not see them.

use crate::ir::{self, Role};
use crate::syntax::ast;

use super::annotation::{Annotations, Flow};
use super::called::Callbacks;
use super::decorated::{Kept, kept};
use super::generics;
use super::inferred::{Results, inferred, or_map};
use super::names::value_name;
use super::ts::{Member, Param, ParamKind, Ts, show, show_member, show_params};
use super::{File, ts};

impl<'a> File<'a> {
    pub(super) fn function(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::FunctionDef,
        func: &'a ir::Function,
    ) {
        let name = &annotations.item.name;
        let doc = func.docstring.as_deref();
        let (generics, params, result, doc) = match func.role {
            Role::Component => {
                let params = self.props(annotations, def, func);
                let result = match func.is_async {
                    true => Ts::lib("Promise", [Ts::NODE]),
                    false => Ts::NODE,
                };
                (String::new(), params, result, doc.map(str::to_owned))
            }
            Role::Plain | Role::Body | Role::Effect { .. } => {
                let (params, note) =
                    params(annotations, &def.params, &self.callbacks(annotations, def, func));
                let doc = [doc, note.as_deref()].into_iter().flatten().collect::<Vec<_>>();
                let doc = (!doc.is_empty()).then(|| doc.join("\n\n"));
                let result = self.result(annotations, def, func);
                let of = params.iter().map(|param| &param.ty).chain([&result]);
                let generics = generics::header(of, &[]);
                (generics, show_params(&params, &mut self.names), result, doc)
            }
        };
        let result = show(&result, &mut self.names);
        self.export("function", name, &format!("{generics}({params}): {result};"), doc.as_deref());
    }

    /// A function; of a decorated one the name is what the decorators give.
    pub(super) fn definition(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::FunctionDef,
        decorators: &[ast::Expr],
    ) {
        let item = annotations.item;
        let Some(func) = self.funcs.get(&item.name_span).copied() else { return };
        let is_exported = self.items.get(&item.name_span).is_some_and(|(it, _)| it.exported);
        let is_by_position = def.params.kwonly.is_empty() || decorators.is_empty();
        match kept(annotations, def, decorators).filter(|_| is_by_position) {
            _ if !is_exported => {}
            Some(Kept::All) => self.function(annotations, def, func),
            Some(Kept::Params(result, was)) if func.role == Role::Plain => {
                let own = self.result(annotations, def, func);
                let result = result.replaced(&|name| match was.as_ref() == Some(&name) {
                    true => own.clone(),
                    false => Ts::ANY,
                });
                let callbacks = self.callbacks(annotations, def, func);
                let (params, _) = params(annotations, &def.params, &callbacks);
                let of = params.iter().map(|param| &param.ty).chain([&result]);
                let generics = generics::header(of, &[]);
                let params = show_params(&params, &mut self.names);
                let result = show(&result, &mut self.names);
                let doc = func.docstring.as_deref();
                let rest = format!("{generics}({params}): {result};");
                self.export("function", &item.name, &rest, doc);
            }
            Some(Kept::Params(..)) | None => {
                if let Some((known, _)) = self.constant_of(item) {
                    let ty = show(&known, &mut self.names);
                    let doc = func.docstring.as_deref();
                    self.export("const", &item.name, &format!(": {ty};"), doc);
                }
            }
        }
        self.channel(annotations, def, func);
    }

    /// What the body tells of parameters without annotations.
    pub(super) fn callbacks(
        &self,
        annotations: Annotations<'_>,
        def: &ast::FunctionDef,
        func: &'a ir::Function,
    ) -> Callbacks<'a> {
        let of = &def.params;
        let all = of.posonly.iter().chain(&of.args).chain(&of.kwonly);
        let known = all.filter_map(|param| {
            let ty = annotations.ts(param.annotation.as_ref()?, Flow::Out);
            Some((&*param.name.name, or_default(ty, param)))
        });
        Callbacks::of(self.module, self.types, func, &known.collect())
    }

    /// Declares the props of a component; gives the parameter list.
    fn props(
        &mut self,
        annotations: Annotations<'_>,
        def: &ast::FunctionDef,
        func: &'a ir::Function,
    ) -> String {
        let of = &def.params;
        let callbacks = self.callbacks(annotations, def, func);
        let named = of.posonly.iter().chain(&of.args).chain(&of.kwonly);
        let mut members: Vec<Member> = named
            .map(|param| Member {
                name: param.name.name.to_string(),
                is_optional: param.default.is_some(),
                is_readonly: false,
                ty: taken(annotations, param, &callbacks).within(&[]),
            })
            .collect();
        members.extend(of.vararg.as_ref().map(|param| Member {
            name: "children".to_owned(),
            is_optional: true,
            is_readonly: false,
            ty: children(annotations, param),
        }));
        if members.is_empty() && of.kwarg.is_none() {
            return String::new();
        }
        let (base, is_open) = match &of.kwarg {
            Some(rest) => match unpacked(annotations, rest) {
                Some(base) => (Some(base), false),
                None => (None, true),
            },
            None => (None, false),
        };
        let name = self.names.fresh(format!("{}Props", annotations.item.name));
        let base = base.map(|base| format!(" extends {}", show(&base, &mut self.names)));
        self.out.push('\n');
        let about = format!("Props of `{}`.", annotations.item.name);
        self.doc(Some(&about), "");
        self.out += &format!("export interface {name}{} {{\n", base.unwrap_or_default());
        for member in &members {
            let member = show_member(member, &mut self.names);
            self.out += &format!("  {member};\n");
        }
        if is_open {
            self.out += "  [prop: string]: any;\n";
        }
        self.out += "}\n";
        format!("props: {name}")
    }

    pub(super) fn result(
        &self,
        annotations: Annotations<'_>,
        def: &ast::FunctionDef,
        func: &ir::Function,
    ) -> Ts {
        if func.is_generator {
            return generator(annotations, def, func, self.types.returns(func.id));
        }
        let results = Results::of(func, self.types);
        let returned = match self.types.returns(func.id) {
            ir::Type::Awaitable(inner) if func.is_async => inner,
            ty => ty,
        };
        let declared = def.returns.as_ref().map(|returns| annotations.ts(returns, Flow::Out));
        if declared.is_none()
            && let Some(shown) = super::returned::returned(self.module, self.types, func)
        {
            return if func.is_async { Ts::lib("Promise", [shown]) } else { shown };
        }
        let ty = match (declared, inferred(returned)) {
            (Some(declared), _) => or_map(declared, returned),
            (None, Ts::Word("any")) => Ts::UNKNOWN,
            (None, known) => or_map(known, returned),
        };
        let ty = results.narrow(ty);
        if func.is_async { Ts::lib("Promise", [ty]) } else { ty }
    }
}

/// `Generator<item, result, sent>`.
fn generator(
    annotations: Annotations<'_>,
    def: &ast::FunctionDef,
    func: &ir::Function,
    returns: &ir::Type,
) -> Ts {
    let item = match def.returns.as_ref().map(|returns| annotations.ts(returns, Flow::Out)) {
        Some(Ts::Lib(_, args)) => args.into_iter().next().unwrap_or(Ts::ANY),
        Some(_unclear) => Ts::ANY,
        None => match returns {
            ir::Type::Iterable(item) => inferred(item),
            _unknown => Ts::ANY,
        },
    };
    let name = if func.is_async { "AsyncGenerator" } else { "Generator" };
    Ts::lib(name, [item, Ts::ANY, Ts::ANY])
}

/// The parameters as JavaScript takes them, and what there is to say about those it cannot give.
pub(super) fn params(
    annotations: Annotations<'_>,
    of: &ast::Params,
    callbacks: &Callbacks<'_>,
) -> (Vec<Param>, Option<String>) {
    let by_name = of.kwonly.iter().chain(&of.kwarg);
    let hidden: Vec<String> = match of.vararg {
        Some(_) => by_name.map(|param| format!("`{}`", param.name.name)).collect(),
        None => Vec::new(),
    };
    let kwonly = if of.vararg.is_some() { &[] } else { of.kwonly.as_slice() };
    let plain: Vec<&ast::Param> = of.posonly.iter().chain(&of.args).chain(kwonly).collect();
    let required = plain.iter().rposition(|param| param.default.is_none());
    let mut params: Vec<Param> = plain
        .iter()
        .enumerate()
        .map(|(at, param)| {
            let ty = taken(annotations, param, callbacks);
            let (ty, kind) = match (param.default.is_some(), required.is_some_and(|r| at < r)) {
                (false, _) => (ty, ParamKind::Required),
                // TypeScript wants optional parameters last.
                (true, true) => (ty.or_undefined(), ParamKind::Required),
                (true, false) => (ty, ParamKind::Optional),
            };
            Param { name: value_name(&param.name.name), ty, kind }
        })
        .collect();
    match (&of.vararg, &of.kwarg) {
        (Some(rest), _) => params.push(Param {
            name: value_name(&rest.name.name),
            ty: Ts::array(annotation(annotations, rest)),
            kind: ParamKind::Rest,
        }),
        (None, Some(rest)) => params.push(Param {
            name: value_name(&rest.name.name),
            ty: match unpacked(annotations, rest) {
                Some(base) => base,
                None => Ts::record(Ts::STRING, annotation(annotations, rest)),
            },
            kind: ParamKind::Optional,
        }),
        (None, None) => {}
    }
    keep_apart(&mut params);
    let note = (!hidden.is_empty())
        .then(|| format!("Python alone can give {}, by name.", hidden.join(", ")));
    (params, note)
}

/// `new` became `new_`, which another parameter may be called.
fn keep_apart(params: &mut [Param]) {
    let mut taken: Vec<String> = Vec::new();
    for param in params {
        while taken.contains(&param.name) {
            param.name.push('_');
        }
        taken.push(param.name.clone());
    }
}

/// The type a parameter takes; without an annotation what its uses tell.
fn taken(annotations: Annotations<'_>, param: &ast::Param, callbacks: &Callbacks<'_>) -> Ts {
    let ty = match &param.annotation {
        Some(annotation) => annotations.ts(annotation, Flow::In),
        None => callbacks.ts(&param.name.name).unwrap_or(Ts::ANY),
    };
    or_default(ty, param)
}

/// The type of a parameter with that of its default: `x: str = None`.
pub(super) fn or_default(ty: Ts, param: &ast::Param) -> Ts {
    let is_none =
        |value: &ast::Expr| matches!(value.kind, ast::ExprKind::Constant(ast::Constant::None));
    if param.default.as_ref().is_some_and(is_none) { ty.or_none() } else { ty }
}

fn annotation(annotations: Annotations<'_>, param: &ast::Param) -> Ts {
    param.annotation.as_ref().map_or(Ts::ANY, |annotation| annotations.ts(annotation, Flow::In))
}

/// `*children` is whatever React renders, unless it is annotated with something else.
fn children(annotations: Annotations<'_>, param: &ast::Param) -> Ts {
    match annotation(annotations, param) {
        Ts::Word("any" | "unknown") | Ts::React(_) => Ts::NODE,
        ty @ (Ts::Function(_) | Ts::Item(_) | Ts::Generic(..) | Ts::Object(_)) => {
            Ts::union([ty.clone(), Ts::readonly_array(ty)])
        }
        _text_and_numbers => Ts::NODE,
    }
}

/// `**rest: Unpack[Options]`.
fn unpacked(annotations: Annotations<'_>, rest: &ast::Param) -> Option<Ts> {
    let annotation = rest.annotation.as_ref()?;
    let ast::ExprKind::Subscript { index, .. } = &annotation.kind else { return None };
    if annotations.head(annotation) != Some("Unpack") {
        return None;
    }
    match annotations.ts(index, Flow::In) {
        ty @ ts::Ts::Item(_) => Some(ty),
        _other => None,
    }
}
