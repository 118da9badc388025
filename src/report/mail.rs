//! The short mail that goes with a report: what it is about, and which file to attach.
//!
//! Mail programs cut off long addresses, some after 2,000 characters of the encoded address, and a Chinese character takes
//! nine of them. So each field has a limit, the whole address stays below 1,800 bytes, and the report itself is attached
//! as a file.

use super::model::Report;
use super::text::shorten_by;
use crate::lang::{Lang, fill};
use crate::pack::encoded;
use crate::redact::SafeText;

/// The most bytes of the whole `mailto:` address.
pub const LONGEST_MAIL: usize = 1_800;

/// The most encoded bytes of the pack's name.
const PRODUCT: usize = 180;

/// The most encoded bytes of the code; ours are shorter.
const CODE: usize = 40;

/// The most encoded bytes of the problem's title.
const PROBLEM: usize = 340;

/// The most encoded bytes of the outcome.
const OUTCOME: usize = 180;

/// The most encoded bytes of the file's name; the names that the program gives are much shorter.
const FILE: usize = 450;

/// A mail without a recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDraft {
    /// One line.
    pub subject: String,
    /// A few lines.
    pub body: String,
}

/// The report's file. The program cannot attach it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment<'a> {
    /// It is in Documents under this name.
    InDocuments(&'a SafeText),
    /// It is where the customer saved it.
    Elsewhere,
    /// It is not saved yet.
    Unsaved,
}

/// The sentences of one language.
struct MailWords {
    subject: &'static str,
    code: &'static str,
    problem: &'static str,
    outcome: &'static str,
    in_documents: &'static str,
    elsewhere: &'static str,
    unsaved: &'static str,
}

static CHINESE: MailWords = MailWords {
    subject: "{product} {code}",
    code: "报告编号：{code}",
    problem: "问题：{problem}",
    outcome: "结果：{outcome}",
    in_documents: "附件：{file}（在“文档”文件夹里，发送前请自己添加）",
    elsewhere: "附件：已保存的报告（发送前请自己添加）",
    unsaved: "附件：报告（请先保存，再添加）",
};

static ENGLISH: MailWords = MailWords {
    subject: "{product} {code}",
    code: "Report code: {code}",
    problem: "Problem: {problem}",
    outcome: "Outcome: {outcome}",
    in_documents: "Attachment: {file} (in the Documents folder; please attach it before sending)",
    elsewhere: "Attachment: the saved report (please attach it before sending)",
    unsaved: "Attachment: the report (please save it first, then attach it)",
};

/// The mail that goes with this report, in its language. Its address is never longer than [`LONGEST_MAIL`]. It contains
/// nothing that is not in the report, except the file's name.
pub fn mail(report: &Report, attachment: Attachment<'_>) -> MailDraft {
    let words = match report.lang {
        Lang::Chinese => &CHINESE,
        Lang::English => &ENGLISH,
    };
    let code = short(&report.code, CODE);
    let subject = fill(words.subject, &[("product", &short(&report.product, PRODUCT)), ("code", &code)]);
    let file = match attachment {
        Attachment::InDocuments(name) => fill(words.in_documents, &[("file", &short(name, FILE))]),
        Attachment::Elsewhere => words.elsewhere.to_owned(),
        Attachment::Unsaved => words.unsaved.to_owned(),
    };
    let lines = [
        fill(words.code, &[("code", &code)]),
        fill(words.problem, &[("problem", &short(&report.problem.words, PROBLEM))]),
        fill(words.outcome, &[("outcome", &short(&report.ended.words, OUTCOME))]),
        file,
    ];
    MailDraft { subject, body: lines.join("\n") }
}

/// The text on one line, shortened to this many encoded bytes.
fn short(words: &str, most: usize) -> String {
    shorten_by(words, most, |character| encoded(character.encode_utf8(&mut [0; 4])).len())
}
