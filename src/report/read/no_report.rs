//! Why something cannot be read as a report.

use crate::lang::Lang;
use crate::report::words::put;

/// Why something is no report that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
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
    #[error("the file is too large to be a report")]
    TooLarge,
}

impl NoReport {
    /// The same for people: what it is, and what to do.
    pub fn words(&self, lang: Lang) -> String {
        let (sentence, value) = match (self, lang) {
            (Self::Other, Lang::Chinese) => ("这不是本程序的报告。", String::new()),
            (Self::Other, Lang::English) => ("This is not a report of this program.", String::new()),
            (Self::Newer(format), Lang::Chinese) => {
                ("这份报告是更新的版本写的（格式 {}）。请更新本程序后再打开。", format.to_string())
            }
            (Self::Newer(format), Lang::English) => {
                ("A newer version wrote this report (format {}). Update this program to read it.", format.to_string())
            }
            (Self::Damaged(why), Lang::Chinese) => ("报告已损坏，读不出来。请对方重新保存一份。（{}）", why.clone()),
            (Self::Damaged(why), Lang::English) => {
                ("The report is damaged and cannot be read. Ask for it to be saved again. ({})", why.clone())
            }
            (Self::TooLarge, Lang::Chinese) => ("文件太大，不会是本程序的报告。", String::new()),
            (Self::TooLarge, Lang::English) => ("The file is too large to be a report of this program.", String::new()),
        };
        put(sentence, &[&value])
    }
}
