//! Event handlers that bind a loop variable the way Python needs it.
//!
//! ```text
//! [ps.button(s, onClick=lambda e, s=s: choose(s)) for s in names]
//! names.map((s) => <button onClick={(e) => choose(s)}>{s}</button>)
//! ```
//!
//! `s=s` is there because a Python closure sees the variable, which the loop goes on changing. The
//! variable of a comprehension is a new one in each turn of the JavaScript, so the parameter can go.
//! That is right only where no call can pass it: React calls the handlers of a tag with one argument.

use crate::base::Name;
use crate::ir::{Expr, Role, VarId, VarKind};
use crate::lower::context::Lowering;
use crate::resolve::scope::{Lookup, ScopeId};
use crate::syntax::ast;

/// Parameters that are not there: the variable around the function stands for each.
pub(super) type Around = Vec<(Name, VarId)>;

impl Lowering<'_> {
    /// The value of a prop of a tag.
    pub fn prop_of_tag(&mut self, name: &str, value: &ast::Expr) -> Expr {
        let starts_upper =
            |event: &str| event.starts_with(|first: char| first.is_ascii_uppercase());
        if name.strip_prefix("on").is_some_and(starts_upper)
            && let ast::ExprKind::Lambda { params, body } = &value.kind
            && let Some((params, around)) = self.bound_around(params)
        {
            return self.lambda(value.span, &params, body, Role::Plain, around);
        }
        self.lower(value)
    }

    /// Takes the parameters `s=s` away whose default is a variable that nothing changes. The first
    /// parameter stays: it takes the event.
    fn bound_around(&self, params: &ast::Params) -> Option<(ast::Params, Around)> {
        let (event, rest) = params.args.split_first()?;
        let args = vec![event.clone()];
        let without = ast::Params { args, ..ast::Params::default() };
        let is_plain = *params == ast::Params { args: params.args.clone(), ..Default::default() };
        if !is_plain || event.default.is_some() {
            return None;
        }
        let around = rest.iter().map(|param| self.around(param)).collect::<Option<Around>>()?;
        Some((without, around))
    }

    fn around(&self, param: &ast::Param) -> Option<(Name, VarId)> {
        let name = &param.name.name;
        match param.default.as_ref().map(|value| &value.kind) {
            Some(ast::ExprKind::Name(outer)) if outer == name => {}
            _other => return None,
        }
        let var = self.local_var(name)?;
        let row = self.builder.module.var(var)?;
        let is_steady = match row.kind {
            VarKind::Param => row.writes == 1,
            // One that another function sees is the same variable in all turns.
            VarKind::Comp | VarKind::Rebound => row.writes == 1 && !row.is_captured,
            VarKind::Local | VarKind::Temp | VarKind::Function(_) => false,
        };
        is_steady.then(|| (name.clone(), var))
    }

    /// From here on the names mean the variables around the function.
    pub fn stand_for(&mut self, scope: ScopeId, around: Around) {
        for (name, var) in around {
            let Lookup::Local(owner, index) = self.scopes.lookup(scope, &name) else { continue };
            self.vars.insert((owner, index), var);
            if let Some(row) = self.builder.module.vars.get_mut(var.index())
                && row.kind == VarKind::Param
            {
                row.is_captured = true;
            }
        }
    }
}
