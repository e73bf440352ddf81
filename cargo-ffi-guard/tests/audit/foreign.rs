//! File formats that the tests cannot link. The `object` crate writes the files, with the sections and symbols that
//! rustc and the linkers of those systems produce.

use crate::support::{audit, file, object_file, record, report, verdicts};
use object::pe;
use object::write::pe::{NtHeaders, Writer};
use object::{Architecture, BinaryFormat};
use std::collections::BTreeMap;

const FUNCTIONS: [&str; 3] = ["shape_area", "shape_name", "shape_abort"];

fn records() -> [Vec<u8>; 2] {
    [record("shape_area", 1), record("shape_abort", 0)]
}

fn expected() -> BTreeMap<String, String> {
    let expected =
        [("shape_area", "attribute"), ("shape_name", "unguarded"), ("shape_abort", "panic-abort")];
    expected.map(|(symbol, state)| (symbol.to_owned(), state.to_owned())).into()
}

fn judged(name: &str, bytes: &[u8]) -> BTreeMap<String, String> {
    let (_folder, path) = file(name, bytes);
    verdicts(&report(&path, &[]))
}

fn mach_o(architecture: Architecture, records: &[Vec<u8>]) -> Vec<u8> {
    let section = ("__TEXT", "__ffi_guard");
    object_file(BinaryFormat::MachO, architecture, &FUNCTIONS, section, records)
}

/// Returns the object file as a dynamic library without an export trie, as older linkers write it.
fn dylib(architecture: Architecture, records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = mach_o(architecture, records);
    bytes[12..16].copy_from_slice(&6_u32.to_le_bytes());
    bytes
}

#[test]
fn reads_mach_o() {
    for architecture in [Architecture::X86_64, Architecture::Aarch64] {
        assert_eq!(judged("shape.o", &mach_o(architecture, &records())), expected());
        assert_eq!(judged("libshape.dylib", &dylib(architecture, &records())), expected());
    }
}

#[test]
fn reads_each_architecture_of_a_universal_library() {
    let slices = [
        (0x0100_0007_u32, dylib(Architecture::X86_64, &records())),
        (0x0100_000c_u32, dylib(Architecture::Aarch64, &records()[1..])),
    ];
    let mut bytes = vec![];
    for word in [0xcafe_babe_u32, 2] {
        bytes.extend(word.to_be_bytes());
    }
    let mut offset = 4096_u32;
    for (architecture, slice) in &slices {
        let size = u32::try_from(slice.len()).unwrap();
        for word in [*architecture, 0, offset, size, 12] {
            bytes.extend(word.to_be_bytes());
        }
        offset += size.next_multiple_of(4096);
    }
    for (_, slice) in slices {
        bytes.resize(bytes.len().next_multiple_of(4096), 0);
        bytes.extend(slice);
    }
    let mut expected = expected();
    expected.insert("shape_area".to_owned(), "unguarded".to_owned());
    assert_eq!(judged("libshape.dylib", &bytes), expected);
}

#[test]
fn reads_coff() {
    for architecture in [Architecture::X86_64, Architecture::I386, Architecture::Aarch64] {
        let section = ("", ".ffigrd$m");
        let bytes = object_file(BinaryFormat::Coff, architecture, &FUNCTIONS, section, &records());
        assert_eq!(judged("shape.obj", &bytes), expected(), "{architecture:?}");
    }
}

/// GNU ld keeps a section of this name, which programs for other systems may use for something else.
#[test]
fn reads_the_records_of_windows_gnu() {
    let coff = |records: &[Vec<u8>]| {
        let section = ("", ".vectors$m");
        object_file(BinaryFormat::Coff, Architecture::X86_64, &FUNCTIONS, section, records)
    };
    assert_eq!(judged("shape.obj", &coff(&records())), expected());
    let other = judged("shape.obj", &coff(&[b"interrupts".repeat(3)]));
    assert!(other.values().all(|state| state == "unguarded"), "{other:?}");
}

