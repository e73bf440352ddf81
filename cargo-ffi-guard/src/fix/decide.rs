//! The decisions about one library: which attribute each export gets, or why it stays as it is.

use super::attribute;
use super::edit;
use super::own_types::OwnTypes;
use super::plan::{Alternative, Plan, Position, Wanted};
use super::type_fallback::TypeFallbacks;
use crate::cli;
use crate::failure::Failure;
use crate::inventory::{
    GuardAdvice, GuardSite, GuardState, Inventory, SourceExport, SourceExportKind,
};
use crate::workspace::LibraryTarget;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{GenericArgument, PathArguments, Type};

/// A library, and the plan that its edits go into.
pub(super) struct Decisions<'d, 'o> {
    pub(super) plan: &'d mut Plan,
    pub(super) library: &'d LibraryTarget,
    pub(super) inventory: &'d Inventory,
    pub(super) options: &'o cli::Fix,
    pub(super) values: &'d mut TypeFallbacks<'o>,
    /// Read when a value is wanted whose type may be the crate's own.
    pub(super) types: OnceCell<OwnTypes>,
}

/// The indices of the exports that are decided about.
pub(super) type Decided = BTreeSet<usize>;

/// The entries that one attribute would guard.
struct Group<'e> {
    entries: Vec<&'e SourceExport>,
    site: &'e GuardSite,
}

impl<'e> Group<'e> {
    /// Groups entries by the attribute that exports them.
    fn all(entries: impl Iterator<Item = (&'e SourceExport, &'e GuardSite)>) -> Vec<Self> {
        let mut groups: BTreeMap<(&Path, usize, usize), Self> = BTreeMap::new();
        for (entry, site) in entries {
            let key = (site.file.as_path(), site.attribute.start, site.meta);
            let new = || Self { entries: Vec::new(), site };
            groups.entry(key).or_insert_with(new).entries.push(entry);
        }
        groups.into_values().collect()
    }

    /// Whether the attribute that exports is under a `cfg_attr`.
    fn is_conditional(&self) -> bool {
        self.entries.iter().any(|entry| !entry.attribute_cfg.is_empty())
    }
}

impl Decisions<'_, '_> {
    /// Whether the compiler will refuse exports without an attribute of this project.
    fn is_strict(&self) -> bool {
        self.inventory.has_library || self.options.library.is_some()
    }

    pub(super) fn run(&mut self) -> Result<(), Failure> {
        self.statics()?;
        let decided = if self.options.replace_guards { self.replace()? } else { Decided::new() };
        self.guarded_by_hand(&decided);
        self.open(&decided)?;
        self.add_library()
    }

    fn add_library(&mut self) -> Result<(), Failure> {
        let Some(prefix) = &self.options.library else { return Ok(()) };
        if self.inventory.has_library {
            return Ok(());
        }
        let (path, _) = self.plan.resolve(&self.library.source);
        let call = attribute::library_call(self.library, prefix);
        let edit = edit::insert_behind_crate_attributes(self.plan.read(&path)?.text(), &call);
        self.plan.put_first(&path, edit)
    }

    /// Statics run no code, but `ffi_library!` accepts an export only with an attribute.
    fn statics(&mut self) -> Result<(), Failure> {
        let inventory = self.inventory;
        let is_static = |entry: &&SourceExport| entry.state == GuardState::NothingToGuard;
        let statics = inventory.exports.iter().filter(is_static);
        let Some(reason) = &self.options.unguarded_statics else {
            if self.is_strict() {
                statics.for_each(|entry| self.leave_static(entry));
            }
            return Ok(());
        };
        let mut with_site = Vec::new();
        for entry in statics {
            match &entry.site {
                Some(site) => with_site.push((entry, site)),
                None => self.plan.leave(entry, no_site(entry)),
            }
        }
        for group in Group::all(with_site.into_iter()) {
            let (path, is_inside) = self.plan.resolve(&group.site.file);
            if !is_inside {
                self.leave(&group, OUTSIDE);
                continue;
            }
            let text = attribute::unguarded(self.library, group.site, reason);
            if self.insert(&group, &path, &text)?.1 {
                self.plan.statics += group.entries.len();
            }
        }
        Ok(())
    }

