//! What JavaScript would match otherwise although it reads the same.

use std::collections::BTreeSet;

use super::{Node, Problem};

const LEFT_OUT: &str =
    "a group within a repetition that may leave it out: Python keeps what it held";
const UNSET: &str = "a reference to a group that may not have matched: Python then fails";
const BEHIND: &str = "groups within a look-behind";

pub(super) fn check(node: &Node) -> Result<(), Problem> {
    repeated_groups(node, false, false)?;
    references(node, &mut BTreeSet::new())?;
    look_behinds(node)
}

fn parts(node: &Node) -> Vec<&Node> {
    match node {
        Node::Concat(nodes) | Node::Alt(nodes) => nodes.iter().collect(),
        Node::Group { node, .. } | Node::Look { node, .. } | Node::Repeat { node, .. } => {
            vec![node]
        }
        Node::Char(_)
        | Node::Any
        | Node::Class(_)
        | Node::Start
        | Node::End
        | Node::First
        | Node::Last
        | Node::Boundary
        | Node::NoBoundary
        | Node::Back(_) => Vec::new(),
    }
}

fn has_capture(node: &Node) -> bool {
    matches!(node, Node::Group { capture: Some(_), .. }) || parts(node).into_iter().any(has_capture)
}

fn has_reference(node: &Node) -> bool {
    matches!(node, Node::Back(_)) || parts(node).into_iter().any(has_reference)
}

/// JavaScript forgets the groups of a repetition with each turn.
fn repeated_groups(node: &Node, is_repeated: bool, may_be_left_out: bool) -> Result<(), Problem> {
    match node {
        Node::Group { capture: Some(_), .. } if is_repeated && may_be_left_out => {
            return Err(Problem::Unsupported(LEFT_OUT));
        }
        Node::Repeat { node, min, max, is_lazy } => {
            let turns = max.is_none_or(|max| max > 1);
            if has_capture(node) && width(node).0 == 0 && (turns || !may_be_nothing(node)) {
                return Err(Problem::Unsupported(
                    "a group within a repetition of what may be empty",
                ));
            }
            if !is_lazy && may_prefer_nothing(node) {
                return Err(Problem::Unsupported(
                    "a repetition of what may prefer to match nothing",
                ));
            }
            // At the outermost repetition the group is as it is in Python.
            let left_out = is_repeated && (may_be_left_out || *min == 0);
            return repeated_groups(node, is_repeated || turns, left_out);
        }
        Node::Alt(nodes) => {
            return nodes.iter().try_for_each(|node| repeated_groups(node, is_repeated, true));
        }
        Node::Look { node, is_negative, .. } => {
            return repeated_groups(node, is_repeated, may_be_left_out || *is_negative);
        }
        _other => {}
    }
    parts(node).into_iter().try_for_each(|node| repeated_groups(node, is_repeated, may_be_left_out))
}

/// Follows which groups have matched for certain.
fn references(node: &Node, set: &mut BTreeSet<u32>) -> Result<(), Problem> {
    match node {
        Node::Back(number) if !set.contains(number) => Err(Problem::Unsupported(UNSET)),
        Node::Group { capture, node } => {
            references(node, set)?;
            set.extend(capture.iter().map(|(number, _)| *number));
            Ok(())
        }
        Node::Alt(nodes) => {
            let mut common: Option<BTreeSet<u32>> = None;
            for node in nodes {
                let mut branch = set.clone();
                references(node, &mut branch)?;
                common = Some(match common {
                    Some(common) => common.intersection(&branch).copied().collect(),
                    None => branch,
                });
            }
            set.extend(common.into_iter().flatten());
            Ok(())
        }
        Node::Repeat { node, min: 0, .. } | Node::Look { node, is_negative: true, .. } => {
            references(node, &mut set.clone())
        }
        _other => parts(node).into_iter().try_for_each(|node| references(node, set)),
    }
}

fn look_behinds(node: &Node) -> Result<(), Problem> {
    if let Node::Look { is_ahead: false, node, .. } = node {
        if has_capture(node) || has_reference(node) {
            return Err(Problem::Unsupported(BEHIND));
        }
        let (min, max) = width(node);
        if max != Some(min) {
            return Err(Problem::Invalid("look-behind requires fixed-width pattern".to_owned()));
        }
    }
    parts(node).into_iter().try_for_each(look_behinds)
}

/// How many characters it matches, at least and at most.
fn width(node: &Node) -> (u32, Option<u32>) {
    match node {
        Node::Char(_) | Node::Any | Node::Class(_) => (1, Some(1)),
        Node::Start
        | Node::End
        | Node::First
        | Node::Last
        | Node::Boundary
        | Node::NoBoundary
        | Node::Look { .. } => (0, Some(0)),
        Node::Back(_) => (0, None),
        Node::Group { node, .. } => width(node),
        Node::Repeat { node, min, max, .. } => {
            let (low, high) = width(node);
            let most = match (high, max) {
                (Some(0), _) | (_, Some(0)) => Some(0),
                (Some(high), Some(max)) => Some(high.saturating_mul(*max)),
                (Some(_) | None, _) => None,
            };
            (low.saturating_mul(*min), most)
        }
        Node::Concat(nodes) => nodes.iter().map(width).fold((0, Some(0)), |all, one| {
            let most = all.1.zip(one.1).map(|(a, b): (u32, u32)| a.saturating_add(b));
            (all.0.saturating_add(one.0), most)
        }),
        Node::Alt(nodes) => {
            let widths = nodes.iter().map(width);
            let join = |a: (u32, Option<u32>), b: (u32, Option<u32>)| {
                (a.0.min(b.0), a.1.zip(b.1).map(|(a, b)| a.max(b)))
            };
            widths.reduce(join).unwrap_or((0, Some(0)))
        }
    }
}

/// `(a*)?` is `(a*)`: JavaScript takes no turn of nothing, and then forgets the group that Python has as empty.
pub(super) fn is_turn_of_nothing(node: &Node) -> bool {
    has_capture(node) && may_be_nothing(node)
}

/// Whether it can match nothing, whatever stands around it.
fn may_be_nothing(node: &Node) -> bool {
    match node {
        Node::Group { node, .. } => may_be_nothing(node),
        Node::Repeat { node, min, .. } => *min == 0 || may_be_nothing(node),
        Node::Concat(nodes) => nodes.iter().all(may_be_nothing),
        Node::Alt(nodes) => nodes.iter().any(may_be_nothing),
        Node::Char(_)
        | Node::Any
        | Node::Class(_)
        | Node::Start
        | Node::End
        | Node::First
        | Node::Last
        | Node::Boundary
        | Node::NoBoundary
        | Node::Look { .. }
        | Node::Back(_) => false,
    }
}

/// See [`super::Translated::may_prefer_nothing`].
pub(super) fn may_prefer_nothing(node: &Node) -> bool {
    let is_something = |node: &Node| width(node).1 != Some(0);
    if width(node).0 > 0 || !is_something(node) {
        return false;
    }
    let is_choice = match node {
        Node::Repeat { is_lazy, .. } => *is_lazy,
        Node::Alt(nodes) => {
            let mut rest = nodes.iter().skip_while(|node| width(node).0 > 0);
            rest.next().is_some() && rest.any(is_something)
        }
        _other => false,
    };
    is_choice || parts(node).into_iter().any(may_prefer_nothing)
}
