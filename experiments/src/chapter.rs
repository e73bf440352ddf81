//! The chapter: prose with blocks between markers, which the experiments fill.
//!
//! A block stands between the lines `<!-- observed: NAME -->` (or `measured`) and `<!-- end: NAME -->`.

use std::ops::Range;

use crate::experiment::Experiment;

/// The chapter with the experiment's block replaced.
pub(crate) fn replace(
    chapter: &str,
    experiment: &Experiment,
    result: &str,
) -> Result<String, String> {
    let Range { start, end } = inner(chapter, experiment)?;
    Ok(format!("{}\n{}\n\n{}", &chapter[..start], result.trim_end(), &chapter[end..]))
}

/// Whether the chapter shows this result; the error has the first line that differs.
pub(crate) fn compare(chapter: &str, experiment: &Experiment, result: &str) -> Result<(), String> {
    let shown = chapter[inner(chapter, experiment)?].trim().lines();
    let (shown, seen): (Vec<&str>, Vec<&str>) = (shown.collect(), result.trim().lines().collect());
    let differs = |line: &usize| shown.get(*line) != seen.get(*line);
    let line = |lines: &[&str], line: usize| lines.get(line).map_or("nothing", |l| l).to_owned();
    match (0..shown.len().max(seen.len())).find(differs) {
        None => Ok(()),
        Some(at) => Err(format!(
            "the chapter does not show what is observed, in the block `{}`; \
             `cargo run -p ffi-guard-experiments` writes it anew\nshown:    {}\nobserved: {}",
            experiment.name,
            line(&shown, at),
            line(&seen, at),
        )),
    }
}

/// Every marker belongs to an experiment, and every experiment has its block.
pub(crate) fn check_markers(chapter: &str, experiments: &[Experiment]) -> Result<(), String> {
    let known: Vec<String> = experiments.iter().flat_map(|e| [opening(e), closing(e)]).collect();
    let stray = chapter.lines().find(|line| {
        line.starts_with("<!-- ") && !known.iter().any(|marker| marker.trim_end() == *line)
    });
    if let Some(line) = stray {
        return Err(format!("the chapter has a marker of no experiment: {line}"));
    }
    experiments.iter().try_for_each(|experiment| inner(chapter, experiment).map(drop))
}

/// Where the text between the markers is.
fn inner(chapter: &str, experiment: &Experiment) -> Result<Range<usize>, String> {
    let (opening, closing) = (opening(experiment), closing(experiment));
    let missing = |marker: &str| format!("the chapter has no line {}", marker.trim_end());
    let start = chapter.find(&opening).ok_or_else(|| missing(&opening))? + opening.len();
    let length = chapter[start..].find(&closing).ok_or_else(|| missing(&closing))?;
    Ok(start..start + length)
}

fn opening(experiment: &Experiment) -> String {
    format!("<!-- {}: {} -->\n", experiment.kind.word(), experiment.name)
}

fn closing(experiment: &Experiment) -> String {
    format!("<!-- end: {} -->\n", experiment.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Kind;

    const FIRST: Experiment =
        Experiment { kind: Kind::Observed, name: "first", run: |_| String::new() };
    const CHAPTER: &str =
        "prose\n<!-- observed: first -->\n\nold\nline\n\n<!-- end: first -->\nmore\n";

    #[test]
    fn replaces_the_block_and_nothing_else() {
        let written = replace(CHAPTER, &FIRST, "new\n").unwrap();
        assert_eq!(
            written,
            "prose\n<!-- observed: first -->\n\nnew\n\n<!-- end: first -->\nmore\n"
        );
        assert_eq!(replace(&written, &FIRST, "new\n").unwrap(), written);
    }

    #[test]
    fn finds_a_line_that_differs_or_is_missing() {
        assert_eq!(compare(CHAPTER, &FIRST, "old\nline\n"), Ok(()));
        let changed = compare(CHAPTER, &FIRST, "old\nlines\n").unwrap_err();
        assert!(changed.ends_with("shown:    line\nobserved: lines"), "{changed}");
        let missing = compare(CHAPTER, &FIRST, "old\nline\nthird\n").unwrap_err();
        assert!(missing.ends_with("shown:    nothing\nobserved: third"), "{missing}");
    }

    #[test]
    fn refuses_stray_and_missing_markers() {
        assert_eq!(check_markers(CHAPTER, &[FIRST]), Ok(()));
        let stray = format!("{CHAPTER}<!-- observed: second -->\n");
        assert!(check_markers(&stray, &[FIRST]).unwrap_err().contains("second"));
        let missing = CHAPTER.replace("<!-- end: first -->\n", "");
        assert!(check_markers(&missing, &[FIRST]).unwrap_err().contains("end: first"));
    }
}
