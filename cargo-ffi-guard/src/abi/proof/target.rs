//! The target of an artifact.

use object::read::archive::ArchiveFile;
use object::{Architecture, BinaryFormat, File, Object};

/// Returns a target whose C compiler has the layouts and calling conventions of an artifact; the host if its architecture
/// and object format are the artifact's. `None` for other architectures and formats.
pub(super) fn of(data: &[u8], host: &str) -> Option<String> {
    let (architecture, format) = match ArchiveFile::parse(data) {
        Ok(archive) => archive.members().find_map(|member| kind(member.ok()?.data(data).ok()?))?,
        Err(_) => kind(data)?,
    };
    let processor = match architecture {
        Architecture::X86_64 => "x86_64",
        Architecture::I386 => "i686",
        Architecture::Aarch64 => "aarch64",
        Architecture::S390x => "s390x",
        Architecture::Riscv64 => "riscv64gc",
        _ => return None,
    };
    let (system, is_host) = match format {
        BinaryFormat::Elf => {
            let others = ["windows", "apple"];
            ("unknown-linux-gnu", !others.iter().any(|other| host.contains(other)))
        }
        BinaryFormat::Coff | BinaryFormat::Pe => ("pc-windows-gnu", host.contains("windows")),
        BinaryFormat::MachO => ("apple-darwin", host.contains("apple")),
        _ => return None,
    };
    let is_host = is_host && host.split('-').next() == Some(processor);
    Some(if is_host { host.to_owned() } else { format!("{processor}-{system}") })
}

fn kind(data: &[u8]) -> Option<(Architecture, BinaryFormat)> {
    let file = File::parse(data).ok()?;
    Some((file.architecture(), file.format()))
}
