//! Why something cannot be read as a report.

/// Why something is no report that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadReportError {
    /// It is no report of this program.
    #[error("this is no report of this program")]
    Other,
    /// A newer program wrote it.
    #[error("a newer program wrote this report, in format {0}")]
    Newer(u64),
    /// It is one, but something in it is not as it must be.
    #[error("the report is damaged: {0}")]
    Damaged(String),
    /// It is larger than any report.
    #[error("it is larger than any report")]
    TooLarge,
}
