//! Why a report could not be put into one of its forms.

/// A report could not be written. There is no report for which that is known to happen, but for a picture's name that
/// no file may have.
#[derive(Debug, thiserror::Error)]
pub enum WriteReportError {
    /// As JSON.
    #[error("the report could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// As HTML.
    #[error("the report could not be written as HTML: {0}")]
    Html(#[from] askama::Error),
    /// As a zip.
    #[error("the report could not be written as a zip: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A picture has a name that is not one of ours.
    #[error("`{0}` is not a valid name for a picture in a report")]
    PictureName(String),
}
