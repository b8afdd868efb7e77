//! A map by small ids that shares its parts: a copy costs nothing, and where two maps with a common past
//! meet, only what differs is looked at.
//!
//! ```text
//! before = {a, b, …, z}         one tree
//! yes = before + {b: int}       a path to `b` of its own, the rest of `before`
//! yes ∩ no                      parts that are one tree in both are not entered
//! ```
//!
//! What a pass knows at each point of a function is such a map: a test makes two of it, a statement
//! changes little, and joining two branches costs what was changed in them. The structure is that of
//! C. Okasaki and A. Gill, *Fast Mergeable Integer Maps* (ML Workshop, 1998): a binary trie by the bits of
//! the keys, from the highest, without the bits in which all keys of a subtree agree.

use std::marker::PhantomData;
use std::rc::Rc;

/// What a map is keyed by.
pub trait Key: Copy {
    fn to_bits(self) -> u32;
    fn from_bits(bits: u32) -> Self;
}

#[derive(Clone, Debug)]
pub struct SharedMap<K, V> {
    root: Option<Rc<Node<V>>>,
    keys: PhantomData<fn(K) -> K>,
}

#[derive(Clone, Debug)]
enum Node<V> {
    Leaf(u32, V),
    /// `bit` is the highest in which the keys differ: it is 0 in those of `zero`. Above it all are as in
    /// `prefix`, whose lower bits are 0.
    Fork {
        prefix: u32,
        bit: u32,
        zero: Rc<Node<V>>,
        one: Rc<Node<V>>,
    },
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> SharedMap<K, V> {
        SharedMap { root: None, keys: PhantomData }
    }
}

impl<K: Key, V: PartialEq> PartialEq for SharedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.root, &other.root) {
            (None, None) => true,
            (Some(one), Some(two)) => is_same(one, two),
            _different => false,
        }
    }
}

impl<K: Key, V: Clone + PartialEq> SharedMap<K, V> {
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    pub fn clear(&mut self) {
        self.root = None;
    }

    pub fn get(&self, key: K) -> Option<&V> {
        let key = key.to_bits();
        let mut node = self.root.as_deref()?;
        loop {
            match node {
                Node::Leaf(known, value) => return (*known == key).then_some(value),
                Node::Fork { prefix, bit, .. } if !agrees(key, *prefix, *bit) => return None,
                Node::Fork { bit, zero, one, .. } => node = if key & bit == 0 { zero } else { one },
            }
        }
    }

    pub fn insert(&mut self, key: K, value: V) {
        insert(&mut self.root, key.to_bits(), value);
    }

    /// Changes the value; from `V::default()` where there is none.
    pub fn update(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        let mut value = self.get(key).cloned().unwrap_or_default();
        change(&mut value);
        self.insert(key, value);
    }

    pub fn remove(&mut self, key: K) {
        if self.get(key).is_some() {
            self.root = self.root.take().and_then(|root| removed(root, key.to_bits()));
        }
    }

    /// The keys of both, with `both` of the values unless it says that nothing is left. Of two equal
    /// values it must say that value.
    pub fn intersection(&self, other: &Self, mut both: impl FnMut(&V, &V) -> Option<V>) -> Self {
        let root = match (&self.root, &other.root) {
            (Some(one), Some(two)) => intersection(one, two, &mut both),
            _empty => None,
        };
        SharedMap { root, keys: PhantomData }
    }

    /// The keys of either, with `both` of the values where both have one.
    pub fn union(&self, other: &Self, mut both: impl FnMut(&V, &V) -> V) -> Self {
        let root = match (&self.root, &other.root) {
            (Some(one), Some(two)) => Some(union(one, two, &mut both)),
            (one, None) => one.clone(),
            (None, two) => two.clone(),
        };
        SharedMap { root, keys: PhantomData }
    }

    /// In the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        let mut open: Vec<&Node<V>> = self.root.as_deref().into_iter().collect();
        std::iter::from_fn(move || {
            loop {
                match open.pop()? {
                    Node::Leaf(key, value) => return Some((K::from_bits(*key), value)),
                    Node::Fork { zero, one, .. } => open.extend([&**one, &**zero]),
                }
            }
        })
    }
}

/// Whether the key belongs below a fork.
fn agrees(key: u32, prefix: u32, bit: u32) -> bool {
    above(key, bit) == prefix
}

/// The key with the bit and all below it 0.
fn above(key: u32, bit: u32) -> u32 {
    key & !(bit | (bit - 1))
}

/// A fork over two nodes none of which belongs into the other.
fn fork<V>(key: u32, node: Rc<Node<V>>, other_key: u32, other: Rc<Node<V>>) -> Rc<Node<V>> {
    let bit = 1 << (31 - (key ^ other_key).leading_zeros());
    let (zero, one) = if key & bit == 0 { (node, other) } else { (other, node) };
    Rc::new(Node::Fork { prefix: above(key, bit), bit, zero, one })
}

fn insert<V: Clone>(slot: &mut Option<Rc<Node<V>>>, key: u32, value: V) {
    let Some(node) = slot else {
        *slot = Some(Rc::new(Node::Leaf(key, value)));
        return;
    };
    insert_below(node, key, value);
}

