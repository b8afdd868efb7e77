//! What happens in folders, in batches: the only user of `notify`.
//!
//! ```text
//! chat.py~ made, written, renamed to chat.py       →  one batch: chat.py~, chat.py
//! git checkout: 400 files in 150 ms                →  one batch or two
//! ```
//!
//! Folders are watched one by one, without those below them: so `node_modules` and what git ignores cost nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// For so long nothing must happen before a batch is taken.
const QUIET: Duration = Duration::from_millis(10);
/// The same where one file was written to its end and nothing else happened: no step of a save is missing then.
const AT_ONCE: Duration = Duration::from_millis(2);
/// But no batch waits longer than this.
const LONGEST: Duration = Duration::from_millis(200);

/// What happened since the last batch.
#[derive(Default, Debug)]
pub struct Batch {
    pub paths: BTreeSet<PathBuf>,
    /// Whether folders came, went or were moved.
    pub folders: bool,
    /// Whether the system lost count, so that anything may have happened.
    pub is_lost: bool,
    /// Sources that somebody writes to and has not closed.
    pub open: BTreeSet<PathBuf>,
    /// Whether something went, perhaps to come back.
    pub is_gone: bool,
}

/// Ends a watch from elsewhere.
#[derive(Clone)]
pub struct Stopper(Sender<Message>);

impl Stopper {
    pub fn stop(&self) {
        // Who has ended already needs no word.
        let _ = self.0.send(Message::Stop);
    }
}

enum Message {
    Happened(notify::Result<Event>),
    Stop,
}

pub struct Events {
    watcher: RecommendedWatcher,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    watched: BTreeSet<PathBuf>,
    is_stopped: bool,
    /// Whether the system tells that a file is closed: Linux does.
    tells_closed: bool,
}

impl Events {
    pub fn new() -> Result<Events, String> {
        let (sender, receiver) = channel();
        let told = sender.clone();
        let watcher = notify::recommended_watcher(move |event| {
            let _ = told.send(Message::Happened(event));
        });
        let watcher = watcher.map_err(|error| format!("cannot watch files: {error}"))?;
        let watched = BTreeSet::new();
        Ok(Events { watcher, sender, receiver, watched, is_stopped: false, tells_closed: false })
    }

    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Watches these folders and no others; whether one is new.
    pub fn follow(&mut self, folders: BTreeSet<PathBuf>) -> bool {
        // Those that went first: a folder that was moved is watched under its old path.
        let gone: Vec<PathBuf> = self.watched.difference(&folders).cloned().collect();
        gone.iter().for_each(|dir| self.forget(dir));
        let mut is_new = false;
        for dir in folders {
            if !self.watched.contains(&dir) {
                // One that is gone again has told so.
                let watched = self.watcher.watch(&dir, RecursiveMode::NonRecursive);
                is_new |= watched.is_ok() && self.watched.insert(dir);
            }
        }
        is_new
    }

    fn forget(&mut self, dir: &Path) {
        self.watched.remove(dir);
        // What is gone is watched no more anyway.
        let _ = self.watcher.unwatch(dir);
    }

