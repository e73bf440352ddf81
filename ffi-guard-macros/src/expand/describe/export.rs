//! The description of an export that an author wrote.

use super::callback;
use super::description::{Description, words};
use crate::expand::symbol::{self, Origin};
use crate::expand::{Expander, argument::Argument};
use ffi_guard_syntax::lower::{LibraryContext, OutContent, ViewOrigin, declaration, view_origin};
use ffi_guard_syntax::model::{
    Conversion, Fallback, Form, Function, OnFailure, ProvidedCallback, Returned, Shim, Symbol,
    Unguarded, UnguardedItem,
};
use ffi_guard_syntax::names;
use proc_macro2::TokenStream;
use syn::{Expr, FnArg, Pat, Signature, StaticMutability, Type};

/// Emits the description of a guarded export, for the body of the function or the shim.
pub(in crate::expand) fn export(expander: &Expander<'_>) -> Option<TokenStream> {
    let export = expander.export;
    let mut description = Description::default();
    let sig = &export.function.sig;
    match &export.form {
        Form::Callback { .. } => return None,
        Form::C { fallback } => {
            let abi = sig.abi.as_ref().and_then(|abi| abi.name.as_ref());
            let abi = abi.map_or_else(|| "C".to_owned(), syn::LitStr::value);
            begin(&mut description, &export.symbol, Origin::Guard, &abi);
            of_signature(&mut description, sig, "", view_origin(export));
            failure(&mut description, Some(fallback), &export.result.ty);
        }
        Form::Rust { abi, shim } => {
            begin(&mut description, &export.symbol, Origin::Guard, &abi.value());
            RustForm { expander, description: &mut description }.describe(shim);
        }
    }
    since(&mut description, export.since.as_deref());
    if export.poison.is_some() {
        description.json(r#","poison":true"#);
    }
    Some(record(&expander.private, description))
}

/// Emits the description of an item under `#[unguarded]`.
pub(in crate::expand) fn unguarded(
    private: &TokenStream,
    unguarded: &Unguarded,
) -> Option<TokenStream> {
    let mut description = Description::default();
    match &unguarded.item {
        UnguardedItem::Function(function) => {
            let Function { sig, .. } = &**function;
            let abi = sig.abi.as_ref().and_then(|abi| abi.name.as_ref());
            let abi = abi.map_or_else(|| "C".to_owned(), syn::LitStr::value);
            begin(&mut description, &unguarded.symbol, Origin::Unguarded, &abi);
            of_signature(&mut description, sig, "", None);
        }
        UnguardedItem::Static(item) => {
            let is_mutable = matches!(item.mutability, StaticMutability::Mut(_));
            description.json(r#"{"record":"static","symbol":"#);
            name(&mut description, &unguarded.symbol);
            description.json(r#","mutable":"#);
            match is_mutable {
                true => drop(description.json("true")),
                false => description.changes(&item.ty),
            }
            description.json(r#","type":"#).ty(&item.ty);
        }
    }
    since(&mut description, unguarded.since.as_deref());
    Some(record(private, description))
}

/// Adds the release that first exports a symbol.
pub(super) fn since(description: &mut Description, release: Option<&str>) {
    if let Some(release) = release {
        description.json(r#","since":"#).string(release);
    }
}

/// Emits the call of the macro of the runtime.
pub(super) fn record(private: &TokenStream, description: Description) -> TokenStream {
    let parts = description.finish();
    tokens!(#private::describe! { record #parts })
}

/// Adds everything before the parameters.
pub(super) fn begin(description: &mut Description, symbol: &Symbol, origin: Origin, abi: &str) {
    let origin = match origin {
        Origin::Guard => "guarded",
        Origin::Unguarded => "unguarded",
        Origin::Library => "library",
        Origin::Handle => "handle",
    };
    description.json(r#"{"record":"function","symbol":"#);
    name(description, symbol);
    description.json(r#","origin":"#).string(origin).json(r#","abi":"#).string(abi);
}

/// Adds a symbol, as a JSON string.
pub(super) fn name(description: &mut Description, symbol: &Symbol) {
    if let Symbol::Whole(symbol) = symbol {
        description.string(symbol);
        return;
    }
    description.json("\"").characters(&symbol::text(symbol));
    description.json("\"");
}

/// Adds the parameters and the result of a function that is its own declaration. `returned` is the role of the result, and
/// `origin` the memory that a reference in it borrows.
pub(super) fn of_signature(
    description: &mut Description,
    sig: &Signature,
    returned: &str,
    origin: Option<ViewOrigin>,
) {
    let mut names = Vec::new();
    description.json(r#","parameters":["#);
    for (index, input) in sig.inputs.iter().enumerate() {
        let FnArg::Typed(typed) = input else { continue };
        let name = match &*typed.pat {
            Pat::Ident(pat) => names::unraw(&pat.ident),
            _ => format!("arg{index}"),
        };
        let name = name.trim_start_matches("__ffi_guard_").to_owned();
        let ty = (*typed.ty).clone();
        let passed = Passed { role: "", nullable: None, callback: None, ty };
        parameter(description, index, &name, &passed);
        names.push(name);
    }
    description.json(r#"],"returns":{"role":"#).string(returned);
    borrows(description, origin, &names);
    description.json(r#","type":"#).output(&sig.output);
    description.json("}");
}

/// A parameter of the C function, without its name.
struct Passed<'p> {
    role: &'p str,
    /// Whether C may pass null; `None` if the type tells.
    nullable: Option<bool>,
    /// What C provides, if the parameter is the function of a callback.
    callback: Option<&'p ProvidedCallback>,
    ty: Type,
}

fn parameter(description: &mut Description, index: usize, name: &str, passed: &Passed<'_>) {
    description.json(if index == 0 { r#"{"name":"# } else { r#",{"name":"# });
    description.string(name).json(r#","role":"#).string(passed.role);
    if let Some(nullable) = passed.nullable {
        description.json(&format!(r#","nullable":{nullable}"#));
    }
    if let Some(provided) = passed.callback {
        callback::contract(description, provided);
    }
    description.json(r#","type":"#).ty(&passed.ty);
    description.json("}");
}

/// Adds what C gets after a failure.
fn failure(description: &mut Description, fallback: Option<&Fallback>, ty: &Type) {
    description.json(r#","failure":{"kind":"#);
    let with_text = |description: &mut Description, kind: &str, value: &Expr| {
        description.string(kind).json(r#","text":"#).string(&words(value));
    };
    match fallback {
        None => {
            description.string("status");
        }
        Some(Fallback::Default) => {
            description.string("default");
        }
        Some(Fallback::Abort) => {
            description.string("abort");
        }
        Some(Fallback::Closure(_)) => {
            description.string("closure");
        }
        Some(Fallback::Expression(value)) => with_text(description, "expression", value),
        Some(Fallback::Plain(value @ Expr::Path(_))) => {
            with_text(description, "parameter", value);
        }
        Some(Fallback::Plain(value) | Fallback::Constant(value)) => {
            with_text(description, "value", value);
            description.json(r#","number":"#).value(ty, value);
        }
    }
    description.json("}");
}

/// A function in the Rust form, whose shim C calls.
struct RustForm<'e> {
    expander: &'e Expander<'e>,
    description: &'e mut Description,
}

impl RustForm<'_> {
    fn describe(&mut self, shim: &Shim) {
        let export = self.expander.export;
        let declared = declaration(export, &LibraryContext::default());
        let names = declared.iter().flat_map(|declared| &declared.parameters);
        let names: Vec<String> = names.map(|parameter| names::unraw(&parameter.name)).collect();
        let mut all = Vec::new();
        // The first parameter in C of each one in Rust.
        let mut first = Vec::new();
        for argument in self.expander.arguments() {
            first.push(names.get(all.len()).cloned().unwrap_or_default());
            all.extend(passed(&argument));
        }
        let outs = self.expander.added_outs().into_iter();
        all.extend(outs.map(|out| {
            let ty = parse(&out.input.ty);
            Passed { role: "out", nullable: Some(false), callback: None, ty }
        }));
        self.description.json(r#","parameters":["#);
        for (index, passed) in all.iter().enumerate() {
            let name = names.get(index).map_or("", String::as_str);
            parameter(self.description, index, name, passed);
        }
        self.returns(shim, &first);
    }

    /// Adds the result, and what C gets after a failure. `parameters` are the names of the parameters in C.
    fn returns(&mut self, shim: &Shim, parameters: &[String]) {
        let result = &self.expander.export.result;
        self.description.json(r#"],"returns":{"role":"#).string(role_of_result(&result.returned));
        let export = self.expander.export;
        let origin = view_origin(export).filter(|_| result.returned.is_view());
        borrows(self.description, origin, parameters);
        if result.is_null_for_none() {
            self.description.json(r#","optional":true"#);
        }
        let ty = match &result.returned {
            Returned::Unconverted if self.expander.export.status().is_none() => result.ty.clone(),
            _ => parse(&self.expander.returned_type()),
        };
        self.description.json(r#","type":"#).ty(&ty);
        self.description.json("}");
        if let Some(error) = &result.error {
            self.description.json(r#","error":"#).string(&words(error));
        }
        match shim {
            Shim::Unconverted { fallback }
            | Shim::Converted { on_failure: OnFailure::Fallback(fallback) } => {
                failure(self.description, Some(fallback), &ty);
            }
            Shim::Converted { on_failure: OnFailure::Status(_) } => {
                failure(self.description, None, &ty);
            }
        }
    }
}

/// Adds the parameters that a result borrows from, if C reads it in place. `parameters` are the names in C of those in Rust.
fn borrows(description: &mut Description, origin: Option<ViewOrigin>, parameters: &[String]) {
    let names = match origin {
        None => return,
        Some(ViewOrigin::Library) => vec!["'static"],
        Some(ViewOrigin::Parameters(indices)) => {
            let names = indices.iter().filter_map(|index| parameters.get(*index));
            names.map(String::as_str).collect()
        }
    };
    description.json(r#","borrows":["#);
    for (index, name) in names.iter().enumerate() {
        description.json(if index == 0 { "" } else { "," }).string(name);
    }
    description.json("]");
}

/// Returns the parameters in C of one in Rust.
fn passed<'p>(argument: &Argument<'p>) -> Vec<Passed<'p>> {
    if let Some(provided) = argument.parameter.callback() {
        let roles = ["callback", "unchecked", "callback"];
        let types = callback::types(provided).into_iter().zip(roles).enumerate();
        let passed = types.map(|(index, (ty, role))| {
            let callback = (index == 0).then_some(provided);
            Passed { role, nullable: None, callback, ty }
        });
        return passed.collect();
    }
    let conversion = &argument.parameter.conversion;
    let types = types(argument).into_iter().enumerate();
    let passed = types.map(|(index, ty)| match index {
        0 => {
            let (role, nullable) = (role(conversion, &ty), nullable(conversion, &ty));
            Passed { role, nullable, callback: None, ty }
        }
        _ => Passed { role: "length", nullable: None, callback: None, ty },
    });
    passed.collect()
}

/// Returns the role of a result.
fn role_of_result(returned: &Returned) -> &'static str {
    match returned {
        Returned::Text => "owned_string",
        Returned::List { .. } | Returned::Texts | Returned::Handles { .. } => "list",
        Returned::Str | Returned::Slice { .. } | Returned::CStr | Returned::Reference { .. } => {
            "borrowed"
        }
        Returned::Boxed { .. } | Returned::Handle { .. } => "owned",
        Returned::Shared { .. } => "shared",
        Returned::Unconverted
        | Returned::Value
        | Returned::Optional { .. }
        | Returned::Character
        | Returned::Never => "",
    }
}

/// Returns the types of a parameter in C: one, and a length after an array.
fn types(argument: &Argument<'_>) -> Vec<Type> {
    match &argument.parameter.conversion {
        // The shim has these types in wrappers that mean nothing to C.
        Conversion::Unconverted | Conversion::Value => vec![argument.parameter.ty.clone()],
        _ => argument.types().iter().map(|(_, ty)| parse(ty)).collect(),
    }
}

/// Returns a type that the expansion wrote.
fn parse(ty: &TokenStream) -> Type {
    syn::parse2(ty.clone()).unwrap_or_else(|_| Type::Verbatim(ty.clone()))
}

/// Returns what happens to an argument. Empty for a value.
fn role(conversion: &Conversion, ty: &Type) -> &'static str {
    match conversion {
        Conversion::Unconverted if matches!(ty, Type::Ptr(_)) => "unchecked",
        Conversion::Unconverted | Conversion::Value | Conversion::Character => "",
        Conversion::Function { .. } | Conversion::Callback(_) => "callback",
        Conversion::Reference { .. } | Conversion::SharedReference { .. } => "borrowed",
        Conversion::CStr { .. } => "string",
        Conversion::Text { counted: false, .. } => "utf8",
        Conversion::Text { .. } => "counted_utf8",
        Conversion::Slice { .. } => "array",
        Conversion::Texts => "utf8_array",
        Conversion::References { .. } => "borrowed_array",
        Conversion::BoxedList { .. } => "owned_array",
        Conversion::Boxed { .. } | Conversion::Taken { .. } => "owned",
        Conversion::Shared { .. } => "shared",
        Conversion::Out { target, .. } => match OutContent::of(target) {
            OutContent::Value => "out",
            OutContent::Boxed(_) => "out_owned",
            OutContent::Shared(_) => "out_shared",
            OutContent::Text => "out_string",
            OutContent::List(_) => "out_list",
        },
    }
}

/// Returns whether C may pass null, where the conversion knows more than the type.
fn nullable(conversion: &Conversion, ty: &Type) -> Option<bool> {
    matches!(ty, Type::Ptr(_) if conversion.follows_a_pointer()).then(|| conversion.is_optional())
}
