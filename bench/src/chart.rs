//! Charts, as SVG.

mod bars;
mod lines;

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::theme;

/// A chart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Chart {
    /// Its file, without the ending.
    pub(crate) name: String,
    pub(crate) title: String,
    shape: Shape,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Shape {
    Bars {
        bars: Vec<Bar>,
        /// What the parts of a bar are, if it has several.
        parts: Vec<String>,
    },
    Lines {
        lines: Vec<Line>,
        /// What is on the horizontal axis.
        across: String,
    },
}

/// A bar, of one part or several.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Bar {
    pub(crate) label: String,
    /// Is drawn in a colour of its own.
    pub(crate) ours: bool,
    pub(crate) parts: Vec<f64>,
}

/// A line through points.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) label: String,
    /// Is drawn in a colour of its own.
    pub(crate) ours: bool,
    pub(crate) points: Vec<(f64, f64)>,
}

/// What plotters reports, in words.
type Drawn = Result<(), String>;

impl Chart {
    /// A chart of horizontal bars.
    pub(crate) fn bars(name: &str, title: &str, bars: Vec<Bar>) -> Self {
        let shape = Shape::Bars { bars, parts: Vec::new() };
        Self { name: name.to_owned(), title: title.to_owned(), shape }
    }

    /// A chart of lines.
    pub(crate) fn lines(name: &str, title: &str, across: &str, lines: Vec<Line>) -> Self {
        let shape = Shape::Lines { lines, across: across.to_owned() };
        Self { name: name.to_owned(), title: title.to_owned(), shape }
    }

    /// The same, with names for the parts of the bars.
    pub(crate) fn with_parts(mut self, names: &[&str]) -> Self {
        if let Shape::Bars { parts, .. } = &mut self.shape {
            *parts = names.iter().map(|&name| name.to_owned()).collect();
        }
        self
    }

    /// The chart as SVG, in the colours of the reader's theme.
    ///
    /// # Errors
    ///
    /// What cannot be drawn.
    pub(crate) fn svg(&self) -> Result<String, String> {
        let mut svg = String::new();
        match &self.shape {
            Shape::Bars { bars, parts } => bars::draw(&mut svg, &self.title, bars, parts)?,
            Shape::Lines { lines, across } => lines::draw(&mut svg, &self.title, lines, across)?,
        }
        Ok(theme::follow_the_reader(&svg, &self.title))
    }

    /// Writes the chart into a folder.
    ///
    /// # Errors
    ///
    /// What cannot be drawn or written.
    pub(crate) fn save(&self, folder: &Path) -> Result<(), String> {
        let path = folder.join(format!("{}.svg", self.name));
        fs::write(&path, self.svg()?)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Chart, Line};

    #[test]
    fn bars_have_labels_and_values() {
        let bar = Bar { label: "a <peer>".to_owned(), ours: false, parts: vec![2.0, 1.5] };
        let svg =
            Chart::bars("x", "A title", vec![bar]).with_parts(&["code", "data"]).svg().unwrap();
        for text in ["A title", "a &lt;peer&gt;", "3.5", "code", "data"] {
            assert!(svg.contains(text), "{text} is missing in {svg}");
        }
    }

    #[test]
    fn lines_have_a_legend_and_axes() {
        let line =
            Line { label: "mine".to_owned(), ours: true, points: vec![(1.0, 0.5), (64.0, 20.0)] };
        let svg = Chart::lines("x", "A title", "threads", vec![line]).svg().unwrap();
        for text in ["A title", "mine", "threads", "64"] {
            assert!(svg.contains(text), "{text} is missing in {svg}");
        }
    }

    #[test]
    fn nothing_to_draw_is_no_failure() {
        assert!(Chart::bars("x", "t", Vec::new()).svg().is_ok());
        assert!(Chart::lines("x", "t", "n", Vec::new()).svg().is_ok());
    }
}
