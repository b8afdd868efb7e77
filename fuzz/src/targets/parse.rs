//! The parser behind its mask, chunk by chunk.

use pulsec::base::FileId;
use pulsec::diag::Sink;
use pulsec::{outline, syntax};

use super::{Case, Target, Verdict, python};
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

pub const TARGET: Target = Target { name: "parse", share: 2, make, run };

fn make(random: &mut Random, corpus: &Corpus) -> Case {
    let text = python(random, corpus);
    if random.chance(8) {
        let mut bytes = text.into_bytes();
        mutate::bytes(&mut bytes, random);
        return Case::one(String::from_utf8_lossy(&bytes).into_owned());
    }
    Case::one(text)
}

fn run(case: &Case) -> Verdict {
    let Ok(text) = std::str::from_utf8(case.first()) else { return Verdict::Refused };
    let mut sink = Sink::new();
    for chunk in outline::scan(FileId(0), text).chunks {
        let body = syntax::parse_chunk(text, chunk.span, &mut sink);
        if body.iter().any(|it| it.span.end < it.span.start || it.span.end as usize > text.len()) {
            return Verdict::Fault("a statement outside of the text".to_owned());
        }
    }
    Verdict::of(!sink.has_errors(), places(text, &sink))
}

/// A finding that is at no place of the text.
pub fn places(text: &str, sink: &Sink) -> Option<String> {
    let found = sink.as_slice().iter();
    let spans =
        found.flat_map(|it| it.span.into_iter().chain(it.labels.iter().map(|label| label.span)));
    let wrong =
        |span: &pulsec::base::Span| text.get(span.start as usize..span.end as usize).is_none();
    let mut spans = spans;
    spans.find(wrong).map(|span| format!("{span:?} is no place"))
}
