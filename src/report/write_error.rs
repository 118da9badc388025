//! Why a report could not be written in one of its forms.

/// A report could not be written. The only known cause is a picture with a name that is not allowed.
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
    /// A picture has a name that the program does not give.
    #[error("`{0}` is not a valid name for a picture in a report")]
    PictureName(String),
}
