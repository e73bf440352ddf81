//! Colors for light and dark themes.

use plotters::style::RGBColor;

/// The background.
pub(crate) const PAPER: RGBColor = RGBColor(255, 255, 255);
/// Text.
pub(crate) const INK: RGBColor = RGBColor(31, 35, 40);
/// Axes and grid.
pub(crate) const RULE: RGBColor = RGBColor(208, 215, 222);
/// Bars and lines of this project.
pub(crate) const OURS: RGBColor = RGBColor(9, 105, 218);
/// Bars of other libraries.
pub(crate) const THEIRS: RGBColor = RGBColor(140, 149, 159);
/// Parts of a bar, and lines. Readers with color blindness can distinguish them.
pub(crate) const SERIES: [RGBColor; 10] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
    RGBColor(213, 94, 0),
    RGBColor(204, 121, 167),
    RGBColor(0, 158, 115),
    RGBColor(148, 103, 189),
    RGBColor(140, 86, 75),
    RGBColor(188, 189, 34),
    RGBColor(127, 127, 127),
];

/// The replacements of colors in a dark theme. The others are readable on both backgrounds.
const IN_THE_DARK: [(RGBColor, &str); 4] =
    [(PAPER, "#0d1117"), (INK, "#e6edf3"), (RULE, "#3d444d"), (OURS, "#4493f8")];

/// Makes the colors of the SVG follow the theme of its reader. The background is part of the image, so that it is readable
/// on every page.
pub(crate) fn follow_the_reader(svg: &str, title: &str) -> String {
    let rules: String = IN_THE_DARK
        .iter()
        .map(|(color, dark)| {
            let light = hex(*color);
            format!("[fill=\"{light}\"]{{fill:{dark}}}[stroke=\"{light}\"]{{stroke:{dark}}}")
        })
        .collect();
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let head = format!(
        "<title>{title}</title><style>@media(prefers-color-scheme:dark){{{rules}}}</style>"
    );
    match svg.find("<svg").and_then(|start| svg[start..].find('>').map(|end| start + end + 1)) {
        Some(end) => format!("{}\n{head}{}", &svg[..end], &svg[end..]),
        None => svg.to_owned(),
    }
}

/// Formats a color as plotters does.
fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

#[cfg(test)]
mod tests {
    use super::follow_the_reader;
    use crate::chart::{Bar, Chart};

    #[test]
    fn the_style_comes_first_inside_of_the_image() {
        let svg = follow_the_reader("<svg width=\"1\">\n<rect/></svg>", "a < b");
        assert!(
            svg.starts_with("<svg width=\"1\">\n<title>a &lt; b</title><style>@media"),
            "{svg}"
        );
        assert!(svg.ends_with("<rect/></svg>"), "{svg}");
    }

    #[test]
    fn the_colors_are_spelled_as_they_are_drawn() {
        let bar = Bar { label: "mine".to_owned(), ours: true, parts: vec![1.0] };
        let svg = Chart::bars("x", "t", vec![bar]).svg().unwrap();
        for color in ["#FFFFFF", "#1F2328", "#0969DA"] {
            assert!(svg.contains(&format!(" fill=\"{color}\"")), "{color} is not drawn in {svg}");
            assert!(svg.contains(&format!("[fill=\"{color}\"]")), "{color} has no rule in {svg}");
        }
    }
}
