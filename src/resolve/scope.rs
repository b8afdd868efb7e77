//! The variables of a definition: Python's scope analysis (Language Reference 4.2, "Naming and
//! binding"; PEP 572 for the walrus; PEP 709 changes nothing in meaning).
//!
//! ```text
//! def total(xs):                 root (module) ── free: sum
//!     n = 0                      └ total: xs (param), n (captured, shared), add (function)
//!     def add(x):                  └ add: x (param)
//!         nonlocal n                  n → local 1 of total
//!         n += x
//!     return sum([add(x) for x in xs])
//!                                  └ comprehension: x; `xs` belongs to total: the first iterable
//! ```
//!
//! A [`Scopes`] always has the *module* as its root: what stands around the definition (decorators,
//! defaults, annotations) is evaluated there. Names bound at the root are not locals: a lookup that
//! reaches the root is [`Lookup::Global`].

mod build;
pub use build::blocks;
pub(super) use build::first_component;
pub use build::for_each_block;
#[cfg(test)]
mod tests;
mod walk;

use rustc_hash::FxHashMap;

use crate::base::{Name, Span};
use crate::define_id;
use crate::diag::Sink;
use crate::syntax::ast;

define_id!(
    /// A scope of one definition.
    ScopeId
);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// What stands around the definition; always the root, and only the root.
    Module,
    Function,
    Lambda,
    /// A list, set or dict comprehension: runs at once, where it stands.
    Comprehension,
    /// A generator expression: its body runs later.
    Generator,
    /// Its names are invisible to the scopes nested in it.
    Class,
}

/// What binds a local first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalKind {
    Param,
    /// `=`, `+=`, `for`, `with`, `:=`, `del`, or a bare annotation.
    Assigned,
    /// A nested `def`.
    Function,
    Class,
    Import,
    /// The target of a comprehension clause.
    Comp,
    /// `except … as name`.
    Except,
    /// A capture of a pattern.
    Match,
}

/// A variable.
#[derive(Clone, PartialEq, Debug)]
pub struct Local {
    pub name: Name,
    /// Of its first binding in the text.
    pub span: Span,
    pub kind: LocalKind,
    /// How many places bind or delete it, a parameter's own binding included. A bare annotation
    /// (`x: int`) makes a name local without binding it.
    pub writes: u32,
    pub reads: u32,
    /// Used in a nested function, lambda or generator expression, which may run later.
    pub is_captured: bool,
    /// Bound by a nested scope: `nonlocal`, or a walrus in a comprehension.
    pub is_shared: bool,
    /// Some `del` names it.
    pub is_deleted: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Scope {
    pub id: ScopeId,
    pub parent: Option<ScopeId>,
    pub kind: ScopeKind,
    /// Of a function or class: its name. Of a lambda or comprehension: the expression.
    pub span: Span,
    /// In order of first binding; parameters first, in the order of a call's binding
    /// (positional-only, positional, `*args`, keyword-only, `**kwargs`).
    pub locals: Vec<Local>,
    /// Names declared `global`.
    pub globals: Vec<ast::Ident>,
    /// Names declared `nonlocal`.
    pub nonlocals: Vec<ast::Ident>,
    index: FxHashMap<Name, u32>,
}

impl Scope {
    /// The index of a local of this very scope.
    pub fn local(&self, name: &str) -> Option<usize> {
        self.index.get(name).map(|&index| index as usize)
    }
}

/// Where a name is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// The scope and the index into its locals.
    Local(ScopeId, usize),
    /// Not in the definition: the module, then the builtins.
    Global,
}

/// What a use of a name is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Load,
    /// Binds the name (only bindings that a `global` makes global are of interest outside).
    Store,
    /// Within an annotation, which never runs.
    Annotation,
    /// The expression of a decorator.
    Decorator,
    /// A base of a class.
    Base,
}

/// One step of a dotted chain: `.attr`, and the span of the chain up to and with it.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    pub attr: ast::Ident,
    pub span: Span,
}

/// An occurrence of a name, with the attributes taken of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Use {
    pub name: Name,
    pub span: Span,
    /// The scope it is looked up from.
    pub scope: ScopeId,
    pub role: Role,
    /// `.b`, `.c` of `a.b.c`.
    pub chain: Vec<Link>,
    pub target: Lookup,
    /// The call whose callee the whole chain is: `name(...)`, `name.a.b(...)`.
    pub call: Option<Span>,
}

