//! The parts of a syntax tree that the reader needs.

use super::model::{Constant, DefinitionKind};
use syn::visit::Visit;
use syn::{Attribute, Block, Item, Visibility};

/// Returns the name and the kind of an item that types and constants can refer to.
pub(super) fn defined(item: &Item) -> Option<(&syn::Ident, DefinitionKind)> {
    use DefinitionKind as Kind;
    Some(match item {
        Item::Struct(item) => (&item.ident, Kind::Struct(Box::new(item.clone()))),
        Item::Enum(item) => (&item.ident, Kind::Enum(Box::new(item.clone()))),
        Item::Union(item) => (&item.ident, Kind::Union(Box::new(item.clone()))),
        Item::Type(item) => (&item.ident, Kind::Alias(Box::new(item.clone()))),
        Item::Static(item) => (&item.ident, Kind::Static(Box::new(item.clone()))),
        Item::Const(item) => {
            let is_public = matches!(item.vis, Visibility::Public(_));
            let (ty, value) = ((*item.ty).clone(), (*item.expr).clone());
            (&item.ident, Kind::Constant(Box::new(Constant { is_public, ty, value })))
        }
        _ => return None,
    })
}

/// Returns the items in the statements of a block, however deep.
pub(super) fn block_items(block: &Block) -> Vec<Item> {
    let mut found = BlockItems { items: Vec::new() };
    found.visit_block(block);
    found.items
}

struct BlockItems {
    items: Vec<Item>,
}

impl<'a> Visit<'a> for BlockItems {
    fn visit_item(&mut self, item: &'a Item) {
        self.items.push(item.clone());
    }
}

pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        _ => &[],
    }
}
