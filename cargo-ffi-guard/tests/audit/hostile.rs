//! Arbitrary files lead to a verdict or a clear error, never to a panic or a hang.

use crate::support::{audit, elf, file, object_file, record};
use cargo_ffi_guard::audit::{Detail, images, parse_records};
use object::{Architecture, BinaryFormat, Endianness};
use std::env;
use std::fs::{self, File};
use std::path::PathBuf;

/// A deterministic random number generator.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }
}

fn samples() -> Vec<Vec<u8>> {
    let records = [record("shape_area", 1)];
    let functions = ["shape_area", "shape_name"];
    let coff = object_file(
        BinaryFormat::Coff,
        Architecture::X86_64,
        &functions,
        ("", ".ffigrd$m"),
        &records,
    );
    let mach_o = object_file(
        BinaryFormat::MachO,
        Architecture::Aarch64,
        &functions,
        ("__TEXT", "__ffi_guard"),
        &records,
    );
    let mut archive = b"!<arch>\n".to_vec();
    for (name, bytes) in [("a.o/", elf()), ("b.o/", coff.clone())] {
        archive.extend(
            format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 644, bytes.len()).bytes(),
        );
        archive.extend(&bytes);
        archive.resize(archive.len().next_multiple_of(2), b'\n');
    }
    vec![elf(), coff, mach_o, archive]
}

/// If `FFI_GUARD_SAMPLES` names a directory, the samples are also written there, as seeds for the fuzzer.
#[test]
fn the_samples_are_read() {
    let folder = env::var_os("FFI_GUARD_SAMPLES").map(PathBuf::from);
    for (number, sample) in samples().into_iter().enumerate() {
        if let Some(folder) = &folder {
            fs::write(folder.join(format!("sample-{number}")), &sample).unwrap();
        }
        let images = images(&sample, Detail::Explained).unwrap();
        assert_eq!(images[0].functions.len(), 2, "{images:?}");
        assert_eq!(images[0].records.len(), 1, "{images:?}");
    }
}

#[test]
fn survives_every_truncation() {
    for sample in samples() {
        for length in 0..sample.len() {
            let _ = images(&sample[..length], Detail::Explained);
        }
    }
}

#[test]
fn survives_damage() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for sample in samples() {
        for _ in 0..20_000 {
            let mut damaged = sample.clone();
            for _ in 0..=numbers.below(4) {
                let at = numbers.below(damaged.len());
                damaged[at] = [numbers.byte(), 0, 0xff, 0x80][numbers.below(4)];
            }
            let _ = images(&damaged, Detail::Explained);
        }
    }
}

#[test]
fn survives_noise() {
    let mut numbers = Numbers(1);
    for magic in [
        &b"\x7fELF\x02\x01\x01"[..],
        b"!<arch>\n",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"MZ",
        b"",
    ] {
        for _ in 0..2_000 {
            let length = numbers.below(600);
            let noise = magic.iter().copied().chain((0..length).map(|_| numbers.byte()));
            let _ = images(&noise.collect::<Vec<_>>(), Detail::Explained);
        }
    }
}

#[test]
fn refuses_damaged_records() {
    let whole = [record("shape_area", 1), record("shape_name", 0)].concat();
    assert_eq!(parse_records(&whole, Endianness::Little).unwrap().len(), 2);
    for length in 1..whole.len() {
        let cut = parse_records(&whole[..length], Endianness::Little);
        assert!(cut.is_err() || length == whole.len() / 2, "{length}: {cut:?}");
    }
    assert!(parse_records(&whole, Endianness::Big).is_err());
    let mut newer = whole.clone();
    newer[24] = 2;
    let error = parse_records(&newer, Endianness::Little).unwrap_err();
    assert!(error.to_string().contains("version 2"), "{error}");
    for size in [u32::MAX, u32::MAX - 3, 1 << 31] {
        for at in [0, 4] {
            let mut huge = whole.clone();
            huge[at..at + 4].copy_from_slice(&size.to_le_bytes());
            assert!(parse_records(&huge, Endianness::Little).is_err());
        }
    }
}

#[test]
fn does_not_take_damage_for_a_clean_library() {
    let mut damaged = elf();
    let name = damaged.windows(10).position(|bytes| bytes == b"ffi_guard\0").unwrap();
    damaged[name - 8] = 0xff;
    let (_folder, path) = file("libshape.o", &damaged);
    let outcome = audit([&path]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("damaged"), "{outcome}");
}

#[test]
fn reads_a_hundred_megabytes_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (name, start) in
        [("zero.so", &b""[..]), ("elf.so", b"\x7fELF\x02\x01\x01"), ("ar.a", b"!<arch>\n")]
    {
        let path = folder.path().join(name);
        fs::write(&path, start).unwrap();
        File::options().write(true).open(&path).unwrap().set_len(100 << 20).unwrap();
        let outcome = audit([&path]);
        assert_eq!(outcome.code, Some(2), "{name}: {outcome}");
    }
}

#[test]
fn refuses_what_is_too_large() {
    let (_folder, path) = file("huge.so", b"\x7fELF");
    File::options().write(true).open(&path).unwrap().set_len((2 << 30) + 1).unwrap();
    let outcome = audit([&path]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("strip --strip-debug"), "{outcome}");
}

/// Each symbol's name is the entire string table, which has no terminator. Together the names are too large to read.
#[test]
fn refuses_names_that_overlap() {
    let functions: Vec<String> = (0..20_000).map(|n| format!("f{n}")).collect();
    let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
    let mut bytes = object_file(
        BinaryFormat::Elf,
        Architecture::X86_64,
        &functions,
        ("", ".note.ffi_guard"),
        &[],
    );
    let names = bytes.windows(4).position(|window| window == b"\0f0\0").unwrap();
    for byte in bytes[names + 1..].iter_mut().take(20_000 * 6) {
        if *byte == 0 {
            *byte = b'_';
        }
    }
    let error = images(&bytes, Detail::Explained).unwrap_err();
    assert!(error.to_string().contains("overlap"), "{error}");
}

#[cfg(unix)]
#[test]
fn reads_a_name_that_is_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"lib\xff\x1b[31m.so"));
    fs::write(&path, elf()).unwrap();
    for format in ["table", "json", "sarif", "github"] {
        let outcome = audit([path.as_os_str(), "--format".as_ref(), format.as_ref()]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(!outcome.stdout.contains('\u{1b}'), "{outcome}");
    }
}

#[cfg(unix)]
#[test]
fn does_not_wait_for_a_pipe() {
    let outcome = audit(["/dev/zero"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("no regular file"), "{outcome}");
}

/// Control characters in a symbol are not sent to the terminal.
#[test]
fn shows_control_characters_as_text() {
    let bytes = object_file(
        BinaryFormat::Elf,
        Architecture::X86_64,
        &["\u{1b}[2Jgone\n::error::x"],
        ("", ".note.ffi_guard"),
        &[],
    );
    let (_folder, path) = file("libshape.o", &bytes);
    for format in ["table", "json", "sarif", "github"] {
        let outcome = audit([path.as_os_str(), "--format".as_ref(), format.as_ref()]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(
            !outcome.stdout.contains('\u{1b}') && !outcome.stdout.contains("\n::error::x"),
            "{outcome}"
        );
    }
}
