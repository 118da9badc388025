//! A report of each guide in each language, as customers save it and agents read it.

use std::collections::BTreeSet;

use okpay_wizard::report::{to_html, to_short_text, to_text};

use crate::support::wizards::{LANGUAGES, okpay, report, stories};

#[test]
fn a_report_of_each_wizard_reads_well_in_each_language() {
    for story in stories() {
        // In the other order, both languages say nothing new.
        for (name, lang, beside) in LANGUAGES.into_iter().take(3) {
            let report = report(&story.session, lang, beside, &[]);
            let text = format!("{}\n# In fewer than 1,500 characters\n\n{}", to_text(&report), to_short_text(&report));
            insta::assert_snapshot!(format!("{}_{name}", report.problem.id), text);
        }
    }
}

#[test]
fn the_page_of_a_report_in_both_languages() {
    let stories = stories();
    let (_, lang, beside) = LANGUAGES[2];
    let html = to_html(&report(&stories[1].session, lang, beside, &[]), &[]).unwrap();
    let (_, body) = html.split_once("</style>").unwrap();
    let (body, _) = body.split_once("<script").unwrap();
    insta::assert_snapshot!(body);
}

#[test]
fn no_wizard_is_left_out() {
    let reported: BTreeSet<String> = stories().iter().map(|story| story.session.state().wizard.to_string()).collect();
    let known: BTreeSet<String> = okpay().wizards.iter().map(|wizard| wizard.id.to_string()).collect();
    assert_eq!(reported, known);
}