fn insert_below<V: Clone>(node: &mut Rc<Node<V>>, key: u32, value: V) {
    let stray = match &**node {
        Node::Leaf(known, _) => (*known != key).then_some(*known),
        Node::Fork { prefix, bit, .. } => (!agrees(key, *prefix, *bit)).then_some(*prefix),
    };
    if let Some(prefix) = stray {
        *node = fork(key, Rc::new(Node::Leaf(key, value)), prefix, node.clone());
        return;
    }
    if matches!(&**node, Node::Leaf(..)) {
        *node = Rc::new(Node::Leaf(key, value));
        return;
    }
    if let Node::Fork { bit, zero, one, .. } = Rc::make_mut(node) {
        insert_below(if key & *bit == 0 { zero } else { one }, key, value);
    }
}

/// The node without a key that is in it.
fn removed<V: Clone>(node: Rc<Node<V>>, key: u32) -> Option<Rc<Node<V>>> {
    let Node::Fork { prefix, bit, zero, one } = &*node else { return None };
    let (zero, one) = match key & *bit {
        0 => (removed(zero.clone(), key), Some(one.clone())),
        _one => (Some(zero.clone()), removed(one.clone(), key)),
    };
    forked(*prefix, *bit, zero, one)
}

/// A fork of what is left of its sides.
fn forked<V>(
    prefix: u32,
    bit: u32,
    zero: Option<Rc<Node<V>>>,
    one: Option<Rc<Node<V>>>,
) -> Option<Rc<Node<V>>> {
    match (zero, one) {
        (Some(zero), Some(one)) => Some(Rc::new(Node::Fork { prefix, bit, zero, one })),
        (only, None) | (None, only) => only,
    }
}

fn find<V>(mut node: &Rc<Node<V>>, key: u32) -> Option<&Rc<Node<V>>> {
    loop {
        match &**node {
            Node::Leaf(known, _) => return (*known == key).then_some(node),
            Node::Fork { prefix, bit, .. } if !agrees(key, *prefix, *bit) => return None,
            Node::Fork { bit, zero, one, .. } => node = if key & bit == 0 { zero } else { one },
        }
    }
}

/// Two maps with the same keys have the same shape.
fn is_same<V: PartialEq>(left: &Rc<Node<V>>, right: &Rc<Node<V>>) -> bool {
    if Rc::ptr_eq(left, right) {
        return true;
    }
    match (&**left, &**right) {
        (Node::Leaf(key, value), Node::Leaf(other_key, other)) => {
            key == other_key && value == other
        }
        (
            Node::Fork { prefix, bit, zero, one },
            Node::Fork { prefix: other_prefix, bit: other_bit, zero: other_zero, one: other_one },
        ) => {
            prefix == other_prefix
                && bit == other_bit
                && is_same(zero, other_zero)
                && is_same(one, other_one)
        }
        (Node::Leaf(..), Node::Fork { .. }) | (Node::Fork { .. }, Node::Leaf(..)) => false,
    }
}

type Both<'b, V> = &'b mut dyn FnMut(&V, &V) -> Option<V>;

fn intersection<V: PartialEq>(
    left: &Rc<Node<V>>,
    right: &Rc<Node<V>>,
    both: Both<'_, V>,
) -> Option<Rc<Node<V>>> {
    if Rc::ptr_eq(left, right) {
        return Some(left.clone());
    }
    match (&**left, &**right) {
        (Node::Leaf(key, value), _) => match &**find(right, *key)? {
            Node::Leaf(_, other) => {
                let joined = both(value, other)?;
                Some(if joined == *value {
                    left.clone()
                } else {
                    Rc::new(Node::Leaf(*key, joined))
                })
            }
            Node::Fork { .. } => None,
        },
        (_, Node::Leaf(key, other)) => match &**find(left, *key)? {
            Node::Leaf(_, value) => Some(Rc::new(Node::Leaf(*key, both(value, other)?))),
            Node::Fork { .. } => None,
        },
        (
            Node::Fork { prefix, bit, zero, one },
            Node::Fork { prefix: other_prefix, bit: other_bit, zero: other_zero, one: other_one },
        ) => {
            if bit == other_bit && prefix == other_prefix {
                let below_zero = intersection(zero, other_zero, both);
                let below_one = intersection(one, other_one, both);
                let is_same = |side: &Option<Rc<Node<V>>>, before: &Rc<Node<V>>| {
                    side.as_ref().is_some_and(|side| Rc::ptr_eq(side, before))
                };
                if is_same(&below_zero, zero) && is_same(&below_one, one) {
                    return Some(left.clone());
                }
                return forked(*prefix, *bit, below_zero, below_one);
            }
            if bit > other_bit && agrees(*other_prefix, *prefix, *bit) {
                let side = if other_prefix & bit == 0 { zero } else { one };
                return intersection(side, right, both);
            }
            if other_bit > bit && agrees(*prefix, *other_prefix, *other_bit) {
                let side = if prefix & other_bit == 0 { other_zero } else { other_one };
                return intersection(left, side, both);
            }
            None
        }
    }
}

