//! Writes lines to a terminal, wrapped by display width. A Chinese character takes two columns.

use std::io::{self, Write};

/// The least width. In a narrower terminal, lines run over the edge instead of having one word each.
const NARROWEST: usize = 20;

pub(super) struct WrappedOutput<W> {
    output: W,
    width: usize,
}

impl<W: Write> WrappedOutput<W> {
    pub(super) fn new(output: W, width: usize) -> Self {
        Self { output, width: width.max(NARROWEST) }
    }

    /// Writes a paragraph. Line breaks in the text stay.
    pub(super) fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.marked_paragraph("", text)
    }

    /// Writes a paragraph after a mark and indents its further lines by the mark's width: `1. …`, `[x] 2. …`.
    pub(super) fn marked_paragraph(&mut self, mark: &str, text: &str) -> io::Result<()> {
        let indent = " ".repeat(textwrap::core::display_width(mark));
        let options = textwrap::Options::new(self.width).initial_indent(mark).subsequent_indent(&indent);
        for line in textwrap::wrap(text, options) {
            writeln!(self.output, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Writes one line without wrapping it, for addresses that customers copy.
    pub(super) fn exact_line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{line}")
    }

    pub(super) fn blank_line(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }

    /// Writes the prompt for the next line.
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
    use super::WrappedOutput;

    #[test]
    fn chinese_counts_double_and_hangs_behind_its_number() {
        let mut written = Vec::new();
        let mut output = WrappedOutput::new(&mut written, 20);
        output.marked_paragraph("1. ", "先退出账户，再用新密码登录一次").unwrap();
        let written = String::from_utf8(written).unwrap();
        for (index, line) in written.lines().enumerate() {
            assert!(textwrap::core::display_width(line) <= 20, "{line}");
            assert!(line.starts_with(if index == 0 { "1. " } else { "   " }), "{line}");
        }
        assert_eq!(written.lines().count(), 2);
    }
}
