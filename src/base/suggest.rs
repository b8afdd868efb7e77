//! "Did you mean": the known word nearest to a misspelt one.

/// The candidate a person most likely meant by `word`, or nothing when none is near.
///
/// `outdir` gives `out-dir`, `PSC23` gives `PSC203`; `banana` gives nothing among keys.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    within((length / 3).max(1), word, candidates)
}

/// The candidate that is nearest to `word`, no more than so many edits away.
pub fn within<'a>(
    limit: usize,
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted: Vec<char> = word.to_lowercase().chars().collect();
    if wanted.is_empty() || wanted.len() > 64 {
        return None;
    }
    let others = candidates.into_iter().filter(|candidate| *candidate != word);
    let near = others.filter_map(|candidate| {
        let other: Vec<char> = candidate.to_lowercase().chars().collect();
        // Each sign more or less counts.
        if other.len().abs_diff(wanted.len()) > limit {
            return None;
        }
        let distance = distance(&wanted, &other);
        (distance <= limit).then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// Levenshtein's distance, in which exchanging two neighbours also counts as one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last: Option<char> = None;
    for (i, &from) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut left: Option<char> = None;
        for (j, &to) in b.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(&row, j) + usize::from(from != to);
            best = best.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            if j > 0 && left == Some(from) && last == Some(to) {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
            left = Some(to);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(from);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let keys = ["paths", "out-dir", "jsx", "jsx-dev", "client-package"];
        assert_eq!(closest("outdir", keys), Some("out-dir"));
        assert_eq!(closest("OUT_DIR", keys), Some("out-dir"));
        assert_eq!(closest("path", keys), Some("paths"));
        assert_eq!(closest("jxs", keys), Some("jsx"));
        assert_eq!(closest("banana", keys), None);
        assert_eq!(closest("", keys), None);
        assert_eq!(closest("dvi", ["div", "dl", "a"]), Some("div"));
        assert_eq!(closest("usestate", ["useState", "useRef"]), Some("useState"));
        assert_eq!(closest("initals", ["initials", "init"]), Some("initials"));
        assert_eq!(closest("x", ["y", "xs"]), Some("xs"));
        assert_eq!(closest("request", ["render", "div"]), None);
        assert_eq!(closest("abc", ["xyz"]), None);
    }

    #[test]
    fn exchanged_neighbours_count_once() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&letters("ab"), &letters("ba")), 1);
        assert_eq!(distance(&letters("useEfefct"), &letters("useEffect")), 1);
        assert_eq!(distance(&letters("abc"), &letters("")), 3);
    }
}
