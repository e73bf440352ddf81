//! Defects that are added to a copy of the runtime and its macros, to show that the fuzzer detects them.

use ffi_guard_test_support::paths;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// An alias that is named like a number is not converted.
    Alias,
    /// Overlapping arguments are accepted.
    Overlap,
    /// Null pointers are accepted.
    Null,
    /// The data of a closure is destroyed twice.
    Destroy,
}

impl Plant {
    /// Returns the defect of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "alias" => Some(Self::Alias),
            "overlap" => Some(Self::Overlap),
            "null" => Some(Self::Null),
            "destroy" => Some(Self::Destroy),
            _ => None,
        }
    }

    /// Returns the texts to replace and their replacements. Each text must occur once in the sources.
    fn edits(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Alias => &[
                (
                    "let Some(number) = Number::of(ty) else { return ty.to_token_stream() };",
                    "let Some(number) = Number::of(ty).filter(|_| false) else { return ty.to_token_stream() };",
                ),
                (
                    "return quote_spanned!(site=> #private::require_same_type::<#ty, #number>(););",
                    "let _ = (number, ty); return TokenStream::new();",
                ),
            ],
            Self::Overlap => &[(
                "if others.iter().any(|other| written.overlaps(*other)) {",
                "if others.iter().any(|other| written.overlaps(*other) && false) {",
            )],
            Self::Destroy => {
                &[("destroy(self.data)", "{ destroy(self.data); destroy(self.data) }")]
            }
            Self::Null => &[(
                "NonNull::new(pointer.cast_mut()).ok_or(NULL)",
                "Ok(NonNull::new(pointer.cast_mut()).unwrap_or(NonNull::dangling()))",
            )],
        }
    }
}

/// Copies the crates that a guarded library depends on, with the defect. Returns the directory of the runtime.
///
/// # Errors
///
/// If a text to replace does not occur exactly once, or a file cannot be copied.
pub fn plant(plant: Plant) -> io::Result<PathBuf> {
    let root = paths::target().join("signatures").join(format!("{plant:?}").to_lowercase());
    let mut members = Vec::new();
    for entry in fs::read_dir(paths::workspace())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("ffi-guard-") {
            members.push(name);
        }
    }
    let mut found = vec![0; plant.edits().len()];
    for member in &members {
        let (from, to) = (paths::workspace().join(member), root.join(member));
        copy(&from, &to, plant.edits(), &mut found)?;
    }
    write_if_changed(&root.join("Cargo.toml"), &manifest(&members)?)?;
    for ((text, _), count) in plant.edits().iter().zip(found) {
        if count != 1 {
            return Err(io::Error::other(format!(
                "`{text}` occurs {count} times in the sources instead of once: adapt tests/signatures/src/plant.rs"
            )));
        }
    }
    Ok(root.join("ffi-guard-runtime"))
}

/// Returns the manifest of the workspace, restricted to these members.
fn manifest(members: &[String]) -> io::Result<String> {
    let text = fs::read_to_string(paths::workspace().join("Cargo.toml"))?;
    let begin = text.find("members = [").ok_or_else(|| io::Error::other("no members"))?;
    let end = begin + text[begin..].find(']').ok_or_else(|| io::Error::other("no members"))?;
    Ok(format!("{}members = {members:?}{}", &text[..begin], &text[end + 1..]))
}

/// Copies a directory without build directories, and applies the replacements to its sources.
fn copy(from: &Path, to: &Path, edits: &[(&str, &str)], found: &mut [usize]) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("tests") {
                copy(&path, &target, edits, found)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let mut text = fs::read_to_string(&path)?;
            for ((old, new), found) in edits.iter().zip(found.iter_mut()) {
                *found += text.matches(old).count();
                text = text.replace(old, new);
            }
            write_if_changed(&target, &text)?;
        } else if !target.is_file() || fs::read(&path)? != fs::read(&target)? {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// Leaves unchanged files alone, so that cargo does not rebuild them.
fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    match fs::read(path) {
        Ok(old) if old == text.as_bytes() => Ok(()),
        _ => fs::write(path, text),
    }
}
