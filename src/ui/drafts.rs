//! The window's own state: text being typed, the focus, open questions. It may be lost when the window closes.

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

/// The window's own state: text being typed, the focus, open questions.
#[derive(Debug, Default)]
pub struct Drafts {
    pub(super) search: String,
    /// The last search: the pack's index, the text searched for, and the results.
    found: Option<(Arc<SearchIndex>, String, Rc<[Hit]>)>,
    pub(super) deleting: Option<String>,
    /// The page whose missing answers are marked.
    pub(super) nagging: Option<Id>,
    /// The area that the customer is marking on the picture.
    pub(super) picture: PictureDraft,
    answers: BTreeMap<(Id, Id), Draft>,
    /// The text selected in the report, and the widget it is in.
    selected: Option<(UiId, String)>,
    /// The placeholder of the value that the customer wants to show, and how often the program has asked about it.
    asking: Option<(String, Asking)>,
    /// The explanation of the last clear plan, with its language and the plan's version.
    meaning: Option<(Lang, u64, Rc<Meaning>)>,
    place: Option<ScreenKey>,
    focus: FocusRequest,
    /// The widget that had the focus in the previous frame.
    focused: Option<UiId>,
    /// Whether that widget was a text field.
    typing: bool,
    /// Whether an input method is composing a word.
    pub(super) composing: bool,
    /// The fraction of a text size step that the wheel has turned so far.
    pub(super) spread: f32,
    /// When a key last changed the text size, in seconds of the window's time.
    resized: Option<f64>,
}

/// The area that the customer is marking on the picture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PictureDraft {
    /// The area that the keyboard would black out, in the picture's pixels.
    pub(super) frame: Option<Area>,
    /// Where a drag of the mouse began, and where it is now.
    pub(super) drag: Option<(Pos2, Pos2)>,
}

/// How often the program has asked whether to show a hidden value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// Not yet.
    Nothing,
    /// The first question is on screen.
    Once,
    /// The second question is on screen.
    Twice,
}

/// Where the customer is. When it changes, the focus goes to the first control again.
#[derive(Debug, PartialEq, Eq)]
struct ScreenKey {
    screen: Screen,
    page: Option<Id>,
    stage: &'static str,
    picture: u64,
}

/// Which widget should get the keyboard's focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FocusRequest {
    /// None; the focus stays where it is.
    #[default]
    None,
    /// The screen's first useful control.
    First,
    /// The same, in the next frame: this frame may still draw the widget that is going away.
    FirstOfNextFrame,
    /// The search field.
    Search,
}

/// Whether the typed text is submitted. That happens when the customer leaves the field, and not before: no rule
/// recognises half of a card number as a secret, so the first half would be saved as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Typed {
    /// It is.
    #[default]
    HandedIn,
    /// It is not.
    Open,
}

/// An answer that is being typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) words: String,
    /// Whether it is submitted.
    pub(super) typed: Typed,
    /// The session's answer when the draft last compared it.
    seen: String,
    /// The text last searched for secrets, and the kinds that will be hidden in it, each kind once.
    secrets: (String, Vec<SecretKind>),
}

impl Draft {
    /// The kinds of secrets in the text. It is searched again only after it has changed.
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

    /// Marks the text as submitted and returns it.
    pub(super) fn hand_in(&mut self) -> String {
        self.typed = Typed::HandedIn;
        self.words.clone()
    }

    /// Takes over the session's answer if it has changed: after a change of language, an undo, or an earlier answer.
    /// A text that was submitted and is still being saved is not a change, and text being typed is never overwritten.
    fn sync_with(&mut self, known: &str) {
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
    /// The results for the text in the search field. It searches again only when the text or the pack has changed.
    pub(super) fn found(&mut self, index: &Arc<SearchIndex>) -> Rc<[Hit]> {
        let known = self.found.as_ref().filter(|(of, words, _)| Arc::ptr_eq(of, index) && *words == self.search);
        if let Some((_, _, hits)) = known {
            return Rc::clone(hits);
        }
        let hits: Rc<[Hit]> = index.find(&self.search).into();
        self.found = Some((Arc::clone(index), self.search.clone(), Rc::clone(&hits)));
        hits
    }

    /// Resets what belongs to one screen or page when another one is shown.
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
        let place = Some(ScreenKey { screen: view.screen, page, stage: stage.unwrap_or_default(), picture });
        if self.place != place {
            self.place = place;
            let searches = self.focus == FocusRequest::Search && view.screen == Screen::Home;
            self.focus = if searches { FocusRequest::Search } else { FocusRequest::First };
            self.nagging = None;
            self.deleting = None;
            self.selected = None;
            self.asking = None;
            self.picture = PictureDraft::default();
            arrive(ctx);
        }
    }

    /// The focused widget may disappear: a banner is closed, a row is deleted. The focus then goes to the screen's
    /// first useful control, so that a customer who uses the keyboard does not lose their place.
    fn watch_focus(&mut self, ctx: &Context) {
        let focused = ctx.memory(Memory::focused);
        let is_gone = |id: UiId| ctx.read_response(id).is_none();
        if self.focus == FocusRequest::FirstOfNextFrame || (focused.is_none() && self.focused.is_some_and(is_gone)) {
            self.focus = FocusRequest::First;
        }
        self.focused = focused;
    }

