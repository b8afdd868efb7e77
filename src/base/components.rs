//! The strongly connected components of a graph, each after all that it reaches.
//!
//! R. Tarjan, *Depth-first search and linear graph algorithms* (SIAM J. Comput. 1, 1972), without recursion.

/// The graph is given by the successors of each node, which are its index. Nodes that lead to each other
/// are one component; a component comes after those that its nodes lead to.
pub fn components(successors: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let count = successors.len();
    let mut search = Search {
        successors,
        number: vec![0; count],
        low: vec![0; count],
        is_open: vec![false; count],
        open: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for node in 0..count {
        search.from(node);
    }
    search.found
}

struct Search<'g> {
    successors: &'g [Vec<usize>],
    /// The order of discovery, from 1; 0 before.
    number: Vec<usize>,
    /// The earliest open node that is reached.
    low: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn number(&self, node: usize) -> usize {
        self.number.get(node).copied().unwrap_or(0)
    }

    fn enter(&mut self, node: usize) {
        self.next += 1;
        set(&mut self.number, node, self.next);
        set(&mut self.low, node, self.next);
        set(&mut self.is_open, node, true);
        self.open.push(node);
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(low) = self.low.get_mut(node) {
            *low = (*low).min(to);
        }
    }

    fn from(&mut self, root: usize) {
        if self.number(root) != 0 {
            return;
        }
        self.enter(root);
        // Each node on the way, with how many of its successors were followed.
        let mut way = vec![(root, 0)];
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            let next = self.successors.get(node).and_then(|next| next.get(*followed)).copied();
            *followed += 1;
            match next {
                Some(next) if self.number(next) == 0 => {
                    self.enter(next);
                    way.push((next, 0));
                }
                Some(next) if self.is_open.get(next) == Some(&true) => {
                    let number = self.number(next);
                    self.lower(node, number);
                }
                Some(_done) => {}
                None => {
                    way.pop();
                    let low = self.low.get(node).copied().unwrap_or(0);
                    if let Some((before, _)) = way.last() {
                        let before = *before;
                        self.lower(before, low);
                    }
                    if low == self.number(node) {
                        self.close(node);
                    }
                }
            }
        }
    }

    /// All nodes that were opened since belong together.
    fn close(&mut self, first: usize) {
        let mut component = Vec::new();
        while let Some(node) = self.open.pop() {
            set(&mut self.is_open, node, false);
            component.push(node);
            if node == first {
                break;
            }
        }
        component.sort_unstable();
        self.found.push(component);
    }
}

fn set<T>(slots: &mut [T], at: usize, value: T) {
    if let Some(slot) = slots.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn what_leads_to_each_other_is_one_and_comes_after_what_it_reaches() {
        let graph = [vec![1], vec![2, 3], vec![0], vec![4], vec![], vec![5, 4]];
        let found = components(&graph);
        assert_eq!(found, [vec![4], vec![3], vec![0, 1, 2], vec![5]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let graph: Vec<Vec<usize>> = (0..200_000).map(|at| vec![(at + 1) % 200_000]).collect();
        assert_eq!(components(&graph).len(), 1);
    }
}
