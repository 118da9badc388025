//! Why something cannot be read as a report.

/// Why something is no report that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadReportError {
    /// It is no report of this program.
    #[error("it is not a report of this program")]
    Other,
    /// A newer program wrote it.
    #[error("a newer version of the program saved this report (format {0})")]
    Newer(u64),
    /// It is one, but something in it is not as it must be.
    #[error("the report is damaged: {0}")]
    Damaged(String),
    /// It is larger than any report.
    #[error("it is larger than any report can be")]
    TooLarge,
}
