//! Units of work that are done again when an answer they asked for has changed.
//!
//! ```text
//! while let Some(unit) = worklist.take() {
//!     …                               worklist.asks(unit, callee)     what a unit depends on
//!     …                               worklist.changed(function)      its askers are done again
//! }
//! ```

use std::collections::VecDeque;
use std::hash::Hash;

use rustc_hash::FxHashMap;

#[derive(Debug)]
pub struct Worklist<K> {
    queue: VecDeque<usize>,
    is_queued: Vec<bool>,
    /// The units that asked since the answer last changed.
    asking: FxHashMap<K, Vec<usize>>,
}

impl<K: Hash + Eq> Worklist<K> {
    /// All of so many units, in their order.
    pub fn new(units: usize) -> Worklist<K> {
        Worklist {
            queue: (0..units).collect(),
            is_queued: vec![true; units],
            asking: FxHashMap::default(),
        }
    }

    pub fn take(&mut self) -> Option<usize> {
        let unit = self.queue.pop_front()?;
        if let Some(is_queued) = self.is_queued.get_mut(unit) {
            *is_queued = false;
        }
        Some(unit)
    }

    pub fn asks(&mut self, unit: usize, key: K) {
        self.asking.entry(key).or_default().push(unit);
    }

    pub fn changed(&mut self, key: &K) {
        for unit in self.asking.remove(key).into_iter().flatten() {
            if let Some(is_queued) = self.is_queued.get_mut(unit)
                && !std::mem::replace(is_queued, true)
            {
                self.queue.push_back(unit);
            }
        }
    }
}