/// Returns a DLL whose export table names the three functions, a variable, and a function of another DLL.
fn dll() -> Vec<u8> {
    let text = vec![0xc3; 16];
    // Linkers leave padding between the sections that they merge.
    let record = records().join(&[0; 8][..]);
    let (text_rva, data_rva, record_rva) = (0x1000_u32, 0x2000_u32, 0x3000_u32);
    let names = ["shape_abort", "shape_area", "shape_forwarded", "shape_limit", "shape_name"];
    let table = data_rva + 16;
    let count = u32::try_from(names.len()).unwrap();
    let (addresses, pointers) = (table + 40, table + 40 + 4 * count);
    let ordinals = pointers + 4 * count;
    let strings = ordinals + 2 * count;
    let mut text_area = b"shape.dll\0other.there\0".to_vec();
    let targets = [text_rva + 8, text_rva, strings + 10, data_rva, text_rva + 4];
    let pointer = |name: &str, area: &mut Vec<u8>| {
        let at = strings + u32::try_from(area.len()).unwrap();
        area.extend(name.bytes().chain([0]));
        at
    };
    let pointed: Vec<u32> = names.iter().map(|name| pointer(name, &mut text_area)).collect();
    let mut data = vec![0; 16];
    let header = [0, 0, 0, strings, 1, count, count, addresses, pointers, ordinals];
    data.extend(header.iter().chain(&targets).chain(&pointed).flat_map(|word| word.to_le_bytes()));
    data.extend((0..u16::try_from(count).unwrap()).flat_map(u16::to_le_bytes));
    data.extend(text_area);
    let size = u32::try_from(data.len()).unwrap() - 16;
    image(
        [(".text", text_rva, text), (".rdata", data_rva, data), (".ffigrd", record_rva, record)],
        (table, size),
    )
}

fn image(sections: [(&str, u32, Vec<u8>); 3], exports: (u32, u32)) -> Vec<u8> {
    let mut buffer = Vec::new();
    let mut writer = Writer::new(true, 0x1000, 0x200, &mut buffer);
    writer.reserve_dos_header_and_stub();
    writer.reserve_nt_headers(16);
    writer.set_data_directory(pe::IMAGE_DIRECTORY_ENTRY_EXPORT, exports.0, exports.1);
    writer.reserve_section_headers(3);
    let mut ranges = Vec::new();
    for (name, address, data) in &sections {
        let size = u32::try_from(data.len()).unwrap();
        let characteristics = if *name == ".text" {
            pe::IMAGE_SCN_CNT_CODE | pe::IMAGE_SCN_MEM_EXECUTE | pe::IMAGE_SCN_MEM_READ
        } else {
            pe::IMAGE_SCN_CNT_INITIALIZED_DATA | pe::IMAGE_SCN_MEM_READ
        };
        let mut padded = [0; 8];
        padded[..name.len()].copy_from_slice(name.as_bytes());
        let range = writer.reserve_section(padded, characteristics, size, size);
        assert_eq!(range.virtual_address, *address);
        ranges.push(range);
    }
    writer.write_dos_header_and_stub().unwrap();
    writer.write_nt_headers(headers());
    writer.write_section_headers();
    for (range, (_, _, data)) in ranges.iter().zip(&sections) {
        writer.write_section(range.file_offset, data);
    }
    buffer
}

#[test]
fn reads_pe() {
    assert_eq!(judged("shape.dll", &dll()), expected());
}

fn headers() -> NtHeaders {
    NtHeaders {
        machine: pe::IMAGE_FILE_MACHINE_AMD64,
        time_date_stamp: 0,
        characteristics: pe::IMAGE_FILE_EXECUTABLE_IMAGE | pe::IMAGE_FILE_DLL,
        major_linker_version: 1,
        minor_linker_version: 0,
        address_of_entry_point: 0,
        image_base: 0x1_8000_0000,
        major_operating_system_version: 6,
        minor_operating_system_version: 0,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: 6,
        minor_subsystem_version: 0,
        subsystem: pe::IMAGE_SUBSYSTEM_WINDOWS_CUI,
        dll_characteristics: pe::IMAGE_DLLCHARACTERISTICS_NX_COMPAT,
        size_of_stack_reserve: 0x10_0000,
        size_of_stack_commit: 0x1000,
        size_of_heap_reserve: 0x10_0000,
        size_of_heap_commit: 0x1000,
    }
}

fn archive(magic: &[u8], members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = magic.to_vec();
    for (name, bytes) in members {
        let name = format!("{name}/");
        let header = format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 644, bytes.len());
        archive.extend(header.bytes());
        archive.extend(*bytes);
        archive.resize(archive.len().next_multiple_of(2), b'\n');
    }
    archive
}

/// Functions and records may be in different members, because the compiler splits a crate into several object files.
#[test]
fn reads_an_archive_as_a_whole() {
    let section = ("", ".note.ffi_guard");
    let elf = |functions: &[&str], records: &[Vec<u8>]| {
        object_file(BinaryFormat::Elf, Architecture::X86_64, functions, section, records)
    };
    let (one, two) = (elf(&FUNCTIONS, &[]), elf(&[], &records()));
    let bytes = archive(b"!<arch>\n", &[("one.o", &one), ("two.o", &two), ("notes", b"text")]);
    let (_folder, path) = file("libshape.a", &bytes);
    let report = report(&path, &[]);
    assert_eq!(verdicts(&report), expected());
    assert!(
        report["notes"].to_string().contains("the member `notes` is no object file"),
        "{report}"
    );
}

