//! What is half typed, half pressed, or about to get the focus: gone with the window, and no loss.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{Context, Id as UiId, Memory, Pos2, Response};

use super::report_view::ReportIntent;
use super::screens::{Meaning, arrive};
use super::view::{Intent, Screen, View};
use super::widgets::Looked;
use crate::lang::Lang;
use crate::pack::{Id, Page};
use crate::picture::Area;
use crate::redact::{Redactor, SecretKind};
use crate::search::{Hit, SearchIndex};
use crate::session::{Action, RawAnswer};

/// What is half typed, half pressed, or about to get the focus.
#[derive(Debug, Default)]
pub struct Drafts {
    pub(super) search: String,
    /// What was last searched for, in which pack's phrases, and what was found.
    found: Option<(Arc<SearchIndex>, String, Rc<[Hit]>)>,
    pub(super) deleting: Option<String>,
    /// The page whose missing answers are pointed out.
    pub(super) nagging: Option<Id>,
    /// What is being done on the picture.
    pub(super) picture: PictureDraft,
    answers: BTreeMap<(Id, Id), Draft>,
    /// What is selected in the report, and in which of its texts.
    selected: Option<(UiId, String)>,
    /// How far the questions have come before a hidden value is shown, and which value that is.
    asking: Option<(String, Asking)>,
    /// What the last plan for clearing means, in which language, and the plan's version.
    meaning: Option<(Lang, u64, Rc<Meaning>)>,
    place: Option<Place>,
    focus: Wish,
    /// What had the focus in the frame before.
    focused: Option<UiId>,
    /// Whether that was a field to type in.
    typing: bool,
    /// Whether an input method is putting a word together.
    pub(super) composing: bool,
    /// What the wheel has turned for larger texts, in steps, and not been given yet.
    pub(super) spread: f32,
    /// When the size of texts was last changed by a key, in seconds of the window's time.
    resized: Option<f64>,
}

/// What the customer is doing on the picture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PictureDraft {
    /// What the keyboard would black out, in the picture's pixels.
    pub(super) frame: Option<Area>,
    /// Where the mouse began to drag, and where it is.
    pub(super) drag: Option<(Pos2, Pos2)>,
}

/// How far the questions have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// Nobody has asked.
    Nothing,
    /// The first question stands there.
    Once,
    /// The second one does.
    Twice,
}

/// Where the customer is: at another place, the keyboard begins anew.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    screen: Screen,
    page: Option<Id>,
    stage: &'static str,
    picture: u64,
}

/// What should get the keyboard's focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wish {
    /// Nothing: it stays where it is.
    #[default]
    None,
    /// The screen's first sensible place.
    First,
    /// The same from the next frame on: this one may still draw what has gone.
    FirstOfNextFrame,
    /// The search field.
    Search,
}

/// Whether what is typed has been handed in. It is when its field is left, and not before: the half of a card's number
/// is no secret that a rule could know, and the other half would come behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Typed {
    /// It has.
    #[default]
    HandedIn,
    /// It has not.
    Open,
}

/// An answer that is being typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) words: String,
    /// Whether it is handed in.
    pub(super) typed: Typed,
    /// What the session knew when it was last looked at.
    seen: String,
    /// What will be hidden in the words as they stand, each kind once, and the words that were looked at.
    secrets: (String, Vec<SecretKind>),
}

impl Draft {
    /// The kinds of secrets in the words as they stand; looked for again only when they have changed.
    pub(super) fn secrets(&mut self, redactor: &Redactor) -> &[SecretKind] {
        if self.secrets.0 != self.words {
            let mut kinds: Vec<SecretKind> =
                redactor.find_secrets(&self.words).into_iter().map(|found| found.kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            self.secrets = (self.words.clone(), kinds);
        }
        &self.secrets.1
    }

    /// The words, to be handed in.
    pub(super) fn hand_in(&mut self) -> String {
        self.typed = Typed::HandedIn;
        self.words.clone()
    }

    /// Takes over what the session knows, if that is news: another language, an undo, an answer of before.
    /// What was handed in a moment ago and is still on its way to the disk is no news, and what is being typed
    /// meanwhile is never overwritten.
    fn keep_up(&mut self, known: &str) {
        if self.seen == known {
            return;
        }
        known.clone_into(&mut self.seen);
        if self.typed == Typed::HandedIn && self.words.trim() != known {
            known.clone_into(&mut self.words);
        }
    }
}

impl Drafts {
    /// What the words in the search field mean; looked for again only when they or the pack have changed.
    pub(super) fn found(&mut self, index: &Arc<SearchIndex>) -> Rc<[Hit]> {
        let known = self.found.as_ref().filter(|(of, words, _)| Arc::ptr_eq(of, index) && *words == self.search);
        if let Some((_, _, hits)) = known {
            return Rc::clone(hits);
        }
        let hits: Rc<[Hit]> = index.find(&self.search).into();
        self.found = Some((Arc::clone(index), self.search.clone(), Rc::clone(&hits)));
        hits
    }

