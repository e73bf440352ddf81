//! Tells whether a function's body is inside a guard as a whole.
//!
//! The source does not say what panics, so the rule is conservative: outside of the guard's own closure only *quiet*
//! code is allowed. Quiet are paths and literals, `let`, `if`, `match`, `return`, blocks, references, dereferences,
//! casts, comparisons, fields, constructors (a name that begins with a capital), nested items, closures that are bound
//! to a name (calling it is a call), the functions, methods and macros of [`quiet`], and blocks that end in `abort()`.
//! Everything else is outside, above all any other call or macro, a call of a value, arithmetic, an index and `?`. A
//! name that the crate defines itself is the crate's, not the library's. The only drops
//! that are judged are drops of arguments: an argument that the guard's closure does not take is dropped outside of it.
//!
//! `expression` walks the body, `call`, `guard_call` and `macro_call` tell whose code a call runs, `bound` and
//! `functions` which names are the crate's own, `abort` which blocks end the process, and `moved` and `argument` which
//! arguments the guard takes.

mod abort;
mod argument;
mod bound;
mod budget;
mod call;
mod expression;
mod functions;
mod guard_call;
mod guards;
mod known;
mod macro_call;
mod moved;
mod names;
mod outside;
mod own_function;
mod path;
mod quiet;
#[cfg(test)]
mod tests;

pub(crate) use argument::DroppedArgument;
use bound::Scope;
pub(crate) use budget::Budget;
pub(crate) use functions::{Functions, means_something};
pub(crate) use guards::{Guards, OwnDefinition, OwnMacros, exporter};
pub(crate) use known::{Form, GENERATORS, KNOWN, Known, QUOTING, ends_in};
pub(crate) use names::{literal_text, paste};
use outside::Outside;
pub(crate) use outside::text;
pub(crate) use path::segments;
use proc_macro2::Span;
use std::cell::OnceCell;
use std::collections::HashSet;
use syn::visit::Visit;
use syn::{Block, Signature};

/// How the body of a function is guarded.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// All of it is inside this guard.
    Guarded(By),
    /// Part of it is, and `outside`, at `at`, is not.
    Partly {
        /// The guard's name.
        by: String,
        /// The first code outside of it.
        outside: String,
        /// The place of that code.
        at: Span,
    },
    /// A guard is there under a condition only.
    Conditional {
        /// The guard's name.
        by: String,
        /// The predicate.
        condition: String,
    },
    /// Nothing guards it.
    No,
}

/// A guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// `std::panic::catch_unwind`.
    CatchUnwind,
    /// A function, method, macro or attribute of a well-known library.
    Known { name: &'static str, about: &'static str },
    /// A name from the settings, or a macro of the crate that expands to a guard.
    Named { name: String },
}

impl By {
    /// The guard's name for a message.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::CatchUnwind => "catch_unwind",
            Self::Known { name, .. } => name,
            Self::Named { name } => name,
        }
    }
}

/// How deep macros of the crate are expanded to find a guard.
const MAX_DEPTH: usize = 8;

/// Judges the body of the function with this signature. Returns the arguments that a guarded function drops outside of
/// its guard as well.
pub(crate) fn judge(
    signature: &Signature,
    block: &Block,
    guards: &Guards<'_>,
) -> (Verdict, Vec<DroppedArgument>) {
    let scope = Scope { signature: Some(signature), statements: &block.stmts };
    let mut judge = Judge::new(scope, guards, MAX_DEPTH);
    judge.statements();
    let dropped = judge.dropped_arguments(signature);
    let verdict = match (judge.guard, judge.outside, judge.condition) {
        (None, _, Some((by, condition))) => Verdict::Conditional { by, condition },
        (None, _, None) => Verdict::No,
        (Some(by), None, _) => return (Verdict::Guarded(by), dropped),
        (Some(_), Some(_), Some((by, condition))) => Verdict::Conditional { by, condition },
        (Some(by), Some(Outside { text, at }), None) => {
            Verdict::Partly { by: by.name().to_owned(), outside: text, at }
        }
    };
    (verdict, Vec::new())
}

/// The judgement of one body, or of the expansion of one macro call.
struct Judge<'j> {
    scope: Scope<'j>,
    guards: &'j Guards<'j>,
    /// How many more macros may be expanded inside each other.
    depth: usize,
    /// The macro whose expansion this is.
    within: &'j str,
    guard: Option<By>,
    /// The first code that is not quiet.
    outside: Option<Outside>,
    bound: OnceCell<HashSet<String>>,
    /// How many macro calls the walk is inside.
    nesting: usize,
    /// How many branches, loops and closures the walk is inside.
    branches: usize,
    /// How many closures the walk is inside.
    closures: usize,
    /// Whether the function may return before it reaches its guard.
    returns_early: bool,
    /// The variables that the guard takes, by their first names.
    taken: HashSet<String>,
    /// The variables of `let` that are in scope, in this order, each with those that were moved into it.
    renamed: Vec<(String, HashSet<String>)>,
    /// The predicate of the statement around the walk.
    cfg: Option<String>,
    /// A guard that is there under a condition only, and the condition.
    condition: Option<(String, String)>,
}

impl<'j> Judge<'j> {
    fn new(scope: Scope<'j>, guards: &'j Guards<'j>, depth: usize) -> Self {
        Self {
            scope,
            guards,
            depth,
            within: "",
            guard: None,
            outside: None,
            bound: OnceCell::new(),
            nesting: 0,
            branches: 0,
            closures: 0,
            returns_early: false,
            taken: HashSet::new(),
            renamed: Vec::new(),
            cfg: None,
            condition: None,
        }
    }

    fn statements(&mut self) {
        let statements = self.scope.statements;
        statements.iter().for_each(|statement| self.visit_stmt(statement));
    }

    /// Whether nothing that follows can change the verdict. Only whole expansions count as guards, so one fault settles
    /// an expansion.
    fn is_settled(&self) -> bool {
        self.outside.is_some() && (self.guard.is_some() || self.depth < MAX_DEPTH)
    }

    /// Records a guard.
    fn guarded_by(&mut self, guard: By) {
        if let (None, Some(cfg)) = (&self.guard, &self.cfg) {
            self.condition.get_or_insert((guard.name().to_owned(), cfg.clone()));
        }
        self.guard.get_or_insert(guard);
    }

    /// Records code that is not quiet. The walk is in source order, so the first one stays.
    fn blame(&mut self, outside: impl FnOnce() -> Outside) {
        self.outside.get_or_insert_with(outside);
    }

    /// Whether the function itself defines the name: as a parameter, a variable or an item.
    fn is_bound(&self, path: &[&str]) -> bool {
        let [name] = path else { return false };
        self.bound.get_or_init(|| self.scope.bound_names()).contains(*name)
    }
}
