//! Interface stub: replaced by the table of React hooks (take the newer file on conflict).

#[derive(Debug)]
pub struct HookRow {
    pub name: &'static str,
}
