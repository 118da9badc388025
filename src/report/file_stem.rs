//! The file name of a report.

use super::model::Report;
use super::words::ReportWords;
use crate::lang::fill;

/// The most bytes of the product's name. With date and extension, the whole name stays well below the 255 bytes that
/// file systems allow.
const LONGEST_PRODUCT: usize = 90;

/// Used for a product whose name has no characters that file names allow.
const NAMELESS: &str = "okpay-wizard";

/// The file name of a report, without its extension: "OKPay 排障报告 2026-11-23 1842 K7M-3RT-9PX". It contains the code, so
/// that an agent who hears the code on the phone finds the file.
///
/// A pack's name is input: characters that a file system may refuse or read as a folder are left out.
pub fn file_stem(report: &Report) -> String {
    let allowed = allowed_characters(&report.product);
    let product = match shortened(&allowed) {
        "" => NAMELESS,
        product => product,
    };
    // A report from a file may have any text here.
    let moment = report.made.words.chars().take("2026-11-23 18:42".len());
    let moment: String = moment.filter(|c| c.is_ascii_digit() || "- ".contains(*c)).collect();
    let code = report.code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take("K7M-3RT-9PX".len());
    let name = fill(ReportWords::of(report.lang).file, &[("product", product)]);
    format!("{name} {moment} {}", code.collect::<String>())
}

/// Only letters, digits, spaces, hyphens and underscores. No dots, because Windows reads "CON.x" as a device.
fn allowed_characters(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(name: &str) -> &str {
    let end = name.char_indices().map(|(start, c)| start + c.len_utf8()).take_while(|end| *end <= LONGEST_PRODUCT);
    name.get(..end.last().unwrap_or_default()).unwrap_or_default().trim()
}