fn union<V: Clone>(
    left: &Rc<Node<V>>,
    right: &Rc<Node<V>>,
    both: &mut dyn FnMut(&V, &V) -> V,
) -> Rc<Node<V>> {
    if Rc::ptr_eq(left, right) {
        return left.clone();
    }
    let with_leaf = |node: &Rc<Node<V>>, key: u32, value: V| {
        let mut node = node.clone();
        insert_below(&mut node, key, value);
        node
    };
    match (&**left, &**right) {
        (_, Node::Leaf(key, other)) => match find(left, *key).map(|leaf| &**leaf) {
            Some(Node::Leaf(_, value)) => with_leaf(left, *key, both(value, other)),
            _absent => with_leaf(left, *key, other.clone()),
        },
        (Node::Leaf(key, value), _) => match find(right, *key).map(|leaf| &**leaf) {
            Some(Node::Leaf(_, other)) => with_leaf(right, *key, both(value, other)),
            _absent => with_leaf(right, *key, value.clone()),
        },
        (
            Node::Fork { prefix, bit, zero, one },
            Node::Fork { prefix: other_prefix, bit: other_bit, zero: other_zero, one: other_one },
        ) => {
            if bit == other_bit && prefix == other_prefix {
                let zero = union(zero, other_zero, both);
                let one = union(one, other_one, both);
                return Rc::new(Node::Fork { prefix: *prefix, bit: *bit, zero, one });
            }
            if bit > other_bit && agrees(*other_prefix, *prefix, *bit) {
                let (zero, one) = match other_prefix & bit {
                    0 => (union(zero, right, both), one.clone()),
                    _one => (zero.clone(), union(one, right, both)),
                };
                return Rc::new(Node::Fork { prefix: *prefix, bit: *bit, zero, one });
            }
            if other_bit > bit && agrees(*prefix, *other_prefix, *other_bit) {
                let (zero, one) = match prefix & other_bit {
                    0 => (union(left, other_zero, both), other_one.clone()),
                    _one => (other_zero.clone(), union(left, other_one, both)),
                };
                return Rc::new(Node::Fork { prefix: *other_prefix, bit: *other_bit, zero, one });
            }
            fork(*prefix, left.clone(), *other_prefix, right.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    impl Key for u32 {
        fn to_bits(self) -> u32 {
            self
        }

        fn from_bits(bits: u32) -> u32 {
            bits
        }
    }

    type Map = SharedMap<u32, u64>;

    /// Numbers that look random, the same in every run.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self, below: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 33) % below
        }
    }

    fn listed(map: &Map) -> Vec<(u32, u64)> {
        map.iter().map(|(key, value)| (key, *value)).collect()
    }

    fn model(pairs: &BTreeMap<u32, u64>) -> Vec<(u32, u64)> {
        pairs.iter().map(|(key, value)| (*key, *value)).collect()
    }

    #[test]
    fn it_does_what_a_tree_map_does() {
        for seed in 0..200 {
            let mut numbers = Numbers(seed);
            let spread = [8, 70, 1 << 31][seed as usize % 3];
            let mut maps = vec![(Map::default(), BTreeMap::new())];
            for _step in 0..300 {
                let at = numbers.next(maps.len() as u64) as usize;
                let (mut map, mut known) = maps[at].clone();
                let key = numbers.next(spread) as u32 * if spread > 100 { 2 } else { 1 };
                match numbers.next(6) {
                    0..3 => {
                        let value = numbers.next(4);
                        map.insert(key, value);
                        known.insert(key, value);
                    }
                    3 => {
                        map.remove(key);
                        known.remove(&key);
                    }
                    4 => {
                        let (other, pairs) = &maps[numbers.next(maps.len() as u64) as usize];
                        let both = |a: u64, b: u64| (a.abs_diff(b) < 2).then_some(a.max(b));
                        map = map.intersection(other, |a, b| both(*a, *b));
                        let joined = known.iter().filter_map(|(key, value)| {
                            Some((*key, both(*value, *pairs.get(key)?)?))
                        });
                        known = joined.collect();
                    }
                    _union => {
                        let (other, pairs) = &maps[numbers.next(maps.len() as u64) as usize];
                        map = map.union(other, |a, b| (*a).max(*b));
                        for (key, value) in pairs {
                            let slot = known.entry(*key).or_insert(*value);
                            *slot = (*slot).max(*value);
                        }
                    }
                }
                assert_eq!(listed(&map), model(&known), "seed {seed}");
                assert_eq!(map.get(key).copied(), known.get(&key).copied());
                maps.push((map, known));
            }
        }
    }

    #[test]
    fn what_two_maps_share_is_not_looked_at() {
        let mut before = Map::default();
        (0..10_000).for_each(|key| before.insert(key * 7, 0));
        let (mut left, mut right) = (before.clone(), before.clone());
        left.insert(77, 1);
        right.insert(700, 1);
        let mut seen = 0;
        let joined = left.intersection(&right, |a, b| {
            seen += 1;
            Some(*a.max(b))
        });
        assert_eq!(joined.iter().count(), 10_000);
        assert!(seen < 200, "{seen} of 10,000");
    }
}
