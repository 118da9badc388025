//! A mail about a report: short enough for every mail program, and addressed to support alone.

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{ExitTarget, MailAddress, Outcome, allows_mail};
use okpay_wizard::redact::{KnownSecrets, Redactor};
use okpay_wizard::report::{Attachment, Choices, LONGEST_MAIL, Report, file_stem, mail};
use okpay_wizard::session::EventKind;
use proptest::prelude::*;
use url::Url;

use crate::support::story::{self, Story};

fn support() -> MailAddress {
    allows_mail(&["okpay.com".to_owned()], "support@okpay.com").unwrap()
}

fn report(lang: Lang) -> Report {
    let known = KnownSecrets { user_names: vec!["wangxiaoming".to_owned()], ..KnownSecrets::default() };
    let redactor = Redactor::new(&known, [7; 16]);
    let words = redactor.safe("AUTH-1021 4242 4242 4242 4242 /home/wangxiaoming/li.lei@example.com");
    let story = Story::begin()
        .after(
            60,
            EventKind::Went {
                from: "browser".into(),
                to: ExitTarget::Page("details".into()),
                said: Some(Outcome::NotSolved),
            },
        )
        .after(
            5,
            EventKind::Answered {
                page: "details".into(),
                ask: "message".into(),
                answer: okpay_wizard::session::Answer::Words(words),
            },
        );
    Report::build(&story::pack(), &story.session(), &story::facts(), &Choices::all(lang), &redactor).unwrap()
}

/// The parts of a `mailto:` address as a mail program parses it.
fn read(url: &str) -> (String, Vec<(String, String)>) {
    let url = Url::parse(url).unwrap();
    assert_eq!(url.scheme(), "mailto");
    assert!(url.fragment().is_none());
    let fields = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned()));
    (url.path().to_owned(), fields.collect())
}

#[test]
fn support_learns_at_a_glance_what_it_is_about_and_the_customer_what_to_attach() {
    for (lang, parts) in [
        (Lang::Chinese, ["报告编号：", "问题：无法登录账户", "结果：", "（在“文档”文件夹里，发送前请自己添加）"]),
        (Lang::English, ["Report code: ", "Problem: I can't log in", "Outcome: ", "(in the Documents folder; please"]),
    ] {
        let report = report(lang);
        let file = Redactor::default().safe(&format!("{}.html", file_stem(&report)));
        let mail = mail(&report, Attachment::InDocuments(&file));
        let letter = support().compose(&mail.subject, &mail.body);
        let (to, fields) = read(letter.url());
        assert_eq!(to, "support@okpay.com");
        let [(subject_name, subject), (body_name, body)] = &fields[..] else { panic!("{fields:?}") };
        assert_eq!((subject_name.as_str(), body_name.as_str()), ("subject", "body"));
        assert!(subject.ends_with(&report.code), "{subject}");
        assert_eq!(body.split("\r\n").count(), 4, "{body}");
        for part in parts.into_iter().chain([report.code.as_str(), file.as_str()]) {
            assert!(body.contains(part), "{part} is missing: {body}");
        }
        for secret in ["4242", "wangxiaoming", "li.lei", "/"] {
            assert!(!body.contains(secret) && !subject.contains(secret), "{secret}: {body}");
        }
        assert!(letter.url().len() < 1_000, "an ordinary one is far from the limit: {}", letter.url().len());
    }
}

#[test]
fn a_report_that_is_elsewhere_or_nowhere_is_not_said_to_be_in_documents() {
    for (lang, documents) in [(Lang::Chinese, "文档"), (Lang::English, "Documents")] {
        for attachment in [Attachment::Elsewhere, Attachment::Unsaved] {
            let mail = mail(&report(lang), attachment);
            assert!(!mail.body.contains(documents), "{}", mail.body);
            assert_eq!(mail.body.lines().count(), 4);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn for_any_report_the_mail_is_short_and_goes_to_support_alone(
        texts in prop::collection::vec(hostile(), 5),
        address in "[a-z]{1,40}(\\+[a-z]{1,20})?",
        elsewhere in any::<bool>(),
        chinese in any::<bool>(),
    ) {
        let address = format!("{address}@support.okpay.com");
        let address = allows_mail(&["okpay.com".to_owned()], &address).unwrap();
        let [product, code, problem, outcome, file] = &texts[..] else { unreachable!() };
        let mut report = report(if chinese { Lang::Chinese } else { Lang::English });
        report.product.clone_from(product);
        report.code.clone_from(code);
        report.problem.words.clone_from(problem);
        report.ended.words.clone_from(outcome);
        let file = Redactor::default().safe(file);
        let mail = mail(&report, if elsewhere { Attachment::Elsewhere } else { Attachment::InDocuments(&file) });
        let letter = address.compose(&mail.subject, &mail.body);

        prop_assert!(letter.url().len() <= LONGEST_MAIL, "{}: {}", letter.url().len(), letter.url());
        prop_assert!(letter.url().is_ascii());
        let (to, fields) = read(letter.url());
        prop_assert_eq!(to.as_str(), address.as_str());
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        prop_assert_eq!(names, ["subject", "body"]);
        prop_assert!(!fields[0].1.contains(['\r', '\n']), "a subject is one line: {:?}", fields[0].1);
        prop_assert_eq!(fields[1].1.split("\r\n").count(), 4, "each thing on its line: {:?}", fields[1].1);
        prop_assert!(!fields[1].1.replace("\r\n", "").contains(['\r', '\n']));
    }
}

/// Texts that try to break out of their place in a mail's address.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,2000}",
        "[一-龥]{0,800}",
        "(\r\n|\n|&bcc=|\\?cc=|%0D%0A|%0a|Bcc: |a@b\\.c|,|;|#|\\+|\u{2028}|\u{0}){0,60}",
        Just("x\r\nBcc: evil@example.org\r\n\r\n&bcc=evil@example.org&attach=/etc/passwd#".to_owned()),
    ]
}
