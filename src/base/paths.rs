//! One spelling for each path.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and, where a name precedes it, `..`. Nothing is read: links are not followed.
#[must_use]
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            Component::ParentDir
            | Component::Prefix(_)
            | Component::RootDir
            | Component::Normal(_) => out.push(part),
        }
    }
    out
}
