//! Agents can read a report in every format. The program notices an edited report, and a hostile one does no harm.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;

use okpay_wizard::lang::Lang;
use okpay_wizard::pack::Outcome;
use okpay_wizard::redact::{Redactor, placeholders};
use okpay_wizard::report::{
    LARGEST_FILE, Picture, PictureNote, ReadReportError, Report, Seal, file_stem, read, to_html, to_json,
    to_short_text, to_text, to_zip,
};
use okpay_wizard::session::{Action, Event, EventKind, RawAnswer, act};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::wizards::{LANGUAGES, Walker, okpay, report, stories};

/// The smallest possible PNG, in grey.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

fn picture(id: &str) -> Picture {
    let sha256 = Sha256::digest(PNG).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let note = PictureNote { id: id.to_owned(), width: 1, height: 1, bytes: PNG.len() as u64, sha256 };
    Picture { note, bytes: Arc::from(PNG) }
}

fn login(lang: Lang, beside: Option<Lang>, pictures: &[Picture]) -> Report {
    let notes: Vec<PictureNote> = pictures.iter().map(|picture| picture.note.clone()).collect();
    report(&stories().remove(0).session, lang, beside, &notes)
}

fn seal_of(bytes: &[u8]) -> Seal {
    read(bytes).unwrap().seal
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn every_form_reads_back_as_the_report_it_was() {
    let pictures = [picture("picture-1.png"), picture("picture-2.jpg")];
    for (_, lang, beside) in LANGUAGES {
        let report = login(lang, beside, &pictures);
        let forms = [
            to_json(&report).unwrap().into_bytes(),
            to_html(&report, &pictures).unwrap().into_bytes(),
            to_zip(&report, &pictures).unwrap(),
        ];
        for form in forms {
            let back = read(&form).unwrap();
            assert_eq!((back.report, back.seal), (report.clone(), Seal::Whole));
        }
    }
}

#[test]
fn mail_programs_and_editors_may_change_line_ends() {
    let report = login(Lang::Chinese, Some(Lang::English), &[]);
    for form in [to_html(&report, &[]).unwrap(), to_json(&report).unwrap()] {
        let changed = format!("\u{feff}{}", form.replace('\n', "\r\n"));
        let back = read(changed.as_bytes()).unwrap();
        assert_eq!((back.report, back.seal), (report.clone(), Seal::Whole));
    }
}

#[test]
fn a_page_that_was_edited_is_noticed_wherever_it_was() {
    let html = to_html(&login(Lang::English, None, &[]), &[]).unwrap();
    for (what, with) in [
        ("Not solved</span>", "Solved</span>"),
        ("<td>2026-11-21</td>", "<td>2026-11-22</td>"),
        ("\\u003c", "\\u003e"),
        ("max-width: 800px", "max-width: 801px"),
        ("\"seconds\":", "\"seconds\": "),
    ] {
        if let Some((before, after)) = html.split_once(what) {
            let edited = format!("{before}{with}{after}");
            assert_eq!(seal_of(edited.as_bytes()), Seal::Broken, "{what}");
        }
    }
    assert_ne!(html.replacen("Not solved</span>", "Solved</span>", 1), html);
    assert_eq!(seal_of(format!("{html} ").as_bytes()), Seal::Broken);
    let unsealed = html.lines().filter(|line| !line.contains("okpay-wizard-sha256")).collect::<Vec<_>>().join("\n");
    assert_eq!(seal_of(unsealed.as_bytes()), Seal::Missing);
}

#[test]
fn a_zip_is_the_same_every_time_and_holds_what_its_names_say() {
    let pictures = [picture("picture-1.png")];
    let report = login(Lang::Chinese, None, &pictures);
    let bytes = to_zip(&report, &pictures).unwrap();
    assert_eq!(bytes, to_zip(&report, &pictures).unwrap());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["report.html", "report.json", "report.txt", "SHA256SUMS", "picture-1.png"]);
    let made = zip.by_name("report.html").unwrap().last_modified().unwrap();
    assert_eq!((made.year(), made.month(), made.day(), made.hour(), made.minute()), (2026, 11, 23, 19, 0));
}

#[test]
fn a_picture_that_was_changed_breaks_the_seal_and_one_that_is_gone_does_not() {
    let pictures = [picture("picture-1.png")];
    let report = login(Lang::Chinese, None, &pictures);
    let (json, html) = (to_json(&report).unwrap(), to_html(&report, &pictures).unwrap());
    assert_eq!(seal_of(&zip_of(&[("report.json", json.as_bytes())])), Seal::Whole);
    assert_eq!(seal_of(&zip_of(&[("report.html", html.as_bytes()), ("picture-1.png", PNG)])), Seal::Whole);
    assert_eq!(seal_of(&zip_of(&[("report.json", json.as_bytes()), ("picture-1.png", b"other")])), Seal::Broken);
}

