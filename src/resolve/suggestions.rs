//! "Did you mean …": the closest of the names that could have been meant.

/// The candidate closest to `name`, if one is close enough to be a slip of the fingers.
///
/// `dvi` is two substitutions from `div` but one swap, so swaps count once.
pub(super) fn closest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = match name.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let lower = name.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name && !candidate.is_empty())
        .filter_map(|candidate| {
            let by_case = candidate.to_lowercase() == lower;
            let far = if by_case { 0 } else { distance(name, candidate, limit) };
            // Two of three characters changed is another word.
            let is_close = far <= limit && (by_case || far * 2 <= name.chars().count().max(2));
            is_close.then_some((far, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits between two names: insertions, deletions, substitutions, swaps of neighbours (the
/// restricted Damerau–Levenshtein distance). Anything over `limit` is `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit || a.len() > 64 || b.len() > 64 {
        return limit + 1;
    }
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(limit + 1);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (at(&above, j) + usize::from(x != y))
                .min(at(&above, j + 1) + 1)
                .min(at(&row, j) + 1);
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if is_swap {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    at(&above, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_fingers() {
        assert_eq!(closest("dvi", ["div", "dl", "a"]), Some("div"));
        assert_eq!(closest("usestate", ["useState", "useRef"]), Some("useState"));
        assert_eq!(closest("initals", ["initials", "init"]), Some("initials"));
        assert_eq!(closest("x", ["y", "xs"]), Some("xs"));
    }

    #[test]
    fn other_words_are_no_slips() {
        assert_eq!(closest("request", ["render", "div"]), None);
        assert_eq!(closest("abc", ["xyz"]), None);
    }
}
