//! Values that are imports of JavaScript: `ps.Import(...)`, `ps.Jsx(...)`, `ps.react_component(...)`.
//!
//! ```text
//! ps.Import("useState", "react")          named
//! ps.Import("react")                      default
//! ps.Import("*", "./utils")               namespace; a local file, beside the Python file
//! ps.Import("./a.css", side_effect=True)  for its side effect
//! ps.Import("./Chart", lazy=True)         () => import("./Chart")
//! ps.Jsx(ps.Import("Button", "@x/ui"))    a component
//! ```
//!
//! The rules are those of `Import.__init__` and `react_component` in Pulse.

use std::path::{Path, PathBuf};

use super::known;
use super::meaning::{Meaning, ModId, Refusal};
use super::namespace::Namespaces;
use crate::base::normal;
use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{ImportName, JsImport};
use crate::resolve::{Binding, ItemKind, JsRef, NpmRequirement};
use crate::syntax::ast::{self, Arg, ArgKind, Constant, ExprKind};
use crate::tables::js_classes::Calls;

/// The extensions tried on a local path without one, in order.
const EXTENSIONS: [&str; 6] = ["ts", "tsx", "js", "jsx", "mjs", "mts"];

/// The arguments of `Import` and its like.
#[derive(Default)]
struct Call<'e> {
    positional: Vec<&'e ast::Expr>,
    src: Option<&'e ast::Expr>,
    version: Option<&'e ast::Expr>,
    side_effect: bool,
    is_type: bool,
    lazy: bool,
}

type Outcome<T> = Result<T, Box<Refusal>>;

