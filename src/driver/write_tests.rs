//! Tests of writing: what is refused, what is touched, what an error leaves behind.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::host::MemoryHost;

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    for (path, contents) in files {
        let source = Some(output.sources.push(PathBuf::from(path).with_extension("py"), ""));
        let (path, contents) = (PathBuf::from(path), contents.to_string());
        output.files.push(OutputFile { path, contents, source });
    }
    output.manifest.normalize(&output.files);
    output
}

fn build(host: &dyn Host, files: &[(&str, &str)]) -> Written {
    let output = output(files);
    plan(host, &Config::default(), &output).expect("planned").apply(host).expect("written")
}

fn refusals(host: &dyn Host, files: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let found = plan(host, &Config::default(), &output(files)).expect_err("refused");
    found.into_iter().map(|d| (d.code.id, d.path.unwrap_or_default())).collect()
}

fn read(host: &dyn Host, path: &str) -> Option<String> {
    host.read(Path::new(path)).ok().map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
}

#[test]
fn only_what_changed_is_written_and_only_ours_is_removed() {
    let host = MemoryHost::new().with("dist/logo.svg", "theirs");
    let first = build(&host, &[("a.js", "1"), ("b/c.js", "2")]);
    assert_eq!(first, Written { written: 2, new: 2, removed: 0, unchanged: 0 });
    let again = output(&[("a.js", "1"), ("b/c.js", "2")]);
    assert!(plan(&host, &Config::default(), &again).expect("planned").is_empty());
    let second = build(&host, &[("a.js", "1"), ("d.js", "3")]);
    assert_eq!(second, Written { written: 1, new: 1, removed: 1, unchanged: 1 });
    assert_eq!(read(&host, "dist/b/c.js"), None);
    assert_eq!(read(&host, "dist/logo.svg").as_deref(), Some("theirs"));
    let manifest = read(&host, "dist/pulsec.manifest.json").expect("manifest");
    assert_eq!(Manifest::parse(&manifest).expect("manifest").files, ["a.js", "d.js"]);
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let host = MemoryHost::new().with("dist/a.js", "theirs").with("dist/b.js", "same");
    assert_eq!(
        refusals(&host, &[("a.js", "ours"), ("b.js", "same"), ("c.js", "new")]),
        [("PSC005", "dist/a.js".to_string())]
    );
    assert_eq!(read(&host, "dist/a.js").as_deref(), Some("theirs"));
    assert_eq!(read(&host, "dist/c.js"), None);
}

#[test]
fn two_outputs_with_one_path_are_refused() {
    let host = MemoryHost::new();
    assert_eq!(
        refusals(&host, &[("a.js", "1"), ("A.js", "2")]),
        [("PSC004", "dist/A.js".to_string())]
    );
}

#[test]
fn what_stands_in_the_way_is_named() {
    let host = MemoryHost::new().with("dist/a.js/x", "").with("dist/b", "");
    assert_eq!(
        refusals(&host, &[("a.js", ""), ("b/c.js", ""), ("../d.js", "")]),
        [
            ("PSC005", "dist/a.js".to_string()),
            ("PSC005", "dist/b".to_string()),
            ("PSC005", "dist/../d.js".to_string()),
        ]
    );
    let host = MemoryHost::new().with("dist", "a file");
    assert_eq!(refusals(&host, &[("a.js", "")]), [("PSC005", "dist".to_string())]);
}

#[test]
fn a_strange_manifest_is_refused_and_cannot_name_files_outside() {
    let host = MemoryHost::new().with("dist/pulsec.manifest.json", "{\"name\": \"vite\"}");
    let manifest = ("PSC005", "dist/pulsec.manifest.json".to_string());
    assert_eq!(refusals(&host, &[("a.js", "")]), [manifest]);

    let files = "{\"version\": 1, \"files\": [\"../app.py\", \"/app.py\", \"old.js\", \"\"]}";
    let host = MemoryHost::new()
        .with("dist/pulsec.manifest.json", files)
        .with("app.py", "")
        .with("/app.py", "")
        .with("dist/old.js", "");
    assert_eq!(build(&host, &[("a.js", "")]).removed, 1);
    assert!(host.is_file(Path::new("app.py")) && host.is_file(Path::new("/app.py")));
    assert!(!host.is_file(Path::new("dist/old.js")));
}

#[test]
fn nothing_compiled_is_no_build() {
    let host = MemoryHost::new();
    assert_eq!(refusals(&host, &[]), [("PSC006", String::new())]);
}

/// Fails at the given write.
struct FullDisk {
    inner: MemoryHost,
    left: AtomicUsize,
}

impl Host for FullDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.inner.read(path)
    }
    fn is_file(&self, path: &Path) -> bool {
        self.inner.is_file(path)
    }
    fn is_dir(&self, path: &Path) -> bool {
        self.inner.is_dir(path)
    }
    fn python_files(&self, dir: &Path) -> crate::host::Listing {
        self.inner.python_files(dir)
    }
    fn site_packages(&self) -> Vec<PathBuf> {
        Vec::new()
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err()
        {
            return Err(io::Error::other("no space left on device"));
        }
        self.inner.write(path, bytes)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.inner.remove(path)
    }
}

#[test]
fn a_build_cut_off_anywhere_is_finished_by_the_next() {
    for left in 0..4 {
        let host = FullDisk { inner: MemoryHost::new(), left: AtomicUsize::new(9) };
        build(&host, &[("a.js", "1"), ("b.js", "1")]);
        host.left.store(left, Ordering::SeqCst);
        let next = output(&[("a.js", "2"), ("c.js", "2")]);
        let error = plan(&host, &Config::default(), &next).expect("planned").apply(&host);
        assert!(error.is_err(), "with {left} writes");
        host.left.store(99, Ordering::SeqCst);
        // The source changes once more before the next build: `c.js` must still count as ours.
        build(&host, &[("a.js", "3"), ("c.js", "3")]);
        assert_eq!(read(&host, "dist/a.js").as_deref(), Some("3"), "with {left} writes");
        assert_eq!(read(&host, "dist/c.js").as_deref(), Some("3"), "with {left} writes");
        assert_eq!(read(&host, "dist/b.js"), None, "with {left} writes");
    }
}
