//! Which nodes of a graph lead to which others.
//!
//! ```text
//! 2 → 1 → 0, 3 ⇄ 4        2 reaches 0, 1 and 2; 3 and 4 are one group and reach each other
//! ```

use std::sync::{Arc, LazyLock, OnceLock};

use fixedbitset::FixedBitSet;

use super::components;

/// The reach of every node, itself included. The sets are made when one is first asked for.
#[derive(Debug, Default)]
pub struct Reach {
    successors: Vec<Vec<usize>>,
    groups: Vec<Vec<usize>>,
    /// By node.
    group_of: Vec<usize>,
    /// By group.
    reached: OnceLock<Vec<Arc<FixedBitSet>>>,
}

impl Reach {
    /// Of a graph that is given by the successors of each node, which are its index.
    pub fn of(successors: Vec<Vec<usize>>) -> Reach {
        let groups = components(&successors);
        let mut group_of = vec![0; successors.len()];
        for (at, group) in groups.iter().enumerate() {
            for node in group {
                if let Some(slot) = group_of.get_mut(*node) {
                    *slot = at;
                }
            }
        }
        Reach { successors, groups, group_of, reached: OnceLock::new() }
    }

    /// The nodes that lead to each other, each group after all that it leads to.
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    pub fn group_of(&self, node: usize) -> Option<usize> {
        self.group_of.get(node).copied()
    }

    /// Whether the two are one node or lead to each other.
    pub fn are_one(&self, a: usize, b: usize) -> bool {
        a == b || self.group_of.get(a) == self.group_of.get(b)
    }

    /// All that the node leads to, over any number of others.
    pub fn from(&self, node: usize) -> &Arc<FixedBitSet> {
        static NONE: LazyLock<Arc<FixedBitSet>> = LazyLock::new(Arc::default);
        let all = self.reached.get_or_init(|| self.all());
        self.group_of(node).and_then(|group| all.get(group)).unwrap_or(&NONE)
    }

    fn all(&self) -> Vec<Arc<FixedBitSet>> {
        let mut all: Vec<Arc<FixedBitSet>> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let mut reached = FixedBitSet::with_capacity(self.successors.len());
            for node in group {
                reached.insert(*node);
                // The groups of what it leads to come before.
                let next = self.successors.get(*node).into_iter().flatten();
                let next = next.filter_map(|node| all.get(self.group_of(*node)?));
                next.for_each(|other| reached.union_with(other));
            }
            all.push(Arc::new(reached));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_reaches_itself_and_whatever_it_leads_to() {
        let reach = Reach::of(vec![vec![], vec![0], vec![1], vec![4], vec![3, 0], vec![5]]);
        let from = |node: usize| reach.from(node).ones().collect::<Vec<_>>();
        assert_eq!(from(0), [0]);
        assert_eq!(from(2), [0, 1, 2]);
        assert_eq!((from(3), from(4)), (vec![0, 3, 4], vec![0, 3, 4]));
        assert_eq!((from(5), from(9)), (vec![5], vec![]));
        assert!(reach.are_one(3, 4) && !reach.are_one(1, 2) && reach.are_one(9, 9));
    }
}
