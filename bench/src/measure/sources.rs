//! The sources of libraries with many exports, for each subject.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::cargo::{Package, guard};
use crate::subject::{ALL, Kind};

/// The exports `f00001`, `f00002` and so on, as one subject writes them. In the templates, `$name` is the name, `$i` the
/// number, and `$body` the body with the parameters `a` and `b`.
#[derive(Debug)]
pub(crate) struct Form {
    /// The id of a subject, or of a form that is built for its size only.
    pub(crate) id: &'static str,
    head: &'static str,
    /// The code of each export.
    export: &'static str,
    /// The code after the exports.
    middle: &'static str,
    then: &'static str,
    dependencies: &'static [(&'static str, &'static str)],
    /// The features of this project's runtime, if it is a dependency.
    runtime: Option<&'static [&'static str]>,
}

/// Everything that the macros of uniffi generate. Not a subject.
pub(crate) const UNIFFI_ALL: &str = "uniffi_all";
/// The C form with frame tracking. Not a subject.
pub(crate) const TRACKED: &str = "guard_c_tracked";

const NONE: Form =
    Form { id: "", head: "", export: "", middle: "", then: "", dependencies: &[], runtime: None };

const GUARD_HEAD: &str = "ffi_guard::ffi_library! { prefix = \"size\" }\n";
const GUARD_EXPORT: &str = "#[ffi_guard::ffi_export(fallback = -1)] #[no_mangle] \
    pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { $body }\n";

/// In the order of the tables.
pub(crate) const FORMS: [Form; 15] = [
    Form {
        id: "bare",
        export: "#[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { $body }\n",
        ..NONE
    },
    Form {
        id: "by_hand",
        export: "#[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { \
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| { $body })) { \
            Ok(value) => value, Err(_) => -1 } }\n",
        ..NONE
    },
    Form {
        id: "by_hand_keeping",
        head: "thread_local! { static MESSAGE: std::cell::RefCell<String> = const { \
               std::cell::RefCell::new(String::new()) }; }\n\
               #[cold] #[inline(never)] fn keep(payload: Box<dyn std::any::Any + Send>) {\n\
               let text = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {\n\
               (Some(text), _) => text, (_, Some(text)) => text.as_str(), _ => \"unknown\" };\n\
               MESSAGE.with(|kept| text.clone_into(&mut kept.borrow_mut())); }\n",
        export: "#[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { \
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| { $body })) { \
            Ok(value) => value, Err(payload) => { keep(payload); -1 } } }\n",
        ..NONE
    },
    Form {
        id: "alass",
        export: "#[alass_ffi_macros::catch_panic(-1)] #[no_mangle] \
            pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { $body }\n",
        dependencies: &[("alass-ffi-macros", "\"=0.3.0\""), ("log", "\"0.4\"")],
        ..NONE
    },
    Form {
        id: "ffi_helpers",
        export: "#[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { \
            ffi_helpers::catch_panic!({ Ok({ $body }) }) }\n",
        dependencies: &[("ffi_helpers", "\"=0.3.0\"")],
        ..NONE
    },
    Form {
        id: "ffi_support",
        export: "#[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32, error: &mut ffi_support::ExternError) \
            -> i32 { ffi_support::call_with_result(error, || -> Result<i32, ffi_support::ExternError> { \
            Ok({ $body }) }) }\n",
        dependencies: &[("ffi-support", "\"=0.4.4\"")],
        ..NONE
    },
    Form {
        id: "uniffi",
        head: "use uniffi_core::{rust_call, Lift, LiftArgsError, LowerReturn, RustCallStatus};\npub struct Tag;\n",
        export: "#[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32, status: &mut RustCallStatus) -> i32 { \
            let lift = move || -> Result<(i32, i32), (&str, uniffi_core::deps::anyhow::Error)> { Ok((\
            <i32 as Lift<Tag>>::try_lift(a).map_err(|error| (\"a\", error))?, \
            <i32 as Lift<Tag>>::try_lift(b).map_err(|error| (\"b\", error))?)) }; \
            rust_call(status, || match lift() { \
            Ok((a, b)) => <i32 as LowerReturn<Tag>>::lower_return({ $body }), \
            Err((arg_name, error)) => <i32 as LowerReturn<Tag>>::handle_failed_lift(\
            LiftArgsError { arg_name, error }) }) }\n",
        dependencies: &[("uniffi_core", "\"=0.32.0\"")],
        ..NONE
    },
    Form {
        id: UNIFFI_ALL,
        head: "uniffi::setup_scaffolding!();\n",
        export: "#[uniffi::export] pub fn $name(a: i32, b: i32) -> i32 { $body }\n",
        dependencies: &[("uniffi", "\"=0.32.0\"")],
        ..NONE
    },
    Form {
        id: "safer_ffi",
        export: "#[safer_ffi::ffi_export] pub fn $name(a: i32, b: i32) -> i32 { $body }\n",
        dependencies: &[("safer-ffi", "\"=0.1.13\"")],
        ..NONE
    },
    Form {
        id: "abi_stable",
        head: "use abi_stable::sabi_extern_fn;\n",
        export: "#[sabi_extern_fn] #[no_mangle] pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { $body }\n",
        dependencies: &[("abi_stable", "\"=0.11.3\"")],
        ..NONE
    },
    Form {
        id: "cxx",
        head: "#[cxx::bridge] mod bridge { extern \"Rust\" {\n",
        export: "fn $name(a: i32, b: i32) -> i32;\n",
        middle: "} }\n",
        then: "fn $name(a: i32, b: i32) -> i32 { $body }\n",
        dependencies: &[("cxx", "\"=1.0.205\"")],
        ..NONE
    },
    Form { id: "guard_c", head: GUARD_HEAD, export: GUARD_EXPORT, runtime: Some(&[]), ..NONE },
    Form {
        id: "guard_rust",
        head: GUARD_HEAD,
        export: "#[ffi_guard::ffi_export(fallback = -1, name = \"$name\")] \
            pub fn $name(a: i32, b: i32) -> i32 { $body }\n",
        runtime: Some(&[]),
        ..NONE
    },
    Form {
        id: "guard_no_cancel",
        head: GUARD_HEAD,
        export: "#[ffi_guard::ffi_export(fallback = -1, no_cancel)] #[no_mangle] \
            pub extern \"C\" fn $name(a: i32, b: i32) -> i32 { $body }\n",
        runtime: Some(&[]),
        ..NONE
    },
    Form {
        id: TRACKED,
        head: GUARD_HEAD,
        export: GUARD_EXPORT,
        runtime: Some(&["track-frames"]),
        ..NONE
    },
];

