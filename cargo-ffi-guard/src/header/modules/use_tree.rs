//! The names that a `use` brings into scope.

use syn::UseTree;
use syn::ext::IdentExt;

/// A name, `None` for a glob, and its path.
type Imported = (Option<String>, Vec<String>);

/// Returns the names of a `use`.
pub(super) fn imported_names(tree: &UseTree) -> Vec<Imported> {
    let mut found = Vec::new();
    collect(tree, &mut Vec::new(), &mut found);
    found
}

fn collect(tree: &UseTree, prefix: &mut Vec<String>, found: &mut Vec<Imported>) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.unraw().to_string());
            collect(&path.tree, prefix, found);
            prefix.pop();
        }
        UseTree::Name(name) => found.push(imported(&name.ident, &name.ident, prefix)),
        UseTree::Rename(rename) => found.push(imported(&rename.ident, &rename.rename, prefix)),
        UseTree::Glob(_) => found.push((None, prefix.clone())),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| collect(tree, prefix, found));
        }
    }
}

/// `self` in a group is the path around it.
fn imported(ident: &syn::Ident, name: &syn::Ident, prefix: &[String]) -> Imported {
    let mut path = prefix.to_vec();
    let mut name = name.unraw().to_string();
    if ident != "self" {
        path.push(ident.unraw().to_string());
    } else if name == "self" {
        name = prefix.last().cloned().unwrap_or(name);
    }
    (Some(name), path)
}
