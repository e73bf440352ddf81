//! The state of the walk for each enclosing scope.

use std::rc::Rc;

use super::attributes::Attributes;
use super::conditions::Conditions;
use super::module_dir::ModuleDir;
use super::report::Context;

/// A range of tokens with the properties that its contents inherit. The walk keeps open scopes in a list, so nesting
/// does not use the call stack.
pub(super) struct Scope {
    pub(super) bounds: Bounds,
    /// The token at which the scope ends: its closing bracket, or the first one behind it.
    pub(super) end: usize,
    /// The number of predicates outside this scope.
    pub(super) outer_conditions: usize,
    pub(super) dir: Rc<ModuleDir>,
    pub(super) in_block: bool,
    pub(super) implicit_prelude: bool,
    pub(super) context: Rc<Context>,
    /// The bracket of the macro call whose input this is; the innermost one.
    pub(super) call: Option<usize>,
    /// Inside `extern { .. }`, where items are only declared.
    pub(super) foreign: bool,
    /// Directly inside `macro_rules!`, where matchers and bodies take turns.
    pub(super) rules: bool,
    /// Directly inside a macro that selects code by `cfg`: the predicates of each arm, by its
    /// opening brace.
    pub(super) arms: Vec<(usize, Conditions)>,
    /// On an item with an attribute that may be a macro, and inside it.
    pub(super) altered: bool,
    /// The attributes of the item that this scope is.
    pub(super) attributes: Option<Attributes>,
    /// The last `fn` at this level: an inner attribute in its body belongs to it.
    pub(super) function: Option<usize>,
}

/// The delimiters of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounds {
    File,
    Brackets,
    /// An item with attributes, from its first token to its last.
    Item,
}

impl Scope {
    pub(super) fn file(end: usize, dir: ModuleDir, implicit_prelude: bool) -> Self {
        Self {
            bounds: Bounds::File,
            end,
            outer_conditions: 0,
            dir: Rc::new(dir),
            in_block: false,
            implicit_prelude,
            context: Rc::new(Context::Code),
            call: None,
            foreign: false,
            rules: false,
            arms: Vec::new(),
            altered: false,
            attributes: None,
            function: None,
        }
    }

    /// Returns a nested scope with the inherited properties.
    pub(super) fn child(&self, bounds: Bounds, end: usize, outer_conditions: usize) -> Self {
        Self {
            bounds,
            end,
            outer_conditions,
            dir: Rc::clone(&self.dir),
            in_block: self.in_block,
            implicit_prelude: self.implicit_prelude,
            context: Rc::clone(&self.context),
            call: self.call,
            foreign: self.foreign,
            rules: false,
            arms: Vec::new(),
            altered: self.altered,
            attributes: None,
            function: None,
        }
    }

    /// The context of a macro call in here: a definition's text stays a definition's text.
    pub(super) fn call_context(&self, name: &str) -> Rc<Context> {
        match *self.context {
            Context::MacroDefinition(_) => Rc::clone(&self.context),
            _ => Rc::new(Context::MacroCall(name.to_owned())),
        }
    }

    /// The context of a macro definition in here; the outermost one names them all.
    pub(super) fn definition_context(&self, name: &str) -> Rc<Context> {
        match *self.context {
            Context::MacroDefinition(_) => Rc::clone(&self.context),
            _ => Rc::new(Context::MacroDefinition(name.to_owned())),
        }
    }
}
