//! A bar for whoever waits for a build, on a terminal only and only when it takes long.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::driver::{Progress, Stage};

/// What is done before that needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the bar is drawn.
const BEAT: Duration = Duration::from_millis(80);

/// Does the work, and shows how far it is when it takes long.
pub fn waiting<T>(is_shown: bool, progress: &Progress, work: impl FnOnce() -> T) -> T {
    match is_shown {
        true => waiting_at(ProgressDrawTarget::stderr(), PATIENCE, progress, work),
        false => work(),
    }
}

fn waiting_at<T>(
    target: ProgressDrawTarget,
    patience: Duration,
    progress: &Progress,
    work: impl FnOnce() -> T,
) -> T {
    std::thread::scope(|scope| {
        let (ended, end) = channel::<()>();
        scope.spawn(move || {
            if end.recv_timeout(patience) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, target);
            while end.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                show(&bar, progress);
            }
            bar.finish_and_clear();
        });
        let done = work();
        drop(ended);
        done
    })
}

fn show(bar: &ProgressBar, progress: &Progress) {
    let Some((stage, done, total)) = progress.now() else { return };
    let template = match total {
        0 => "{spinner} {msg} {elapsed}",
        _ => "{spinner} {msg} [{bar:30}] {pos}/{len} {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> ").tick_chars("-\\|/ "));
    }
    bar.set_length(total as u64);
    bar.set_position(done as u64);
    bar.set_message(doing(stage));
    bar.tick();
}

fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Find => "finding files",
        Stage::Resolve => "resolving names",
        Stage::Lower => "lowering",
        Stage::Infer => "inferring types",
        Stage::Check => "checking",
        Stage::Emit => "emitting modules",
        Stage::Declare => "declaring types",
        Stage::Write => "writing files",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::TermLike;
    use std::io;
    use std::sync::mpsc::{Sender, channel};

    /// A terminal that hands on what is drawn.
    #[derive(Debug)]
    struct Screen(Sender<String>);

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            let _ = self.0.send(text.to_string());
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn who_waits_longer_sees_how_far_it_is() {
        let (sent, drawn) = channel();
        let target = ProgressDrawTarget::term_like(Box::new(Screen(sent)));
        let progress = Progress::default();
        progress.enter_with(Stage::Emit, 40);
        progress.step();
        // The work ends when the bar has been seen.
        let seen = waiting_at(target, Duration::ZERO, &progress, || {
            drawn.iter().find(|text| text.contains("emitting modules"))
        });
        let seen = seen.unwrap_or_default();
        assert!(seen.contains("[>") && seen.contains("] 1/40"), "{seen}");
    }

    #[test]
    fn what_is_done_soon_draws_nothing() {
        let (sent, drawn) = channel();
        let target = ProgressDrawTarget::term_like(Box::new(Screen(sent)));
        let progress = Progress::default();
        assert_eq!(waiting_at(target, Duration::from_secs(3600), &progress, || 7), 7);
        assert_eq!(drawn.iter().count(), 0);
    }
}
