//! The seal of an HTML report: a hash of the whole page, in addition to the hash in the JSON inside. Without it, someone
//! could edit the visible page, and the JSON would still be intact.
//!
//! It shows the same as [`super::seal`], and no more.

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::seal::Seal;

/// The text before the digits. Texts in a report are escaped, so our pages contain it once.
const BEFORE: &str = "<meta name=\"okpay-wizard-sha256\" content=\"";

/// The element's name.
pub(super) const NAME: &str = "okpay-wizard-sha256";

/// The digits of a SHA-256.
const DIGITS: usize = 64;

/// The element with zeros in place of the hash.
pub(super) fn blank() -> String {
    format!("{BEFORE}{}\">", "0".repeat(DIGITS))
}

/// The page with its hash in place of the zeros.
pub(super) fn seal(page: &str) -> String {
    let blank = blank();
    let Some((before, after)) = page.split_once(&blank) else { return page.to_owned() };
    let hash = HEXLOWER.encode(&Sha256::digest(page));
    format!("{before}{BEFORE}{hash}\">{after}")
}

/// What the hash of a page says about it. Line breaks count as `\n`, because mail programs and version control change them.
pub(super) fn check(page: &str) -> Seal {
    let page = page.replace("\r\n", "\n");
    let Some((before, rest)) = page.split_once(BEFORE) else { return Seal::Missing };
    let (Some(said), Some(after)) = (rest.get(..DIGITS), rest.get(DIGITS..)) else { return Seal::Broken };
    let mut hash = Sha256::new();
    for part in [before, BEFORE, &"0".repeat(DIGITS), after] {
        hash.update(part);
    }
    if HEXLOWER.encode(&hash.finalize()) == said { Seal::Whole } else { Seal::Broken }
}
