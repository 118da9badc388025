//! The short mail that goes with a report: what it is about, and which file is to be attached to it.
//!
//! Mail programs cut off what is long, some after 2,000 characters of the encoded address, and a Chinese character is
//! nine of them. So everything in it has a measure, and the report itself goes as a file.
//!
//! Each field has a limit, and the whole address stays below 1,800 bytes.

use super::model::Report;
use super::text::cut_by;
use crate::lang::{Lang, fill};
use crate::pack::encoded;
use crate::redact::SafeText;

/// The most bytes of the whole `mailto:` address.
pub const LONGEST_MAIL: usize = 1_800;

/// The most encoded bytes of the pack's name.
const PRODUCT: usize = 180;

/// Of the code, and more than it has.
const CODE: usize = 40;

/// Of the problem's title.
const PROBLEM: usize = 340;

/// Of how it stands.
const OUTCOME: usize = 180;

/// Of the file's name; the ones that the program gives stay well below.
const FILE: usize = 450;

/// A mail that is not written to anybody yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailDraft {
    /// One line.
    pub subject: String,
    /// A few lines.
    pub body: String,
}

/// The report's file, which a program cannot attach by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment<'a> {
    /// It lies in Documents under this name.
    InDocuments(&'a SafeText),
    /// It lies where the customer put it.
    Elsewhere,
    /// It is not saved yet.
    Unsaved,
}

/// The sentences of one language.
struct Words {
    subject: &'static str,
    code: &'static str,
    problem: &'static str,
    outcome: &'static str,
    in_documents: &'static str,
    elsewhere: &'static str,
    unsaved: &'static str,
}

static CHINESE: Words = Words {
    subject: "{product} {code}",
    code: "报告编号：{code}",
    problem: "问题：{problem}",
    outcome: "结果：{outcome}",
    in_documents: "附件：{file}（在“文档”文件夹里，发送前请自己添加）",
    elsewhere: "附件：已保存的报告（发送前请自己添加）",
    unsaved: "附件：报告（请先保存，再添加）",
};

static ENGLISH: Words = Words {
    subject: "{product} {code}",
    code: "Report code: {code}",
    problem: "Problem: {problem}",
    outcome: "Outcome: {outcome}",
    in_documents: "Attachment: {file} (in the Documents folder; please attach it before sending)",
    elsewhere: "Attachment: the saved report (please attach it before sending)",
    unsaved: "Attachment: the report (please save it first, then attach it)",
};

/// The mail that goes with this report, in its language. Whatever the report says, the mail's address is no longer
/// than [`LONGEST_MAIL`]. It tells nothing that is not in the report, and of the file its name alone.
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

/// On one line, and cut where it would take more bytes than this in an address.
fn short(words: &str, most: usize) -> String {
    cut_by(words, most, |character| encoded(character.encode_utf8(&mut [0; 4])).len())
}