/// A name bound by an `import` within the definition.
#[derive(Clone, PartialEq, Debug)]
pub struct LocalImport {
    pub scope: ScopeId,
    /// The bound name; the first component of `import a.b`.
    pub name: Name,
    pub kind: LocalImportKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum LocalImportKind {
    /// `import a.b`, `import a.b as c`.
    Module(ast::Alias),
    /// One name of `from m import n as x`; the statement with only that alias.
    Member(ast::ImportFrom),
}

/// The scopes of one definition.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scopes {
    scopes: Vec<Scope>,
    at: FxHashMap<Span, ScopeId>,
    uses: Vec<Use>,
    imports: Vec<LocalImport>,
}

impl Scopes {
    /// Of a top-level function, its decorators, defaults and annotations included.
    pub fn of_function(def: &ast::FunctionDef, sink: &mut Sink) -> Scopes {
        let mut builder = build::Builder::new(def.name.span, sink);
        builder.function(def);
        builder.finish()
    }

    /// Of a function in a function, seen from its own code: `nonlocal` reaches what is around it.
    pub fn of_nested_function(def: &ast::FunctionDef, sink: &mut Sink) -> Scopes {
        let mut builder = build::Builder::new(def.name.span, sink);
        builder.is_nested = true;
        builder.function(def);
        builder.finish()
    }

    /// Of a top-level class.
    pub fn of_class(def: &ast::ClassDef, sink: &mut Sink) -> Scopes {
        let mut builder = build::Builder::new(def.name.span, sink);
        builder.class(def);
        builder.finish()
    }

    /// Of a statement at the top of a module, whatever it is.
    pub fn of_statement(stmt: &ast::Stmt, sink: &mut Sink) -> Scopes {
        let mut builder = build::Builder::new(stmt.span, sink);
        builder.body(std::slice::from_ref(stmt));
        builder.finish()
    }

    /// Of the value of a module-level constant, with its annotation.
    pub fn of_constant(
        value: &ast::Expr,
        annotation: Option<&ast::Expr>,
        sink: &mut Sink,
    ) -> Scopes {
        let mut builder = build::Builder::new(value.span, sink);
        if let Some(annotation) = annotation {
            builder.annotation(annotation);
        }
        builder.expr(value);
        builder.finish()
    }

    /// Of an expression at module level.
    pub fn of_expr(value: &ast::Expr, sink: &mut Sink) -> Scopes {
        Scopes::of_constant(value, None, sink)
    }

    /// The module around the definition.
    pub fn root(&self) -> ScopeId {
        ScopeId(0)
    }

    pub fn get(&self, id: ScopeId) -> Option<&Scope> {
        self.scopes.get(id.index())
    }

    /// The scope that a definition or expression opens. The key is the span of a function's or
    /// class's *name*, of a lambda's or comprehension's *expression*.
    pub fn scope_at(&self, span: Span) -> Option<ScopeId> {
        self.at.get(&span).copied()
    }

    /// Every scope, outer before inner.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.iter()
    }

    /// The variable behind a lookup.
    pub fn local(&self, scope: ScopeId, index: usize) -> Option<&Local> {
        self.get(scope)?.locals.get(index)
    }

    /// What `name` means in the scope `from`.
    ///
    /// A name bound in a scope is local to all of it. Scopes nested in a class do not see the names
    /// of the class. `global` in a function holds for the functions nested in it, too.
    pub fn lookup(&self, from: ScopeId, name: &str) -> Lookup {
        let mut at = Some(from);
        while let Some(scope) = at.and_then(|id| self.get(id)) {
            let is_visible = scope.id == from || scope.kind != ScopeKind::Class;
            if is_visible {
                if scope.kind == ScopeKind::Module
                    || scope.globals.iter().any(|global| &*global.name == name)
                {
                    return Lookup::Global;
                }
                if let Some(index) = scope.local(name) {
                    return Lookup::Local(scope.id, index);
                }
            }
            at = scope.parent;
        }
        Lookup::Global
    }

    /// Every use of a name, in the order of the walk.
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// The uses of names that the definition does not bind.
    pub fn free(&self) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(|found| found.target == Lookup::Global)
    }

    /// The imports within the definition.
    pub fn imports(&self) -> &[LocalImport] {
        &self.imports
    }
}
