//! Reads the types of a lock, as `words.rs` writes them.

use crate::abi::model::{Only, Type};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, GenericArgument, Lit, PathArguments, PointerMutability, ReturnType};

/// Parses a type.
///
/// # Errors
///
/// If the text is not a type that a lock can hold.
pub(in crate::abi) fn parse(text: &str) -> Result<Type, String> {
    if is_deep(text) {
        let start: String = text.chars().take(32).collect();
        return Err(format!("the type that starts with `{start}` is nested too deeply"));
    }
    let parsed: syn::Type =
        syn::parse_str(text).map_err(|error| format!("`{text}` is not a type: {error}"))?;
    resolve(&parsed)
}

/// Returns whether Rust that is nested like this text could exhaust the stack: it is parsed recursively.
pub(in crate::abi) fn is_deep(text: &str) -> bool {
    const LIMIT: usize = 32;
    let (mut depth, mut outer) = (0, Vec::new());
    let mut previous = ' ';
    for char in text.chars() {
        match char {
            '(' | '[' | '{' | '<' => {
                outer.push(depth);
                depth += 1;
            }
            '>' if previous == '-' => {}
            ')' | ']' | '}' | '>' => depth = outer.pop().unwrap_or(depth),
            ',' | ';' => depth = outer.last().map_or(0, |it| it + 1),
            // A space may separate two operators.
            ' ' => depth += 1,
            _ if char.is_alphanumeric() || matches!(char, '_' | ':' | '"' | '.') => {}
            _ => depth += 1,
        }
        if depth > LIMIT {
            return true;
        }
        previous = char;
    }
    false
}

fn resolve(ty: &syn::Type) -> Result<Type, String> {
    match ty {
        syn::Type::Never(_) => Ok(Type::Never),
        syn::Type::Tuple(tuple) if tuple.elems.is_empty() => Ok(Type::Void),
        syn::Type::Paren(paren) => resolve(&paren.elem),
        syn::Type::Ptr(pointer) => {
            let mutable = matches!(pointer.mutability, PointerMutability::Mut(_));
            pointer_to(mutable, true, &pointer.elem)
        }
        syn::Type::Reference(reference) => {
            pointer_to(reference.mutability.is_some(), false, &reference.elem)
        }
        syn::Type::Array(array) => {
            let Expr::Lit(ExprLit { lit: Lit::Int(length), .. }) = &array.len else {
                return Err(format!("the length of `{}` is not a number", text(ty)));
            };
            let length = length.base10_parse().map_err(|error| error.to_string())?;
            Ok(Type::Array { length, of: Box::new(resolve(&array.elem)?) })
        }
        syn::Type::FnPtr(function) if function.variadic.is_some() => {
            Err(format!("`{}` takes any number of arguments, which no lock can hold", text(ty)))
        }
        syn::Type::FnPtr(function) => self::function(function),
        syn::Type::Path(_) => path(ty),
        _ => Err(format!("`{}` is not a type of an ABI", text(ty))),
    }
}

fn pointer_to(mutable: bool, nullable: bool, to: &syn::Type) -> Result<Type, String> {
    let to = match resolve(to)? {
        Type::Named { name } if name == "c_void" => Type::Void,
        other => other,
    };
    Ok(Type::Pointer { mutable, nullable, to: Box::new(to) })
}

fn function(function: &syn::TypeFnPtr) -> Result<Type, String> {
    let name = function.abi.as_ref().and_then(|abi| abi.name.as_ref());
    let parameters: Result<Vec<Type>, String> =
        function.inputs.iter().map(|argument| resolve(&argument.ty)).collect();
    let returns = match &function.output {
        ReturnType::Default => Type::Void,
        ReturnType::Type(_, ty) => resolve(ty)?,
    };
    Ok(Type::Function {
        abi: name.map_or_else(|| "C".to_owned(), syn::LitStr::value),
        nullable: false,
        parameters: parameters?,
        returns: Box::new(returns),
    })
}

/// A word for a type, or the name of one.
fn path(ty: &syn::Type) -> Result<Type, String> {
    let name = text(ty);
    if let Some(inner) = argument_of(ty, "Option")
        && let Type::Function { abi, parameters, returns, .. } = resolve(inner)?
    {
        return Ok(Type::Function { abi, nullable: true, parameters, returns });
    }
    if let Some(inner) = argument_of(ty, "NonZero")
        && let Type::Integer { signed, bits, word, .. } = resolve(inner)?
    {
        return Ok(Type::Integer { signed, bits, word, only: Some(Only::NonZero) });
    }
    Ok(match name.as_str() {
        "bool" => Type::Bool,
        "f32" => Type::Float { bits: 32 },
        "f64" => Type::Float { bits: 64 },
        "char" => Type::Integer { signed: false, bits: 32, word: None, only: Some(Only::Char) },
        word => integer(word).unwrap_or(Type::Named { name }),
    })
}

/// The only argument of a generic type with this name.
fn argument_of<'t>(ty: &'t syn::Type, name: &str) -> Option<&'t syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

/// An integer by its name. `long` and the integers as wide as a pointer have 64 bits here; `compare` gives them the width
/// of each data model.
fn integer(word: &str) -> Option<Type> {
    let (signed, bits, is_word) = match word {
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" => {
            (word.starts_with('i'), word[1..].parse().ok()?, false)
        }
        "c_char" | "c_schar" => (true, 8, true),
        "c_uchar" => (false, 8, true),
        "c_short" => (true, 16, true),
        "c_ushort" => (false, 16, true),
        "c_int" => (true, 32, true),
        "c_uint" => (false, 32, true),
        "c_long" | "c_longlong" | "isize" => (true, 64, true),
        "c_ulong" | "c_ulonglong" | "usize" => (false, 64, true),
        _ => return None,
    };
    Some(Type::Integer { signed, bits, word: is_word.then(|| word.to_owned()), only: None })
}

/// The text that was parsed.
fn text(ty: &syn::Type) -> String {
    ty.span().source_text().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn types_are_read_as_they_are_written() {
        for text in [
            "()",
            "!",
            "bool",
            "f64",
            "u8",
            "c_long",
            "usize",
            "NonZero<c_int>",
            "char",
            "*const c_void",
            "&mut *mut Shape",
            "[[u16; 3]; 12]",
            "fn(&Node, *mut c_void) -> bool",
            "Option<extern \"system\" fn(*const a::inner::Point)>",
            "Pair<Buffer<Meters, 3>>",
            "*const Pair<*const Shape>",
            "Unknown<Timeval>",
        ] {
            assert_eq!(parse(text).map(|ty| ty.to_string()).as_deref(), Ok(text));
        }
        let deep = [
            "&".repeat(100_000),
            "[".repeat(100_000),
            "fn() -> ".repeat(100_000),
            "Option<fn(".repeat(100_000),
            "*const ".repeat(100_000),
            format!("[u8; {}]", "-".repeat(100_000)),
        ];
        for text in &deep {
            let error = parse(text).expect_err("a deep type");
            assert!(error.ends_with("is nested too deeply"), "{error}");
        }
        let deep = format!("{}u8", "&".repeat(32));
        assert_eq!(parse(&deep).map(|ty| ty.to_string()), Ok(deep));
        for text in ["", "&", "[u8]", "[u8; N]", "dyn Fn()", "(u8, u8)", "u8 u8"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
