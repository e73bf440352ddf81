//! The check that memory which the function may write to overlaps no other memory of the call.

use super::Expander;
use super::argument::Argument;
use super::result::AddedOut;
use proc_macro2::{Ident, Span, TokenStream};

/// The memory of a parameter.
struct Memory {
    /// The parameter, for the error.
    label: TokenStream,
    value: TokenStream,
    written: bool,
    /// Whether it is a list, whose elements have memory of their own.
    is_list: bool,
}

impl Expander<'_> {
    /// Compares each written memory with all others; a pair of two written ones once.
    pub(super) fn emit_disjoint(&self, arguments: &[Argument<'_>]) -> TokenStream {
        let of_argument = |argument: &Argument<'_>| {
            let (value, conversion) = (argument.memory()?, &argument.parameter.conversion);
            let (written, is_list) = (conversion.may_be_written(), conversion.is_list());
            Some(Memory { label: argument.label(), value, written, is_list })
        };
        let of_result = |out: AddedOut| {
            let value = out.memory(&self.private);
            Memory { label: out.label, value, written: true, is_list: false }
        };
        let mut memories: Vec<_> = arguments.iter().filter_map(of_argument).collect();
        memories.extend(self.added_outs().into_iter().map(of_result));
        let mut checks = TokenStream::new();
        for (index, memory) in memories.iter().enumerate().filter(|(_, memory)| memory.written) {
            let is_compared =
                |other: usize, it: &Memory| other < index || other > index && !it.written;
            let others = memories.iter().enumerate();
            let others = others.filter(|(other, it)| is_compared(*other, it));
            let (lists, others): (Vec<_>, Vec<_>) =
                others.map(|(_, it)| it).partition(|it| it.is_list);
            if !memory.is_list && !others.is_empty() {
                let values = others.iter().map(|it| &it.value);
                checks.extend(self.disjoint("check_disjoint", memory, &tokens!(&[#(#values),*])));
            }
            let of_list =
                if memory.is_list { "check_lists_disjoint" } else { "check_disjoint_of_list" };
            for list in lists {
                checks.extend(self.disjoint(of_list, memory, &list.value));
            }
            for other in others.iter().filter(|_| memory.is_list) {
                checks.extend(self.disjoint("check_list_disjoint", memory, &other.value));
            }
        }
        checks
    }

    /// Returns one check, whose error names the written parameter.
    fn disjoint(&self, check: &str, written: &Memory, other: &TokenStream) -> TokenStream {
        let (private, check) = (&self.private, Ident::new(check, Span::mixed_site()));
        let value = &written.value;
        let check = tokens!(#private::checks::#check(#value, #other));
        let check = self.checked(&written.label, &check);
        tokens!(#check;)
    }
}
