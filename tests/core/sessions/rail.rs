//! The progress rail is honest: it shows what is done, what is left, and why that changed.

#![expect(clippy::needless_pass_by_value, clippy::format_collect, reason = "stories read better without ampersands")]

use jiff::Timestamp;
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{Guide, Id, Os, Outcome, Pack, SourceFile, load};
use okpay_wizard::redact::Redactor;
use okpay_wizard::session::{
    Action, Event, EventKind, MadeWith, OpenEnded, PathNote, PathStage, RawAnswer, Session, act, cause, path, resume,
};

const PACK: &str = r#"(format: 1, id: "t", version: "1.0.0", name: "T", languages: ["en"], site: "https://t.example/",
    hosts: ["t.example"], contact: (page: "https://help.t.example/"), wizards: ["w"])"#;

/// The answer decides between a short path (restart) and a long one (cable, router, router again).
const WIZARD: &str = r#"(id: "w", title: "W", pages: [
    (id: "where", title: "Where does it hurt?",
     asks: [(id: "place", text: "Where?", kind: Choice([(id: "here", text: "Here"), (id: "there", text: "There")]))],
     exits: [(when: Chose("place", "there"), go: "cable"), (go: "restart")]),
    (id: "restart", title: "Restart", tasks: [(id: "off", text: "Off and on")], check: "Better?",
     exits: [(when: Solved, go: End(Solved), because: "A stuck program"), (go: End(NotSolved))]),
    (id: "cable", title: "Cable", tasks: [(id: "in", text: "Plug it in")], check: "Better?",
     exits: [(when: Solved, go: End(Solved)), (go: "router")]),
    (id: "router", title: "Router", tasks: [(id: "lights", text: "Lights are on")],
     asks: [(id: "lit", text: "Are all lights on?", kind: Choice([(id: "yes", text: "Yes"), (id: "no", text: "No")]))],
     exits: [(when: All([Chose("lit", "no"), Not(Ticked("cable/in"))]), go: "cable"), (go: End(NotSolved))]),
])"#;

fn pack() -> Pack {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let loaded = load(&[file("pack.ron", PACK), file("w.ron", WIZARD)]);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    loaded.pack.unwrap()
}

struct Customer<'p> {
    wizard: &'p Guide,
    session: Session,
}

impl<'p> Customer<'p> {
    fn begins(pack: &'p Pack) -> Self {
        let wizard = &pack.wizards[0];
        let what = EventKind::Started {
            wizard: wizard.id.clone(),
            page: wizard.pages[0].id.clone(),
            made_with: made_with("1"),
            lang: Lang::English,
            salt: [7; 16],
        };
        let first = Event { at: Timestamp::UNIX_EPOCH, what };
        Self { wizard, session: Session::from_events(vec![first]).unwrap() }
    }

    fn does(&mut self, action: Action) -> &mut Self {
        let what = act(self.wizard, &self.session, &action, Os::Linux, &Redactor::default())
            .unwrap_or_else(|| panic!("{action:?} led nowhere"));
        self.session.push(Event { at: Timestamp::UNIX_EPOCH, what });
        self
    }

    fn chooses(&mut self, page: &str, ask: &str, choice: &str) -> &mut Self {
        let answer = RawAnswer::Choice(Id::from(choice));
        self.does(Action::Answer { page: Id::from(page), ask: Id::from(ask), answer })
    }

    fn ticks(&mut self, page: &str, task: &str) -> &mut Self {
        self.does(Action::Toggle { page: Id::from(page), task: Id::from(task) })
    }

    fn rail(&self) -> Vec<(&str, PathStage)> {
        let path = path(self.wizard, &self.session, Os::Linux);
        path.steps.iter().map(|step| (step.id.as_str(), step.stage)).collect()
    }

    fn left(&self) -> (usize, usize) {
        path(self.wizard, &self.session, Os::Linux).left
    }

    fn note(&self) -> Option<PathNote> {
        path(self.wizard, &self.session, Os::Linux).note
    }
}

fn made_with(pack_version: &str) -> MadeWith {
    MadeWith { pack: Id::from("t"), pack_version: pack_version.to_owned(), program_version: "0.1.0".to_owned() }
}

#[test]
fn before_the_first_answer_the_rail_promises_nothing_and_says_how_much_it_may_be() {
    let pack = pack();
    let customer = Customer::begins(&pack);
    assert_eq!(customer.rail(), [("where", PathStage::Here)]);
    assert_eq!(customer.left(), (1, 2));
    assert_eq!(path(customer.wizard, &customer.session, Os::Linux).open_ended, OpenEnded::Yes);
}

#[test]
fn an_answer_shows_the_way_it_leads() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "here");
    assert_eq!(customer.rail(), [("where", PathStage::Here), ("restart", PathStage::Ahead)]);
    assert_eq!(customer.left(), (1, 1));
    assert_eq!(customer.note(), None);
}

#[test]
fn a_change_of_mind_to_a_longer_way_is_announced() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "here").chooses("where", "place", "there");
    assert_eq!(customer.note(), Some(PathNote::Longer));
}