    fn leave_static(&mut self, entry: &SourceExport) {
        let imported_as = entry.site.as_ref().and_then(|site| site.imported_as.as_deref());
        let reason = Some("reason = \"..\"");
        let attribute = attribute::attribute(self.library, "unguarded", imported_as, reason);
        let why = format!(
            "the compiler refuses an exported static without a reason: write `#[{attribute}]` in front of it, or use \
             --unguarded-statics REASON"
        );
        self.plan.leave(entry, why);
    }

    /// Functions with a guard that is not an attribute of this project.
    fn guarded_by_hand(&mut self, decided: &Decided) {
        let inventory = self.inventory;
        if !self.is_strict() {
            return;
        }
        for (index, entry) in inventory.exports.iter().enumerate() {
            if decided.contains(&index) {
                continue;
            }
            let GuardState::Idiom { name } = &entry.state else { continue };
            if entry.kind == SourceExportKind::Callback {
                continue;
            }
            if entry.site.is_none() {
                self.note_generated(entry, name);
                continue;
            }
            let wanted = self.wanted_attribute(entry);
            let why = format!(
                "guarded by `{name}`, and the compiler refuses an export without the attribute: {wanted}, or use \
                 --replace-guards"
            );
            self.plan.leave(entry, why);
        }
    }

    /// The attribute to write for a function that has a guard, and where.
    pub(super) fn wanted_attribute(&self, entry: &SourceExport) -> String {
        let argument = match entry.advice {
            Some(GuardAdvice::NeedsValue(_)) => Some("fallback = .."),
            Some(GuardAdvice::Abort) => Some("abort"),
            _ => None,
        };
        let site = entry.site.as_ref();
        let imported_as = site.and_then(|site| site.imported_as.as_deref());
        let attribute = attribute::guard(self.library, entry.kind, imported_as, argument);
        match &entry.in_macro {
            Some(name) if site.is_some_and(|site| site.in_definition) => {
                format!("write `#[{attribute}]` into the macro `{name}`")
            }
            _ => format!("write `#[{attribute}]` in front of it"),
        }
    }

    /// Whether the compiler refuses an export that a macro of another crate makes depends on that macro.
    fn note_generated(&mut self, entry: &SourceExport, guard: &str) {
        let place = self.plan.place(&entry.span.file, entry.span.line);
        let what = format!(
            "`{}`: another crate's `{guard}` makes the export; if the compiler refuses it (E0659), write \
             `shadow_no_mangle = false` in `ffi_library!`",
            entry.symbol.as_ref().unwrap_or(&entry.name)
        );
        self.plan.notes.push((place, what));
    }

    /// Functions without a guard for all of their code.
    fn open(&mut self, decided: &Decided) -> Result<(), Failure> {
        let inventory = self.inventory;
        let entries: Vec<&SourceExport> = inventory
            .exports
            .iter()
            .enumerate()
            .filter(|(index, export)| export.state.is_open() && !decided.contains(index))
            .map(|(_, export)| export)
            .collect();
        let several = several(&entries);
        let mut with_site = Vec::new();
        for &entry in &entries {
            match &entry.site {
                Some(site) => with_site.push((entry, site)),
                None => self.plan.leave(entry, no_site(entry)),
            }
        }
        for group in Group::all(with_site.into_iter()) {
            let doubled = group.entries.iter().any(|entry| several.contains(&function_of(entry)));
            self.group(&group, doubled)?;
        }
        Ok(())
    }

