//! A build that goes on: what is edited is compiled, and what that changes is written.
//!
//! ```text
//! events of the file system → Events (waits until they are quiet) → Session (project.rebuilt, plan, apply) → Turn
//! ```
//!
//! `Session` knows no clock and no file system but its host, so that a test can edit a project in memory. Who reports the
//! turns is told nothing of either.

mod events;
mod session;

pub use events::{Batch, Events, Stopper};
pub use session::{Session, Turn};

use std::path::Path;

use crate::driver::Config;
use crate::host::Host;

/// A project to watch.
pub struct Job<H> {
    pub host: H,
    pub config: Config,
}

/// What is told while a project is watched.
pub enum Report<'a> {
    /// After each build.
    Turn(&'a Turn),
    /// The settings cannot be used; the project is built when they can.
    Settings(String),
}

/// Builds, and builds again what changes, until it is stopped or the report fails. `setup` reads the settings.
pub fn watch<H: Host, E>(
    mut events: Events,
    setup: impl Fn() -> Result<Job<H>, String>,
    first: Job<H>,
    mut report: impl FnMut(Report<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut session = Session::new(first);
    events.follow(session.folders());
    report(Report::Turn(&session.turn(&[], true)))?;
    // What changed between the first look and the first watch shows in the stamps.
    let mut next = events.follow(session.folders()).then(Batch::default);
    let mut has_settings = true;
    loop {
        let batch = match next.take() {
            Some(batch) => batch,
            None => match events.batch() {
                Some(batch) => batch,
                None => return Ok(()),
            },
        };
        if batch.paths.iter().any(|path| is_settings(path)) {
            match setup() {
                Ok(job) => (session, has_settings) = (Session::new(job), true),
                Err(reason) => {
                    report(Report::Settings(reason))?;
                    has_settings = false;
                }
            }
        }
        if !has_settings {
            continue;
        }
        let wanted = session.wanted(&batch);
        // A folder that came may hold files that came before it was watched.
        let came = batch.folders && events.follow(session.folders());
        if let Some(named) = wanted {
            report(Report::Turn(&session.turn(&named, batch.is_lost)))?;
        }
        next = came.then(|| Batch { folders: true, ..Batch::default() });
    }
}

/// Whether the settings, or which files are left out, may be others.
fn is_settings(path: &Path) -> bool {
    let names = ["pulsec.toml", "pyproject.toml", ".gitignore", ".ignore"];
    path.file_name().is_some_and(|name| names.iter().any(|it| name == *it))
}
