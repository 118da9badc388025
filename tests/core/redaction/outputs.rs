//! A secret that was typed is in none of the program's outputs: not in the session's record, not in any form of the
//! report, not in the mail.

use okpay_wizard::lang::Lang;
use okpay_wizard::report::{Attachment, Choices, Report, mail, to_html, to_json, to_short_text, to_text};
use okpay_wizard::session::{Action, Event, EventKind, RawAnswer, Session, act};
use proptest::prelude::*;

use super::property::{bare, card, iban, identity, phone, text, typed};
use super::redactor;
use crate::support::story::{Story, facts, pack};

/// A part of a secret that is longer than the visible last digits, and too long to occur by chance.
const STRETCH: usize = 8;

/// The session of a customer who typed this as an error message.
fn typed_into_a_session(words: &str) -> Session {
    let went = EventKind::Went {
        from: "browser".into(),
        said: Some(okpay_wizard::pack::Outcome::NotSolved),
        to: okpay_wizard::pack::ExitTarget::Page("details".into()),
    };
    let mut session = Story::begin().after(10, went).session();
    let pack = pack();
    let action =
        Action::Answer { page: "details".into(), ask: "message".into(), answer: RawAnswer::Words(words.to_owned()) };
    let wizard = pack.wizard("login").unwrap();
    if let Some(what) = act(wizard, &session, &action, facts().os_kind, &redactor()) {
        session.push(Event { at: facts().made_at, what });
    }
    session
}

/// Everything that the program makes of a session.
fn outputs(session: &Session) -> Vec<(&'static str, String)> {
    let mut outputs = vec![("the session's record", serde_json::to_string(session.events()).unwrap())];
    for (lang, beside) in [(Lang::Chinese, Some(Lang::English)), (Lang::English, None)] {
        let choices = Choices { beside, ..Choices::all(lang) };
        let report = Report::build(&pack(), session, &facts(), &choices, &redactor()).unwrap();
        let letter = mail(&report, Attachment::Unsaved);
        outputs.extend([
            ("the page", to_html(&report, &[]).unwrap()),
            ("the text", to_text(&report)),
            ("the short text", to_short_text(&report)),
            ("the JSON", to_json(&report).unwrap()),
            ("the mail", format!("{} {}", letter.subject, letter.body)),
        ]);
    }
    outputs
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn no_secret_shows_in_anything_that_is_made_of_it(
        (secret, typed) in prop_oneof![typed(card()), typed(identity()), typed(phone()), typed(iban())],
        before in text(), after in text(),
    ) {
        let session = typed_into_a_session(&format!("{before}{typed}{after}"));
        for (place, words) in outputs(&session) {
            let left = bare(&words);
            for start in 0..secret.len().saturating_sub(STRETCH) {
                prop_assert!(!left.contains(&secret[start..start + STRETCH]), "{secret} shows in {place}: {words}");
            }
        }
    }
}
