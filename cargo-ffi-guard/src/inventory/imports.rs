//! The names that a module imports from other crates.

use syn::ext::IdentExt;
use syn::{Item, UseTree};

/// The unconditional imports of a module.
#[derive(Default)]
pub(super) struct Imports(Vec<Import>);

/// `use krate::name as alias`; without a name, all names of the crate.
struct Import {
    krate: String,
    name: Option<String>,
    alias: String,
}

impl Imports {
    /// The imports among the items of a module.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut imports = Vec::new();
        for item in items {
            // An attribute may be a condition.
            if let Item::Use(item) = item
                && item.attrs.is_empty()
            {
                read(&item.tree, None, &mut imports);
            }
        }
        Self(imports)
    }

    /// The name of the attribute `krate::name` in the module, if it is imported.
    pub(super) fn name_of(&self, krate: &str, name: &str) -> Option<String> {
        let found = self.0.iter().find(|import| {
            import.krate == krate && import.name.as_deref().is_none_or(|found| found == name)
        })?;
        Some(if found.name.is_some() { found.alias.clone() } else { name.to_owned() })
    }
}

/// Adds the imports from the root of a crate. Imports from its modules are ignored.
fn read(tree: &UseTree, krate: Option<&str>, found: &mut Vec<Import>) {
    let mut add = |name: Option<String>, alias: String| {
        if let Some(krate) = krate {
            found.push(Import { krate: krate.to_owned(), name, alias });
        }
    };
    match tree {
        UseTree::Path(path) if krate.is_none() => {
            read(&path.tree, Some(&path.ident.unraw().to_string()), found);
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| read(tree, krate, found)),
        UseTree::Name(name) => add(Some(name.ident.to_string()), name.ident.to_string()),
        UseTree::Rename(rename) if rename.rename != "_" => {
            add(Some(rename.ident.to_string()), rename.rename.to_string());
        }
        UseTree::Glob(_) => add(None, String::new()),
        _ => {}
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
}
