//! Lowers an `impl` block.

use super::export;
use crate::model::{Block, BlockType, Export, SourceBlock};
use syn::Attribute;

/// Returns `None` for a block without a type that its symbols can be named after, which `check` rejects.
pub(crate) fn lower(source: SourceBlock) -> Option<Block> {
    let BlockType { path, name } = source.owner?;
    let holds_for_shims = |attr: &&Attribute| {
        ["cfg", "allow", "expect"].iter().any(|name| attr.path().is_ident(name))
    };
    let of_block: Vec<Attribute> = source.attrs.iter().filter(holds_for_shims).cloned().collect();
    let exports = source.exports.into_iter().map(|source| {
        let mut export = export::lower(source);
        within(&of_block, &mut export);
        export
    });
    let conditions = source.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned();
    Some(Block {
        conditions: conditions.collect(),
        ty: path,
        name,
        exports: exports.collect(),
        remaining: source.remaining,
        krate: source.args.krate,
    })
}

/// Gives an export the conditions and lint levels of its block, as its shim is outside of the block.
fn within(of_block: &[Attribute], export: &mut Export) {
    let attrs = &mut export.function.attrs;
    attrs.splice(0..0, of_block.iter().cloned());
}
