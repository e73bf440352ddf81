//! Reads the descriptions of an artifact.

use super::description::Description;
use super::model::{Abi, DataModel};
use super::resolve::resolve;
use crate::failure::Failure;
use crate::notes;
use crate::unreadable::Unreadable;
use object::read::archive::ArchiveFile;
use object::{AddressSize, BinaryFormat, File, FileKind, Object};
use std::path::Path;

/// The type of a note that holds a description.
const TYPE: u32 = 2;

/// Reads the ABI that a built library describes. `None` if it holds no description.
///
/// # Errors
///
/// If the file is damaged, or a newer runtime wrote its descriptions.
///
/// ```
/// assert!(cargo_ffi_guard::abi::read(b"not a library").is_err());
/// ```
pub fn read(data: &[u8]) -> Result<Option<Abi>, Unreadable> {
    let mut descriptions = Descriptions::default();
    match FileKind::parse(data) {
        Ok(FileKind::Archive) => descriptions.add_archive(data)?,
        Ok(FileKind::MachOFat32 | FileKind::MachOFat64) => {
            return Err(Unreadable::several_architectures());
        }
        Ok(_) => descriptions.add_object(data)?,
        Err(_) => return Err(Unreadable::other_format()),
    }
    let Descriptions { texts, data_model } = descriptions;
    if texts.is_empty() {
        return Ok(None);
    }
    let parsed: Result<Vec<Description>, _> =
        texts.iter().map(|text| serde_json::from_str(text)).collect();
    let parsed = parsed.map_err(|error| {
        Unreadable::new(
            format!("a description in it is not understood: {error}"),
            "install the cargo-ffi-guard of the same release as the library's ffi-guard-runtime",
        )
    })?;
    Ok(Some(resolve(&parsed, data_model.unwrap_or_default())))
}

/// Returns the ABI that the library in a file describes.
pub(crate) fn described(data: &[u8], file: &Path) -> Result<Abi, Failure> {
    let abi = read(data).map_err(|unreadable| unreadable.at(file))?;
    abi.ok_or_else(|| {
        let next = "build it with the feature `describe` of ffi-guard-runtime, or let the command build the package";
        Failure::at(file, "the file holds no description of its ABI", next)
    })
}

/// The texts of the descriptions in the members of an archive, or in one file.
#[derive(Default)]
struct Descriptions {
    texts: Vec<String>,
    data_model: Option<DataModel>,
}

impl Descriptions {
    fn add_archive(&mut self, data: &[u8]) -> Result<(), Unreadable> {
        let damaged = |error: object::Error| Unreadable::damaged(&format!("the archive: {error}"));
        let archive = ArchiveFile::parse(data).map_err(damaged)?;
        if archive.is_thin() {
            return Err(Unreadable::thin_archive());
        }
        for member in archive.members() {
            let data = member.and_then(|member| member.data(data)).map_err(damaged)?;
            // Other members are metadata, or parts of import libraries.
            if File::parse(data).is_ok() {
                self.add_object(data)?;
            }
        }
        Ok(())
    }

    fn add_object(&mut self, data: &[u8]) -> Result<(), Unreadable> {
        let damaged = |error: object::Error| Unreadable::damaged(&error.to_string());
        let file = File::parse(data).map_err(damaged)?;
        for section in notes::sections(&file)? {
            for note in notes::read(section.data, file.endianness())? {
                if note.kind == TYPE {
                    let text = String::from_utf8_lossy(note.description).trim_end().to_owned();
                    self.texts.push(text);
                    self.data_model = Some(data_model(&file));
                }
            }
        }
        Ok(())
    }
}

fn data_model(file: &File<'_>) -> DataModel {
    // An object of COFF has 32 bits for every architecture.
    match (file.architecture().address_size(), file.format()) {
        (Some(AddressSize::U64), BinaryFormat::Coff | BinaryFormat::Pe) => DataModel::LLP64,
        (Some(AddressSize::U64), _) => DataModel::LP64,
        _ => DataModel::ILP32,
    }
}
