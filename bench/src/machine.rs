//! The machine and the date of a measurement.

use std::fs;
use std::process::Command;

/// Describes the machine and its tools, in pairs of a label and a value.
pub(crate) fn describe() -> Vec<(&'static str, String)> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    vec![
        ("processor", format!("{}, {cores} cores", processor().unwrap_or_default())),
        ("memory", memory().unwrap_or_default()),
        ("system", output("uname", &["-srm"])),
        ("Rust", output("rustc", &["--version"])),
        ("C", output("cc", &["--version"])),
        ("valgrind", output("valgrind", &["--version"])),
    ]
}

/// Returns the date in UTC.
pub(crate) fn today() -> String {
    output("date", &["-u", "+%Y-%m-%d"])
}

/// Returns the load average of the last minute.
pub(crate) fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(f64::NAN)
}

fn processor() -> Option<String> {
    field(&fs::read_to_string("/proc/cpuinfo").ok()?, "model name")
}

fn memory() -> Option<String> {
    let kib = field(&fs::read_to_string("/proc/meminfo").ok()?, "MemTotal")?;
    let kib: f64 = kib.trim_end_matches(" kB").parse().ok()?;
    Some(format!("{:.0} GiB", kib / 1024.0 / 1024.0))
}

/// Returns the value of the first line `name : value`.
fn field(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}

/// Returns the first line of the output of a tool.
fn output(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.ok()
        .and_then(|text| text.lines().next().map(str::to_owned))
        .unwrap_or_else(|| "none".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{field, output};

    #[test]
    fn reads_a_field_of_proc() {
        let text = "processor\t: 0\nmodel name\t: Some CPU\n";
        assert_eq!(field(text, "model name").as_deref(), Some("Some CPU"));
        assert_eq!(field(text, "flags"), None);
    }

    #[test]
    fn a_missing_tool_is_said() {
        assert_eq!(output("no-such-tool-anywhere", &[]), "none");
    }
}
