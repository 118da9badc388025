//! The report as one HTML file that needs nothing else: no address, no script that runs, pictures inside.
//!
//! The page is drawn from the sheet. The whole report lies inside as JSON, too, so that nobody has to read it off the
//! page, and a hash of the page, so that an edited one is noticed.

mod base64;
mod chips;
mod page;

use askama::Template as _;

use self::page::{Page, Shot};
use super::json::to_json_for_html;
use super::model::Report;
use super::page_seal;
use super::picture::Picture;
use super::unwritten::WriteReportError;

/// What stands before the JSON report in a page, and what behind it.
pub(super) const JSON_ELEMENT: [&str; 2] = ["<script type=\"application/json\" id=\"report\">", "</script>"];

/// The report as an HTML document with its pictures inside. Everything that comes from outside is escaped by the
/// template. A picture that is not handed in is told of and not shown.
pub fn to_html(report: &Report, pictures: &[Picture]) -> Result<String, WriteReportError> {
    let sheet = report.sheet();
    let shots: Vec<Option<Shot>> = report.pictures.iter().map(|note| shot(note, pictures)).collect();
    let page = Page {
        sheet: &sheet,
        shots: &shots,
        style: include_str!("../../../assets/report/report.css"),
        seal: &page_seal::place(),
        json: &to_json_for_html(report)?,
        element: JSON_ELEMENT,
    };
    Ok(page_seal::seal(&page.render()?))
}

fn shot(note: &super::model::PictureNote, pictures: &[Picture]) -> Option<Shot> {
    let picture = pictures.iter().find(|picture| picture.note == *note)?;
    Some(Shot {
        source: format!("data:{};base64,{}", note.media_type()?, base64::encode(&picture.bytes)),
        width: note.width,
        height: note.height,
    })
}
