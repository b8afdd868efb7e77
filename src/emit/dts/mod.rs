//! Declarations for TypeScript: one `.d.ts` beside each module.
//!
//! ```text
//! @ps.javascript(jsx=True)                    export interface AvatarProps {
//! def Avatar(*, name: str, size: int = 32):     name: string;
//!     """A round with initials."""              size?: number;
//!                                             }
//!                                             /** A round with initials. */
//!                                             export function Avatar(props: AvatarProps): ReactNode;
//! ```
//!
//! The types say what the values are in JavaScript, which is not always what Python calls them: a
//! tuple is not changed, a dict is an object or a `Map`, keyword-only parameters come by position. They are
//! text from the start: nothing is mapped or moved, so there is no tree.

mod annotation;
mod called;
mod channel;
mod class;
mod decorated;
mod function;
mod generics;
mod inferred;
mod instance;
mod names;
mod returned;
mod stored;
mod ts;

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use crate::base::{Span, in_jsdoc, in_line};
use crate::ir::{self, Item as IrItem, SymbolKind};
use crate::resolve::{self, Item, ItemKind};
use crate::types::{ProgramTypes, TypeMap};

use annotation::{Annotations, Flow};
use inferred::{Results, inferred};
use names::{Names, value_name};
use ts::{Ts, show};

/// What declarations are made of, for a whole program.
pub struct Target<'a> {
    pub resolved: &'a resolve::Program,
    pub program: &'a ir::Program,
    pub types: &'a ProgramTypes,
    /// The package that has the type of a channel's bridge.
    pub client_package: &'a str,
    /// How one module names another in an import.
    pub specifier: &'a (dyn Fn(&ir::Module, &ir::Module) -> String + Sync),
    /// The files of the server that handle an event the browser sends, or send one it handles.
    pub server: &'a (dyn Fn(&str, Sender) -> Vec<String> + Sync),
}

/// Who sends an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sender {
    Browser,
    Server,
}

/// The declarations of a module; `None` when there is nothing to declare. `source` is the name of the
/// Python file in the first line. A module that leaves nothing to run may still have types.
pub fn declarations(target: &Target<'_>, module: &ir::Module, source: &str) -> Option<String> {
    let resolved = target.resolved.modules.get(module.id.index())?;
    let mut file = File {
        target,
        module,
        types: target.types.module(module.id),
        names: Names::new(target, module.id),
        funcs: FxHashMap::default(),
        items: FxHashMap::default(),
        out: String::new(),
        around: Vec::new(),
        is_closed: false,
    };
    for func in &module.funcs {
        file.funcs.entry(func.name_span).or_insert(func);
    }
    for item in &module.items {
        let (IrItem::Function { symbol, .. } | IrItem::Const { symbol, .. }) = item;
        if let Some(row) = module.symbol(*symbol) {
            file.items.entry(row.span).or_insert((row, item));
        }
    }
    let items: Vec<&Item> =
        resolved.items.iter().filter_map(|id| target.resolved.items.get(id.index())).collect();
    let is_type =
        |item: &&&Item| !matches!(item.kind, ItemKind::Function { .. } | ItemKind::Constant { .. });
    items.iter().filter(is_type).for_each(|item| file.names.declare(item));
    for item in &items {
        file.item(item);
    }
    if file.out.is_empty() {
        return None;
    }
    let source = in_line(source);
    let mut text = format!("// Types of {source}, written by pulsec. Do not edit.\n");
    let imports = file.names.imports();
    if !imports.is_empty() {
        let _ = write!(text, "\n{imports}");
    }
    text += &file.out;
    if file.is_closed {
        // Without this, declarations that are not exported would be.
        text += "\nexport {};\n";
    }
    Some(text)
}

/// One declaration file in the making.
struct File<'a> {
    target: &'a Target<'a>,
    module: &'a ir::Module,
    types: &'a TypeMap,
    names: Names<'a>,
    /// By where the name stands.
    funcs: FxHashMap<Span, &'a ir::Function>,
    items: FxHashMap<Span, (&'a ir::Symbol, &'a IrItem)>,
    out: String,
    /// The type parameters of the class that is being declared.
    around: Vec<String>,
    is_closed: bool,
}

impl<'a> File<'a> {
    fn item(&mut self, item: &'a Item) {
        let annotations = Annotations { program: self.target.resolved, item };
        match &item.kind {
            ItemKind::TypeClass(class) => self.class(annotations, class),
            ItemKind::TypeAlias(value) => self.alias(annotations, value),
            ItemKind::Function { def, decorators, .. } => {
                self.definition(annotations, def, decorators);
            }
            ItemKind::Constant { annotation, is_reassigned, .. } => {
                let Some((known, value)) = self.constant_of(item) else { return };
                let ty = match annotation {
                    Some(annotation) => annotations.ts(annotation, Flow::Out).within(&[]),
                    None => known,
                };
                let ty = if *is_reassigned { ty } else { value.narrow(ty) };
                let keyword = if *is_reassigned { "let" } else { "const" };
                let ty = show(&ty, &mut self.names);
                self.export(keyword, &item.name, &format!(": {ty};"), None);
            }
            ItemKind::Class(class) => self.class_of_instances(annotations, class),
        }
    }

    /// The inferred type of an exported constant, and what its value shows.
    fn constant_of(&self, item: &Item) -> Option<(Ts, Results)> {
        let (symbol, it) = self.items.get(&item.name_span)?;
        let IrItem::Const { symbol: id, value, .. } = it else { return None };
        if !symbol.exported || !matches!(symbol.kind, SymbolKind::Const { .. }) {
            return None;
        }
        let mut shown = Results::new();
        shown.value(value, self.types);
        Some((inferred(self.types.symbol(*id)), shown))
    }

    /// `export function name…`, or, for a name JavaScript reserves, the declaration and its export.
    fn export(&mut self, keyword: &str, name: &str, rest: &str, doc: Option<&str>) {
        let mut local = value_name(name);
        while local != name && self.module.symbols.iter().any(|other| *other.name == local) {
            local.push('_');
        }
        self.out.push('\n');
        self.doc(doc, "");
        if local == name {
            let _ = writeln!(self.out, "export {keyword} {name}{rest}");
        } else {
            let _ = writeln!(self.out, "declare {keyword} {local}{rest}");
            let _ = writeln!(self.out, "export {{ {local} as {name} }};");
            self.is_closed = true;
        }
    }

    /// A comment of JSDoc.
    fn doc(&mut self, text: Option<&str>, indent: &str) {
        let lines: Vec<String> = in_jsdoc(text.unwrap_or_default()).collect();
        match lines.as_slice() {
            [] => return,
            [only] => {
                let _ = writeln!(self.out, "{indent}/** {only} */");
                return;
            }
            _several => {}
        }
        let _ = writeln!(self.out, "{indent}/**");
        for line in lines {
            let gap = if line.is_empty() { "" } else { " " };
            let _ = writeln!(self.out, "{indent} *{gap}{line}");
        }
        let _ = writeln!(self.out, "{indent} */");
    }
}
