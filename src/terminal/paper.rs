//! Lines on a terminal: wrapped by display width, a Chinese character taking two columns.

use std::io::{self, Write};

/// A narrower terminal than this is written over its edge rather than one word a line.
const NARROWEST: usize = 20;

pub(super) struct Paper<W> {
    output: W,
    width: usize,
}

impl<W: Write> Paper<W> {
    pub(super) fn new(output: W, width: usize) -> Self {
        Self { output, width: width.max(NARROWEST) }
    }

    /// A paragraph; a text of several lines keeps them.
    pub(super) fn say(&mut self, words: &str) -> io::Result<()> {
        self.hang("", words)
    }

    /// A paragraph behind a mark, set in by the mark's width: `1. …`, `[x] 2. …`.
    pub(super) fn hang(&mut self, mark: &str, words: &str) -> io::Result<()> {
        let indent = " ".repeat(textwrap::core::display_width(mark));
        let options = textwrap::Options::new(self.width).initial_indent(mark).subsequent_indent(&indent);
        for line in textwrap::wrap(words, options) {
            writeln!(self.output, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// One line exactly as it is, for addresses that are copied.
    pub(super) fn exact(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{line}")
    }

    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }

    /// Asks for a line.
    pub(super) fn prompt(&mut self) -> io::Result<()> {
        write!(self.output, "> ")?;
        self.output.flush()
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::Paper;

    #[test]
    fn chinese_counts_double_and_hangs_behind_its_number() {
        let mut written = Vec::new();
        let mut paper = Paper::new(&mut written, 20);
        paper.hang("1. ", "先退出账户，再用新密码登录一次").unwrap();
        let written = String::from_utf8(written).unwrap();
        for (place, line) in written.lines().enumerate() {
            assert!(textwrap::core::display_width(line) <= 20, "{line}");
            assert!(line.starts_with(if place == 0 { "1. " } else { "   " }), "{line}");
        }
        assert_eq!(written.lines().count(), 2);
    }
}