    /// Focuses the widget if the screen has just been opened and no earlier widget took the focus.
    pub(super) fn first(&mut self, response: &Response) {
        if self.focus == FocusRequest::First {
            self.focus = FocusRequest::None;
            response.request_focus();
        }
    }

    /// Requests the focus for the first useful control again, after the focused widget has disappeared.
    pub(super) fn wish_first(&mut self) {
        self.focus = FocusRequest::FirstOfNextFrame;
    }

    /// Requests the focus for the search field.
    pub(super) fn wish_search(&mut self) {
        self.focus = FocusRequest::Search;
    }

    /// Whether the search field should take the focus now.
    pub(super) fn take_search_wish(&mut self) -> bool {
        let requested = self.focus == FocusRequest::Search;
        if requested {
            self.focus = FocusRequest::None;
        }
        requested
    }

    /// The text in a question's field: the text being typed, or else the session's answer.
    pub(super) fn answer(&mut self, page: &Id, ask: &Id, known: &str) -> &mut Draft {
        let draft = self.answers.entry((page.clone(), ask.clone())).or_default();
        draft.sync_with(known);
        draft
    }

    /// Submits the unsubmitted text on the open session's page.
    pub(super) fn hand_in(&mut self, view: &View<'_>, out: &mut Vec<Intent>) {
        let Some(open) = view.session.as_ref().filter(|_| view.screen == Screen::Page) else { return };
        if let Some(page) = session_page(open) {
            self.hand_in_page(page, out);
        }
    }

    /// Submits the unsubmitted text on this page.
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

    /// Records what the customer did with a text of the report.
    pub(super) fn look(&mut self, looked: &Looked, out: &mut Vec<Intent>) {
        let id = looked.response.id;
        if let Some((_, words)) = self.selected.take_if(|(field, _)| looked.hide && *field == id) {
            out.push(Intent::Report(ReportIntent::Hide(words)));
        } else if looked.response.has_focus() {
            self.selected = looked.selected.clone().map(|words| (id, words));
        }
    }

    /// The text selected in the report.
    pub(super) fn selected(&self) -> Option<&str> {
        self.selected.as_ref().map(|(_, words)| words.as_str())
    }

    /// Clears the selection, after its text was hidden.
    pub(super) fn forget_selection(&mut self) {
        self.selected = None;
    }

    /// How often the program has asked whether to show this value.
    pub(super) fn asking(&self, placeholder: &str) -> Asking {
        match &self.asking {
            Some((asked, how_far)) if asked == placeholder => *how_far,
            _ => Asking::Nothing,
        }
    }

    /// Sets how often the program has asked whether to show this value.
    pub(super) fn ask(&mut self, placeholder: &str, how_far: Asking) {
        self.asking = (how_far != Asking::Nothing).then(|| (placeholder.to_owned(), how_far));
        // The pressed button is gone, so the focus goes to the question that replaces it.
        self.wish_first();
    }

    /// Closes the question, if one is on screen.
    pub(super) fn stop_asking(&mut self) -> bool {
        let asked = self.asking.take().is_some();
        if asked {
            self.wish_first();
        }
        asked
    }

    /// The explanation of a plan of this version. It is written again only when the version or the language differs.
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

    /// Remembers whether the customer is typing: Escape removes the focus before a frame begins.
    pub(super) fn remember_typing(&mut self, ctx: &Context) {
        self.typing = ctx.text_edit_focused();
    }

    /// Whether the customer was typing before the frame began.
    pub(super) fn was_typing(&self) -> bool {
        self.typing
    }

    /// Records that a key changed the text size at this time of the window's.
    pub(super) fn text_size_changed(&mut self, time: f64) {
        self.resized = Some(time);
    }

    /// Whether a key has just changed the text size. Requests the frame in which that is over.
    pub(super) fn text_size_news(&self, ctx: &Context) -> bool {
        const NEWS: f64 = 2.0;
        let Some(since) = self.resized.map(|at| ctx.input(|input| input.time) - at) else { return false };
        let left = NEWS - since;
        if left > 0.0 {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
        left > 0.0
    }

    /// Whether a question without a saved answer has text in its field.
    pub(super) fn has_words(&self, page: &Id, ask: &Id) -> bool {
        self.answers.get(&(page.clone(), ask.clone())).is_some_and(|draft| !draft.words.trim().is_empty())
    }
}

/// The intent that submits typed text.
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
        draft.sync_with("");
        draft.words = "paid twice ".to_owned();
        draft.typed = Typed::Open;
        // Submitted, but not yet saved.
        draft.typed = Typed::HandedIn;
        draft.sync_with("");
        assert_eq!(draft.words, "paid twice ");
        // The customer types on before it is saved.
        draft.words.push_str("yesterday");
        draft.typed = Typed::Open;
        draft.sync_with("paid twice");
        assert_eq!(draft.words, "paid twice yesterday");
        draft.typed = Typed::HandedIn;
        draft.sync_with("paid twice");
        assert_eq!(draft.words, "paid twice yesterday");
        draft.sync_with("paid twice yesterday");
        assert_eq!(draft.words, "paid twice yesterday");
    }

    #[test]
    fn an_undo_shows_in_the_field() {
        let mut draft = Draft::default();
        draft.sync_with("128.50");
        assert_eq!(draft.words, "128.50");
        draft.sync_with("");
        assert_eq!(draft.words, "");
    }
}