    /// Decides about one attribute.
    fn group(&mut self, group: &Group<'_>, doubled: bool) -> Result<(), Failure> {
        let advice: Vec<&GuardAdvice> =
            group.entries.iter().filter_map(|entry| entry.advice.as_ref()).collect();
        let refused = advice.iter().find_map(|advice| match advice {
            GuardAdvice::Refused(why) => Some(why.as_str()),
            _ => None,
        });
        let aborts = advice.iter().filter(|advice| ***advice == GuardAdvice::Abort).count();
        let (path, is_inside) = self.plan.resolve(&group.site.file);
        let why = if doubled {
            Some("several attributes give it a symbol: keep one of them")
        } else if aborts > 0 && aborts < advice.len() {
            Some(
                "its macro makes functions that return and functions that never do: one attribute cannot serve both",
            )
        } else if !is_inside {
            Some(OUTSIDE)
        } else {
            refused
        };
        match why {
            Some(why) => self.leave(group, why),
            None => self.write(group, &advice, &path)?,
        }
        Ok(())
    }

    fn write(
        &mut self,
        group: &Group<'_>,
        advice: &[&GuardAdvice],
        path: &Path,
    ) -> Result<(), Failure> {
        let value = self.value(group);
        let argument = match (&value, advice.contains(&&GuardAdvice::Abort)) {
            (_, true) => Some("abort".to_owned()),
            (Some(value), false) => Some(format!("fallback = {value}")),
            (None, false) => None,
        };
        let kind = group.entries[0].kind;
        let attribute = attribute::guard(
            self.library,
            kind,
            group.site.imported_as.as_deref(),
            argument.as_deref(),
        );
        let (at, is_new) = self.insert(group, path, &attribute)?;
        for (entry, advice) in group.entries.iter().zip(advice).filter(|_| argument.is_none()) {
            if let GuardAdvice::NeedsValue(returns) = advice {
                self.want(entry, returns, &attribute, (path.to_owned(), at))?;
            }
        }
        if is_new {
            self.plan.functions += group.entries.len();
        }
        Ok(())
    }

    /// The value that the options name for all functions of the group.
    fn value(&mut self, group: &Group<'_>) -> Option<String> {
        let mut found = None;
        for entry in &group.entries {
            let value = self.values.of(&entry.signature.as_ref()?.returns)?;
            if *found.get_or_insert(value) != value {
                return None;
            }
        }
        let (index, value) = found?;
        self.values.mark_used(index);
        Some(value.to_owned())
    }

    /// Inserts an attribute. Returns its byte, and whether it is new.
    fn insert(
        &mut self,
        group: &Group<'_>,
        path: &Path,
        attribute: &str,
    ) -> Result<(usize, bool), Failure> {
        let source = self.plan.read(path)?;
        source.expect(group.site)?;
        let conditional = group.is_conditional();
        let edit = edit::insert_attribute(source.text(), group.site, conditional, attribute);
        let at = edit.bytes.start;
        Ok((at, self.plan.edit(path, edit)?))
    }

    /// The compiler asks for the value where the type is written.
    fn want(
        &mut self,
        entry: &SourceExport,
        returns: &str,
        attribute: &str,
        at: Position,
    ) -> Result<(), Failure> {
        let asked = match &entry.returns_at {
            Some((file, byte)) => (self.plan.resolve(file).0, *byte),
            None => at.clone(),
        };
        let alternative = self.alternative(returns);
        let function = entry.symbol.as_ref().unwrap_or(&entry.name);
        let wanted = || Wanted::new(returns, attribute, alternative);
        self.plan.want(asked, function, at, wanted)
    }

    fn alternative(&self, returns: &str) -> Alternative {
        let Ok(ty) = syn::parse_str::<Type>(returns) else { return Alternative::None };
        if is_never_null(&ty) {
            return Alternative::Return(format!("Option<{returns}>"));
        }
        let types = self.types.get_or_init(|| OwnTypes::read(&self.inventory.files));
        match types.contain(&ty, &self.library.crates) {
            true => Alternative::Implement,
            false => Alternative::None,
        }
    }

    fn leave(&mut self, group: &Group<'_>, why: &str) {
        group.entries.iter().for_each(|entry| self.plan.leave(entry, why.to_owned()));
    }

