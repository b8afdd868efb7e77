//! Format specs, `%`, `str.format`, `strftime` and `strptime`: read when compiling where they stand in the program.

use pulsec::driver::Config;
use pulsec::host::MemoryHost;

use super::{Case, Target, Verdict};
use crate::corpus::Corpus;
use crate::random::Random;

pub const TARGET: Target = Target { name: "formats", share: 2, make, run };

const SPEC: &[&str] = &[
    "<",
    ">",
    "^",
    "=",
    "+",
    "-",
    " ",
    "#",
    "0",
    "5",
    "12",
    "999",
    ",",
    "_",
    ".2",
    ".",
    ".0",
    "f",
    "F",
    "e",
    "E",
    "g",
    "G",
    "%",
    "d",
    "b",
    "o",
    "x",
    "X",
    "c",
    "n",
    "s",
    "r",
    "z",
    "é<",
    "😀^",
    "*>",
    "}}",
    "{{",
    "{w}",
    "{n!r}",
    "!",
    ":",
    "%Y",
    "%m-%d",
    "%H:%M",
    "%%",
    "%z",
    "%j",
    "%f",
    "%Q",
    "%-d",
    "%",
    "{",
    "}",
    "'",
    "[0]",
    ".real",
    "{0}",
    "{a[b]}",
    "{}",
    "{a.b!s:>{w}}",
    "%(k)s",
    "%*d",
    "%5.2f",
    "%-3s",
    "%#x",
    "%i",
    "%c",
    "%r",
    "%ld",
    "99999999999999999999",
];

fn spec(random: &mut Random) -> String {
    (0..random.below(6)).map(|_| random.pick(SPEC)).collect()
}

fn make(random: &mut Random, _: &Corpus) -> Case {
    let mut text = String::from(
        "import pulse as ps\nfrom datetime import datetime, timedelta, date\n\n\n@ps.javascript\ndef f(a, n: int, s: str, x: float, d: datetime, w: int = 5):\n    return [\n",
    );
    for _ in 0..1 + random.below(6) {
        let spec = spec(random);
        let value =
            random.pick(&["a", "n", "s", "x", "d", "1", "1.5", "'t'", "True", "None", "[1]"]);
        let line = match random.below(9) {
            0 | 1 => format!("f\"{{{value}:{spec}}}\""),
            2 => format!("f\"{spec}{{{value}!r:{spec}}}\""),
            3 => format!("format({value}, \"{spec}\")"),
            4 => format!("\"{spec}\".format({value}, k={value})"),
            5 => format!("\"{spec}\" % ({value},)"),
            6 => format!("\"{spec}\" % {{'k': {value}}}"),
            7 => format!("d.strftime(\"{spec}\")"),
            _ => format!("datetime.strptime(s, \"{spec}\")"),
        };
        text += &format!("        {line},\n");
    }
    Case::one(text + "    ]\n")
}

fn run(case: &Case) -> Verdict {
    super::check::compiled(&MemoryHost::new().with("app.py", case.first()), &Config::default())
}
