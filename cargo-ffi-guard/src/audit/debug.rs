//! The source place and the crate of a function of a linked ELF or Mach-O image, from its debug information.

use crate::report::ReportedPlace;
use gimli::{
    AttributeValue, DebugInfoOffset, DebuggingInformationEntry, Dwarf, DwarfSections, EndianSlice,
    Error, RunTimeEndian, SectionId, UnitRef,
};
use object::{File, Object, ObjectKind, ObjectSection};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

type Slice<'a> = EndianSlice<'a, RunTimeEndian>;
type Entry<'a> = DebuggingInformationEntry<Slice<'a>>;

/// How many bytes are read at most: a unit may refer to all of the sections, and so may the next.
const MAX_WORK: u64 = 1 << 36;

/// The crate and the place of each function, by address.
pub(super) type Written = HashMap<u64, (Option<String>, Option<ReportedPlace>)>;

/// Looks the functions up. Damaged debug information counts as none: no verdict depends on it.
pub(super) fn functions(file: &File<'_>, functions: &BTreeMap<String, u64>) -> Written {
    let mut written = Written::new();
    // Before it is linked, its addresses are not known.
    if file.kind() != ObjectKind::Relocatable && !functions.is_empty() {
        let mut wanted: Vec<u64> = functions.values().copied().collect();
        wanted.sort_unstable();
        let _ = look_up(file, &wanted, &mut written);
    }
    written
}

fn look_up(file: &File<'_>, wanted: &[u64], written: &mut Written) -> Result<(), Error> {
    let endian = if file.is_little_endian() { RunTimeEndian::Little } else { RunTimeEndian::Big };
    let sections = DwarfSections::load(|id: SectionId| -> Result<Cow<'_, [u8]>, Error> {
        let section = file.section_by_name(id.name());
        // One that is compressed cannot be read: what it unpacks to would be the file's choice.
        Ok(section.and_then(|section| section.data().ok()).unwrap_or_default().into())
    })?;
    let dwarf = sections.borrow(|section| EndianSlice::new(section, endian));
    let units = units(&dwarf, wanted)?;
    let size = file.sections().map(|section| section.size()).fold(0, u64::saturating_add);
    let most = usize::try_from(MAX_WORK / size.max(1)).unwrap_or(usize::MAX);
    for offset in units.into_iter().take(most) {
        let unit = dwarf.unit(dwarf.debug_info.header_from_offset(offset)?)?;
        Lookup { unit: unit.unit_ref(&dwarf), wanted, written }.walk()?;
    }
    Ok(())
}

/// The units that have code of a wanted function: most have none, and reading them takes long.
fn units(dwarf: &Dwarf<Slice<'_>>, wanted: &[u64]) -> Result<Vec<DebugInfoOffset>, Error> {
    let mut units = Vec::new();
    let mut headers = dwarf.debug_aranges.headers();
    while let Some(header) = headers.next()? {
        let mut entries = header.entries();
        while let Some(entry) = entries.next()? {
            let range = entry.range();
            let at = wanted.partition_point(|address| *address < range.begin);
            if wanted.get(at).is_some_and(|address| *address < range.end) {
                units.push(header.debug_info_offset());
                break;
            }
        }
    }
    units.sort_unstable_by_key(|offset| offset.0);
    units.dedup();
    Ok(units)
}

struct Lookup<'a, 'w> {
    unit: UnitRef<'a, Slice<'a>>,
    wanted: &'w [u64],
    written: &'w mut Written,
}

impl<'a> Lookup<'a, '_> {
    fn walk(&mut self) -> Result<(), Error> {
        let mut entries = self.unit.entries();
        let mut outermost: Option<(isize, String)> = None;
        while let Some(entry) = entries.next_dfs()? {
            let depth = entry.depth();
            if outermost.as_ref().is_some_and(|(at, _)| depth <= *at) {
                outermost = None;
            }
            match entry.tag() {
                gimli::DW_TAG_namespace if outermost.is_none() => {
                    outermost = self.name(entry).map(|name| (depth, name));
                }
                gimli::DW_TAG_subprogram => {
                    let Some(address) = self.address(entry)? else { continue };
                    let name = outermost.as_ref().map(|(_, name)| name.clone());
                    let place = self.place(entry)?;
                    self.written.entry(address).or_insert((name, place));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn name(&self, entry: &Entry<'a>) -> Option<String> {
        let name = self.unit.attr_string(entry.attr_value(gimli::DW_AT_name)?).ok()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// The address of a wanted function.
    fn address(&self, entry: &Entry<'a>) -> Result<Option<u64>, Error> {
        let Some(low) = entry.attr_value(gimli::DW_AT_low_pc) else { return Ok(None) };
        let address = self.unit.attr_address(low)?;
        Ok(address.filter(|address| self.wanted.binary_search(address).is_ok()))
    }

    fn place(&self, entry: &Entry<'a>) -> Result<Option<ReportedPlace>, Error> {
        let line = entry.attr_value(gimli::DW_AT_decl_line).and_then(|line| line.udata_value());
        let Some(AttributeValue::FileIndex(index)) = entry.attr_value(gimli::DW_AT_decl_file)
        else {
            return Ok(None);
        };
        let (Some(line), Some(program)) = (line, &self.unit.line_program) else { return Ok(None) };
        let header = program.header();
        let Some(file) = header.file(index) else { return Ok(None) };
        let mut path = PathBuf::new();
        if let Some(folder) = self.unit.comp_dir {
            path.push(folder.to_string_lossy().as_ref());
        }
        if let Some(folder) = file.directory(header) {
            path.push(self.unit.attr_string(folder)?.to_string_lossy().as_ref());
        }
        path.push(self.unit.attr_string(file.path_name())?.to_string_lossy().as_ref());
        let line = usize::try_from(line).unwrap_or(usize::MAX).max(1);
        Ok(Some(ReportedPlace { file: from_here(&path), line, column: 1, bytes: None }))
    }
}

/// The path from the current folder, if it is below that: so services find the file in the repository.
fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_owned())
}
