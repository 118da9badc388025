//! A summary for spreadsheets: RFC 4180, with a head, every row one figure.
//!
//! `part` is `all`, `wizard`, `page` or `tool`; `pack`, `wizard` and `name` say of what, `measure` and `value` say what
//! and how much, `percent` what part of the whole it is. A cell that a spreadsheet would take for a formula (it begins
//! with `=`, `+`, `-`, `@` or a tab) begins with `'` instead.

use crate::report::{ShareOfAll, Summary, clean_line};

const HEAD: [&str; 7] = ["part", "pack", "wizard", "name", "measure", "value", "percent"];

/// The summary. The language makes no difference to it: all words in it are ids.
pub(super) fn summary(summary: &Summary) -> String {
    let mut sheet = Sheet(String::new());
    sheet.row(HEAD);
    let all = ["all", "", "", ""];
    sheet.figure(all, "reports", summary.reports);
    sheet.figure(all, "damaged", summary.damaged);
    sheet.figure(all, "unreadable", summary.unreadable.count);
    if let Some(period) = summary.period {
        sheet.value(all, "first-made", &period.from.to_string(), "");
        sheet.value(all, "last-made", &period.to.to_string(), "");
    }
    for wizard in &summary.wizards {
        let of = ["wizard", &wizard.pack, &wizard.id, ""];
        sheet.figure(of, "reports", wizard.reports);
        sheet.counted(of, "solved", wizard.solved);
        sheet.counted(of, "not-solved", wizard.not_solved);
        sheet.counted(of, "left", wizard.left);
        sheet.counted(of, "open", wizard.open);
        sheet.figure(of, "without-pages", wizard.without_pages);
        for page in &wizard.pages {
            let of = ["page", &wizard.pack, &wizard.id, &page.id];
            sheet.figure(of, "seen", page.seen);
            if let Some(median) = page.median_seconds {
                sheet.figure(of, "median-seconds", median);
            }
            sheet.counted(of, "gave-up", page.gave_up);
            sheet.counted(of, "solved", page.solved);
        }
    }
    for tool in &summary.tools {
        let name = serde_json::to_value(tool.tool).unwrap_or_default();
        let of = ["tool", "", "", name.as_str().unwrap_or_default()];
        sheet.figure(of, "used", tool.used);
        sheet.counted(of, "worked", tool.worked);
        sheet.counted(of, "failed", tool.failed);
    }
    sheet.0
}

struct Sheet(String);

impl Sheet {
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

/// A cell that is read and not calculated.
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
