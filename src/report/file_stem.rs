//! The name under which a report is saved.

use super::model::Report;
use super::words::Words;
use crate::lang::fill;

/// The most bytes of the product's name; with its date and ending the whole stays well below the 255 bytes that
/// file systems take.
const LONGEST_PRODUCT: usize = 90;

/// What stands for a product whose name has nothing in it that file names may hold.
const NAMELESS: &str = "okpay-wizard";

/// The file name of a report, without its ending: "OKPay 排障报告 2026-11-23 1842 K7M-3RT-9PX". The code is in it, so that
/// an agent who hears it on the phone finds the file.
///
/// A pack's name is input: whatever a file system might refuse or take for a folder is left out.
pub fn file_stem(report: &Report) -> String {
    let spoken = speakable(&report.product);
    let product = match short(&spoken) {
        "" => NAMELESS,
        product => product,
    };
    // A report that was read back may say anything there.
    let moment = report.made.words.chars().take("2026-11-23 18:42".len());
    let moment: String = moment.filter(|c| c.is_ascii_digit() || "- ".contains(*c)).collect();
    let code = report.code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take("K7M-3RT-9PX".len());
    let name = fill(Words::of(report.lang).file, &[("product", product)]);
    format!("{name} {moment} {}", code.collect::<String>())
}

/// Letters, digits, spaces, hyphens and underscores. Dots go too: Windows takes "CON.x" for a device.
fn speakable(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn short(name: &str) -> &str {
    let end = name.char_indices().map(|(start, c)| start + c.len_utf8()).take_while(|end| *end <= LONGEST_PRODUCT);
    name.get(..end.last().unwrap_or_default()).unwrap_or_default().trim()
}
