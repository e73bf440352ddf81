//! Where the calls and jumps of machine code lead.

use iced_x86::{Decoder, DecoderOptions, FlowControl, Instruction};
use object::Architecture;

/// The architectures whose code is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Branches {
    /// With the width of an address in bits.
    X86(u32),
    Aarch64,
}

/// Where a call or jump leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Address(u64),
    /// To the address that is stored here.
    Slot(u64),
}

impl Branches {
    pub(super) fn of(architecture: Architecture) -> Option<Self> {
        match architecture {
            Architecture::I386 => Some(Self::X86(32)),
            Architecture::X86_64 => Some(Self::X86(64)),
            Architecture::Aarch64 => Some(Self::Aarch64),
            _ => None,
        }
    }

    /// The targets of all calls and jumps in the code that starts at `address`.
    pub(super) fn targets(self, code: &[u8], address: u64) -> Vec<Target> {
        match self {
            Self::X86(bits) => x86(bits, code, address),
            Self::Aarch64 => aarch64(code, address),
        }
    }
}

fn x86(bits: u32, code: &[u8], address: u64) -> Vec<Target> {
    let mut decoder = Decoder::with_ip(bits, code, address, DecoderOptions::NONE);
    let mut instruction = Instruction::default();
    let mut targets = Vec::new();
    while decoder.can_decode() {
        decoder.decode_out(&mut instruction);
        match instruction.flow_control() {
            FlowControl::Call
            | FlowControl::UnconditionalBranch
            | FlowControl::ConditionalBranch => {
                targets.push(Target::Address(instruction.near_branch_target()));
            }
            FlowControl::IndirectCall | FlowControl::IndirectBranch
                if instruction.is_ip_rel_memory_operand() =>
            {
                targets.push(Target::Slot(instruction.ip_rel_memory_address()));
            }
            _ => {}
        }
    }
    targets
}

/// Each instruction has four bytes, and two of them lead to other functions: `b` and `bl`, both with the distance in
/// words in their lower 26 bits. That needs no disassembler.
fn aarch64(code: &[u8], address: u64) -> Vec<Target> {
    const OPERATION: u32 = 0x7c00_0000;
    const BRANCH: u32 = 0x1400_0000;
    let words = code.chunks_exact(4).map(|word| word.try_into().map_or(0, u32::from_le_bytes));
    let placed = (0..).map(|index: u64| address.wrapping_add(index.wrapping_mul(4))).zip(words);
    let branches = placed.filter(|(_, word)| word & OPERATION == BRANCH);
    let target = |(at, word): (u64, u32)| {
        let distance = i64::from((word << 6).cast_signed() >> 6) * 4;
        Target::Address(at.wrapping_add_signed(distance))
    };
    branches.map(target).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_x86_64() {
        // call +0x10; jmp -2; call [rip+0x20]; ret
        let code = [0xe8, 0x10, 0, 0, 0, 0xeb, 0xfe, 0xff, 0x15, 0x20, 0, 0, 0, 0xc3];
        let expected = [Target::Address(0x1015), Target::Address(0x1005), Target::Slot(0x102d)];
        assert_eq!(Branches::X86(64).targets(&code, 0x1000), expected);
    }

    #[test]
    fn follows_i386() {
        // call +0x10; jmp -2; inc eax; ret
        let code = [0xe8, 0x10, 0, 0, 0, 0xeb, 0xfe, 0x40, 0xc3];
        let expected = [Target::Address(0x1015), Target::Address(0x1005)];
        assert_eq!(Branches::X86(32).targets(&code, 0x1000), expected);
    }

    #[test]
    fn follows_aarch64() {
        // bl +8; b -4; ret; nop
        let words = [0x9400_0002_u32, 0x17ff_ffff, 0xd65f_03c0, 0xd503_201f];
        let code: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let expected = [Target::Address(0x1008), Target::Address(0x1000)];
        assert_eq!(Branches::Aarch64.targets(&code, 0x1000), expected);
    }

    #[test]
    fn ends_on_any_bytes() {
        for branches in [Branches::X86(32), Branches::X86(64), Branches::Aarch64] {
            for length in 0..40 {
                let _ = branches.targets(&vec![0xff; length], u64::MAX - 4);
                let _ = branches.targets(&vec![0x17; length], u64::MAX - 4);
            }
        }
    }
}
