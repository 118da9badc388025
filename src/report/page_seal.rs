//! Whether an HTML report as a whole is as the program wrote it: what is seen on the page has a hash of its own beside
//! that of the JSON inside, or else the page could say one thing and the JSON another.
//!
//! What this shows and what it does not is the same as for [`super::seal`].

use sha2::{Digest as _, Sha256};

use super::picture::in_hex;
use super::seal::Seal;

/// What stands before the digits. Texts in a report are escaped, so it stands in a page of ours once.
const BEFORE: &str = "<meta name=\"okpay-wizard-sha256\" content=\"";

/// The element's name.
pub(super) const NAME: &str = "okpay-wizard-sha256";

/// As many digits as a SHA-256 has.
const DIGITS: usize = 64;

/// The element that a page carries, with zeros where its hash will be.
pub(super) fn place() -> String {
    format!("{BEFORE}{}\">", "0".repeat(DIGITS))
}

/// The page with its hash in its place.
pub(super) fn seal(page: &str) -> String {
    let blank = place();
    let Some((before, after)) = page.split_once(&blank) else { return page.to_owned() };
    let hash = in_hex(&Sha256::digest(page));
    format!("{before}{BEFORE}{hash}\">{after}")
}

/// What the hash of a page says of it. Line ends are made `\n` first, as mail programs and version control change them.
pub(super) fn check(page: &str) -> Seal {
    let page = page.replace("\r\n", "\n");
    let Some((before, rest)) = page.split_once(BEFORE) else { return Seal::Missing };
    let (Some(said), Some(after)) = (rest.get(..DIGITS), rest.get(DIGITS..)) else { return Seal::Broken };
    let mut hash = Sha256::new();
    for part in [before, BEFORE, &"0".repeat(DIGITS), after] {
        hash.update(part);
    }
    if in_hex(&hash.finalize()) == said { Seal::Whole } else { Seal::Broken }
}
