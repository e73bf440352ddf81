//! Whether a panic of an exported function ends the process, as its code tells: a finding, not a verdict.
//!
//! Where a panic could leave an `extern "C"` function, rustc has it call `panic_cannot_unwind`. So a function whose
//! code reaches that through direct calls can abort the process. The opposite is weaker: calls through pointers are not
//! followed. Debug builds call it around `catch_unwind` as well, so the walk ends where a function catches.

mod branches;

use branches::Branches;
use object::{File, Object, ObjectKind, ObjectSection, ObjectSymbol, SectionKind, SymbolKind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// How many functions are looked into for one export.
const MAX_FUNCTIONS: usize = 2_000;
/// How many functions are looked into for all exports of a file.
const MAX_VISITS: usize = 4_000_000;
/// How many bytes of code are decoded for one file: functions may overlap.
const MAX_CODE: usize = 256 << 20;
const ABORTS: &str = "panic_cannot_unwind";
const CATCHES: [&str; 3] = ["catch_unwind", "__rust_try", "panicking::try"];

/// The findings about the code of each function, by symbol.
pub(super) fn findings(
    file: &File<'_>,
    functions: &BTreeMap<String, u64>,
) -> BTreeMap<String, String> {
    let every = |text: &str| functions.keys().map(|name| (name.clone(), text.to_owned())).collect();
    if file.kind() == ObjectKind::Relocatable {
        return every("only linked files are explained");
    }
    let Some(branches) = Branches::of(file.architecture()) else {
        return every("only code for x86 and aarch64 is explained");
    };
    let mut code = Code::read(file, branches);
    if code.functions.is_empty() {
        return every("its symbol table is stripped, so its code cannot be explained");
    }
    let explained = functions.iter().map(|(name, address)| (name.clone(), code.explain(*address)));
    explained.collect()
}

/// A function of the symbol table.
struct Function {
    size: u64,
    name: String,
}

struct Code<'data> {
    branches: Branches,
    sections: Vec<(u64, &'data [u8])>,
    functions: HashMap<u64, Function>,
    /// Where the slots point through which a function is called.
    slots: HashMap<u64, u64>,
    /// The calls of each function that was asked for.
    calls: HashMap<u64, BTreeSet<u64>>,
    bytes_left: usize,
    visits_left: usize,
}

impl<'data> Code<'data> {
    fn read(file: &File<'data>, branches: Branches) -> Self {
        let text = file.sections().filter(|section| section.kind() == SectionKind::Text);
        let named = file.symbols().filter(|s| s.is_definition() && s.kind() == SymbolKind::Text);
        let functions = named.filter_map(|symbol| {
            let function = Function { size: symbol.size(), name: demangled(symbol.name().ok()?) };
            Some((symbol.address(), function))
        });
        let slots = file.dynamic_relocations().into_iter().flatten();
        Self {
            branches,
            sections: text.filter_map(|s| Some((s.address(), s.data().ok()?))).collect(),
            functions: functions.collect(),
            slots: slots
                .map(|(at, relocation)| (at, relocation.addend().cast_unsigned()))
                .collect(),
            calls: HashMap::new(),
            bytes_left: MAX_CODE,
            visits_left: MAX_VISITS,
        }
    }

    /// Walks the direct calls from a function, nearest first.
    fn explain(&mut self, start: u64) -> String {
        let mut seen = HashSet::from([start]);
        let mut queue = VecDeque::from([start]);
        let mut caught = false;
        while let Some(address) = queue.pop_front().filter(|_| self.visits_left > 0) {
            self.visits_left -= 1;
            let name = self.functions.get(&address).map(|function| function.name.clone());
            if name.as_deref().is_some_and(|name| name.ends_with(ABORTS)) {
                continue;
            }
            let calls = self.calls(address);
            let named = |word: &str| calls.iter().any(|to| self.is_named(*to, word));
            if CATCHES.iter().any(|word| named(word)) {
                caught = true;
                continue;
            }
            if named(ABORTS) {
                return match name.filter(|_| address != start) {
                    Some(name) => format!("a panic in it can end the process, in `{name}`"),
                    None => "a panic in it can end the process".to_owned(),
                };
            }
            let next = calls.into_iter().filter(|to| self.functions.contains_key(to));
            queue.extend(next.filter(|to| seen.len() < MAX_FUNCTIONS && seen.insert(*to)));
        }
        if caught {
            "panics are caught on the way; whether one comes past that is not known".to_owned()
        } else if self.visits_left == 0 || self.bytes_left == 0 {
            "the file has too much code to explain it".to_owned()
        } else {
            "no direct call leads to where a panic ends the process".to_owned()
        }
    }

    fn is_named(&self, address: u64, word: &str) -> bool {
        self.functions.get(&address).is_some_and(|function| function.name.contains(word))
    }

    /// The functions that the code at this address calls or jumps to.
    fn calls(&mut self, address: u64) -> BTreeSet<u64> {
        if let Some(calls) = self.calls.get(&address) {
            return calls.clone();
        }
        let code = self.code(address).unwrap_or_default();
        let code = &code[..code.len().min(self.bytes_left)];
        self.bytes_left -= code.len();
        let targets = self.branches.targets(code, address).into_iter();
        let targets = targets.filter_map(|target| match target {
            branches::Target::Address(to) => Some(to),
            branches::Target::Slot(slot) => self.slots.get(&slot).copied(),
        });
        let calls: BTreeSet<u64> = targets.filter(|to| *to != address).collect();
        self.calls.insert(address, calls.clone());
        calls
    }

    fn code(&self, address: u64) -> Option<&'data [u8]> {
        let size = usize::try_from(self.functions.get(&address)?.size).ok()?;
        self.sections.iter().find_map(|(start, data)| {
            let at = usize::try_from(address.checked_sub(*start)?).ok()?;
            data.get(at..at.checked_add(size)?)
        })
    }
}

/// The path of a Rust function without its hash, or the name itself.
fn demangled(name: &str) -> String {
    const MAX_MANGLED: usize = 4096;
    match rustc_demangle::try_demangle(name) {
        Ok(path) if name.len() <= MAX_MANGLED => format!("{path:#}"),
        _ => name.to_owned(),
    }
}
