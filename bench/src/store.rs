//! Stores the results of each section, so that a run can be continued.

use std::fs;
use std::path::Path;

use crate::plan::{Plan, SECTIONS};
use crate::section::Section;

/// Stores a section, and replaces an older one.
///
/// # Errors
///
/// Returns an error if the file cannot be written.
pub(crate) fn save(plan: &Plan, section: &Section) -> Result<(), String> {
    save_in(&plan.results(), section)
}

/// Returns the stored sections, in the order of the report.
///
/// # Errors
///
/// Returns an error that names a file that cannot be read.
pub(crate) fn load_all(plan: &Plan) -> Result<Vec<Section>, String> {
    load_from(&plan.results())
}

fn save_in(folder: &Path, section: &Section) -> Result<(), String> {
    let path = folder.join(format!("{}.json", section.name));
    let text = serde_json::to_string_pretty(section).map_err(|error| error.to_string())?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn load_from(folder: &Path) -> Result<Vec<Section>, String> {
    let paths = SECTIONS.iter().map(|section| folder.join(format!("{}.json", section.name)));
    paths.filter(|path| path.exists()).map(|path| load(&path)).collect()
}

fn load(path: &Path) -> Result<Section, String> {
    let text = fs::read_to_string(path);
    let text = text.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let hint = "was it written by another version? Measure the section anew";
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}; {hint}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{load_from, save_in};
    use crate::section::Section;

    #[test]
    fn sections_come_back_in_the_order_of_the_report() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["soak", "calls"] {
            save_in(folder.path(), &Section::new(name, "title")).unwrap();
        }
        let names: Vec<_> =
            load_from(folder.path()).unwrap().into_iter().map(|section| section.name).collect();
        assert_eq!(names, ["calls", "soak"]);
    }

    #[test]
    fn a_file_of_another_version_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("soak.json"), "{}").unwrap();
        let error = load_from(folder.path()).unwrap_err();
        assert!(error.contains("soak.json") && error.contains("anew"), "{error}");
    }
}
