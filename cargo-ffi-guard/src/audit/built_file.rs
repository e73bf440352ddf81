//! The images of a built file: one for a library or executable, one for each architecture of a universal file.

use super::image::{Detail, Image};
use super::{Unreadable, archive, object_file};
use object::FileKind;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};

/// Reads a built file: an ELF, Mach-O or PE library or executable, an object file, or an archive of those.
///
/// The time and memory that it takes are bounded by the size of `data`, whatever that contains.
///
/// # Errors
///
/// If it is none of these, or damaged.
///
/// ```
/// use cargo_ffi_guard::audit::{Detail, images};
///
/// assert!(images(b"not a library", Detail::Verdicts).is_err());
/// ```
pub fn images(data: &[u8], detail: Detail) -> Result<Vec<Image>, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&e.to_string());
    match FileKind::parse(data) {
        Ok(FileKind::MachOFat32) => {
            slices(MachOFatFile32::parse(data).map_err(damaged)?.arches(), data, detail)
        }
        Ok(FileKind::MachOFat64) => {
            slices(MachOFatFile64::parse(data).map_err(damaged)?.arches(), data, detail)
        }
        _ => thin(data, detail).map(|image| vec![image]),
    }
}

fn slices(arches: &[impl FatArch], data: &[u8], detail: Detail) -> Result<Vec<Image>, Unreadable> {
    let mut left = data.len();
    let slice = |arch: &_| {
        let slice = FatArch::data(arch, data).map_err(|e| Unreadable::damaged(&e.to_string()))?;
        let overlap = || Unreadable::damaged("its architectures overlap");
        left = left.checked_sub(slice.len()).ok_or_else(overlap)?;
        thin(slice, detail)
    };
    arches.iter().map(slice).collect()
}

/// Reads a file of one architecture.
fn thin(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let kind = FileKind::parse(data);
    match kind {
        Ok(FileKind::Archive) => archive::read(data, detail),
        Ok(FileKind::CoffImport) => Err(archive::import_library()),
        Ok(FileKind::MachOFat32 | FileKind::MachOFat64 | FileKind::DyldCache) | Err(_) => {
            Err(Unreadable::other_format())
        }
        Ok(_) => object_file::read(data, detail),
    }
}