    /// Notices that another screen or page is shown.
    pub(super) fn arrive_at(&mut self, ctx: &Context, view: &View<'_>) {
        self.watch_focus(ctx);
        let page = view.session.as_ref().filter(|_| view.screen == Screen::Page);
        let stage = match view.screen {
            Screen::Clear => view.clear.as_ref().map(|clear| clear.stage.name()),
            Screen::Picture => view.pictures.stage.map(|stage| stage.name()),
            Screen::Home
            | Screen::Page
            | Screen::ClearByHand
            | Screen::Solved
            | Screen::Support
            | Screen::Report
            | Screen::Sessions
            | Screen::Settings
            | Screen::Help
            | Screen::Privacy => None,
        };
        let picture = if view.screen == Screen::Picture { view.pictures.number } else { 0 };
        let page = page.map(|open| open.session.state().page().clone());
        let place = Some(Place { screen: view.screen, page, stage: stage.unwrap_or_default(), picture });
        if self.place != place {
            self.place = place;
            let searches = self.focus == Wish::Search && view.screen == Screen::Home;
            self.focus = if searches { Wish::Search } else { Wish::First };
            self.nagging = None;
            self.deleting = None;
            self.selected = None;
            self.asking = None;
            self.picture = PictureDraft::default();
            arrive(ctx);
        }
    }

    /// What had the focus may be gone: a banner that was closed, a row that was deleted. Whoever works by keyboard
    /// goes on from the screen's first sensible place then, and not from nowhere.
    fn watch_focus(&mut self, ctx: &Context) {
        let focused = ctx.memory(Memory::focused);
        let is_gone = |id: UiId| ctx.read_response(id).is_none();
        if self.focus == Wish::FirstOfNextFrame || (focused.is_none() && self.focused.is_some_and(is_gone)) {
            self.focus = Wish::First;
        }
        self.focused = focused;
    }

    /// Focuses a widget if the screen was just arrived at and nothing before it took the focus.
    pub(super) fn first(&mut self, response: &Response) {
        if self.focus == Wish::First {
            self.focus = Wish::None;
            response.request_focus();
        }
    }

    /// Asks for the first sensible place once more, after what had the focus is gone.
    pub(super) fn wish_first(&mut self) {
        self.focus = Wish::FirstOfNextFrame;
    }

    /// Asks for the search field.
    pub(super) fn wish_search(&mut self) {
        self.focus = Wish::Search;
    }

    /// Whether the search field should take the focus now.
    pub(super) fn take_search_wish(&mut self) -> bool {
        let wished = self.focus == Wish::Search;
        if wished {
            self.focus = Wish::None;
        }
        wished
    }

    /// The words in a typed question's field: what is being typed, or else what the session knows.
    pub(super) fn answer(&mut self, page: &Id, ask: &Id, known: &str) -> &mut Draft {
        let draft = self.answers.entry((page.clone(), ask.clone())).or_default();
        draft.keep_up(known);
        draft
    }

    /// Hands in what is typed on the page and not handed in yet.
    pub(super) fn hand_in(&mut self, view: &View<'_>, out: &mut Vec<Intent>) {
        let Some(open) = view.session.as_ref().filter(|_| view.screen == Screen::Page) else { return };
        if let Some(page) = session_page(open) {
            self.hand_in_page(page, out);
        }
    }

    /// Hands in what is typed on this page and not handed in yet.
    pub(super) fn hand_in_page(&mut self, page: &Page, out: &mut Vec<Intent>) {
        for ask in &page.asks {
            let key = (page.id.clone(), ask.id.clone());
            if let Some(draft) = self.answers.get_mut(&key)
                && draft.typed == Typed::Open
            {
                out.push(handed_in(&page.id, &ask.id, draft.hand_in()));
            }
        }
    }

    /// Takes in what the customer did with a text of the report.
    pub(super) fn look(&mut self, looked: &Looked, out: &mut Vec<Intent>) {
        let id = looked.response.id;
        if let Some((_, words)) = self.selected.take_if(|(field, _)| looked.hide && *field == id) {
            out.push(Intent::Report(ReportIntent::Hide(words)));
        } else if looked.response.has_focus() {
            self.selected = looked.selected.clone().map(|words| (id, words));
        }
    }

