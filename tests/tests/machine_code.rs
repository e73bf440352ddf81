//! One body without a guard, with a hand-written catch, and with `#[ffi_export]`: the code of a call that returns.
#![forbid(unsafe_code)]
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use ffi_guard_test_support::fixture;
use iced_x86::{Decoder, DecoderOptions, FlowControl, Instruction, Mnemonic};
use object::{File, Object, ObjectSection, ObjectSymbol};
use std::fs;

/// The code of a function up to its first `ret`, which is where a call that does not panic ends.
struct HotCode {
    bytes: Vec<u8>,
    instructions: Vec<Instruction>,
}

impl HotCode {
    fn of(code: &[u8]) -> Self {
        let mut instructions = Vec::new();
        for instruction in &mut Decoder::with_ip(64, code, 0, DecoderOptions::NONE) {
            instructions.push(instruction);
            if instruction.mnemonic() == Mnemonic::Ret {
                break;
            }
        }
        let end = instructions.last().expect("the function has code").next_ip();
        Self { bytes: code[..end as usize].to_vec(), instructions }
    }

    fn calls(&self) -> usize {
        let is_call = |instruction: &&Instruction| {
            matches!(instruction.flow_control(), FlowControl::Call | FlowControl::IndirectCall)
        };
        self.instructions.iter().filter(is_call).count()
    }
}

fn code<'a>(file: &File<'a>, name: &str) -> &'a [u8] {
    let symbol = file.symbol_by_name(name).unwrap_or_else(|| panic!("no symbol `{name}`"));
    let section = symbol.section_index().and_then(|index| file.section_by_index(index).ok());
    let code = section.and_then(|s| s.data_range(symbol.address(), symbol.size()).ok().flatten());
    code.unwrap_or_else(|| panic!("`{name}` has no code"))
}

#[test]
fn a_call_that_returns_executes_the_bytes_of_the_bare_function() {
    let library = fixture::build_with_profile("nested", "release").cdylib().to_owned();
    let data = fs::read(library).expect("the library can be read");
    let file = File::parse(&*data).expect("the library can be parsed");
    let [bare, by_hand, guarded] =
        ["shape_bare", "shape_by_hand", "shape_guarded"].map(|name| HotCode::of(code(&file, name)));
    assert_eq!([bare.calls(), by_hand.calls(), guarded.calls()], [0, 0, 0]);
    assert_eq!(guarded.bytes, bare.bytes);
    assert_eq!(guarded.instructions.len(), 13);
    assert!(by_hand.instructions.len() > bare.instructions.len());
}

#[test]
fn hot_code_ends_with_the_first_return() {
    // push rax; je +1; ret; call +0
    let code = [0x50, 0x74, 1, 0xc3, 0xe8, 0, 0, 0, 0];
    let hot = HotCode::of(&code);
    assert_eq!((hot.bytes.as_slice(), hot.instructions.len(), hot.calls()), (&code[..4], 3, 0));
    assert_eq!(HotCode::of(&code[4..]).calls(), 1);
}
