//! How far a compilation is, for who waits for it, and how long each stage took.
//!
//! ```text
//! discover → resolve → lower → infer → check → emit → declare → write
//! ```
//!
//! The stages are those of the way of the data; a stage ends where the next one begins.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A part of the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Which files there are, and their texts.
    Find,
    /// What is marked, what that needs, and what its names mean.
    Resolve,
    /// The tree of Python to the intermediate form.
    Lower,
    Infer,
    /// What types and rules find.
    Check,
    Emit,
    /// For TypeScript.
    Declare,
    /// The comparison with what stands there, and the files.
    Write,
}

impl Stage {
    pub fn name(self) -> &'static str {
        match self {
            Stage::Find => "discover",
            Stage::Resolve => "resolve",
            Stage::Lower => "lower",
            Stage::Infer => "infer",
            Stage::Check => "check",
            Stage::Emit => "emit",
            Stage::Declare => "declare",
            Stage::Write => "write",
        }
    }
}

/// Told by who works, asked by who waits.
#[derive(Default, Debug)]
pub struct Progress {
    begun: Mutex<Vec<(Stage, Instant)>>,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// A stage begins, and so the one before has ended.
    pub fn enter(&self, stage: Stage) {
        self.enter_with(stage, 0);
    }

    /// The same for one of so many steps.
    pub fn enter_with(&self, stage: Stage, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(steps, Ordering::Relaxed);
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.push((stage, Instant::now()));
    }

    /// A step of the stage is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The stage that is being worked at, with its steps: how many are done, and of how many.
    pub fn now(&self) -> Option<(Stage, usize, usize)> {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let (stage, _) = begun.last()?;
        Some((*stage, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed)))
    }

    /// How long each stage took, in their order, up to `end`.
    pub fn took(&self, end: Instant) -> Vec<(Stage, Duration)> {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([end]);
        let each = begun.iter().zip(ends);
        each.map(|((stage, at), end)| (*stage, end.saturating_duration_since(*at))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_lasts_until_the_next_one() {
        let progress = Progress::default();
        assert_eq!((progress.now(), progress.took(Instant::now())), (None, Vec::new()));
        progress.enter(Stage::Find);
        progress.enter_with(Stage::Emit, 3);
        progress.step();
        assert_eq!(progress.now(), Some((Stage::Emit, 1, 3)));
        let (start, end) = (Instant::now(), Instant::now() + Duration::from_secs(5));
        let took = progress.took(end);
        let [(Stage::Find, _), (Stage::Emit, emitting)] = took[..] else { panic!("{took:?}") };
        assert!(emitting >= end - start, "{took:?}");
    }
}
