//! Interface stub: replaced by the table of Python builtins (take the newer file on conflict).

#[derive(Debug)]
pub struct BuiltinRow {
    pub name: &'static str,
}
