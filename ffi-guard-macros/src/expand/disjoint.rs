//! The check that memory which the function may write to overlaps no other memory of the call.

use super::Expander;
use super::argument::Argument;
use super::result::AddedOut;
use proc_macro2::TokenStream;

/// The memory of a parameter.
struct Memory {
    /// The parameter, for the error.
    label: TokenStream,
    value: TokenStream,
    written: bool,
}

impl Expander<'_> {
    /// Compares each written memory with all others; a pair of two written ones once.
    pub(super) fn emit_disjoint(&self, arguments: &[Argument<'_>]) -> TokenStream {
        let of_argument = |argument: &Argument<'_>| {
            let (value, written) = argument.memory()?;
            Some(Memory { label: argument.label(), value, written })
        };
        let of_result = |out: AddedOut| {
            let value = out.memory(&self.private);
            Memory { label: out.label, value, written: true }
        };
        let mut memories: Vec<_> = arguments.iter().filter_map(of_argument).collect();
        memories.extend(self.added_outs().into_iter().map(of_result));
        let mut checks = TokenStream::new();
        for (index, memory) in memories.iter().enumerate().filter(|(_, memory)| memory.written) {
            let is_compared =
                |other: usize, it: &Memory| other < index || other > index && !it.written;
            let others = memories.iter().enumerate();
            let others = others.filter(|(other, it)| is_compared(*other, it));
            let others: Vec<_> = others.map(|(_, it)| &it.value).collect();
            if !others.is_empty() {
                let (private, value) = (&self.private, &memory.value);
                let check = tokens!(#private::checks::check_disjoint(#value, &[#(#others),*]));
                let check = self.checked(&memory.label, &check);
                checks.extend(tokens!(#check;));
            }
        }
        checks
    }
}