/// The body of every function: it calls one that panics for one value. The number makes each body different.
const BODY: &str = "if a == i32::MIN { boom() } a + b + $i";
const BOOM: &str = "#[cold] #[inline(never)] pub fn boom() -> ! { panic!() }\n";

/// Returns the form with this name.
pub(crate) fn form(id: &str) -> &'static Form {
    FORMS.iter().find(|form| form.id == id).expect("the names are those of the list")
}

impl Form {
    /// Returns the label in the tables.
    pub(crate) fn label(&self) -> &'static str {
        match self.id {
            UNIFFI_ALL => "uniffi 0.32.0, all it generates",
            TRACKED => "ffi-guard, C form, tracked",
            id => ALL.iter().find(|subject| subject.id == id).map_or(id, |subject| subject.label),
        }
    }

    /// Returns the author.
    pub(crate) fn kind(&self) -> Kind {
        match self.id {
            UNIFFI_ALL => Kind::Peer,
            TRACKED => Kind::Ours,
            id => ALL
                .iter()
                .find(|subject| subject.id == id)
                .map_or(Kind::Peer, |subject| subject.kind),
        }
    }

    /// Returns the source of a library.
    pub(crate) fn source(&self, exports: usize) -> String {
        let mut source = format!("{}{BOOM}", self.head_lines());
        let each = |source: &mut String, template: &str| {
            let template = template.replace("$body", BODY);
            for i in 0..exports {
                let _ = write!(source, "{}", expand(&template, i));
            }
        };
        if self.middle.is_empty() {
            each(&mut source, self.export);
        } else {
            source += self.head;
            each(&mut source, self.export);
            source += self.middle;
            each(&mut source, self.then);
        }
        source
    }

    /// A head that opens a module for the exports comes directly before them.
    fn head_lines(&self) -> &'static str {
        if self.middle.is_empty() { self.head } else { "" }
    }

    /// Returns a package whose profile `release` has this optimization level. Dependencies are always optimized, so that
    /// they are built once.
    pub(crate) fn package(&self, exports: usize, level: &str) -> Package {
        let mut dependencies: BTreeMap<String, String> = self
            .dependencies
            .iter()
            .map(|&(name, right)| (name.to_owned(), right.to_owned()))
            .collect();
        dependencies.extend(self.runtime.map(guard));
        let level =
            if level.len() == 1 && level != "s" { level.to_owned() } else { format!("{level:?}") };
        Package {
            name: format!("{}_{exports}", self.id),
            dependencies,
            source: self.source(exports),
            manifest: format!(
                "[profile.release]\nopt-level = {level}\n[profile.release.package.\"*\"]\nopt-level = 3\n"
            ),
        }
    }
}

fn expand(template: &str, i: usize) -> String {
    template.replace("$name", &format!("f{i:05}")).replace("$i", &i.to_string())
}

#[cfg(test)]
mod tests {
    use super::{FORMS, form};
    use crate::subject::ALL;

    #[test]
    fn every_subject_has_a_form() {
        for subject in &ALL {
            assert_eq!(form(subject.id).label(), subject.label);
            assert_eq!(form(subject.id).kind(), subject.kind);
        }
    }

    #[test]
    fn every_export_is_another_function() {
        for form in &FORMS {
            let source = form.source(3);
            for i in 0..3 {
                let (name, body) = (format!("f{i:05}"), format!("a + b + {i}"));
                assert!(source.contains(&name) && source.contains(&body), "{source}");
            }
            assert!(!source.contains('$'), "{source}");
        }
    }

    #[test]
    fn a_bridge_encloses_the_declarations_alone() {
        let source = form("cxx").source(1);
        let bridge = source.find("cxx::bridge").unwrap();
        assert!(source.find("boom() -> !").unwrap() < bridge, "{source}");
        assert!(source.find("} }\nfn f00000").unwrap() > bridge, "{source}");
    }
}