#[test]
fn any_edit_of_a_zip_breaks_its_seal() {
    let report = login(Lang::English, None, &[]);
    let whole = to_zip(&report, &[]).unwrap();
    let mut entries: Vec<(String, Vec<u8>)> = Vec::new();
    let mut zip = ZipArchive::new(Cursor::new(&whole)).unwrap();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        entries.push((entry.name().unwrap().into_owned(), bytes));
    }
    let packed = |entries: &[(String, Vec<u8>)]| {
        zip_of(&entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
    };
    assert_eq!(seal_of(&packed(&entries)), Seal::Whole, "packed anew");
    for name in ["report.html", "report.json", "report.txt"] {
        let mut edited = entries.clone();
        let (_, bytes) = edited.iter_mut().find(|(known, _)| known == name).unwrap();
        *bytes = String::from_utf8(bytes.clone()).unwrap().replace("Not solved", "Solved").into_bytes();
        assert_eq!(seal_of(&packed(&edited)), Seal::Broken, "{name}");
    }
}

#[test]
fn a_field_that_comes_twice_is_refused_and_half_a_page_is_called_damaged() {
    let report = login(Lang::English, None, &[]);
    let (json, html) = (to_json(&report).unwrap(), to_html(&report, &[]).unwrap());
    let forged = json.replacen('{', "{\"title\": \"FORGED\",", 1);
    assert!(matches!(read(forged.as_bytes()), Err(ReadReportError::Damaged(_))));
    assert!(matches!(read(&html.as_bytes()[..html.len() / 4]), Err(ReadReportError::Damaged(_))));
}

#[test]
fn many_small_values_take_no_more_memory_than_a_report() {
    let tiny = format!("{{\"kind\":\"okpay-wizard-report\",\"format\":1,\"x\":[{}0]}}", "{\"a\":0},".repeat(500_000));
    assert_eq!(read(tiny.as_bytes()), Err(ReadReportError::TooLarge));
    let with_mark = format!("\u{feff}{tiny}");
    assert_eq!(read(with_mark.as_bytes()), Err(ReadReportError::TooLarge));
}

#[test]
fn a_picture_is_in_the_page_and_is_named_in_both_languages() {
    let pictures = [picture("picture-1.png")];
    let html = to_html(&login(Lang::Chinese, Some(Lang::English), &pictures), &pictures).unwrap();
    assert!(html.contains("<img src=\"data:image/png;base64,iVBORw0KGgo"), "{html}");
    assert!(html.contains("alt=\"图片 1 / Picture 1\""));
    let report = login(Lang::Chinese, None, &[picture("../../etc/passwd")]);
    assert!(!to_html(&report, &[picture("../../etc/passwd")]).unwrap().contains("<img"));
    assert!(to_zip(&report, &[picture("../../etc/passwd")]).is_err());
}