#[test]
fn each_definition_of_a_function_in_an_archive_needs_a_record() {
    let member = |records: &[Vec<u8>]| {
        let section = ("", ".note.ffi_guard");
        object_file(BinaryFormat::Elf, Architecture::X86_64, &["shape_area"], section, records)
    };
    let (bare, guarded) = (member(&[]), member(&[record("shape_area", 1)]));
    for (second, state) in [(&bare, "unguarded"), (&guarded, "attribute")] {
        let bytes = archive(b"!<arch>\n", &[("one.o", &guarded), ("two.o", second)]);
        let (_folder, path) = file("libshape.a", &bytes);
        assert_eq!(verdicts(&report(&path, &[]))["shape_area"], state);
    }
}

#[test]
fn refuses_archives_that_do_not_say_what_they_export() {
    let cases = [
        (archive(b"!<arch>\n", &[("shape.o", b"BC\xc0\xde and no object")]), "LLVM bitcode"),
        (archive(b"!<thin>\n", &[("shape.o", b"held elsewhere")]), "thin"),
    ];
    for (bytes, what) in cases {
        let (_folder, path) = file("libshape.a", &bytes);
        let outcome = audit([&path]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(what), "{outcome}");
    }
}

/// The members of the standard library are left out by the name of the crate before them and their own, on each format.
#[test]
fn leaves_the_standard_library_out_of_archives() {
    let formats = [
        (BinaryFormat::Elf, ("", ".note.ffi_guard")),
        (BinaryFormat::Coff, ("", ".ffigrd$m")),
        (BinaryFormat::MachO, ("__TEXT", "__ffi_guard")),
    ];
    for (format, section) in formats {
        let object = |functions: &[&str], records: &[Vec<u8>]| {
            object_file(format, Architecture::X86_64, functions, section, records)
        };
        let members = [
            ("a.a.0.rcgu.o", object(&FUNCTIONS, &records())),
            ("own.o", object(&["own_c"], &[])),
            ("std-0123456789abcdef.std.0.rcgu.o", object(&["memcpy"], &[])),
            ("45c91108d938afe8-divti3.o", object(&["__divti3"], &[])),
            ("appended.o", object(&["appended"], &[])),
            ("z-0123456789abcdef.z.0.rcgu.o", object(&[], &[])),
            ("zlib.o", object(&["inflate"], &[])),
        ];
        let members: Vec<(&str, &[u8])> =
            members.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        let (_folder, path) = file("libshape.a", &long_named_archive(&members));
        let report = report(&path, &[]);
        let mut expected = expected();
        for symbol in ["own_c", "appended", "inflate"] {
            expected.insert(symbol.to_owned(), "unguarded".to_owned());
        }
        assert_eq!(verdicts(&report), expected, "{format:?}");
        let notes = report["notes"].to_string();
        assert!(notes.contains("2 archive members of the standard library"), "{notes}");
        assert!(notes.contains("functions by crate: a 4, z 1"), "{notes}");
    }
}

/// Returns an archive as BSD writes it: the name of a member is in front of its bytes.
fn long_named_archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = b"!<arch>\n".to_vec();
    for (name, bytes) in members {
        let (field, size) = (format!("#1/{}", name.len()), name.len() + bytes.len());
        let header = format!("{field:<16}{:<12}{:<6}{:<6}{:<8}{size:<10}`\n", 0, 0, 0, 644);
        archive.extend(header.bytes().chain(name.bytes()));
        archive.extend(*bytes);
        archive.resize(archive.len().next_multiple_of(2), b'\n');
    }
    archive
}

#[test]
fn import_libraries_are_refused() {
    let import = object_file(
        BinaryFormat::Coff,
        Architecture::X86_64,
        &["shape_area"],
        ("", ".idata$5"),
        &[],
    );
    let own = object_file(
        BinaryFormat::Coff,
        Architecture::X86_64,
        &FUNCTIONS,
        ("", ".ffigrd$m"),
        &records(),
    );
    let (_folder, path) = file("libshape.dll.a", &archive(b"!<arch>\n", &[("d.o", &import)]));
    let outcome = audit([&path]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("import library"), "{outcome}");
    assert!(outcome.stderr.contains("audit the .dll itself"), "{outcome}");

    let both = archive(b"!<arch>\n", &[("d.o", &import), ("shape.o", &own)]);
    assert_eq!(judged("libshape.a", &both), expected());
}

#[test]
fn an_archive_without_objects_is_refused() {
    let (_folder, path) = file("libshape.a", &archive(b"!<arch>\n", &[("lib.rmeta", b"rust")]));
    let outcome = audit([&path]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("holds no object file"), "{outcome}");
}
