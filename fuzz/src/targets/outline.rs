//! The outline: whatever the text, chunks in order, within it, on the bounds of characters.

use pulsec::base::FileId;
use pulsec::outline;

use super::{Case, Target, Verdict, python, window};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

pub const TARGET: Target = Target { name: "outline", share: 2, make, run };

fn make(random: &mut Random, corpus: &Corpus) -> Case {
    // To make a program takes longer than to cut it.
    let text = match random.below(50) {
        0 => python(random, corpus),
        _ => {
            let (one, other) = (random.of(&corpus.python), random.of(&corpus.python));
            let mut text = window(one, 400, random).to_owned();
            for _ in 0..1 + random.below(3) {
                let part = window(other, 60, random);
                text = mutate::once(&text, part, random);
            }
            text
        }
    };
    if random.chance(10) {
        let mut bytes = text.into_bytes();
        mutate::bytes(&mut bytes, random);
        return Case::one(String::from_utf8_lossy(&bytes).into_owned());
    }
    Case::one(text)
}

fn run(case: &Case) -> Verdict {
    let Ok(text) = std::str::from_utf8(case.first()) else { return Verdict::Refused };
    let found = outline::scan(FileId(0), text);
    let mut end = 0;
    for chunk in &found.chunks {
        let (from, to) = (chunk.span.start as usize, chunk.span.end as usize);
        if from < end || to <= from || text.get(from..to).is_none() {
            return Verdict::Fault(format!("the chunk {from}..{to} after {end}"));
        }
        end = to;
        let within =
            |start: u32, stop: u32| start as usize >= from && stop as usize <= to && start <= stop;
        if chunk.decorators.iter().any(|it| !within(it.start, it.end)) {
            return Verdict::Fault(format!("a decorator outside of {from}..{to}"));
        }
    }
    let deep = outline::max_depth(text);
    let comments = outline::in_comment(text, &[0, text.len() as u32 / 2]);
    Verdict::of(
        !found.chunks.is_empty(),
        (deep > text.len() || comments.len() != 2).then(|| "depth".to_owned()),
    )
}