#[test]
fn going_back_keeps_all_and_a_new_answer_swaps_only_what_depends_on_it() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "there").does(Action::Next).ticks("cable", "in");
    customer.does(Action::Say(Outcome::NotSolved)).ticks("router", "lights").does(Action::Back).does(Action::Back);
    assert_eq!(customer.note(), Some(PathNote::WentBack));
    let seen = [("where", PathStage::Here), ("cable", PathStage::Seen), ("router", PathStage::Seen)];
    assert_eq!(customer.rail(), seen);

    customer.chooses("where", "place", "here");
    assert_eq!(customer.note(), Some(PathNote::OtherWay));
    assert_eq!(customer.rail(), [("where", PathStage::Here), ("restart", PathStage::Ahead)]);
    assert_eq!(customer.session.state().ticks.len(), 2, "ticks on other pages are kept");

    customer.chooses("where", "place", "there");
    assert_eq!(customer.rail(), seen, "and the rail returns with the path");
    customer.does(Action::Visit(Id::from("router")));
    assert_eq!(customer.session.state().page().as_str(), "router");
}

#[test]
fn the_wizard_may_lead_back_and_says_that_it_is_another_try() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "there").does(Action::Next).does(Action::Say(Outcome::NotSolved));
    customer.chooses("router", "lit", "no").does(Action::Next);
    assert_eq!(customer.session.state().page().as_str(), "cable");
    assert_eq!(customer.note(), Some(PathNote::Again(Id::from("cable"))));
    assert!(customer.session.state().said.is_empty(), "the question whether the cable helped is asked again");
}

#[test]
fn an_unanswered_question_holds_the_page() {
    let pack = pack();
    let customer = Customer::begins(&pack);
    assert_eq!(act(customer.wizard, &customer.session, &Action::Next, Os::Linux, &Redactor::default()), None);
    let say = Action::Say(Outcome::Solved);
    assert_eq!(
        act(customer.wizard, &customer.session, &say, Os::Linux, &Redactor::default()),
        None,
        "this page does not ask"
    );
}

#[test]
fn the_end_says_what_it_was_and_can_be_taken_back() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "here").does(Action::Next).does(Action::Say(Outcome::Solved));
    let state = customer.session.state();
    assert_eq!(state.outcome, Some(Outcome::Solved));
    assert_eq!(cause(customer.wizard, state, Os::Linux).unwrap().get(Lang::English), "A stuck program");
    assert_eq!(customer.left(), (0, 0));
    customer.does(Action::Back);
    assert_eq!(customer.session.state().outcome, None);
    assert_eq!(customer.session.state().page().as_str(), "restart");
}

#[test]
fn undo_takes_back_step_by_step_what_the_customer_did_and_nothing_else() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "here").does(Action::Next).ticks("restart", "off");
    let ticked = customer.session.state().clone();
    customer.does(Action::Undo);
    assert!(customer.session.state().ticks.is_empty());
    assert_eq!(customer.note(), Some(PathNote::Undone));
    customer.does(Action::Undo);
    assert_eq!(customer.session.state().page().as_str(), "where");
    customer.does(Action::Undo);
    assert!(customer.session.state().answers.is_empty());
    assert_eq!(
        act(customer.wizard, &customer.session, &Action::Undo, Os::Linux, &Redactor::default()),
        None,
        "the beginning stays"
    );
    customer.chooses("where", "place", "here").does(Action::Next).ticks("restart", "off");
    assert_eq!(*customer.session.state(), ticked, "redo restores the state before undo");
}

#[test]
fn a_session_whose_page_is_gone_from_the_pack_goes_on_at_the_nearest_one() {
    let pack = pack();
    let mut customer = Customer::begins(&pack);
    customer.chooses("where", "place", "there").does(Action::Next).does(Action::Say(Outcome::NotSolved));
    let mut newer = pack.clone();
    newer.wizards[0].pages.retain(|page| page.id.as_str() != "router");
    let wizard = &newer.wizards[0];
    let what = resume(wizard, customer.session.state(), made_with("2"));
    customer.session.push(Event { at: Timestamp::UNIX_EPOCH, what });
    assert_eq!(customer.session.state().page().as_str(), "cable");
    assert_eq!(path(wizard, &customer.session, Os::Linux).note, Some(PathNote::PackChanged));
    assert_eq!(
        act(wizard, &customer.session, &Action::Undo, Os::Linux, &Redactor::default()),
        None,
        "there is no way back to a page that is gone"
    );
}

#[test]
fn a_tangle_of_pages_costs_no_more_than_a_look_at_some_of_it() {
    // Each of 60 pages leads to any of the later ones, so there are more paths than atoms.
    let choices: String = (0..60).map(|n| format!(r#"(id: "c{n}", text: "C"),"#)).collect();
    let page = |number: u32| {
        let exits: String =
            (number + 1..60).map(|next| format!(r#"(when: Chose("a", "c{next}"), go: "p{next}"),"#)).collect();
        format!(
            r#"(id: "p{number}", title: "P", asks: [(id: "a", text: "?", kind: Choice([{choices}]))],
                exits: [{exits} (go: End(NotSolved))]),"#
        )
    };
    let pages: String = (0..60).map(page).collect();
    let text = format!(r#"(id: "w", title: "W", pages: [{pages}])"#);
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let pack = load(&[file("pack.ron", PACK), file("w.ron", &text)]).pack.unwrap();
    let (fewest, most) = Customer::begins(&pack).left();
    assert!(fewest <= most && most < 60, "{fewest} to {most}");
}