    /// Waits for something to happen, and until it is over; none when it is to stop.
    pub fn batch(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while batch.is_empty() {
            if self.is_stopped {
                return None;
            }
            let message = self.receiver.recv().ok()?;
            self.take(message, &mut batch);
        }
        let started = Instant::now();
        while !self.is_stopped
            && let Some(left) = LONGEST.checked_sub(started.elapsed())
        {
            match self.receiver.recv_timeout(self.patience(&batch).min(left)) {
                Ok(message) => self.take(message, &mut batch),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        (!self.is_stopped).then_some(batch)
    }

    /// How long to wait for what else belongs to it.
    fn patience(&self, batch: &Batch) -> Duration {
        let is_one = batch.paths.len() == 1 && !batch.is_gone && !batch.folders && !batch.is_lost;
        match (self.tells_closed, batch.open.is_empty()) {
            (true, false) => LONGEST,
            (true, true) if is_one => AT_ONCE,
            (true, true) | (false, _) => QUIET,
        }
    }

    fn take(&mut self, message: Message, batch: &mut Batch) {
        let event = match message {
            Message::Stop => {
                self.is_stopped = true;
                return;
            }
            Message::Happened(Err(_)) => {
                (batch.is_lost, batch.folders) = (true, true);
                return;
            }
            Message::Happened(Ok(event)) => event,
        };
        if event.need_rescan() {
            (batch.is_lost, batch.folders) = (true, true);
        }
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                self.tells_closed = true;
                batch.open.retain(|path| !event.paths.contains(path));
                batch.paths.extend(event.paths);
            }
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any | ModifyKind::Other)
            | EventKind::Any => {
                batch.open.extend(event.paths.iter().filter(|path| is_source(path)).cloned());
                batch.paths.extend(event.paths);
            }
            EventKind::Create(_)
            | EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(_)) => {
                // What comes by its name is whole, and what went is nobody's to close.
                batch.open.retain(|path| !event.paths.contains(path));
                let comes =
                    matches!(event.kind, EventKind::Modify(ModifyKind::Name(RenameMode::To)));
                batch.is_gone |= !comes;
                for path in &event.paths {
                    self.moved(path, batch);
                }
                batch.paths.extend(event.paths);
            }
            EventKind::Access(_)
            | EventKind::Modify(ModifyKind::Metadata(_))
            | EventKind::Other => {}
        }
    }

    /// Something came to a path, or went. What was watched there is another folder now, if any.
    fn moved(&mut self, path: &Path, batch: &mut Batch) {
        let inside: Vec<PathBuf> =
            self.watched.iter().filter(|dir| dir.starts_with(path)).cloned().collect();
        batch.folders |= !inside.is_empty() || path.extension().is_none() || path.is_dir();
        inside.iter().for_each(|dir| self.forget(dir));
    }
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.folders && !self.is_lost
    }
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "py")
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, RemoveKind};

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
    const CAME: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    const WENT: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    const MADE: EventKind = EventKind::Create(CreateKind::File);
    const REMOVED: EventKind = EventKind::Remove(RemoveKind::File);

    /// What is waited for after these events.
    fn patience(events: &[(EventKind, &str)]) -> Duration {
        let mut watch = Events::new().expect("a watch");
        watch.take(happened(CLOSED, "before.py"), &mut Batch::default());
        let mut batch = Batch::default();
        for (kind, path) in events {
            watch.take(happened(*kind, path), &mut batch);
        }
        watch.patience(&batch)
    }

    fn happened(kind: EventKind, path: &str) -> Message {
        Message::Happened(Ok(Event::new(kind).add_path(PathBuf::from(path))))
    }

    #[test]
    fn a_file_that_is_whole_is_taken_at_once() {
        assert_eq!(patience(&[(WRITTEN, "a.py"), (WRITTEN, "a.py"), (CLOSED, "a.py")]), AT_ONCE);
        assert_eq!(patience(&[(CAME, "a.py")]), AT_ONCE);
        // Another one may follow.
        assert_eq!(patience(&[(CLOSED, "a.py"), (CLOSED, "b.py")]), QUIET);
        assert_eq!(patience(&[(MADE, "a.py"), (CLOSED, "a.py")]), QUIET);
    }

    #[test]
    fn a_file_that_is_written_is_waited_for() {
        assert_eq!(patience(&[(WRITTEN, "a.py")]), LONGEST);
        assert_eq!(patience(&[(CLOSED, "b.py"), (WRITTEN, "a.py")]), LONGEST);
        // Nobody compiles a log, and what is gone nobody closes.
        assert_eq!(patience(&[(WRITTEN, "a.log")]), AT_ONCE);
        assert_eq!(patience(&[(WRITTEN, "a.py"), (REMOVED, "a.py")]), QUIET);
    }

    #[test]
    fn what_went_may_come_back() {
        assert_eq!(patience(&[(WENT, "a.py")]), QUIET);
        assert_eq!(patience(&[(REMOVED, "a.py"), (CAME, "a.py")]), QUIET);
    }
}
