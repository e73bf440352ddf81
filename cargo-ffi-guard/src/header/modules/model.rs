//! The modules of a crate and their items.

use crate::header::conditions::{Gate, HeaderConditions};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, Generics, ItemEnum, ItemForeignMod, ItemStruct, ItemType, ItemUnion, Token,
    Type,
};

pub(in crate::header) type ModuleId = usize;
pub(in crate::header) type DefinitionId = usize;

/// The two namespaces of Rust that matter for a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::header) enum Namespace {
    Type,
    Value,
}

/// A module, or the items of a block.
pub(in crate::header) struct Module {
    pub(in crate::header) parent: Option<ModuleId>,
    /// Whether names that it does not have are looked up in the module around it.
    pub(in crate::header) is_block: bool,
    pub(in crate::header) names: BTreeMap<(Namespace, String), Vec<DefinitionId>>,
    pub(in crate::header) imports: Vec<Import>,
    /// The index of its crate; 0 is the crate of the header.
    pub(in crate::header) krate: usize,
}

/// A name that a `use` brings into scope.
#[derive(Clone)]
pub(in crate::header) struct Import {
    /// `None` for a glob.
    pub(in crate::header) name: Option<String>,
    pub(in crate::header) path: Vec<String>,
    /// Whether the path begins with `::`.
    pub(in crate::header) is_global: bool,
}

/// An item.
pub(in crate::header) struct Definition {
    pub(in crate::header) name: String,
    pub(in crate::header) module: ModuleId,
    pub(in crate::header) gate: Gate,
    /// The symbol, if a macro of the crate names it.
    pub(in crate::header) symbol: Option<String>,
    /// The attributes in this build, without `cfg`.
    pub(in crate::header) attrs: Vec<Attribute>,
    pub(in crate::header) kind: DefinitionKind,
    /// `file:line:column`.
    pub(in crate::header) place: String,
    /// Whether its documentation, or the documentation of a module around it, tells cbindgen to leave it out.
    pub(in crate::header) is_ignored: bool,
}

/// The kind of an item.
pub(in crate::header) enum DefinitionKind {
    Struct(Box<ItemStruct>),
    Enum(Box<ItemEnum>),
    Union(Box<ItemUnion>),
    Alias(Box<ItemType>),
    Constant(Box<Constant>),
    Static(Box<syn::ItemStatic>),
    Module(ModuleId),
    /// A `bitflags!` call, which cbindgen reads itself.
    Bitflags(TokenStream),
}

/// A constant.
pub(in crate::header) struct Constant {
    pub(in crate::header) is_public: bool,
    pub(in crate::header) ty: Type,
    pub(in crate::header) value: Expr,
}

impl Definition {
    /// Returns whether the type is under a derive of this name.
    pub(in crate::header) fn derives(&self, name: &str) -> bool {
        self.attrs.iter().filter(|attr| attr.path().is_ident("derive")).any(|attr| {
            let paths = attr.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
            let is_it = |path: &syn::Path| path.segments.last().is_some_and(|it| it.ident == name);
            paths.is_ok_and(|paths| paths.iter().any(is_it))
        })
    }

    /// Returns the tokens of the item for the parser of a derive.
    pub(in crate::header) fn item_tokens(&self) -> TokenStream {
        let attrs = self.attrs.clone();
        match &self.kind {
            DefinitionKind::Struct(item) => {
                ItemStruct { attrs, ..(**item).clone() }.to_token_stream()
            }
            DefinitionKind::Enum(item) => ItemEnum { attrs, ..(**item).clone() }.to_token_stream(),
            DefinitionKind::Union(item) => {
                ItemUnion { attrs, ..(**item).clone() }.to_token_stream()
            }
            _ => {
                let name = format_ident!("{}", self.name);
                quote!(struct #name;)
            }
        }
    }

    /// Returns the generic parameters of a type.
    pub(in crate::header) fn generics(&self) -> Option<&Generics> {
        match &self.kind {
            DefinitionKind::Struct(item) => Some(&item.generics),
            DefinitionKind::Enum(item) => Some(&item.generics),
            DefinitionKind::Union(item) => Some(&item.generics),
            DefinitionKind::Alias(item) => Some(&item.generics),
            _ => None,
        }
    }
}

/// The module of a function, and the type whose `impl` block contains it.
#[derive(Clone)]
pub(in crate::header) struct FunctionScope {
    pub(in crate::header) module: ModuleId,
    pub(in crate::header) self_type: Option<Rc<Type>>,
    /// Whether the function is an item of a module or of an `impl` block in a module.
    pub(in crate::header) is_item: bool,
    /// Whether documentation tells cbindgen to leave it out.
    pub(in crate::header) is_ignored: bool,
    /// The symbol, if a macro of the crate names it.
    pub(in crate::header) symbol: Option<String>,
}

impl FunctionScope {
    /// Returns the scope of the crate's root.
    pub(in crate::header) fn root() -> Self {
        Self { module: 0, self_type: None, is_item: true, is_ignored: false, symbol: None }
    }
}

/// The modules of the crate of the header, and of dependencies.
pub(in crate::header) struct Modules<'c> {
    pub(in crate::header) modules: Vec<Module>,
    pub(in crate::header) definitions: Vec<Definition>,
    /// The constants of `impl` blocks.
    pub(in crate::header) associated: Vec<Associated>,
    /// The blocks that declare functions of others.
    pub(in crate::header) foreign: Vec<(ModuleId, Gate, ItemForeignMod)>,
    /// The scope of each function, by the index of its file and the byte behind its name.
    pub(in crate::header) functions: HashMap<(usize, usize), FunctionScope>,
    /// How many steps the evaluation at hand has taken.
    pub(in crate::header) steps: Cell<usize>,
    /// The conditions of each crate.
    pub(super) conditions: Vec<&'c HeaderConditions>,
    /// The root modules of the dependencies that are read.
    pub(in crate::header) roots: BTreeMap<String, ModuleId>,
    /// The crates that paths can begin with.
    pub(in crate::header) crates: Vec<String>,
}

/// The constants of an `impl` block.
pub(in crate::header) struct Associated {
    pub(in crate::header) module: ModuleId,
    pub(in crate::header) self_type: Type,
    pub(in crate::header) constants: Vec<(Gate, syn::ImplItemConst)>,
}

impl<'c> Modules<'c> {
    /// Returns the conditions of the crate of a module.
    pub(in crate::header) fn conditions_of(&self, module: ModuleId) -> &'c HeaderConditions {
        self.conditions[self.modules[module].krate]
    }

    /// Returns the conditions of the crate of the header.
    pub(in crate::header) fn conditions(&self) -> &'c HeaderConditions {
        self.conditions[0]
    }

    /// Returns whether a module is part of the crate of the header.
    pub(in crate::header) fn is_own(&self, module: ModuleId) -> bool {
        self.modules[module].krate == 0
    }
}
