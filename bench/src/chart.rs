//! Charts, as SVG.

mod bars;
mod lines;

pub(crate) use bars::Bar;
pub(crate) use lines::Line;

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::theme;

/// A chart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Chart {
    /// The name of the file, without the extension.
    pub(crate) name: String,
    pub(crate) title: String,
    shape: Shape,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Shape {
    Bars {
        bars: Vec<Bar>,
        /// The names of the parts, if bars have several.
        parts: Vec<String>,
    },
    Lines {
        lines: Vec<Line>,
        /// The label of the horizontal axis.
        across: String,
    },
}

impl Chart {
    /// Creates a chart of horizontal bars.
    pub(crate) fn bars(name: &str, title: &str, bars: Vec<Bar>) -> Self {
        let shape = Shape::Bars { bars, parts: Vec::new() };
        Self { name: name.to_owned(), title: title.to_owned(), shape }
    }

    /// Creates a chart of lines.
    pub(crate) fn lines(name: &str, title: &str, across: &str, lines: Vec<Line>) -> Self {
        let shape = Shape::Lines { lines, across: across.to_owned() };
        Self { name: name.to_owned(), title: title.to_owned(), shape }
    }

    /// Names the parts of the bars.
    pub(crate) fn with_parts(mut self, names: &[&str]) -> Self {
        if let Shape::Bars { parts, .. } = &mut self.shape {
            *parts = names.iter().map(|&name| name.to_owned()).collect();
        }
        self
    }

    /// Returns the chart as SVG, in the colors of the reader's theme.
    ///
    /// # Errors
    ///
    /// Returns an error if the chart cannot be drawn.
    pub(crate) fn svg(&self) -> Result<String, String> {
        let mut svg = String::new();
        match &self.shape {
            Shape::Bars { bars, parts } => bars::draw(&mut svg, &self.title, bars, parts)?,
            Shape::Lines { lines, across } => lines::draw(&mut svg, &self.title, lines, across)?,
        }
        Ok(theme::follow_the_reader(&svg, &self.title))
    }

    /// Writes the chart into a directory.
    ///
    /// # Errors
    ///
    /// Returns an error if the chart cannot be drawn or written.
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
