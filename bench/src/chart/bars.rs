//! Horizontal bars, with their values at the end.

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, Rectangle, SVGBackend, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, TextStyle};

use serde::{Deserialize, Serialize};

use crate::theme::{INK, OURS, PAPER, SERIES, THEIRS};

const WIDTH: u32 = 860;
/// The horizontal position at which the bars begin.
const LABELS: i32 = 250;
/// The space after the longest bar for its value.
const VALUES: i32 = 70;
const LINE: i32 = 28;
const THICKNESS: i32 = 18;
const TOP: i32 = 56;
const LEGEND: i32 = 30;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A bar with one or several parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Bar {
    pub(crate) label: String,
    /// Draw it in the color of this project.
    pub(crate) ours: bool,
    pub(crate) parts: Vec<f64>,
}

/// Draws the chart into `svg`.
pub(super) fn draw(
    svg: &mut String,
    title: &str,
    bars: &[Bar],
    parts: &[String],
) -> Result<(), String> {
    let legend = if parts.is_empty() { 0 } else { LEGEND };
    let height = TOP + legend + LINE * bars.len() as i32 + 14;
    let area = SVGBackend::with_string(svg, (WIDTH, height.unsigned_abs())).into_drawing_area();
    area.fill(&PAPER).map_err(|error| error.to_string())?;
    text(&area, title, (20, 28), 18, HPos::Left)?;
    self::legend(&area, parts)?;
    let longest =
        bars.iter().map(|bar| bar.parts.iter().sum::<f64>()).fold(f64::MIN_POSITIVE, f64::max);
    let scale = f64::from(WIDTH as i32 - LABELS - VALUES) / longest;
    for (i, bar) in bars.iter().enumerate() {
        let middle = TOP + legend + LINE * i as i32 + LINE / 2;
        draw_bar(&area, bar, middle, scale)?;
    }
    area.present().map_err(|error| error.to_string())
}

fn draw_bar(area: &Area<'_>, bar: &Bar, middle: i32, scale: f64) -> Result<(), String> {
    text(area, &bar.label, (LABELS - 10, middle), 14, HPos::Right)?;
    let (mut begin, mut sum) = (LABELS, 0.0);
    for (i, part) in bar.parts.iter().enumerate() {
        sum += part;
        let end = LABELS + (sum * scale).round() as i32;
        rectangle(
            area,
            (begin, middle - THICKNESS / 2),
            (end, middle + THICKNESS / 2),
            color(bar, i),
        )?;
        begin = end;
    }
    text(area, &value(sum), (begin + 8, middle), 14, HPos::Left)
}

/// Returns the color of a part. A bar of one part has the color of its author.
fn color(bar: &Bar, part: usize) -> RGBColor {
    match (bar.parts.len(), bar.ours) {
        (1, true) => OURS,
        (1, false) => THEIRS,
        _ => SERIES[part % SERIES.len()],
    }
}

fn legend(area: &Area<'_>, parts: &[String]) -> Result<(), String> {
    let mut left = 20;
    for (i, part) in parts.iter().enumerate() {
        let middle = TOP + LEGEND / 2 - 8;
        rectangle(area, (left, middle - 6), (left + 12, middle + 6), SERIES[i % SERIES.len()])?;
        text(area, part, (left + 18, middle), 13, HPos::Left)?;
        left += 40 + 8 * part.chars().count() as i32;
    }
    Ok(())
}

fn rectangle(
    area: &Area<'_>,
    from: (i32, i32),
    to: (i32, i32),
    color: RGBColor,
) -> Result<(), String> {
    area.draw(&Rectangle::new([from, to], color.filled())).map_err(|error| error.to_string())
}

fn text(area: &Area<'_>, text: &str, at: (i32, i32), size: i32, side: HPos) -> Result<(), String> {
    let style = TextStyle::from(("sans-serif", size).into_font())
        .color(&INK)
        .pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(text.to_owned(), at, style)).map_err(|error| error.to_string())
}

/// Formats a value with as many digits as the length of the bar shows.
pub(super) fn value(value: f64) -> String {
    let text = if value < 10.0 { format!("{value:.2}") } else { format!("{value:.0}") };
    let short =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    short.to_owned()
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_have_few_digits() {
        assert_eq!(
            [0.0, 4.0, 2.654, 9.5, 20.0, 128.4].map(value),
            ["0", "4", "2.65", "9.5", "20", "128"]
        );
    }
}