#[test]
fn a_hostile_zip_is_read_in_memory_up_to_a_limit() {
    let json = to_json(&login(Lang::Chinese, None, &[])).unwrap();
    let bomb = vec![b' '; 40 * 1024 * 1024];
    assert_eq!(read(&zip_of(&[("report.json", &bomb)])), Err(ReadReportError::TooLarge));
    let many: Vec<String> = (0..200).map(|n| format!("{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), json.as_bytes())).collect();
    assert_eq!(read(&zip_of(&many)), Err(ReadReportError::Other));
    for name in ["../report.json", "/report.json", "REPORT.JSON", "folder/report.json"] {
        assert_eq!(read(&zip_of(&[(name, json.as_bytes())])), Err(ReadReportError::Other), "{name}");
    }
    // A picture whose note points out of the folder is looked up by exactly that name, and only in the zip.
    let report = login(Lang::Chinese, None, &[picture("../../etc/passwd")]);
    let traversal = zip_of(&[("report.json", to_json(&report).unwrap().as_bytes()), ("../../etc/passwd", b"x")]);
    assert_eq!(seal_of(&traversal), Seal::Broken);
}

#[test]
fn what_is_no_report_says_what_it_is_instead() {
    let json = to_json(&login(Lang::Chinese, None, &[])).unwrap();
    let html = to_html(&login(Lang::Chinese, None, &[]), &[]).unwrap();
    assert_eq!(read(b""), Err(ReadReportError::Other));
    assert_eq!(read(b"PK\x03\x04nonsense").map_err(|error| matches!(error, ReadReportError::Damaged(_))), Err(true));
    assert_eq!(read(b"{\"kind\":\"something else\",\"format\":1}"), Err(ReadReportError::Other));
    assert_eq!(read(json.replacen("\"format\": 1", "\"format\": 2", 1).as_bytes()), Err(ReadReportError::Newer(2)));
    assert_eq!(read(&vec![b' '; LARGEST_FILE + 1]), Err(ReadReportError::TooLarge));
    let damaged = |text: &str| matches!(read(text.as_bytes()), Err(ReadReportError::Damaged(_)));
    assert!(damaged(&json[..json.len() / 2]));
    assert!(damaged(&html[..html.find("id=\"report\"").unwrap() + 900]));
    assert!(damaged(&json.replacen("\"timeline\"", "\"time_line\"", 1)));
    let deep = format!("{}\"beside\":{}", &json[..json.len() - 3], "{\"beside\":".repeat(100_000));
    assert!(damaged(&deep));
}

#[test]
fn a_forged_report_cannot_steer_the_agents_terminal_or_page() {
    let json = to_json(&login(Lang::English, None, &[])).unwrap();
    let forged = json.replace("2026-11-23 19:00:00", "../../etc/passwd");
    assert!(!file_stem(&read(forged.as_bytes()).unwrap().report).contains(['/', '.']));
    let forged = json.replace("AUTH-1021", "\\u001b[2J\\u202e</script><script>alert(1)</script><img src=x>");
    let back = read(forged.as_bytes()).unwrap();
    assert_eq!(back.seal, Seal::Broken);
    assert!(!to_text(&back.report).contains(['\u{1b}', '\u{202e}']));
    let html = to_html(&back.report, &[]).unwrap();
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("</script").count(), 1);
    assert!(!html.contains("<img"));
}

#[test]
fn both_languages_are_side_by_side_and_the_customers_words_are_there_once() {
    let html = to_html(&login(Lang::Chinese, Some(Lang::English), &[]), &[]).unwrap();
    let (page, _) = html.split_once("<script").unwrap();
    assert!(page.contains("未解决 <span lang=\"en\" class=\"beside\">Not solved</span>"));
    let (top, _) = page.split_once("id=\"timeline\"").unwrap();
    assert_eq!(top.matches("AUTH-1021").count(), 1);
    assert_eq!(
        page.matches("class=\"hidden\">[卡号 ····4242 #1]</span>").count(),
        2,
        "under the answers, in the timeline"
    );
    assert!(!page.contains("[card ····4242 #1]"), "{page}");
}

#[test]
fn the_short_text_has_what_an_agent_asks_first() {
    let short = to_short_text(&login(Lang::English, None, &[]));
    for part in [
        "Report code:",
        "I can't log in",
        "Not solved",
        "2026-11-21",
        "AUTH-1021 密码错误",
        "Reset the password",
        "Clear browser data: Worked",
        "Windows 11 23H2",
        "card 1",
    ] {
        assert!(short.contains(part), "{part} is missing in:\n{short}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn for_any_session_the_short_text_fits_a_form_and_cuts_no_word(
        since in "\\PC{0,300}",
        error in "(\\PC{0,30}4242 4242 4242 4242 |密码错误\n|👨‍👩‍👧‍👦|\u{1F1E8}\u{1F1F3}){0,60}",
        happened in "\\PC{0,300}",
        returns in prop::collection::vec(any::<bool>(), 0..40),
        lang in 0..4_usize,
    ) {
        let wizard = okpay().wizard("login").unwrap();
        let mut session = Walker::begin("login").walks("unsure all the way, then support").session;
        let redactor = Redactor::default();
        let mut does = |action: &Action| {
            if let Some(what) = act(wizard, &session, action, okpay_wizard::pack::Os::Windows, &redactor) {
                session.push(Event { at: session.state().touched, what });
            }
        };
        for (ask, words) in [("since", since), ("error", error), ("happened", happened)] {
            does(&Action::Answer { page: "details".into(), ask: ask.into(), answer: RawAnswer::Words(words) });
        }
        for back in returns {
            does(&if back { Action::Back } else { Action::Say(Outcome::NotSolved) });
        }
        let (_, lang, beside) = LANGUAGES[lang];
        let short = to_short_text(&report(&session, lang, beside, &[]));
        prop_assert!(short.chars().count() < 1_500, "{}", short);
        prop_assert!(short.replace('\n', "\r\n").encode_utf16().count() < 1_500, "{}", short);
        let mut bare = short.clone();
        for hidden in placeholders(&short).into_iter().rev() {
            bare.replace_range(hidden.range, "");
        }
        prop_assert!(!bare.contains("····"), "{}", short);
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..400), place in any::<prop::sample::Index>()) {
        prop_assert!(read(&bytes).is_err());
        let report = login(Lang::Chinese, None, &[]);
        let mut html = to_html(&report, &[]).unwrap().into_bytes();
        let at = place.index(html.len());
        html[at] ^= 1;
        prop_assert!(read(&html).map_or(true, |back| back.seal != Seal::Whole), "a changed byte is noticed");
    }
}

/// The [`What`] values of these tests; a report has one moment for each.
#[test]
fn the_timeline_has_every_event() {
    let story = stories().remove(0);
    let report = report(&story.session, Lang::Chinese, None, &[]);
    assert_eq!(report.timeline.len(), story.session.events().len());
    assert!(matches!(story.session.events()[0].what, EventKind::Started { .. }));
}
