//! The exported symbols of a linked ELF file as the loader finds them: by its program headers, its dynamic table and
//! the hash tables. Section headers are not read.

use super::Unreadable;
use super::ranges::Ranges;
use super::symbols::{Symbols, is_definition};
use object::read::elf::{Dyn, ElfFile, FileHeader, ProgramHeader, Sym};
use object::read::{ReadRef, StringTable};
use object::{Endianness, File, U16, U32, elf};
use std::collections::HashMap;

/// The largest number of versions: an index has 15 bits.
const MAX_VERSIONS: u64 = 1 << 15;

/// The loader's view of a file.
pub(super) struct LoaderView<'data> {
    /// The exported definitions: symbols with an address that other files can refer to.
    pub(super) definitions: Vec<Definition<'data>>,
    /// The addresses that are mapped as executable.
    pub(super) executable: Ranges,
    /// Whether the file is started as a program.
    pub(super) is_program: bool,
    /// Whether the file has a hash table, without which the loader finds no symbol.
    pub(super) has_hash_table: bool,
    /// The contents of the note segments.
    pub(super) notes: Vec<&'data [u8]>,
}

/// An exported symbol of the dynamic symbol table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition<'data> {
    pub(super) name: &'data [u8],
    pub(super) address: u64,
    pub(super) version: Option<SymbolVersion>,
    /// Whether its value is a constant instead of an address, as for the symbol that names a version.
    pub(super) absolute: bool,
}

/// The version of a symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SymbolVersion {
    pub(super) name: String,
    /// Whether new programs are linked to this version.
    pub(super) default: bool,
}

/// Reads the loader's view. `None` for other formats and for files without program headers.
pub(super) fn view<'data>(
    file: &File<'data>,
    symbols: &Symbols,
) -> Result<Option<LoaderView<'data>>, Unreadable> {
    match file {
        File::Elf32(file) => Reader::new(file, symbols).map(Reader::view).transpose(),
        File::Elf64(file) => Reader::new(file, symbols).map(Reader::view).transpose(),
        _ => Ok(None),
    }
}

struct Reader<'f, 'data, Elf: FileHeader> {
    endian: Elf::Endian,
    data: &'data [u8],
    segments: &'data [Elf::ProgramHeader],
    symbols: &'f Symbols,
}

/// The tables that the dynamic table names, by tag.
type Tags = HashMap<i64, u64>;

impl<'f, 'data, Elf: FileHeader<Endian = Endianness>> Reader<'f, 'data, Elf> {
    fn new(file: &ElfFile<'data, Elf>, symbols: &'f Symbols) -> Option<Self> {
        let segments = file.elf_program_headers();
        let (endian, data) = (file.endian(), file.data());
        (!segments.is_empty()).then_some(Self { endian, data, segments, symbols })
    }

