//! A look at memory that may belong to anybody, or to nobody.

/// The word at `address`, whatever it is.
///
/// The compiler and sanitizers are not to know of the read: to them the memory of a frame that is gone, or
/// between the locals of one that is there, is not to be touched. So it is an instruction of its own where there
/// is one to be written.
///
/// # Safety
///
/// `address` is mapped, a multiple of a word's size, and of this thread's own stack, so that nobody writes it
/// meanwhile.
#[inline(always)]
#[cfg(all(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    target_pointer_width = "64",
    not(miri)
))]
pub(super) unsafe fn read_word(address: usize) -> usize {
    let word: usize;
    // SAFETY: the load reads what is mapped, by contract, and has no other effect.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!(
            "mov {word}, qword ptr [{address}]",
            address = in(reg) address,
            word = lateout(reg) word,
            options(nostack, readonly, preserves_flags),
        );
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!(
            "ldr {word}, [{address}]",
            address = in(reg) address,
            word = lateout(reg) word,
            options(nostack, readonly, preserves_flags),
        );
    }
    word
}

/// Volatile, so that the compiler concludes nothing from what it knows of the memory.
#[inline(always)]
#[cfg(not(all(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    target_pointer_width = "64",
    not(miri)
)))]
pub(super) unsafe fn read_word(address: usize) -> usize {
    // SAFETY: mapped and aligned by contract.
    unsafe { std::ptr::with_exposed_provenance::<usize>(address).read_volatile() }
}

#[cfg(test)]
mod tests {
    use super::read_word;

    #[test]
    fn reads_the_word_at_an_address() {
        let words = [1_usize, 0x1234_5678, 3];
        let address = (&raw const words[1]).expose_provenance();
        // SAFETY: the second of the words, which are in the stack of this thread.
        assert_eq!(unsafe { read_word(address) }, 0x1234_5678);
    }
}