    /// What is selected in the report.
    pub(super) fn selected(&self) -> Option<&str> {
        self.selected.as_ref().map(|(_, words)| words.as_str())
    }

    /// What was selected is hidden.
    pub(super) fn forget_selection(&mut self) {
        self.selected = None;
    }

    /// How far the questions about showing this have come.
    pub(super) fn asking(&self, placeholder: &str) -> Asking {
        match &self.asking {
            Some((asked, how_far)) if asked == placeholder => *how_far,
            _ => Asking::Nothing,
        }
    }

    /// The questions about showing this have come so far.
    pub(super) fn ask(&mut self, placeholder: &str, how_far: Asking) {
        self.asking = (how_far != Asking::Nothing).then(|| (placeholder.to_owned(), how_far));
        // The button that was pressed is gone; the question comes first now.
        self.wish_first();
    }

    /// Takes the question back, if one stands there.
    pub(super) fn stop_asking(&mut self) -> bool {
        let asked = self.asking.take().is_some();
        if asked {
            self.wish_first();
        }
        asked
    }

    /// What a plan of this version means: put into words when it is another, or in another language.
    pub(super) fn meaning(&mut self, lang: Lang, version: u64, of: impl FnOnce() -> Meaning) -> Rc<Meaning> {
        match &self.meaning {
            Some((known_lang, known, meaning)) if (*known_lang, *known) == (lang, version) => Rc::clone(meaning),
            _ => {
                let meaning = Rc::new(of());
                self.meaning = Some((lang, version, Rc::clone(&meaning)));
                meaning
            }
        }
    }

    /// Remembers whether somebody types: Escape takes the focus away before a frame begins.
    pub(super) fn remember_typing(&mut self, ctx: &Context) {
        self.typing = ctx.text_edit_focused();
    }

    /// Whether somebody was typing when the frame began.
    pub(super) fn was_typing(&self) -> bool {
        self.typing
    }

    /// The size of texts was changed by a key, at this time of the window's.
    pub(super) fn text_size_changed(&mut self, time: f64) {
        self.resized = Some(time);
    }

    /// Whether the size of texts is news. Asks for the frame in which it is none any more.
    pub(super) fn text_size_news(&self, ctx: &Context) -> bool {
        const NEWS: f64 = 2.0;
        let Some(since) = self.resized.map(|at| ctx.input(|input| input.time) - at) else { return false };
        let left = NEWS - since;
        if left > 0.0 {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
        left > 0.0
    }

    /// Whether a question without a stored answer has words in its field.
    pub(super) fn has_words(&self, page: &Id, ask: &Id) -> bool {
        self.answers.get(&(page.clone(), ask.clone())).is_some_and(|draft| !draft.words.trim().is_empty())
    }
}

/// The intent that hands in typed words.
pub(super) fn handed_in(page: &Id, ask: &Id, words: String) -> Intent {
    let answer = RawAnswer::Words(words);
    Intent::Session(Action::Answer { page: page.clone(), ask: ask.clone(), answer })
}

fn session_page<'a>(open: &super::view::OpenSession<'a>) -> Option<&'a Page> {
    crate::session::current(open.wizard, open.session.state())
}

#[cfg(test)]
mod tests {
    use super::{Draft, Typed};

    #[test]
    fn words_on_their_way_to_the_disk_stay_in_their_field_and_can_be_added_to() {
        let mut draft = Draft::default();
        draft.keep_up("");
        draft.words = "paid twice ".to_owned();
        draft.typed = Typed::Open;
        // Handed in; the disk takes its time.
        draft.typed = Typed::HandedIn;
        draft.keep_up("");
        assert_eq!(draft.words, "paid twice ");
        // The customer types on before the disk answers.
        draft.words.push_str("yesterday");
        draft.typed = Typed::Open;
        draft.keep_up("paid twice");
        assert_eq!(draft.words, "paid twice yesterday");
        draft.typed = Typed::HandedIn;
        draft.keep_up("paid twice");
        assert_eq!(draft.words, "paid twice yesterday");
        draft.keep_up("paid twice yesterday");
        assert_eq!(draft.words, "paid twice yesterday");
    }

    #[test]
    fn an_undo_shows_in_the_field() {
        let mut draft = Draft::default();
        draft.keep_up("128.50");
        assert_eq!(draft.words, "128.50");
        draft.keep_up("");
        assert_eq!(draft.words, "");
    }
}
