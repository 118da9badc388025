//! A table with aligned columns. A Chinese character takes two terminal columns.

use textwrap::core::display_width;

/// The greatest width of a column.
const WIDEST: usize = 44;

/// The lines of a table. The first `of_words` columns contain words and are left-aligned. The others contain figures
/// and are right-aligned.
pub(super) fn table<const COLUMNS: usize>(
    head: [&str; COLUMNS],
    of_words: usize,
    rows: &[[String; COLUMNS]],
) -> String {
    let all: Vec<[String; COLUMNS]> = std::iter::once(head.map(str::to_owned))
        .chain(rows.iter().cloned())
        .map(|row| row.map(|cell| shortened(&cell, WIDEST)))
        .collect();
    let mut widths = [0; COLUMNS];
    for row in &all {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = display_width(cell).max(*width);
        }
    }
    let line = |row: &[String; COLUMNS]| {
        let mut line = String::new();
        for (place, (cell, width)) in row.iter().zip(widths).enumerate() {
            let blank = " ".repeat(width - display_width(cell).min(width));
            let between = if place == 0 { "" } else { "  " };
            let [before, after] = if place < of_words { ["", blank.as_str()] } else { [blank.as_str(), ""] };
            line.extend([between, before, cell.as_str(), after]);
        }
        line.trim_end().to_owned() + "\n"
    };
    all.iter().map(line).collect()
}

/// The text, shortened to this many columns.
fn shortened(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if display_width(&kept) >= columns {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use textwrap::core::display_width;

    use super::table;

    #[test]
    fn columns_stay_under_each_other_in_any_script() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        let rows =
            [row(["浏览器", "清理旧数据", "12"]), row(["details", "说说情况", "3"]), row([&"很".repeat(99), "", "1"])];
        let text = table(["页面", "标题", "次数"], 2, &rows);
        let widths: Vec<usize> = text.lines().map(display_width).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
        assert!(widths[0] < 80 && text.contains('…'), "{text}");
        assert_eq!(table(["a", "b"], 1, &[]), "a  b\n");
    }
}
