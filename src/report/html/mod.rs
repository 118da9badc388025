//! The report as one self-contained HTML file: it loads nothing, runs no script, and has its pictures inside.
//!
//! The page is made from the sheet. It also contains the whole report as JSON, so that programs need not read the page, and
//! a hash of the page, which shows when the page was edited.

mod chips;
mod page;

use askama::Template as _;
use data_encoding::BASE64;

use self::page::{EmbeddedPicture, ReportPage};
use super::json::to_json_for_html;
use super::model::{PictureNote, Report};
use super::page_seal;
use super::picture::Picture;
use super::write_error::WriteReportError;

/// The text before and after the JSON report in a page.
pub(super) const JSON_ELEMENT: [&str; 2] = ["<script type=\"application/json\" id=\"report\">", "</script>"];

/// The report as an HTML document with its pictures inside. The template escapes everything that comes from outside. A
/// picture that is not passed in is mentioned but not shown.
pub fn to_html(report: &Report, pictures: &[Picture]) -> Result<String, WriteReportError> {
    let sheet = report.sheet();
    let embedded: Vec<Option<EmbeddedPicture>> = report.pictures.iter().map(|note| embed(note, pictures)).collect();
    let page = ReportPage {
        sheet: &sheet,
        pictures: &embedded,
        style: include_str!("../../../assets/report/report.css"),
        seal: &page_seal::blank(),
        json: &to_json_for_html(report)?,
        element: JSON_ELEMENT,
    };
    Ok(page_seal::seal(&page.render()?))
}

fn embed(note: &PictureNote, pictures: &[Picture]) -> Option<EmbeddedPicture> {
    let picture = pictures.iter().find(|picture| picture.note == *note)?;
    Some(EmbeddedPicture {
        source: format!("data:{};base64,{}", note.media_type()?, BASE64.encode(&picture.bytes)),
        width: note.width,
        height: note.height,
    })
}

#[cfg(test)]
mod tests {
    use super::{Picture, PictureNote, embed};

    fn source(bytes: &[u8]) -> String {
        let id = "picture-1.png".to_owned();
        let note = PictureNote { id, width: 1, height: 1, bytes: bytes.len() as u64, sha256: String::new() };
        let embedded = embed(&note, &[Picture { note: note.clone(), bytes: bytes.into() }]).unwrap();
        embedded.source.strip_prefix("data:image/png;base64,").unwrap().to_owned()
    }

    #[test]
    fn a_picture_is_embedded_in_the_base64_of_rfc_4648() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(source(plain.as_bytes()), encoded);
        }
        assert_eq!(source(&[0xfb, 0xff, 0xbf]), "+/+/");
    }
}
