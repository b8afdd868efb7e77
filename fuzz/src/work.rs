//! Runs cases, in the child or for whoever looks at one.

use std::io::Write as _;
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::Options;
use crate::corpus::Corpus;
use crate::random::Random;
use crate::targets::{Case, TARGETS, Target, Verdict};

/// The last panic: its message alone does not tell where it was.
static PANIC: Mutex<String> = Mutex::new(String::new());

fn target(options: &Options) -> &'static Target {
    TARGETS.iter().find(|it| Some(&it.name) == options.targets.first()).expect("a target")
}

/// The time of the processor that this process has had: a busy machine makes nothing slow.
fn processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn note_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string().replace('\n', " ");
        *PANIC.lock().unwrap_or_else(|it| it.into_inner()) = text;
    }));
}

/// What came of a case; a panic is a fault.
fn verdict(target: &Target, case: &Case) -> Verdict {
    let done = catch_unwind(AssertUnwindSafe(|| (target.run)(case)));
    done.unwrap_or_else(|_| {
        let text = PANIC.lock().unwrap_or_else(|it| it.into_inner());
        Verdict::Fault(format!("panic: {text}"))
    })
}

/// Runs the cases from `options.from` on and prints what it finds, one line each.
pub fn child(options: &Options) -> usize {
    note_panics();
    let target = target(options);
    let corpus = Corpus::read();
    let note = options.child.as_deref().unwrap_or_default();
    let note = std::fs::OpenOptions::new().write(true).open(note).expect("a file to note cases in");
    let end = options.seconds.map(|seconds| Instant::now() + seconds);
    let (mut done, mut accepted, mut faults) = (0u64, 0u64, 0);
    let (mut slowest, mut slowest_at) = (Duration::ZERO, 0);
    let mut index = options.from;
    loop {
        let is_over = match end {
            Some(end) => done.is_multiple_of(16) && Instant::now() >= end,
            None => done >= options.count,
        };
        if is_over {
            break;
        }
        let _ = note.write_at(&index.to_le_bytes(), 0);
        let case = (target.make)(&mut Random::of_case(options.seed, index), &corpus);
        let before = processor();
        match verdict(target, &case) {
            Verdict::Accepted => accepted += 1,
            Verdict::Refused => {}
            Verdict::Fault(message) => {
                faults += 1;
                say(format_args!("fault\t{index}\t{}", message.replace(['\n', '\t'], " ")));
            }
        }
        let took = processor() - before;
        if options.slow.is_some_and(|slow| took.as_secs_f64() > slow) {
            faults += 1;
            say(format_args!("fault\t{index}\tslow: {:.2} s", took.as_secs_f64()));
        }
        if took > slowest {
            (slowest, slowest_at) = (took, index);
        }
        done += 1;
        index += 1;
        if done.is_multiple_of(4096) || faults > 0 && done.is_multiple_of(64) {
            say(format_args!(
                "so far\t{done}\t{accepted}\t{}\t{slowest_at}",
                slowest.as_secs_f64()
            ));
        }
    }
    say(format_args!("done\t{done}\t{accepted}\t{}\t{slowest_at}", slowest.as_secs_f64()));
    faults
}

fn say(line: std::fmt::Arguments) {
    println!("{line}");
    let _ = std::io::stdout().flush();
}

/// Prints one case and what comes of it.
pub fn one(options: &Options, index: u64) -> usize {
    note_panics();
    let target = target(options);
    let case = (target.make)(&mut Random::of_case(options.seed, index), &Corpus::read());
    println!("{}", case.text());
    judged(target, &case, "the case")
}

/// Runs what was kept of a target.
pub fn kept(target: &Target) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("kept").join(target.name);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let run = |path: &std::path::PathBuf| {
        let case = Case::read(&std::fs::read(path).expect("a readable case"));
        judged(target, &case, &path.display().to_string())
    };
    let faults = paths.iter().map(run).sum();
    println!("{:10} {} kept cases, {faults} faults", target.name, paths.len());
    faults
}

pub fn quietly(work: impl FnOnce() -> usize) -> usize {
    note_panics();
    work()
}

fn judged(target: &Target, case: &Case, name: &str) -> usize {
    let before = processor();
    let verdict = verdict(target, case);
    let took = (processor() - before).as_secs_f64();
    match verdict {
        Verdict::Fault(message) => {
            println!("{name}: {message}");
            1
        }
        Verdict::Accepted | Verdict::Refused => {
            if took > 1.0 {
                println!("{name}: slow, {took:.2} s");
            }
            0
        }
    }
}
