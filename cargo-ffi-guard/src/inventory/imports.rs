//! The names that a module imports.

use syn::ext::IdentExt;
use syn::{Ident, Item, UseTree};

/// How many imports of one name may lead to each other.
const MAX_STEPS: usize = 4;

/// The imports of a module.
#[derive(Default)]
pub(super) struct Imports(Vec<Import>);

/// `use path as alias`; without an alias, all names of the path.
struct Import {
    path: Vec<String>,
    alias: Option<String>,
    /// Whether no attribute, which may be a condition, is on it.
    certain: bool,
}

impl Imports {
    /// The imports among the items of a module.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut imports = Vec::new();
        for item in items {
            if let Item::Use(item) = item {
                read(&item.tree, &mut Vec::new(), item.attrs.is_empty(), &mut imports);
            }
        }
        Self(imports)
    }

    /// The name of the attribute `krate::name` in the module, if it is imported from the root of the crate.
    pub(super) fn name_of(&self, krate: &str, name: &str) -> Option<String> {
        self.0.iter().filter(|import| import.certain).find_map(|import| match &import.alias {
            Some(alias) => (import.path == [krate, name] && alias != "_").then(|| alias.clone()),
            None => (import.path == [krate]).then(|| name.to_owned()),
        })
    }

    /// The path with the name that it begins with replaced by the path that the module imports it from.
    pub(super) fn resolve(&self, path: &[String]) -> Vec<String> {
        let mut path = path.to_vec();
        for _ in 0..MAX_STEPS {
            let Some(first) = path.first() else { break };
            let imports = |import: &&Import| import.alias.as_ref() == Some(first);
            let Some(import) = self.0.iter().find(imports) else { break };
            let is_itself = import.path.first() == Some(first);
            path.splice(..1, import.path.iter().cloned());
            if is_itself {
                break;
            }
        }
        path
    }
}

fn read(tree: &UseTree, path: &mut Vec<String>, certain: bool, found: &mut Vec<Import>) {
    let mut add = |last: Option<&Ident>, alias: Option<&Ident>| {
        let last = last.map(|last| last.unraw().to_string()).filter(|last| last != "self");
        let path: Vec<String> = path.iter().cloned().chain(last).collect();
        let named = alias.map(|alias| alias.unraw().to_string());
        let alias =
            named.map(|alias| if alias == "self" { path.last().cloned() } else { Some(alias) });
        if let Some(alias) = alias.map_or(Some(None), |alias| alias.map(Some)) {
            found.push(Import { path, alias, certain });
        }
    };
    match tree {
        UseTree::Path(inner) => {
            path.push(inner.ident.unraw().to_string());
            read(&inner.tree, path, certain, found);
            path.pop();
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| read(tree, path, certain, found));
        }
        UseTree::Name(name) => add(Some(&name.ident), Some(&name.ident)),
        UseTree::Rename(rename) => add(Some(&rename.ident), Some(&rename.rename)),
        UseTree::Glob(_) => add(None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::Imports;

    fn name(source: &str) -> Option<String> {
        let file: syn::File = syn::parse_str(source).expect("a module");
        Imports::of(&file.items).name_of("ffi_guard", "ffi_export")
    }

    #[test]
    fn imports_are_those_of_the_module_itself() {
        let found = Some("ffi_export".to_owned());
        for text in [
            "use ffi_guard::ffi_export;",
            "use ::ffi_guard::{Error, ffi_export};",
            "#![allow(x)] use ffi_guard::*;",
            "#[cfg(a)] fn f() {} pub(crate) use {std::fmt, ffi_guard::{self, ffi_export}};",
        ] {
            assert_eq!(name(text), found, "{text}");
        }
        assert_eq!(name("use ffi_guard::ffi_export as guard;").as_deref(), Some("guard"));
        for text in [
            "mod a { use ffi_guard::ffi_export; }",
            "fn f() { use ffi_guard::ffi_export; }",
            "#[cfg(a)] use ffi_guard::ffi_export;",
            "#[cfg(a)] pub(super) use ffi_guard::ffi_export;",
            "use other::ffi_export;",
            "use ffi_guard::ffi_export as _;",
            "use ffi_guard; // ffi_export",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn paths_begin_at_their_crate() {
        let source = "#[cfg(x)] use exports::inner::{export_plugin as thread_local, self}; use exports as e; \
                      use a::a; use r#mod::m as n;";
        let file: syn::File = syn::parse_str(source).expect("a module");
        let imports = Imports::of(&file.items);
        let resolved = |path: &str| {
            let path: Vec<String> = path.split("::").map(str::to_owned).collect();
            imports.resolve(&path).join("::")
        };
        assert_eq!(resolved("thread_local"), "exports::inner::export_plugin");
        assert_eq!(resolved("inner::other"), "exports::inner::other");
        assert_eq!(resolved("e::m"), "exports::m");
        assert_eq!(resolved("a"), "a::a");
        assert_eq!(resolved("n"), "mod::m");
        assert_eq!(resolved("x::y"), "x::y");
    }
}
