//! Normal forms of Unicode.
//!
//! ```text
//! identifier("\u{fb01}le")    file       a ligature
//! file_name("e\u{301}")      \u{e9}      an accent beside its letter
//! ```

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// A name as Python reads it (NFKC).
pub fn identifier(name: &str) -> Cow<'_, str> {
    match name.is_ascii() {
        true => Cow::Borrowed(name),
        false => ComposingNormalizerBorrowed::new_nfkc().normalize(name),
    }
}

/// The name of a file as the file systems of macOS compare it (NFC); case is another matter.
pub fn file_name(name: &str) -> Cow<'_, str> {
    match name.is_ascii() {
        true => Cow::Borrowed(name),
        false => ComposingNormalizerBorrowed::new_nfc().normalize(name),
    }
}
