//! Types in parentheses.
#![allow(unused_parens)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy)]
#[repr(C)]
pub struct S { pub none: (std::marker::PhantomData<u64>), pub value: (u16) }

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_value(s: S) -> u16 { s.value }
