//! Finds modules in memory: `./b.js` next to `app/a.js` is `app/b.js`.

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Module, Result};
use std::collections::HashMap;
use std::sync::Arc;

/// The modules of an engine by specifier.
#[derive(Debug, Clone)]
pub(super) struct Modules(pub(super) Arc<HashMap<String, String>>);

impl Resolver for Modules {
    fn resolve<'js>(
        &mut self,
        _ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> Result<String> {
        let found = join(base, name);
        if self.0.contains_key(&found) { Ok(found) } else { Err(Error::new_resolving(base, name)) }
    }
}

impl Loader for Modules {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        let source = self.0.get(name).ok_or_else(|| Error::new_loading(name))?;
        Module::declare(ctx.clone(), name, source.as_str())
    }
}

/// A specifier as seen from the module that names it. Bare ones stand for themselves.
fn join(base: &str, name: &str) -> String {
    if !name.starts_with("./") && !name.starts_with("../") {
        return name.to_owned();
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn relative_specifiers() {
        assert_eq!(join("app/a.js", "./b.js"), "app/b.js");
        assert_eq!(join("app/a.js", "../b.js"), "b.js");
        assert_eq!(join("a.js", "./x/b.js"), "x/b.js");
        assert_eq!(join("a.js", "react"), "react");
    }
}
