//! Lowers a function.

use super::{conversion, fallback, returned};
use crate::model::{
    Conversion, Export, Form, OnFailure, Parameter, ResultType, Returned, Shim, SourceExport,
    SourceForm, SourceParameter, SourceSymbol, Symbol, SymbolAttr,
};
use crate::names;
use proc_macro2::Span;
use syn::{LitStr, Path};

pub(crate) fn lower(source: SourceExport) -> Export {
    let owner = source.owner.as_ref().map(|owner| owner.path.clone());
    let output = &source.function.sig.output;
    let result = match source.form {
        SourceForm::Rust => returned::of(output, owner.as_ref()),
        SourceForm::C | SourceForm::Callback => returned::unconverted(output),
    };
    let parameters: Vec<_> =
        (source.parameters.iter()).map(|one| parameter(one, source.form, owner.as_ref())).collect();
    let fallback = || fallback::fallback(&source.args.on_failure, &source);
    let form = match source.form {
        SourceForm::C => Form::C { fallback: fallback() },
        SourceForm::Callback => Form::Callback { fallback: fallback() },
        SourceForm::Rust => {
            let abi = source.args.abi.as_ref().map(|(_, abi)| abi.clone());
            let abi = abi.unwrap_or_else(|| LitStr::new("C", Span::mixed_site()));
            let converts = source.args.poison.is_some() || converts(&parameters, &result);
            Form::Rust { abi, shim: shim(fallback::on_failure(&source, &result), converts) }
        }
    };
    let is_plain = source.form == SourceForm::Rust && source.owner.is_none();
    Export {
        form,
        parameters,
        result,
        symbol: symbol(&source),
        named_after_function: is_plain && source.args.name.is_none(),
        function: source.function,
        owner,
        no_cancel: source.args.no_cancel,
        poison: source.args.poison,
        since: source.args.since,
        krate: source.args.krate,
    }
}

/// Returns whether the signature of the shim differs from the function's, or the function can fail without a panic.
fn converts(parameters: &[Parameter], result: &ResultType) -> bool {
    let is_converted =
        |parameter: &Parameter| !matches!(parameter.conversion, Conversion::Unconverted);
    result.fallible
        || !matches!(result.returned, Returned::Unconverted | Returned::Never)
        || parameters.iter().any(is_converted)
}

fn shim(on_failure: OnFailure, converts: bool) -> Shim {
    match on_failure {
        OnFailure::Fallback(fallback) if !converts => Shim::Unconverted { fallback },
        on_failure => Shim::Converted { on_failure },
    }
}

fn parameter(source: &SourceParameter, form: SourceForm, own: Option<&Path>) -> Parameter {
    let SourceParameter { pat, ty, attrs, unchecked, counted, receiver } = source;
    let conversion = match form {
        SourceForm::C | SourceForm::Callback => Conversion::Unconverted,
        SourceForm::Rust if unchecked.is_some() => conversion::unchecked(ty, own),
        SourceForm::Rust if counted.is_some() => conversion::counted(ty, own),
        SourceForm::Rust => conversion::checked(ty, own),
    };
    Parameter {
        pat: pat.clone(),
        ty: ty.clone(),
        lints: attrs.clone(),
        conversion,
        is_receiver: receiver.is_some(),
    }
}

/// Returns the symbol that the author wrote, or else the name of the function; for a method, under the name of its type.
fn symbol(source: &SourceExport) -> Symbol {
    let ident = names::unraw(&source.function.sig.ident);
    let written = match source.form {
        SourceForm::C => source.symbol_attrs.first().and_then(|attr| attr.name.as_ref()),
        SourceForm::Rust => source.args.name.as_ref().map(|(_, name)| name),
        SourceForm::Callback => None,
    };
    match (written, &source.owner) {
        (Some(name), _) => written_symbol(name),
        (None, None) => Symbol::Whole(ident),
        (None, Some(owner)) => Symbol::UnderPrefix(format!("{}_{ident}", owner.name)),
    }
}

fn written_symbol(symbol: &SourceSymbol) -> Symbol {
    match symbol {
        SourceSymbol::Literal(name) => Symbol::Whole(name.value()),
        SourceSymbol::Macro(call) => Symbol::Macro(call.clone()),
    }
}

/// Returns the symbol that an attribute gives an item without arguments.
pub(super) fn attributed(attr: &SymbolAttr, ident: &proc_macro2::Ident) -> Symbol {
    attr.name.as_ref().map_or_else(|| Symbol::Whole(names::unraw(ident)), written_symbol)
}
