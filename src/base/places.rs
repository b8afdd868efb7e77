//! Sets of nodes that are asked whether they meet what a node reaches.
//!
//! ```text
//! the modules with a method `save`       does one of them lie in what `app.editor` reaches?
//! ```

use fixedbitset::FixedBitSet;

/// A set has no more than so many members as a list.
const MAX_LISTED: usize = 64;

#[derive(Clone, Default, Debug)]
pub struct Places {
    /// In order; empty once they are in the set.
    few: Vec<usize>,
    many: FixedBitSet,
}

impl Places {
    pub fn insert(&mut self, place: usize) {
        if !self.few.is_empty() || self.many.is_empty() {
            if let Err(at) = self.few.binary_search(&place) {
                self.few.insert(at, place);
            }
            if self.few.len() <= MAX_LISTED {
                return;
            }
            self.many.extend(self.few.drain(..));
        }
        self.many.grow(place + 1);
        self.many.insert(place);
    }

    /// Whether some of them are among the others.
    pub fn meets(&self, others: &FixedBitSet) -> bool {
        self.first_in(others).is_some()
    }

    /// The first of them that is among the others.
    pub fn first_in(&self, others: &FixedBitSet) -> Option<usize> {
        let few = self.few.iter().copied().find(|place| others.contains(*place));
        few.or_else(|| self.many.intersection(others).next())
    }

    /// How many of them are among the others.
    pub fn count_in(&self, others: &FixedBitSet) -> usize {
        let few = self.few.iter().filter(|place| others.contains(**place)).count();
        few + self.many.intersection_count(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_answer_alike() {
        let others: FixedBitSet = [3, 70, 500].into_iter().collect();
        let (mut few, mut many) = (Places::default(), Places::default());
        [70, 3, 9, 3].into_iter().for_each(|place| few.insert(place));
        (0..=600).rev().filter(|place| place % 10 == 0).for_each(|place| many.insert(place));
        many.insert(3);
        assert_eq!((few.first_in(&others), few.count_in(&others)), (Some(3), 2));
        assert_eq!((many.first_in(&others), many.count_in(&others)), (Some(3), 3));
        let none: FixedBitSet = [4, 1000].into_iter().collect();
        assert!(!few.meets(&none) && !many.meets(&none) && few.meets(&others));
    }
}
