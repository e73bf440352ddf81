//! Arrays of pointers that the attribute rejects by their spelling.
use ffi_guard::ffi_export;
use std::any::Any;
use std::ffi::CStr;
use std::sync::Arc;

#[ffi_export]
pub fn texts(_: &[&'static str], _: &[&CStr], _: &[String], _: &mut [&str], _: Option<&[&str]>) {}

#[ffi_export]
pub fn references(_: &[&'static i32], _: &[&String], _: &[&Arc<i32>], _: &[&Vec<i32>]) {}

#[ffi_export]
pub fn owners(_: &[Box<i32>], _: Vec<Arc<i32>>, _: Vec<Box<str>>, _: Vec<Box<dyn Any>>, _: Option<Vec<Box<i32>>>) {}

#[ffi_export]
pub fn optional(_: &[Option<&str>], _: &[Option<&i32>]) {}

#[ffi_export]
pub fn by_value(_: Vec<&str>, _: Vec<String>) {}

fn main() {}
