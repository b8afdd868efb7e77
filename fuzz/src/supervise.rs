//! Watches over the child: where it dies, hangs or eats all memory, that is a fault of the case it was at.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::Options;
use crate::corpus::Corpus;
use crate::random::Random;
use crate::targets::{TARGETS, Target};
use crate::work;

/// A case that takes more time of the processor does not end.
const HANG: f64 = 60.0;
const TOO_MUCH: u64 = 6 << 30;
/// So many faults of one kind are enough of it.
const ENOUGH: usize = 400;

/// What came of all cases of a target.
#[derive(Default)]
struct Sum {
    done: u64,
    accepted: u64,
    /// By their words without numbers: one of each kind is looked at.
    faults: BTreeMap<String, Vec<(u64, String)>>,
    slowest: f64,
    slowest_at: u64,
}

/// Runs the targets one after the other; how many faults there are.
pub fn all(options: &Options) -> usize {
    let chosen: Vec<&Target> =
        TARGETS.iter().filter(|target| options.targets.contains(&target.name)).collect();
    let mut faults = chosen.iter().map(|target| work::quietly(|| work::kept(target))).sum();
    if options.kept {
        return faults;
    }
    let share: usize = chosen.iter().map(|target| target.share).sum();
    for target in chosen {
        let seconds = options.seconds.map(|all| all * target.share as u32 / share as u32);
        faults += each(target, &Options { seconds, targets: vec![target.name], ..options.clone() });
    }
    faults
}

fn each(target: &Target, options: &Options) -> usize {
    let started = Instant::now();
    let end = options.seconds.map(|seconds| started + seconds);
    let last = options.from + options.count;
    let mut sum = Sum::default();
    let mut from = options.from;
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let is_over = left.map_or(from >= last, |left| left.is_zero());
        if is_over || sum.faults.values().map(Vec::len).sum::<usize>() >= ENOUGH {
            break;
        }
        let count = last.saturating_sub(from);
        let asked = Options { from, count, seconds: left, ..options.clone() };
        match run(target, &asked, &mut sum) {
            None => break,
            Some(at) => from = at + 1,
        }
    }
    report(target, options, &sum, started.elapsed());
    sum.faults.values().map(Vec::len).sum()
}

/// Runs a child to its end; the case where it died, if it did.
fn run(target: &Target, options: &Options, sum: &mut Sum) -> Option<u64> {
    let note = std::env::temp_dir().join(format!("pulsec-fuzz-{}", std::process::id()));
    std::fs::write(&note, options.from.to_le_bytes()).expect("a file to note cases in");
    let file = std::fs::File::open(&note).expect("the same file");
    let at = || {
        let mut bytes = [0; 8];
        let _ = file.read_at(&mut bytes, 0);
        u64::from_le_bytes(bytes)
    };
    let mut child = start(target, options, &note);
    let lines = lines(&mut child);
    let (done, accepted) = (sum.done, sum.accepted);
    let (mut case, mut since) = (u64::MAX, 0.0);
    let cause = loop {
        let line = match lines.recv_timeout(Duration::from_millis(500)) {
            Ok(line) => line,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
                break child.wait().map_or("gone".to_owned(), |status| status.to_string());
            }
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                let used = processor_of(child.id());
                if at() != case {
                    (case, since) = (at(), used);
                } else if used - since > HANG {
                    let _ = child.kill();
                    break "hang".to_owned();
                }
                if memory_of(child.id()) > TOO_MUCH {
                    let _ = child.kill();
                    break "memory".to_owned();
                }
                continue;
            }
        };
        let words: Vec<&str> = line.splitn(5, '\t').collect();
        match words.as_slice() {
            ["fault", index, rest @ ..] => {
                fault(target, options, sum, index.parse().unwrap_or(0), &rest.join(" "))
            }
            [word @ ("done" | "so far"), count, taken, slowest, slowest_at] => {
                sum.done = done + count.parse::<u64>().unwrap_or(0);
                sum.accepted = accepted + taken.parse::<u64>().unwrap_or(0);
                let slowest = slowest.parse().unwrap_or(0.0);
                if slowest > sum.slowest {
                    (sum.slowest, sum.slowest_at) = (slowest, slowest_at.parse().unwrap_or(0));
                }
                if *word == "done" {
                    let _ = child.wait();
                    let _ = std::fs::remove_file(&note);
                    return None;
                }
            }
            _ => {}
        }
    };
    let _ = child.wait();
    let _ = std::fs::remove_file(&note);
    sum.done = sum.done.max(done + at() - options.from + 1);
    fault(target, options, sum, at(), &cause);
    Some(at())
}

fn start(target: &Target, options: &Options, note: &std::path::Path) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg(target.name).arg("--child").arg(note);
    command.args(["--seed", &options.seed.to_string(), "--from", &options.from.to_string()]);
    match options.seconds {
        Some(seconds) => command.args(["--seconds", &seconds.as_secs_f64().to_string()]),
        None => command.args(["--count", &options.count.to_string()]),
    };
    if let Some(slow) = options.slow {
        command.args(["--slow", &slow.to_string()]);
    }
    // The order of threads is no part of a case.
    command.env("RAYON_NUM_THREADS", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("a child")
}

fn lines(child: &mut Child) -> Receiver<String> {
    let (send, receive) = channel();
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}

/// Keeps a fault, with its case below `target/fuzz`.
fn fault(target: &Target, options: &Options, sum: &mut Sum, index: u64, message: &str) {
    let mut kind: String = message.chars().filter(|c| !c.is_ascii_digit()).collect();
    kind = kind.chars().take(110).collect();
    let same = sum.faults.entry(kind).or_default();
    if same.len() < 3 {
        println!(
            "{:10} case {index}: {}",
            target.name,
            message.chars().take(600).collect::<String>()
        );
        let folder =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/fuzz").join(target.name);
        let case = (target.make)(&mut Random::of_case(options.seed, index), &Corpus::read());
        let _ = std::fs::create_dir_all(&folder);
        let _ = std::fs::write(folder.join(format!("{}-{index}", options.seed)), case.bytes());
    }
    same.push((index, message.to_owned()));
}

fn report(target: &Target, options: &Options, sum: &Sum, took: Duration) {
    let count: usize = sum.faults.values().map(Vec::len).sum();
    println!(
        "{:10} {} cases, {} accepted, {count} faults, {:.0} s, {:.0} a second; slowest {:.2} s (seed {}, case {})",
        target.name,
        sum.done,
        sum.accepted,
        took.as_secs_f64(),
        sum.done as f64 / took.as_secs_f64(),
        sum.slowest,
        options.seed,
        sum.slowest_at
    );
    for (kind, cases) in &sum.faults {
        let cases: Vec<String> = cases.iter().take(8).map(|(at, _)| at.to_string()).collect();
        println!("           {kind}: {}", cases.join(", "));
    }
}

fn of_process(id: u32, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default()
}

/// In seconds.
fn processor_of(id: u32) -> f64 {
    let told = of_process(id, "stat");
    let words = told.rsplit(") ").next().unwrap_or("").split(' ');
    let ticks: u64 = words.skip(11).take(2).filter_map(|it| it.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// In bytes.
fn memory_of(id: u32) -> u64 {
    let told = of_process(id, "statm");
    let pages = told.split(' ').nth(1).and_then(|it| it.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}