    /// Adds the steps that make the attributes compile, and that make them mandatory.
    pub(super) fn suggest(&mut self) {
        let library = self.library;
        if library.runtime.is_none() {
            let step = format!("cargo add ffi-guard-runtime --package {}", library.package);
            self.plan.next.push(step);
        }
        if self.is_strict() {
            return;
        }
        let call = attribute::library_call(library, &library.package.replace('-', "_"));
        let (root, _) = self.plan.resolve(&library.source);
        self.plan.next.push(format!(
            "{call} in {}: unguarded exports no longer compile, and C can ask what went wrong{}",
            self.plan.shown(&root).display(),
            self.refused_then()
        ));
    }

    /// The exports that `ffi_library!` would refuse, although they need no guard.
    fn refused_then(&self) -> String {
        let exports = &self.inventory.exports;
        let count = |is: &dyn Fn(&SourceExport) -> bool| exports.iter().filter(|it| is(it)).count();
        let statics = count(&|export| export.state == GuardState::NothingToGuard);
        let by_hand = count(&|export| {
            matches!(export.state, GuardState::Idiom { .. }) && export.site.is_some()
        });
        let mut refused = String::new();
        if statics > 0 && self.options.unguarded_statics.is_none() {
            refused += &format!("; statics then need --unguarded-statics ({statics})");
        }
        if by_hand > 0 && !self.options.replace_guards {
            refused += &format!("; guards written by hand then need --replace-guards ({by_hand})");
        }
        refused
    }
}

const OUTSIDE: &str = "its file lies outside of the workspace";

/// Whether `Option` of the type has the same ABI, with NULL or 0 for `None`.
fn is_never_null(ty: &Type) -> bool {
    const NAMES: [&str; 3] = ["Box", "NonNull", "NonZero"];
    match ty {
        Type::Reference(_) | Type::FnPtr(_) => true,
        Type::Paren(paren) => is_never_null(&paren.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            let one = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => {
                    matches!(arguments.args.first(), Some(GenericArgument::Type(_)))
                }
                _ => false,
            };
            let number = name
                .strip_prefix("NonZero")
                .is_some_and(|of| of.starts_with(['I', 'U']) && last.arguments.is_empty());
            number || one && NAMES.contains(&&*name)
        }),
        _ => false,
    }
}

/// The identity of a function: its file, its first byte and its name.
type Function<'e> = (&'e Path, usize, &'e str);

fn function_of(entry: &SourceExport) -> Function<'_> {
    let own = entry.site.as_ref().and_then(|site| Some((site.file.as_path(), site.function?)));
    let (file, at) = own.unwrap_or((&entry.span.file, entry.span.bytes.start));
    // The functions that one definition makes begin at one place.
    (file, at, &entry.name)
}

/// The functions with more than one attribute that exports, unless each has its condition.
fn several<'e>(entries: &[&'e SourceExport]) -> BTreeSet<Function<'e>> {
    let mut attributes: BTreeMap<Function<'e>, BTreeSet<(usize, usize, bool)>> = BTreeMap::new();
    for entry in entries {
        if let Some(site) = &entry.site {
            let attribute = (site.attribute.start, site.meta, entry.attribute_cfg.is_empty());
            attributes.entry(function_of(entry)).or_default().insert(attribute);
        }
    }
    let doubled = attributes.into_iter().filter(|(_, attributes)| {
        attributes.len() > 1 && attributes.iter().any(|(_, _, always)| *always)
    });
    doubled.map(|(function, _)| function).collect()
}

fn no_site(entry: &SourceExport) -> String {
    match (&entry.in_macro, entry.symbol.is_some()) {
        (Some(name), _) => format!(
            "the macro `{name}` puts its attribute together: write the guard into the macro by hand"
        ),
        (None, true) => {
            "its attribute stands inside of its body: move it in front of the function".to_owned()
        }
        (None, false) => "an attribute exports it by what it generates: guard its body, or the \
                          function that is generated"
            .to_owned(),
    }
}
