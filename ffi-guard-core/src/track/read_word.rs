//! Reads memory of the stack that may belong to a dead frame.

/// Reads the word at `address`.
///
/// Uses inline assembly where possible, because the compiler and sanitizers must not see the read: they treat the
/// memory of dead frames, and between the locals of live ones, as inaccessible.
///
/// # Safety
///
/// `address` is mapped, aligned to the size of a word, and part of this thread's own stack, so that no other thread
/// writes to it.
#[inline(always)]
#[cfg(all(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    target_pointer_width = "64",
    not(miri)
))]
pub(super) unsafe fn read_word(address: usize) -> usize {
    let word: usize;
    // SAFETY: the caller guarantees that the address is mapped, and the load has no other effect.
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

/// Uses a volatile read, so that the compiler does not use its knowledge about the memory.
#[inline(always)]
#[cfg(not(all(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    target_pointer_width = "64",
    not(miri)
)))]
pub(super) unsafe fn read_word(address: usize) -> usize {
    // SAFETY: the caller guarantees that the address is mapped and aligned.
    unsafe { std::ptr::with_exposed_provenance::<usize>(address).read_volatile() }
}

#[cfg(test)]
mod tests {
    use super::read_word;

    #[test]
    fn reads_the_word_at_an_address() {
        let words = [1_usize, 0x1234_5678, 3];
        let address = (&raw const words[1]).expose_provenance();
        // SAFETY: the address is the second element of `words`, a local of this thread.
        assert_eq!(unsafe { read_word(address) }, 0x1234_5678);
    }
}
