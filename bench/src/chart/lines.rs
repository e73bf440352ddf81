//! Lines, with a legend. The horizontal axis is logarithmic, and so is the vertical one if it spans a decade.

use std::error::Error;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, Ranged, ValueFormatter};
use plotters::prelude::{
    BindKeyPoints, ChartBuilder, Circle, DrawingArea, IntoDrawingArea, IntoLogRange, LineSeries,
    PathElement, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, ShapeStyle, TextStyle};

use serde::{Deserialize, Serialize};

use super::bars::value;
use crate::theme::{INK, OURS, PAPER, RULE, SERIES};

const SIZE: (u32, u32) = (860, 480);
const LEGEND: u32 = 210;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A line through points.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) label: String,
    /// Draw it in the color of this project.
    pub(crate) ours: bool,
    pub(crate) points: Vec<(f64, f64)>,
}

/// Draws the chart into `svg`.
pub(super) fn draw(
    svg: &mut String,
    title: &str,
    lines: &[Line],
    across: &str,
) -> Result<(), String> {
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    area.fill(&PAPER).map_err(|error| error.to_string())?;
    let (plot, beside) = area.split_horizontally(SIZE.0 - LEGEND);
    let y = range(lines.iter().flat_map(|line| &line.points).map(|point| point.1), 1.1);
    // A logarithmic axis of less than a decade would have no labels.
    let drawn = if y.end / y.start > 12.0 {
        draw_on(&plot, title, lines, across, decades(&y).log_scale())
    } else {
        draw_on(&plot, title, lines, across, 0.0..y.end)
    };
    drawn.map_err(|error| error.to_string())?;
    legend(&beside, lines).map_err(|error| error.to_string())?;
    area.present().map_err(|error| error.to_string())
}

/// Draws the legend next to the lines, so that it hides none.
fn legend(area: &Area<'_>, lines: &[Line]) -> Result<(), Box<dyn Error>> {
    let text = TextStyle::from(("sans-serif", 13).into_font())
        .color(&INK)
        .pos(Pos::new(HPos::Left, VPos::Center));
    for (i, line) in lines.iter().enumerate() {
        let middle = 60 + 24 * i as i32;
        area.draw(&PathElement::new([(4, middle), (24, middle)], style(line, i)))?;
        area.draw(&Text::new(line.label.as_str(), (32, middle), text.clone()))?;
    }
    Ok(())
}

/// Returns the smallest and the largest value, with a margin.
fn range(values: impl Iterator<Item = f64>, room: f64) -> Range<f64> {
    let (least, greatest) = values.fold((f64::INFINITY, 0.0_f64), |(least, greatest), value| {
        (least.min(value), greatest.max(value))
    });
    if greatest <= 0.0 { 1.0..10.0 } else { least / room..greatest * room }
}

/// The measured positions. Only these have labels.
fn measured(lines: &[Line]) -> Vec<f64> {
    let mut places: Vec<f64> =
        lines.iter().flat_map(|line| &line.points).map(|point| point.0).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

/// Extends a range to powers of ten.
fn decades(range: &Range<f64>) -> Range<f64> {
    10_f64.powf(range.start.log10().floor())..10_f64.powf(range.end.log10().ceil())
}

fn draw_on<Y>(
    area: &Area<'_>,
    title: &str,
    lines: &[Line],
    across: &str,
    y: Y,
) -> Result<(), Box<dyn Error>>
where
    Y: AsRangedCoord<Value = f64>,
    Y::CoordDescType: ValueFormatter<f64> + Ranged<ValueType = f64>,
{
    let x = range(lines.iter().flat_map(|line| &line.points).map(|point| point.0), 1.2);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 20).into_font().color(&INK))
        .margin(14)
        .x_label_area_size(48)
        .y_label_area_size(60)
        .build_cartesian_2d(x.log_scale().with_key_points(measured(lines)), y)?;
    chart
        .configure_mesh()
        .bold_line_style(RULE)
        .light_line_style(PAPER)
        .axis_style(RULE)
        .label_style(("sans-serif", 13).into_font().color(&INK))
        .x_desc(across)
        .x_label_formatter(&|x| value(*x))
        .y_label_formatter(&|y| value(*y))
        .draw()?;
    for (i, line) in lines.iter().enumerate() {
        let style = style(line, i);
        chart.draw_series(LineSeries::new(line.points.iter().copied(), style))?;
        chart.draw_series(
            line.points.iter().map(|&point| Circle::new(point, 3, style.color.filled())),
        )?;
    }
    Ok(())
}

/// Returns the style of a line. Lines of this project are thicker, and the first has its color.
fn style(line: &Line, i: usize) -> ShapeStyle {
    let color: RGBColor = if line.ours && !line.label.contains("Rust") {
        OURS
    } else {
        SERIES[(i + 1) % SERIES.len()]
    };
    color.stroke_width(if line.ours { 3 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::{decades, range};

    #[test]
    fn a_range_has_room_and_is_never_empty() {
        assert_eq!(range([2.0, 8.0].into_iter(), 2.0), 1.0..16.0);
        assert_eq!(range(std::iter::empty(), 2.0), 1.0..10.0);
        assert_eq!(decades(&(0.4..30.0)), 0.1..100.0);
    }
}
