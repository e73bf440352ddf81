//! Unusual spellings of the types of a signature.
#![allow(unused_parens, clippy::all, reason = "the spellings are the point")]

extern crate alloc;

use ffi_guard::{CallbackError, FfiHandle, Out, ffi_export};
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "spelled", strings = true, vecs = [alloc::boxed::Box<Item>, alloc::string::String, u32] }

#[derive(FfiHandle)]
pub struct Item(u32);

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct r#Group(u32);

#[ffi_export(fallback = 0)]
pub fn spelled_parens(f: &mut (dyn (FnMut(i32) -> (bool)) + Send), (g): (&(dyn (Fn((&(Item)),) -> (u32)) + (Sync)))) -> u32 {
    u32::from(f(1)) + g(&Item(2))
}

#[ffi_export(fallback = 0)]
pub fn spelled_paths(
    f: &mut dyn core::ops::FnMut(alloc::boxed::Box<Item>, std::option::Option<&crate::Item>) -> ::core::primitive::u32,
    g: ::std::boxed::Box<dyn ::core::ops::Fn(&::core::primitive::str, ::alloc::sync::Arc<r#Group>) -> core::result::Result<u32, ffi_guard::CallbackError> + ::core::marker::Send + core::marker::Sync>,
) -> u32 {
    f(Box::new(Item(1)), None) + g("a", Arc::new(Group(2))).unwrap_or(0)
}

#[ffi_export(fallback = 0)]
pub fn spelled_raw(r#fn: &mut dyn r#FnMut(r#u32, &r#Item) -> r#bool, r#type: r#Option<&mut dyn FnMut(r#u32)>) -> r#u32 {
    if let Some(f) = r#type {
        f(1);
    }
    u32::from(r#fn(1, &Item(3)))
}

#[ffi_export(fallback = 0)]
pub fn spelled_lifetimes<'a, 'b: 'a>(
    f: &'a mut dyn for<'c> FnMut(&'c str, &'c Item,) -> u32,
    g: &'b (dyn for<'c, 'd> Fn(&'c [&'d Item],) -> bool + 'b),
    h: Option<&'a mut (dyn FnMut() + 'a)>,
) -> u32
where
    'a: 'a,
{
    if let Some(h) = h {
        h();
    }
    f("a", &Item(1)) + u32::from(g(&[&Item(2)]))
}

#[ffi_export(fallback = 0)]
pub fn spelled_higher(f: &mut (dyn for<'a> FnMut(&'a Item) -> u32 + Send + 'static)) -> u32 {
    f(&Item(1))
}

#[ffi_export(fallback = 0)]
impl Item {
    pub fn each(&self, f: &mut dyn FnMut(&Self, Box<Self>, Option<&mut Self>, &[&Self]) -> Option<Box<Self>>) -> u32 {
        f(self, Box::new(Self(1)), None, &[self]).map_or(0, |item| item.0)
    }

    pub fn made(f: Box<dyn FnOnce() -> Result<Box<Self>, CallbackError>>) -> Option<Self> {
        f().ok().map(|item| *item)
    }

    pub fn all(count: u32) -> alloc::vec::Vec<std::boxed::Box<Self>> {
        (0..count).map(|n| Box::new(Self(n))).collect()
    }

    pub fn sum(items: (std::vec::Vec<(Box<Self>)>), mut out: ffi_guard::Out<'_, (u32)>) -> u32 {
        let sum = items.iter().map(|item| item.0).sum();
        out.set(sum);
        sum
    }
}

macro_rules! outer {
    ($name:ident, $argument:ty, $result:ty, $callback:ty) => {
        inner!($name, &mut dyn FnMut($argument, &$argument) -> $result, $callback, $result);
    };
}

macro_rules! inner {
    ($name:ident, $function:ty, $callback:ty, $result:ty) => {
        #[ffi_export(fallback = 0)]
        pub fn $name(f: $function, g: ($callback), mut out: Out<'_, $result>) -> $result {
            out.set(g(&Item(1)));
            f(1, &2)
        }
    };
}

outer!(spelled_macro, u32, u32, &mut dyn FnMut(&Item) -> u32);

#[ffi_export]
pub fn spelled_texts(list: &[(&(::core::primitive::str))]) -> (std::vec::Vec<alloc::string::String>) {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn main() {
    assert_eq!(spelled_parens(&mut |n| n == 1, &|item| item.0), 3);
}
