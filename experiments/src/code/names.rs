//! Names for the addresses in a function's code.

use std::collections::BTreeMap;
use std::rc::Rc;

use iced_x86::{Instruction, SymbolResolver, SymbolResult};
use object::{File, Object, ObjectSymbol, ObjectSymbolTable, RelocationTarget, SymbolKind};

/// What is at an address.
pub(super) struct Names {
    pub(super) functions: BTreeMap<u64, String>,
    /// Words that the dynamic linker fills with the address of a function.
    pub(super) slots: BTreeMap<u64, String>,
}

impl Names {
    pub(super) fn of(file: &File<'_>) -> Self {
        let named = |name: &str| format!("{:#}", rustc_demangle::demangle(name));
        let functions: BTreeMap<u64, String> = file
            .symbols()
            .filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.is_definition())
            .filter_map(|symbol| Some((symbol.address(), named(symbol.name().ok()?))))
            .collect();
        let dynamic = file.dynamic_symbol_table();
        let slots =
            file.dynamic_relocations().into_iter().flatten().filter_map(|(slot, filled)| {
                let name = match filled.target() {
                    RelocationTarget::Symbol(index) => {
                        let symbol = dynamic.as_ref()?.symbol_by_index(index).ok()?;
                        named(symbol.name().ok()?)
                    }
                    _ => functions.get(&u64::try_from(filled.addend()).ok()?)?.clone(),
                };
                Some((slot, name))
            });
        let slots = slots.collect();
        Self { functions, slots }
    }

    fn at(&self, address: u64) -> Option<&str> {
        self.functions.get(&address).or_else(|| self.slots.get(&address)).map(String::as_str)
    }
}

/// Names as one function sees them.
#[derive(Clone)]
pub(super) struct Local {
    pub(super) names: Rc<Names>,
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Local {
    /// What is called or jumped to, if it is not in the function itself.
    pub(super) fn callee(&self, instruction: &Instruction) -> Option<String> {
        let direct = instruction.is_call_near() || instruction.is_jmp_short_or_near();
        let indirect = instruction.is_call_near_indirect() || instruction.is_jmp_near_indirect();
        let address = match (direct, indirect) {
            (true, _) => instruction.near_branch_target(),
            (_, true) if instruction.is_ip_rel_memory_operand() => {
                instruction.ip_rel_memory_address()
            }
            (_, true) => return Some("a function pointer".to_owned()),
            _ => return None,
        };
        let other = !(self.start..self.end).contains(&address);
        other.then(|| self.names.at(address).unwrap_or("unknown").to_owned())
    }

    fn name(&self, address: u64) -> String {
        if (self.start..self.end).contains(&address) {
            return format!("{:02x}", address - self.start);
        }
        self.names.at(address).unwrap_or("data").to_owned()
    }
}

impl SymbolResolver for Local {
    fn symbol(
        &mut self,
        instruction: &Instruction,
        _: u32,
        _: Option<u32>,
        address: u64,
        _: u32,
    ) -> Option<SymbolResult<'_>> {
        let branch = instruction.near_branch_target() == address && address != 0;
        let memory = instruction.is_ip_rel_memory_operand()
            && instruction.ip_rel_memory_address() == address;
        (branch || memory).then(|| SymbolResult::with_string(address, self.name(address)))
    }
}