    fn view(self) -> Result<LoaderView<'data>, Unreadable> {
        let tags = self.tags()?;
        let count = self.count(&tags)?;
        let definitions = match count {
            Some(count) if count > 0 => self.definitions(&tags, count)?,
            _ => Vec::new(),
        };
        let is_code = |p: &&Elf::ProgramHeader| {
            p.p_type(self.endian) == elf::PT_LOAD && p.p_flags(self.endian).contains(elf::PF_X)
        };
        let range = |p: &Elf::ProgramHeader| {
            let start: u64 = p.p_vaddr(self.endian).into();
            start..start.saturating_add(p.p_memsz(self.endian).into())
        };
        let of_type = |kind| {
            self.segments
                .iter()
                .filter(move |p: &&Elf::ProgramHeader| p.p_type(self.endian) == kind)
        };
        let flags = tags.get(&elf::DT_FLAGS_1.0).copied().unwrap_or(0);
        let notes = of_type(elf::PT_NOTE);
        Ok(LoaderView {
            definitions,
            executable: self.segments.iter().filter(is_code).map(range).collect(),
            is_program: of_type(elf::PT_INTERP).next().is_some() || flags & DF_1_PIE != 0,
            has_hash_table: count.is_some(),
            notes: notes.filter_map(|p| p.data(self.endian, self.data).ok()).collect(),
        })
    }

    /// The bytes from an address on, as far as the file has them.
    fn at(&self, address: u64) -> Option<&'data [u8]> {
        let loads = self.segments.iter().filter(|p| p.p_type(self.endian) == elf::PT_LOAD);
        loads.into_iter().find_map(|p| {
            let offset = address.checked_sub(p.p_vaddr(self.endian).into())?;
            let rest = p.data(self.endian, self.data).ok()?.get(usize::try_from(offset).ok()?..)?;
            Some(rest).filter(|rest| !rest.is_empty())
        })
    }

    fn table(&self, tags: &Tags, tag: elf::DynamicTag) -> Result<Option<&'data [u8]>, Unreadable> {
        let Some(address) = tags.get(&tag.0) else { return Ok(None) };
        self.at(*address).map(Some).ok_or_else(|| damaged("names an address outside of the file"))
    }

    fn tags(&self) -> Result<Tags, Unreadable> {
        let dynamic = self.segments.iter().find(|p| p.p_type(self.endian) == elf::PT_DYNAMIC);
        let Some(dynamic) = dynamic else { return Ok(Tags::new()) };
        let entry = size_of::<Elf::Dyn>() as u64;
        let count = usize::try_from(dynamic.p_filesz(self.endian).into() / entry).ok();
        let bytes = self.at(dynamic.p_vaddr(self.endian).into());
        let entries = bytes
            .zip(count)
            .and_then(|(bytes, count)| bytes.read_slice_at::<Elf::Dyn>(0, count).ok());
        let entries = entries.ok_or_else(|| damaged("is outside of the file"))?.iter();
        let used = entries.take_while(|entry| entry.d_tag(self.endian) != elf::DT_NULL);
        Ok(used.map(|e| (e.d_tag(self.endian).0, e.d_val(self.endian).into())).collect())
    }

    /// The number of symbols that the hash tables reach, the first one included; `None` without a table.
    fn count(&self, tags: &Tags) -> Result<Option<usize>, Unreadable> {
        let short = || damaged("has a damaged hash table");
        let hash = self.table(tags, elf::DT_HASH)?.map(|table| self.words(table, 0, 2));
        let hash = hash.map(|header| header.map(|header| header[1])).map(|n| n.ok_or_else(short));
        let gnu = self.table(tags, elf::DT_GNU_HASH)?;
        let gnu = gnu.map(|table| self.gnu_count(table).ok_or_else(short));
        let counts = [hash.transpose()?, gnu.transpose()?];
        Ok(counts.into_iter().flatten().max().map(|count| count as usize))
    }

    /// The end of the last chain of a GNU hash table. Chains are stored in the order of their symbols, so that is the
    /// chain of the highest bucket.
    fn gnu_count(&self, table: &'data [u8]) -> Option<u32> {
        let header = self.words(table, 0, 4)?;
        let [buckets, first, bloom, _] = header[..] else { return None };
        let start = u64::from(bloom).checked_mul(size_of::<Elf::Word>() as u64)?.checked_add(16)?;
        let last = self.words(table, start, buckets)?.into_iter().max().unwrap_or(0);
        if last == 0 {
            return Some(0);
        }
        let chains = start.checked_add(u64::from(buckets) * 4)?;
        let mut offset = chains.checked_add(u64::from(last.checked_sub(first)?) * 4)?;
        let mut end = last;
        loop {
            end = end.checked_add(1)?;
            if table.read_at::<U32<Endianness>>(offset).ok()?.get(self.endian) & 1 != 0 {
                return Some(end);
            }
            offset = offset.checked_add(4)?;
        }
    }

    fn words(&self, table: &'data [u8], offset: u64, count: u32) -> Option<Vec<u32>> {
        let words = table.read_slice_at::<U32<Endianness>>(offset, usize::try_from(count).ok()?);
        Some(words.ok()?.iter().map(|word| word.get(self.endian)).collect())
    }

    fn definitions(&self, tags: &Tags, count: usize) -> Result<Vec<Definition<'data>>, Unreadable> {
        let short = || damaged("has a hash table for more symbols than the file has");
        let table = self.table(tags, elf::DT_SYMTAB)?.ok_or_else(short)?;
        let table = table.read_slice_at::<Elf::Sym>(0, count).map_err(|()| short())?;
        let strings = self.strings(tags)?;
        let indices = match self.table(tags, elf::DT_VERSYM)? {
            Some(indices) => {
                indices.read_slice_at::<U16<Endianness>>(0, count).map_err(|()| short())?
            }
            None => &[],
        };
        let versions = self.versions(tags, strings)?;
        let mut definitions = Vec::new();
        for (at, symbol) in table.iter().enumerate() {
            let section = symbol.st_shndx(self.endian);
            if !is_definition(symbol.st_info(), symbol.st_other(), section) {
                continue;
            }
            let name = symbol.name(self.endian, strings);
            let name = name.map_err(|_| damaged("has a symbol without a name"))?;
            self.symbols.spend(name.len())?;
            let index = indices.get(at).map_or(0, |index| index.get(self.endian));
            let default = index & HIDDEN == 0;
            // The base version has no name. Hidden, it is an older version as well: `f@` beside `f@@V1`.
            let version = versions.get(&(index & !HIDDEN)).map(String::as_str);
            let version = version.or((!default).then_some(""));
            let version = version.map(|name| SymbolVersion { name: name.to_owned(), default });
            let address = symbol.st_value(self.endian).into();
            let absolute = section == elf::SHN_ABS;
            definitions.push(Definition { name, address, version, absolute });
        }
        Ok(definitions)
    }

    fn strings(&self, tags: &Tags) -> Result<StringTable<'data>, Unreadable> {
        let strings = self.table(tags, elf::DT_STRTAB)?.unwrap_or_default();
        let size = tags.get(&elf::DT_STRSZ.0).copied().unwrap_or(0).min(strings.len() as u64);
        Ok(StringTable::new(strings, 0, size))
    }

    /// The names of the versions that the file defines, by index.
    fn versions(
        &self,
        tags: &Tags,
        strings: StringTable<'data>,
    ) -> Result<HashMap<u16, String>, Unreadable> {
        let wrong = || damaged("has damaged symbol versions");
        let mut versions = HashMap::new();
        let Some(table) = self.table(tags, elf::DT_VERDEF)? else { return Ok(versions) };
        let count = tags.get(&elf::DT_VERDEFNUM.0).copied().unwrap_or(0).min(MAX_VERSIONS);
        let mut offset = 0;
        for _ in 0..count {
            let definition =
                table.read_at::<elf::Verdef<Endianness>>(offset).map_err(|()| wrong())?;
            if !definition.vd_flags.get(self.endian).contains(elf::VER_FLG_BASE) {
                let name = offset + u64::from(definition.vd_aux.get(self.endian));
                let name = table.read_at::<elf::Verdaux<Endianness>>(name).map_err(|()| wrong())?;
                let name = strings.get(name.vda_name.get(self.endian)).map_err(|()| wrong())?;
                self.symbols.spend(name.len())?;
                let name = String::from_utf8_lossy(name).into_owned();
                versions.insert(definition.vd_ndx.get(self.endian).0, name);
            }
            match definition.vd_next.get(self.endian) {
                0 => break,
                next => offset += u64::from(next),
            }
        }
        Ok(versions)
    }
}

/// The flag of position-independent programs.
const DF_1_PIE: u64 = 0x0800_0000;
/// The bit of a version index that new programs are not linked to.
const HIDDEN: u16 = 0x8000;

fn damaged(what: &str) -> Unreadable {
    Unreadable::damaged(&format!("its dynamic table {what}"))
}
