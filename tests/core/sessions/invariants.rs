//! Any actions of a customer, in any order, on any of the real guides, leave the session valid.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::Index;

use okpay_wizard::desktop::{Store, packs};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Guide, Os, Outcome, Pack, QuestionKind, load};
use okpay_wizard::redact::Redactor;
use okpay_wizard::session::{self, Action, Event, EventKind, MadeWith, RawAnswer, Session, SessionState};

static PACK: LazyLock<Pack> = LazyLock::new(|| load(&packs::built_in()).pack.unwrap());

/// What a customer wants to do. The page decides which task, answer or page it concerns.
#[derive(Clone, Debug)]
enum Wish {
    Toggle(Index),
    Choose(Index, Index),
    Type(Index, String),
    Next,
    Say(Outcome),
    Back,
    Visit(Index),
    Undo,
    Leave,
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        3 => any::<Index>().prop_map(Wish::Toggle),
        4 => (any::<Index>(), any::<Index>()).prop_map(|(ask, choice)| Wish::Choose(ask, choice)),
        1 => (any::<Index>(), "[ a-z0-9中文]{0,6}").prop_map(|(ask, words)| Wish::Type(ask, words)),
        4 => Just(Wish::Next),
        3 => Just(Wish::Say(Outcome::NotSolved)),
        1 => Just(Wish::Say(Outcome::Solved)),
        2 => Just(Wish::Back),
        1 => any::<Index>().prop_map(Wish::Visit),
        2 => Just(Wish::Undo),
        1 => Just(Wish::Leave),
    ]
}

/// The action on the current page that fits the wish; `None` if the page has none.
fn action(wizard: &Guide, session: &Session, wish: &Wish) -> Option<Action> {
    let page = session::current(wizard, session.state())?;
    let on = page.id.clone();
    Some(match wish {
        Wish::Toggle(task) => {
            let task = (!page.tasks.is_empty()).then(|| task.get(&page.tasks))?;
            Action::Toggle { page: on, task: task.id.clone() }
        }
        Wish::Choose(ask, choice) => {
            let ask = (!page.asks.is_empty()).then(|| ask.get(&page.asks))?;
            let QuestionKind::Choice(choices) = &ask.kind else { return None };
            let answer = RawAnswer::Choice(choice.get(choices).id.clone());
            Action::Answer { page: on, ask: ask.id.clone(), answer }
        }
        Wish::Type(ask, words) => {
            let ask = (!page.asks.is_empty()).then(|| ask.get(&page.asks))?;
            Action::Answer { page: on, ask: ask.id.clone(), answer: RawAnswer::Words(words.clone()) }
        }
        Wish::Next => Action::Next,
        Wish::Say(outcome) => Action::Say(*outcome),
        Wish::Back => Action::Back,
        Wish::Visit(page) => Action::Visit(page.get(&wizard.pages).id.clone()),
        Wish::Undo => Action::Undo,
        Wish::Leave => Action::Leave,
    })
}

fn begin(wizard: &Guide) -> Session {
    let what = EventKind::Started {
        wizard: wizard.id.clone(),
        page: wizard.pages.first().unwrap().id.clone(),
        made_with: MadeWith {
            pack: PACK.id.clone(),
            pack_version: PACK.version.clone(),
            program_version: "0.1.0".to_owned(),
        },
        lang: Lang::Chinese,
        salt: [7; 16],
    };
    Session::from_events(vec![Event { at: at(0), what }]).unwrap()
}

fn at(second: usize) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + i64::try_from(second).unwrap()).unwrap()
}

/// What must hold after every event.
fn check(wizard: &Guide, session: &Session) -> Result<(), TestCaseError> {
    let state = session.state();
    let folded = SessionState::fold(session.events());
    prop_assert_eq!(folded.as_ref(), Some(state));
    prop_assert!(state.way.pages().any(|page| page == state.page()));
    let pages: BTreeSet<_> = state.way.pages().collect();
    prop_assert_eq!(pages.len(), state.way.pages().count(), "each page is on the path once");
    prop_assert!(session::current(wizard, state).is_some());
    let path = session::path(wizard, session, Os::Linux);
    prop_assert!(path.done() <= path.steps.len());
    prop_assert!(state.outcome.is_some() || path.done() < path.steps.len(), "the page on screen is on the rail");
    prop_assert!(path.left.0 <= path.left.1);
    prop_assert!(path.left.1 < wizard.pages.len());
    Ok(())
}

/// The same without the times at which things happened.
fn without_times(state: &SessionState) -> impl PartialEq + std::fmt::Debug {
    let ticks: Vec<_> = state.ticks.keys().cloned().collect();
    let answers: Vec<_> = state.answers.iter().map(|(key, (answer, _))| (key.clone(), answer.clone())).collect();
    let said: Vec<_> = state.said.iter().map(|(page, (said, _))| (page.clone(), *said)).collect();
    (state.way.clone(), ticks, answers, said, state.outcome)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_actions_leaves_a_sound_session(
        wizard in any::<Index>(),
        wishes in prop::collection::vec(wish(), 0..60),
    ) {
        let wizard = wizard.get(&PACK.wizards);
        let mut session = begin(wizard);
        check(wizard, &session)?;
        for wish in &wishes {
            let Some(action) = action(wizard, &session, wish) else { continue };
            let Some(what) = session::act(wizard, &session, &action, Os::Linux, &Redactor::default()) else { continue };
            let before = session.state().clone();
            session.push(Event { at: at(session.events().len()), what });
            check(wizard, &session)?;
            let after = session.state();
            if matches!(action, Action::Back | Action::Visit(_)) {
                prop_assert_eq!((&before.ticks, &before.answers), (&after.ticks, &after.answers));
            }
            if matches!(action, Action::Toggle { .. } | Action::Answer { .. }) {
                // Undoing the action at once leads back to where the customer was.
                let mut undone = session.clone();
                let undo = session::act(wizard, &undone, &Action::Undo, Os::Linux, &Redactor::default()).unwrap();
                undone.push(Event { at: at(undone.events().len()), what: undo });
                prop_assert_eq!(without_times(undone.state()), without_times(&before));
            }
        }
    }

    #[test]
    fn what_is_read_from_the_disk_is_what_was_on_the_screen(
        wizard in any::<Index>(),
        wishes in prop::collection::vec(wish(), 0..12),
    ) {
        let wizard = wizard.get(&PACK.wizards);
        let mut session = begin(wizard);
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path()).unwrap();
        let mut file = store.create(session.events().first().unwrap()).unwrap();
        for wish in &wishes {
            let Some(action) = action(wizard, &session, wish) else { continue };
            let Some(what) = session::act(wizard, &session, &action, Os::Linux, &Redactor::default()) else { continue };
            let event = Event { at: at(session.events().len()), what };
            file.append(&event).unwrap();
            session.push(event);
        }
        let id = file.id.clone();
        drop(file);
        let (_, read) = store.read(&id).unwrap();
        prop_assert_eq!(read, session);
    }
}
