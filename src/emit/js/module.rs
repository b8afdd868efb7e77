//! Modules: imports, exports, top-level statements.

use swc_common::DUMMY_SP;
use swc_ecma_ast::*;

use super::{Js, S, is_identifier_name};

impl Js<'_> {
    pub fn module(self, body: Vec<ModuleItem>) -> Module {
        Module { span: DUMMY_SP, body, shebang: None }
    }

    /// `import default, { a, b as c } from "source"`; each named pair is (imported, local).
    pub fn import(self, default: Option<&str>, named: &[(&str, &str)], source: &str) -> ModuleItem {
        let mut specifiers = self.default_specifier(default);
        specifiers.extend(named.iter().map(|(imported, local)| {
            ImportSpecifier::Named(ImportNamedSpecifier {
                span: self.span,
                local: self.name(local),
                imported: (imported != local).then(|| self.export_name(imported)),
                is_type_only: false,
            })
        }));
        self.import_decl(specifiers, source)
    }

    /// `import default, * as name from "source"`.
    pub fn import_namespace(self, default: Option<&str>, name: &str, source: &str) -> ModuleItem {
        let mut specifiers = self.default_specifier(default);
        specifiers.push(ImportSpecifier::Namespace(ImportStarAsSpecifier {
            span: self.span,
            local: self.name(name),
        }));
        self.import_decl(specifiers, source)
    }

    /// `import "source"`.
    pub fn import_effect(self, source: &str) -> ModuleItem {
        self.import_decl(Vec::new(), source)
    }

    fn default_specifier(self, default: Option<&str>) -> Vec<ImportSpecifier> {
        let local = default.map(|name| self.name(name));
        local
            .map(|local| {
                ImportSpecifier::Default(ImportDefaultSpecifier { span: self.span, local })
            })
            .into_iter()
            .collect()
    }

    fn import_decl(self, specifiers: Vec<ImportSpecifier>, source: &str) -> ModuleItem {
        ModuleItem::ModuleDecl(ModuleDecl::Import(ImportDecl {
            span: self.span,
            specifiers,
            src: Box::new(self.str(source)),
            type_only: false,
            with: None,
            phase: ImportPhase::Evaluation,
        }))
    }

    /// A name on the outside of a module, which may be any string.
    fn export_name(self, name: &str) -> ModuleExportName {
        if is_identifier_name(name) {
            ModuleExportName::Ident(self.name(name))
        } else {
            ModuleExportName::Str(self.str(name))
        }
    }

    /// `export` before a declaration; any other statement stays as it is.
    pub fn export(self, statement: S) -> ModuleItem {
        match statement {
            Stmt::Decl(decl) => {
                let span = self.span;
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { span, decl }))
            }
            other => ModuleItem::Stmt(other),
        }
    }

    /// `export { a, b as c }`, from another module if `source` is given.
    pub fn export_names(self, names: &[(&str, &str)], source: Option<&str>) -> ModuleItem {
        let specifiers = names
            .iter()
            .map(|(local, exported)| {
                ExportSpecifier::Named(ExportNamedSpecifier {
                    span: self.span,
                    orig: self.export_name(local),
                    exported: (local != exported).then(|| self.export_name(exported)),
                    is_type_only: false,
                })
            })
            .collect();
        ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(NamedExport {
            span: self.span,
            specifiers,
            src: source.map(|source| Box::new(self.str(source))),
            type_only: false,
            with: None,
        }))
    }
}