impl Namespaces<'_> {
    /// The meaning of a call that makes an import of JavaScript; none for any other expression.
    pub(super) fn js_call(&mut self, id: ModId, expr: &ast::Expr) -> Option<Meaning> {
        let ExprKind::Call { func, args } = &expr.kind else { return None };
        if let Some(found) = self.cast(id, func, args) {
            return Some(found);
        }
        // `ps.react_component("X", "src")(stub)`.
        if let ExprKind::Call { func: inner, .. } = &func.kind {
            return match self.chain(id, inner)? {
                Meaning::Value(Binding::Special("react_component")) => self.js_call(id, func),
                _ => None,
            };
        }
        let outcome = match self.chain(id, func)? {
            Meaning::Value(Binding::Special("Import")) => self.import_call(id, expr.span, args),
            Meaning::Value(Binding::Special("Jsx" | "ReactComponent" | "react_component")) => {
                self.component_call(id, expr.span, args)
            }
            Meaning::Value(Binding::Special("lazy")) => {
                let [Arg { kind: ArgKind::Positional, value, .. }] = args.as_slice() else {
                    return None;
                };
                let argument = self.js_call(id, value).or_else(|| self.chain(id, value));
                return match argument? {
                    Meaning::Value(Binding::Js(JsRef::Import { import, .. })) if import.is_lazy => {
                        Some(component(import))
                    }
                    _ => None,
                };
            }
            _ => return None,
        };
        Some(outcome.unwrap_or_else(|refusal| refusal.meaning()))
    }

    /// `ps.Import("clsx").as_(Callable[..., str])` is the import, `ps.Import("Card", "x").jsx()` a component.
    fn cast(&mut self, id: ModId, func: &ast::Expr, args: &[Arg]) -> Option<Meaning> {
        let ExprKind::Attribute { value, attr } = &func.kind else { return None };
        let is_cast = match &*attr.name {
            "as_" => true,
            "jsx" => false,
            _ => return None,
        };
        let reference = self.js_reference(id, value)?;
        Some(match (reference, args) {
            (Err(refusal), _) => refusal.meaning(),
            (Ok(reference), [Arg { value, .. }]) if is_cast => {
                Meaning::Value(Binding::Js(self.typed(id, reference, value)))
            }
            (Ok(JsRef::Import { import, .. }), []) if !is_cast => component(import),
            _ => return None,
        })
    }

    /// What the type of a cast says about calls: `type[Chart]` is a class, `Callable[..., str]` a function.
    fn typed(&mut self, id: ModId, reference: JsRef, annotation: &ast::Expr) -> JsRef {
        let (import, is_component, calls) = match reference {
            JsRef::Import { import, is_component, calls } => (import, is_component, calls),
            other @ (JsRef::Global { .. } | JsRef::Member { .. }) => return other,
        };
        let base = match &annotation.kind {
            ExprKind::Subscript { value, .. } => &**value,
            _ => annotation,
        };
        let calls = match &base.kind {
            ExprKind::Lambda { .. } => Calls::Function,
            _ => match self.chain(id, base) {
                Some(Meaning::Value(Binding::Builtin(row))) if row.name == "type" => {
                    Calls::Constructor
                }
                Some(Meaning::Value(Binding::TypeOnly(name) | Binding::PyMember { name, .. })) => {
                    match name.rsplit('.').next() {
                        Some("Type") => Calls::Constructor,
                        Some("Callable") => Calls::Function,
                        _ => calls,
                    }
                }
                Some(Meaning::Def(def)) if matches!(def.kind, ItemKind::Function { .. }) => {
                    Calls::Function
                }
                _ => calls,
            },
        };
        JsRef::Import { import, is_component, calls }
    }

    /// The import that an expression is; an error where it is one that is refused.
    fn js_reference(&mut self, id: ModId, expr: &ast::Expr) -> Option<Outcome<JsRef>> {
        match self.js_call(id, expr).or_else(|| self.chain(id, expr))? {
            Meaning::Value(Binding::Js(reference)) => Some(Ok(reference)),
            Meaning::Refused(refusal) => Some(Err(Box::new((*refusal).clone()))),
            _ => None,
        }
    }

    /// `@ps.Import("clsx").as_` above a typed signature.
    pub(super) fn typed_import(&mut self, id: ModId, decorator: &ast::Expr) -> Option<Binding> {
        let ExprKind::Attribute { value, attr } = &decorator.kind else { return None };
        if &*attr.name != "as_" {
            return None;
        }
        match self.js_reference(id, value)?.ok()? {
            JsRef::Import { import, is_component, calls: Calls::Ask } => {
                Some(known::js_import(import, is_component, Calls::Function))
            }
            other => Some(Binding::Js(other)),
        }
    }

    /// A member of an import, or of a component: `AppShell.Header`.
    fn js_member(&mut self, id: ModId, expr: &ast::Expr) -> Option<JsRef> {
        let ExprKind::Attribute { value, attr } = &expr.kind else { return None };
        let reference = match self.js_reference(id, value) {
            Some(found) => found.ok()?,
            None => self.js_member(id, value)?,
        };
        match reference {
            JsRef::Import { import, .. } if !import.is_lazy => {
                Some(JsRef::Member { import, path: vec![attr.name.clone()] })
            }
            JsRef::Member { import, mut path } => {
                path.push(attr.name.clone());
                Some(JsRef::Member { import, path })
            }
            JsRef::Import { .. } | JsRef::Global { .. } => None,
        }
    }

    fn import_call(&mut self, id: ModId, at: Span, args: &[Arg]) -> Outcome<Meaning> {
        let call = self.arguments(args)?;
        if call.is_type {
            return Ok(Meaning::Value(Binding::TypeOnly("ps.Import".into())));
        }
        let import = self.js_import(id, at, &call)?;
        let is_component = known::is_component_of_react(&import);
        Ok(Meaning::Value(known::js_import(import, is_component, Calls::Ask)))
    }

    /// `Jsx(expr)`, `ReactComponent(expr_or_src)`, `react_component(expr | src | name, src)`.
    fn component_call(&mut self, id: ModId, at: Span, args: &[Arg]) -> Outcome<Meaning> {
        let call = self.arguments(args)?;
        let Some(first) = call.positional.first() else {
            return Err(unsupported(at, "a component needs a `ps.Import` or a source"));
        };
        if self.string(id, first).is_some() {
            let import = self.js_import(id, at, &call)?;
            return Ok(component(import));
        }
        let meaning = match self.js_call(id, first) {
            Some(found) => Some(found),
            None => self.chain(id, first),
        };
        match meaning {
            Some(Meaning::Value(Binding::Js(JsRef::Import { import, .. }))) => {
                Ok(component(import))
            }
            Some(Meaning::Refused(refusal)) => Err(Box::new((*refusal).clone())),
            Some(Meaning::Value(found @ (Binding::Tag(_) | Binding::Js(JsRef::Member { .. })))) => {
                Ok(Meaning::Value(found))
            }
            _ => match self.js_member(id, first) {
                Some(member) => Ok(Meaning::Value(Binding::Js(member))),
                None => Err(unsupported(first.span, "this does not lead to a `ps.Import`")),
            },
        }
    }

    fn arguments<'e>(&self, args: &'e [Arg]) -> Outcome<Call<'e>> {
        let mut call = Call::default();
        for arg in args {
            match &arg.kind {
                ArgKind::Positional => call.positional.push(&arg.value),
                ArgKind::Keyword(name) => match &*name.name {
                    "name" | "expr" | "expr_or_src" | "expr_or_name" => {
                        call.positional.insert(0, &arg.value);
                    }
                    "src" => call.src = Some(&arg.value),
                    "version" => call.version = Some(&arg.value),
                    "side_effect" => call.side_effect = flag(arg)?,
                    "is_type" => call.is_type = flag(arg)?,
                    "lazy" => call.lazy = flag(arg)?,
                    "before" => {}
                    other => {
                        let message = format!("`ps.Import` has no parameter `{other}`");
                        let help = "`ps.Import(\"name\", \"package\")` imports a name, \
                                    `ps.Import(\"package\")` the default export, and \
                                    `ps.Import(\"*\", \"package\")` all of it";
                        return Err(Box::new(
                            Refusal::at(Code::PSC209, name.span, message).help(help),
                        ));
                    }
                },
                ArgKind::Star | ArgKind::DoubleStar => {
                    return Err(unsupported(arg.span, "the arguments must be written out"));
                }
            }
        }
        Ok(call)
    }

    fn js_import(&mut self, id: ModId, at: Span, call: &Call<'_>) -> Outcome<JsImport> {
        let mut texts = Vec::new();
        for expr in call.positional.iter().chain(&call.src) {
            match self.string(id, expr) {
                Some(text) => texts.push((text, expr.span)),
                None => {
                    return Err(unsupported(expr.span, "the import must be a string literal"));
                }
            }
        }
        let (name, (source, source_span)) = match texts.as_slice() {
            [(star, span)] if &**star == "*" => {
                return Err(unsupported(*span, "`*` needs a source: `ps.Import(\"*\", \"pkg\")`"));
            }
            [source] if call.side_effect => (ImportName::SideEffect, source.clone()),
            [source] => (ImportName::Default, source.clone()),
            [_, _] if call.side_effect => {
                return Err(unsupported(at, "an import for its side effect has no name"));
            }
            [(star, _), source] if &**star == "*" => (ImportName::Namespace, source.clone()),
            [(name, span), _] if name.is_empty() => {
                return Err(unsupported(*span, "the name is empty"));
            }
            [(name, _), source] => (ImportName::Named(name.clone()), source.clone()),
            _ => return Err(unsupported(at, "an import takes a name and a source")),
        };
        let version =
            match call.version {
                None => None,
                Some(expr) if matches!(expr.kind, ExprKind::Constant(Constant::None)) => None,
                Some(expr) => Some(self.string(id, expr).ok_or_else(|| {
                    unsupported(expr.span, "the version must be a string literal")
                })?),
            };
        let source = self.source(id, &source, source_span, version)?;
        Ok(JsImport { source, name, is_lazy: call.lazy })
    }

    /// A string literal, or a module-level constant that is one.
    fn string(&mut self, id: ModId, expr: &ast::Expr) -> Option<Name> {
        match &expr.kind {
            ExprKind::Constant(Constant::Str(text)) => Some(text.clone()),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => match self.chain(id, expr)? {
                Meaning::Def(def) => match &def.kind {
                    ItemKind::Constant { value, .. } => match &value.kind {
                        ExprKind::Constant(Constant::Str(text)) => Some(text.clone()),
                        _ => None,
                    },
                    ItemKind::Function { .. }
                    | ItemKind::TypeClass(_)
                    | ItemKind::TypeAlias(_)
                    | ItemKind::Class(_) => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The specifier of a source: a local file becomes an asset, a package a requirement.
    fn source(
        &mut self,
        id: ModId,
        source: &str,
        at: Span,
        version: Option<Name>,
    ) -> Outcome<Name> {
        if ["./", "../", "/"].iter().any(|prefix| source.starts_with(prefix)) {
            return self.asset(id, source, at);
        }
        let is_free = ["@/", "~/", "http://", "https://"];
        if is_free.iter().any(|prefix| source.starts_with(prefix)) {
            return Ok(source.into());
        }
        let (package, in_source, specifier) = split_spec(source);
        let version = version.or(in_source);
        self.npm.insert(NpmRequirement { package: package.clone(), version, required_by: None });
        Ok(specifier)
    }

    /// A file beside the Python file. It is named by `./` and its path in the output.
    fn asset(&mut self, id: ModId, source: &str, at: Span) -> Outcome<Name> {
        let dir = self.modules.get(id).map(|it| it.dir().to_path_buf()).unwrap_or_default();
        let wanted = normal(&dir.join(source));
        let Some(file) = self.local_file(&wanted) else {
            let message = format!("cannot find the file `{source}`");
            let help = format!("looked for `{}`", self.modules.shown(&wanted));
            return Err(Box::new(Refusal::at(Code::PSC203, at, message).help(help)));
        };
        let path: Name = self.modules.asset_path(&file).into();
        let specifier = format!("./{path}").into();
        self.assets.insert(file, path);
        Ok(specifier)
    }

    /// As bundlers and Pulse look for it: the path itself, with an extension, as a folder's index.
    fn local_file(&self, wanted: &Path) -> Option<PathBuf> {
        let host = self.modules.host;
        if wanted.extension().is_some() && host.is_file(wanted) {
            return Some(wanted.to_path_buf());
        }
        let beside = EXTENSIONS.iter().map(|ext| {
            let mut path = wanted.as_os_str().to_owned();
            path.push(format!(".{ext}"));
            PathBuf::from(path)
        });
        let index = EXTENSIONS.iter().map(|ext| wanted.join(format!("index.{ext}")));
        beside.chain(index).find(|path| host.is_file(path))
    }

    /// `ps.require({...})` as a statement: the packages it asks for.
    pub(super) fn require(&mut self, args: &[Arg]) -> Outcome<()> {
        for arg in args {
            let ExprKind::Dict(items) = &arg.value.kind else {
                return Err(unsupported(arg.span, "`ps.require` takes a dict display"));
            };
            for item in items {
                let ast::DictItem::Pair { key, value } = item else {
                    return Err(unsupported(arg.span, "`ps.require` takes a plain dict display"));
                };
                match (&key.kind, &value.kind) {
                    (
                        ExprKind::Constant(Constant::Str(package)),
                        ExprKind::Constant(Constant::Str(version)),
                    ) => {
                        let package = package.trim().into();
                        let version = Some(version.trim().into());
                        let required_by = Some(key.span.file);
                        self.npm.insert(NpmRequirement { package, version, required_by });
                    }
                    _ => {
                        let message = "the package and its version must be string literals";
                        return Err(unsupported(key.span.to(value.span), message));
                    }
                }
            }
        }
        Ok(())
    }
}

fn component(import: JsImport) -> Meaning {
    Meaning::Value(known::js_import(import, true, Calls::Ask))
}

fn flag(arg: &Arg) -> Outcome<bool> {
    match &arg.value.kind {
        ExprKind::Constant(Constant::Bool(value)) => Ok(*value),
        _ => Err(unsupported(arg.value.span, "this must be `True` or `False`")),
    }
}

fn unsupported(at: Span, message: &str) -> Box<Refusal> {
    let help = "write the import as `ps.Import(\"name\", \"package\")`, with literals";
    Box::new(Refusal::at(Code::PSC209, at, message.to_owned()).help(help))
}

/// `@scope/name@^1/sub` → `@scope/name`, `^1`, `@scope/name/sub`.
fn split_spec(spec: &str) -> (Name, Option<Name>, Name) {
    let scope_end = match spec.strip_prefix('@') {
        Some(_) => spec.find('/').map_or(spec.len(), |slash| slash + 1),
        None => 0,
    };
    let (scope, rest) = spec.split_at(scope_end);
    let (head, subpath) = match rest.find('/') {
        Some(slash) => rest.split_at(slash),
        None => (rest, ""),
    };
    let (name, version) = match head.split_once('@') {
        Some((name, version)) => (name, (!version.is_empty()).then(|| version.into())),
        None => (head, None),
    };
    let package = format!("{scope}{name}");
    let specifier = format!("{package}{subpath}").into();
    (package.into(), version, specifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_are_split_as_pulse_splits_them() {
        let split = |spec| {
            let (package, version, specifier) = split_spec(spec);
            (package.to_string(), version.map(|it| it.to_string()), specifier.to_string())
        };
        let text = str::to_owned;
        assert_eq!(split("react"), (text("react"), None, text("react")));
        assert_eq!(split("a@^1/b/c"), (text("a"), Some(text("^1")), text("a/b/c")));
        assert_eq!(split("@s/a@2/b"), (text("@s/a"), Some(text("2")), text("@s/a/b")));
        assert_eq!(split("@s/a"), (text("@s/a"), None, text("@s/a")));
    }
}
