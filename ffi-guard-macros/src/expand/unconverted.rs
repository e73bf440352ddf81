//! Questions to the compiler about the types of a signature: see `ffi_guard_syntax::lower::unconverted`.

use super::Expander;
use super::runtime::located;
use ffi_guard_syntax::lower::unconverted::{self, Number, Question, TypeQuestion};
use ffi_guard_syntax::model::Form;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

impl Expander<'_> {
    /// Emits the questions inside the author's function.
    ///
    /// An item there can name neither `Self` nor the parameters of the `impl` block around it, which the attribute does
    /// not see. A `const` block can, but rustc evaluates it only in code generation, not in a check. So it is used for
    /// callbacks, which alone can be generic, and for `Self`.
    pub(super) fn emit_questions_in_place(&self) -> TokenStream {
        let is_callback = matches!(self.export.form, Form::Callback { .. });
        let all = unconverted::of(self.export);
        let (in_block, in_item): (Vec<_>, Vec<_>) =
            all.iter().partition(|question| is_callback || question.of_self);
        let blocks = in_block.into_iter().map(|question| {
            let assertion = assertion(&self.private, question);
            tokens!(const { #assertion };)
        });
        let items = items(&self.private, &in_item);
        tokens!(#items #(#blocks)*)
    }

    /// Emits the questions beside the author's function.
    pub(super) fn emit_questions_beside(&self) -> TokenStream {
        items(&self.private, &unconverted::of(self.export).iter().collect::<Vec<_>>())
    }
}

/// Returns an item for each assertion, because the first that fails ends the evaluation of its item, and one item for
/// all trait bounds.
pub(super) fn items(private: &TokenStream, all: &[&TypeQuestion]) -> TokenStream {
    let mut items = TokenStream::new();
    let mut bounds = TokenStream::new();
    for asked in all {
        let assertion = assertion(private, asked);
        match asked.question.is_of_a_trait() {
            true => bounds.extend(assertion),
            false => items.extend(tokens!(const _: () = { #assertion };)),
        }
    }
    if bounds.is_empty() {
        return items;
    }
    tokens!(const _: () = { #bounds }; #items)
}

fn assertion(private: &TokenStream, asked: &TypeQuestion) -> TokenStream {
    let TypeQuestion { ty, at, question, .. } = asked;
    let site = Span::mixed_site().located_at(*at);
    let (private, ty) = (located(private, site), ty);
    let constants: &[&str] = match question {
        Question::NotHandle | Question::NotUncheckedHandle => &["BY_VALUE", "BY_POINTER"],
        Question::NotCheckedHandle | Question::NotCheckedArgument => {
            &["BY_VALUE_IN_FIELD", "BY_POINTER_IN_FIELD"]
        }
        Question::NotHandlePointer => &["BY_RAW_POINTER"],
        Question::NotCheckedHandlePointer => &["BY_RAW_POINTER_IN_C_FORM"],
        Question::Written => &["WRITABLE"],
        Question::WrittenInCell => &["WRITABLE_IN_CELL"],
        Question::NotPointer => &["NOT_A_POINTER"],
        Question::NotNullable => &["NOT_NULLABLE"],
        Question::Returned => return quote_spanned!(site=> #private::require_any_bits::<#ty>();),
        Question::Number(number) => {
            let number = self::number(&private, number, site);
            return quote_spanned!(site=> #private::require_same_type::<#ty, #number>(););
        }
    };
    let constants = constants.iter().map(|name| Ident::new(name, site));
    let message = message(asked);
    let arguments =
        quote_spanned!(site=> #(#private::handle::Unconverted::<#ty>::#constants)&&*, #message);
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    // Rustc underlines from the first to the last token of the macro call.
    arguments.set_span(site.located_at(last_of(ty)));
    quote_spanned! {site=>
        use #private::handle::AnyType as _;
        ::core::assert! #arguments;
    }
}

/// Returns the last token of a type.
fn last_of(ty: &TokenStream) -> Span {
    match ty.clone().into_iter().last() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
            last_of(&group.stream())
        }
        Some(TokenTree::Group(group)) => group.span_close(),
        last => last.map_or_else(Span::mixed_site, |token| token.span()),
    }
}

/// Returns the error: the fault of the type, and the type to write instead.
fn message(asked: &TypeQuestion) -> String {
    let ty = asked.ty.to_string().replace(' ', "").replace("*mut", "*mut ");
    let ty = ty.replace("*const", "*const ");
    match asked.question {
        Question::NotHandle => format!(
            "`{ty}` is a handle, and only the parameters and the result of a plain `fn` are converted: pass a number \
             that identifies the object, or its data as a type with `#[derive(FfiType)]`"
        ),
        Question::NotUncheckedHandle => format!(
            "`{ty}` is a handle, which `#[ffi(unchecked)]` does not convert: remove `#[ffi(unchecked)]`, and write `&T`, \
             `&mut T`, `Option` of one, `&[&T]` or `Vec<Box<T>>` of the handle"
        ),
        Question::NotCheckedHandle => format!(
            "`{ty}` is a handle that is checked or poisoned, and fields are not converted: write a number that \
             identifies the object, or pass the handle as a parameter beside the struct"
        ),
        Question::NotCheckedArgument => format!(
            "`{ty}` is a handle that is checked or poisoned, and the fields of a generic type are not converted: pass the \
             handle as a parameter of its own, or `#[derive(FfiHandle)]` for the struct that holds it"
        ),
        Question::NotHandlePointer => format!(
            "`{ty}` points to a handle, and a raw pointer to one is not checked: write `&T`, `&mut T`, `Box<T>` or \
             `Arc<T>` of the handle, as a parameter or result of a plain `fn`"
        ),
        Question::NotCheckedHandlePointer => format!(
            "`{ty}` points to a handle that is checked or poisoned, which the C form does not support: write a plain \
             `fn`, with `&T`, `&mut T`, `Box<T>` or `Arc<T>` of the handle"
        ),
        Question::NotPointer => format!(
            "`{ty}` is an alias of a pointer, whose null and alignment would not be checked: write the pointer here, \
             as `&T`, `&mut T`, `Box<T>` or `Option` of one"
        ),
        Question::NotNullable => format!(
            "`{ty}` is an alias of a type whose `None` is null or 0 in C: write that type here, as \
             `Option<NonZeroU32>` or `Option<extern \"C\" fn()>`"
        ),
        _ => format!(
            "C may write any bits to this `{ty}`, and not all of them are valid: pass `&mut u8` or `&mut i32`, and \
             convert the number in Rust"
        ),
    }
}

/// Returns a type for the signature of a shim. A number is written by way of the type that it is named after, so that an
/// alias of another type is an error.
pub(super) fn same_type(private: &TokenStream, ty: &Type) -> TokenStream {
    let Some(number) = Number::of(ty) else { return ty.to_token_stream() };
    let site = Span::mixed_site().located_at(ty.span());
    let private = located(private, site);
    let number = self::number(&private, &number, site);
    quote_spanned!(site=> <#ty as #private::SameType<#number>>::Type)
}

fn number(private: &TokenStream, number: &Number, site: Span) -> TokenStream {
    let mut name = number.name.clone();
    name.set_span(site);
    let module = Ident::new(if number.of_c { "ffi" } else { "primitive" }, site);
    quote_spanned!(site=> #private::#module::#name)
}
