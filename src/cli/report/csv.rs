//! A summary for spreadsheets, in the format of RFC 4180: a header row, then one figure in each row.
//!
//! `part` is `all`, `wizard`, `page` or `tool`; `pack`, `wizard` and `name` identify it; `measure` and `value` are the
//! figure; `percent` is its share of the whole. A cell that a spreadsheet would take for a formula (because it begins
//! with `=`, `+`, `-`, `@` or a tab) gets a `'` in front.

use crate::report::{ShareOfAll, Summary, clean_line};

const HEAD: [&str; 7] = ["part", "pack", "wizard", "name", "measure", "value", "percent"];

/// The summary. It is the same in every language because it contains only ids and numbers.
pub(super) fn summary(summary: &Summary) -> String {
    let mut csv = CsvWriter(String::new());
    csv.row(HEAD);
    let all = ["all", "", "", ""];
    csv.figure(all, "reports", summary.reports);
    csv.figure(all, "damaged", summary.damaged);
    csv.figure(all, "unreadable", summary.unreadable.count);
    if let Some(period) = summary.period {
        csv.value(all, "first-made", &period.from.to_string(), "");
        csv.value(all, "last-made", &period.to.to_string(), "");
    }
    for guide in &summary.wizards {
        let of = ["wizard", &guide.pack, &guide.id, ""];
        csv.figure(of, "reports", guide.reports);
        csv.counted(of, "solved", guide.solved);
        csv.counted(of, "not-solved", guide.not_solved);
        csv.counted(of, "left", guide.left);
        csv.counted(of, "open", guide.open);
        csv.figure(of, "without-pages", guide.without_pages);
        for page in &guide.pages {
            let of = ["page", &guide.pack, &guide.id, &page.id];
            csv.figure(of, "seen", page.seen);
            if let Some(median) = page.median_seconds {
                csv.figure(of, "median-seconds", median);
            }
            csv.counted(of, "gave-up", page.gave_up);
            csv.counted(of, "solved", page.solved);
        }
    }
    for tool in &summary.tools {
        let name = serde_json::to_value(tool.tool).unwrap_or_default();
        let of = ["tool", "", "", name.as_str().unwrap_or_default()];
        csv.figure(of, "used", tool.used);
        csv.counted(of, "worked", tool.worked);
        csv.counted(of, "failed", tool.failed);
    }
    csv.0
}

struct CsvWriter(String);

impl CsvWriter {
    fn figure(&mut self, of: [&str; 4], measure: &str, value: u64) {
        self.value(of, measure, &value.to_string(), "");
    }

    fn counted(&mut self, of: [&str; 4], measure: &str, counted: ShareOfAll) {
        self.value(of, measure, &counted.count.to_string(), &format!("{:.1}", counted.percent));
    }

    fn value(&mut self, [part, pack, wizard, name]: [&str; 4], measure: &str, value: &str, percent: &str) {
        self.row([part, pack, wizard, name, measure, value, percent]);
    }

    fn row(&mut self, cells: [&str; 7]) {
        self.0.push_str(&cells.map(cell).join(","));
        self.0.push_str("\r\n");
    }
}

/// A cell that a spreadsheet does not calculate.
fn cell(text: &str) -> String {
    let acts = text.starts_with(['=', '+', '-', '@', '\t', '\r']) || text.starts_with(['＝', '＋', '－', '＠']);
    let text = clean_line(text);
    let text = if acts || text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text
    };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_out() {
        assert_eq!(cell("=HYPERLINK(\"http://evil\",\"x\")"), "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"");
        for start in ["+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert!(cell(start).starts_with('\''), "{start:?} {}", cell(start));
        }
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("a\r\nb"), "a b", "a cell is one line");
        assert_eq!(cell("login"), "login");
    }
}
