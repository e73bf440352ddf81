//! Reads functions out of a built ELF library and disassembles them.

mod names;

use std::fs;
use std::path::Path;
use std::rc::Rc;

use iced_x86::{Decoder, DecoderOptions, Formatter, Instruction, IntelFormatter, Mnemonic};
use object::{File, Object, ObjectSection, ObjectSymbol};

use names::{Local, Names};

/// One function's code: first the way without a panic, then the rest.
pub(crate) struct Function {
    bytes: Vec<u8>,
    instructions: Vec<Line>,
}

/// One instruction.
pub(crate) struct Line {
    offset: usize,
    /// As it is read; addresses are names, or offsets in the function.
    text: String,
    mnemonic: Mnemonic,
    calls: Option<String>,
}

impl Function {
    /// Up to the first `ret`, which is where a call that does not panic ends.
    pub(crate) fn hot(&self) -> &[Line] {
        &self.instructions[..self.split()]
    }

    /// What follows it.
    pub(crate) fn cold(&self) -> &[Line] {
        &self.instructions[self.split()..]
    }

    /// The code of [`Function::hot`].
    pub(crate) fn hot_bytes(&self) -> &[u8] {
        &self.bytes[..self.cold_offset()]
    }

    /// The code of [`Function::cold`].
    pub(crate) fn cold_bytes(&self) -> &[u8] {
        &self.bytes[self.cold_offset()..]
    }

    fn split(&self) -> usize {
        let returns = |line: &Line| line.mnemonic == Mnemonic::Ret;
        self.instructions.iter().position(returns).map_or(0, |last| last + 1)
    }

    fn cold_offset(&self) -> usize {
        self.cold().first().map_or(self.bytes.len(), |line| line.offset)
    }
}

/// The lines of a listing.
pub(crate) fn listing(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("  {:02x}  {}\n", line.offset, line.text)).collect()
}

/// The functions that are called or jumped to, in order.
pub(crate) fn callees(lines: &[Line]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.calls.as_deref()).collect()
}

/// Reads the functions of these symbols.
pub(crate) fn functions(library: &Path, symbols: &[&str]) -> Vec<Function> {
    let data = fs::read(library).expect("the library can be read");
    let file = File::parse(&*data).expect("the library can be parsed");
    let names = Rc::new(Names::of(&file));
    symbols.iter().map(|symbol| function(&file, symbol, &names)).collect()
}

fn function(file: &File<'_>, name: &str, names: &Rc<Names>) -> Function {
    let symbol = file.symbol_by_name(name).unwrap_or_else(|| panic!("no symbol `{name}`"));
    let section = symbol.section_index().and_then(|index| file.section_by_index(index).ok());
    let code = section.and_then(|s| s.data_range(symbol.address(), symbol.size()).ok().flatten());
    let bytes = code.unwrap_or_else(|| panic!("`{name}` has no code"));
    disassemble(bytes, symbol.address(), names)
}

fn disassemble(bytes: &[u8], start: u64, names: &Rc<Names>) -> Function {
    let local = Local { names: Rc::clone(names), start, end: start + bytes.len() as u64 };
    let mut formatter = formatter(&local);
    let line = |instruction: Instruction| {
        let mut text = String::new();
        formatter.format(&instruction, &mut text);
        Line {
            offset: (instruction.ip() - start) as usize,
            text,
            mnemonic: instruction.mnemonic(),
            calls: local.callee(&instruction),
        }
    };
    let decoder = Decoder::with_ip(64, bytes, start, DecoderOptions::NONE);
    let instructions = decoder.into_iter().map(line).collect();
    Function { bytes: bytes.to_vec(), instructions }
}

fn formatter(local: &Local) -> IntelFormatter {
    let mut formatter = IntelFormatter::with_options(Some(Box::new(local.clone())), None);
    let options = formatter.options_mut();
    options.set_hex_prefix("0x");
    options.set_hex_suffix("");
    options.set_uppercase_hex(false);
    options.set_show_branch_size(false);
    options.set_space_after_operand_separator(true);
    formatter
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// `push rax; je +1; ret; call +0; call [rip]`
    const CODE: [u8; 15] = [0x50, 0x74, 1, 0xc3, 0xe8, 0, 0, 0, 0, 0xff, 0x15, 0, 0, 0, 0];
    const START: u64 = 0x1000;

    fn function() -> Function {
        let names = Names {
            functions: BTreeMap::from([(START + 100, "other".to_owned())]),
            slots: BTreeMap::from([(START + 15, "far".to_owned())]),
        };
        let mut code = CODE;
        code[5] = 100 - 9;
        disassemble(&code, START, &Rc::new(names))
    }

    #[test]
    fn the_hot_part_ends_with_the_first_return() {
        let function = function();
        assert_eq!((function.hot().len(), function.cold().len()), (3, 2));
        assert_eq!(function.hot_bytes(), &CODE[..4]);
        assert_eq!(function.cold_bytes().len(), CODE.len() - 4);
    }

    #[test]
    fn addresses_are_names() {
        let function = function();
        assert_eq!(listing(function.hot()), "  00  push rax\n  01  je 04\n  03  ret\n");
        assert_eq!(listing(function.cold()), "  04  call other\n  09  call qword ptr [far]\n");
        assert!(callees(function.hot()).is_empty());
        assert_eq!(callees(function.cold()), ["other", "far"]);
    }
}
