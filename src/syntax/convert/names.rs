//! Names beyond ASCII.
//!
//! CPython reads a name in its normal form NFKC: `ｗｉｄｔｈ` is `width`, and `µ` (the micro sign) is the
//! Greek `μ`. Here such a name is refused instead, so that it never stands for a second variable.

/// Characters that NFKC replaces or joins with their neighbours; every script's compatibility blocks.
const UNSTABLE: &[(char, char)] = &[
    ('\u{aa}', '\u{aa}'),
    ('\u{b5}', '\u{b5}'),
    ('\u{ba}', '\u{ba}'),
    ('\u{132}', '\u{133}'),
    ('\u{13f}', '\u{140}'),
    ('\u{149}', '\u{149}'),
    ('\u{17f}', '\u{17f}'),
    ('\u{1c4}', '\u{1cc}'),
    ('\u{1f1}', '\u{1f3}'),
    ('\u{2b0}', '\u{2b8}'),
    ('\u{2e0}', '\u{2e4}'),
    ('\u{300}', '\u{36f}'),
    ('\u{374}', '\u{37a}'),
    ('\u{387}', '\u{387}'),
    ('\u{3d0}', '\u{3d6}'),
    ('\u{3f0}', '\u{3f9}'),
    ('\u{587}', '\u{587}'),
    ('\u{653}', '\u{655}'),
    ('\u{675}', '\u{678}'),
    ('\u{93c}', '\u{93c}'),
    ('\u{958}', '\u{95f}'),
    ('\u{9be}', '\u{9be}'),
    ('\u{9d7}', '\u{9df}'),
    ('\u{a33}', '\u{a36}'),
    ('\u{a59}', '\u{a5e}'),
    ('\u{b3e}', '\u{b5d}'),
    ('\u{bbe}', '\u{bd7}'),
    ('\u{c56}', '\u{c56}'),
    ('\u{cc2}', '\u{cd6}'),
    ('\u{d3e}', '\u{d57}'),
    ('\u{dca}', '\u{ddf}'),
    ('\u{e33}', '\u{e33}'),
    ('\u{eb3}', '\u{eb3}'),
    ('\u{edc}', '\u{edd}'),
    ('\u{f43}', '\u{fb9}'),
    ('\u{102e}', '\u{102e}'),
    ('\u{10fc}', '\u{10fc}'),
    ('\u{1100}', '\u{11ff}'),
    ('\u{1d2c}', '\u{1d6a}'),
    ('\u{1d78}', '\u{1d78}'),
    ('\u{1d9b}', '\u{1dff}'),
    ('\u{1e9a}', '\u{1e9b}'),
    ('\u{1f71}', '\u{1f7d}'),
    ('\u{1fbb}', '\u{1ffe}'),
    ('\u{2070}', '\u{209c}'),
    ('\u{2100}', '\u{2188}'),
    ('\u{2c7c}', '\u{2c7d}'),
    ('\u{2d6f}', '\u{2d6f}'),
    ('\u{2e9f}', '\u{2fdf}'),
    ('\u{3038}', '\u{303a}'),
    ('\u{3099}', '\u{309f}'),
    ('\u{30ff}', '\u{30ff}'),
    ('\u{3131}', '\u{318e}'),
    ('\u{a69c}', '\u{a69d}'),
    ('\u{a770}', '\u{a770}'),
    ('\u{a7f2}', '\u{a7f9}'),
    ('\u{ab5c}', '\u{ab69}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fb00}', '\u{fdff}'),
    ('\u{fe33}', '\u{fe34}'),
    ('\u{fe4d}', '\u{feff}'),
    ('\u{ff00}', '\u{ffef}'),
    ('\u{10780}', '\u{107ba}'),
    ('\u{110ba}', '\u{110ba}'),
    ('\u{11127}', '\u{11127}'),
    ('\u{1133e}', '\u{11357}'),
    ('\u{114b0}', '\u{114ba}'),
    ('\u{115af}', '\u{115af}'),
    ('\u{11930}', '\u{11935}'),
    ('\u{1d400}', '\u{1d7ff}'),
    ('\u{1e030}', '\u{1e06d}'),
    ('\u{1ee00}', '\u{1eebb}'),
    ('\u{1fbf0}', '\u{1fbf9}'),
    ('\u{2f800}', '\u{2fa1f}'),
];

/// What is wrong with a name, if anything is.
pub fn problem(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && !only.is_alphabetic()
    {
        // The parser's lexer takes an emoji for a name.
        return Some(format!("`{name}` cannot stand in a name"));
    }
    let odd = name.chars().find(|c| UNSTABLE.iter().any(|(from, to)| (from..=to).contains(&c)))?;
    Some(format!(
        "`{name}` is not in normal form (NFKC): Python reads `{odd}` as another character"
    ))
}
