//! What the customer wants, done or handed to a thread.

use eframe::egui;

use super::bearing::{Bearing, bearing};
use super::worker::{InHand, Job};
use super::{App, Open, Writing, notices};
use crate::desktop::SessionId;
use crate::lang::Lang;
use crate::pack::{Id, Outcome};
use crate::session::{self, Action, Event, EventKind, RawAnswer, Session};
use crate::ui::{self, Intent, Notice, NoticeAction, PictureIntent, Saving, Screen, Tone};

impl App {
    /// Does what the customer wants, now or after what is being written.
    pub(super) fn handle(&mut self, intent: Intent, ctx: &egui::Context) {
        if self.must_wait(&intent) {
            self.waiting.push_back(intent);
            return;
        }
        match intent {
            Intent::Start(wizard) => self.start(&wizard),
            Intent::StartOver => self.start_over(),
            Intent::Open(key) => self.open_stored(&key),
            Intent::GiveUp(key) => self.give_up(&key),
            Intent::Delete(key) => self.delete(&key),
            Intent::ReportOf(key) => self.report_of_stored(&key),
            Intent::Session(action) => self.act(&action),
            Intent::Show(screen) => self.show(screen),
            Intent::Back => self.back(),
            Intent::Language(lang) => self.speak(lang, ctx),
            Intent::Theme(theme) => self.choose_theme(theme, ctx),
            Intent::Drawing(drawing) => self.choose_drawing(drawing, ctx),
            Intent::TextSize(percent) => {
                self.settings.text_size_percent = percent;
                self.keep_settings(ctx);
            }
            Intent::OpenLink(link) => self.threads.give(Job::OpenLink(link, InHand::Nothing)),
            Intent::HandOver(link) => self.hand_over(link, ctx),
            Intent::WriteMail => self.write_mail(),
            Intent::CopyTool(text) => {
                ctx.copy_text(text);
                self.tell(notices::well(self.strings().notice.copied));
                self.note_tool(crate::pack::ToolName::CopyText, Ok(String::new()));
            }
            Intent::CopyAddress(url) => {
                ctx.copy_text(url);
                self.tell(notices::well(self.strings().notice.copied));
            }
            Intent::Clear(intent) => self.clear(intent, ctx),
            Intent::Report(intent) => self.report_wish(intent, ctx),
            Intent::Picture(intent) => self.picture(intent),
            Intent::OpenPack(from) => self.open_pack(from),
            Intent::OpenLogFolder => self.threads.give(Job::OpenFolder(self.folders.logs.join("log"))),
            Intent::OpenDataFolder => self.threads.give(Job::OpenFolder(self.folders.settings_file())),
            Intent::Notice(place, action) => self.answer_notice(place, action, ctx),
        }
    }

    /// Whether an intent has to take its turn after what is being written. A moment's wait is nothing; but while the
    /// customer decides what to do about a full disk, looking around and saving a report must still work.
    fn must_wait(&self, intent: &Intent) -> bool {
        match self.writing {
            Writing::Nothing => false,
            Writing::Event | Writing::Opening => bearing(intent) != Bearing::None,
            Writing::Failed(_) => bearing(intent) == Bearing::Changes,
        }
    }

    /// Goes on with this wizard's unfinished session, or begins one.
    fn start(&mut self, wizard: &Id) {
        let pack = self.loaded.pack.as_ref().map(|pack| &pack.id);
        let of_this = |session: &Session| {
            let state = session.state();
            state.wizard == *wizard && state.outcome.is_none() && pack == Some(&state.made_with.pack)
        };
        if self.open.as_ref().is_some_and(|open| of_this(&open.session)) {
            self.visit(Screen::Page);
            return;
        }
        match self.stored.iter().find(|stored| of_this(&stored.session)).map(|stored| stored.key.clone()) {
            Some(key) => self.open_stored(&key),
            None => self.begin(wizard),
        }
    }

    fn begin(&mut self, wizard: &Id) {
        let Some(made_with) = self.made_with() else { return };
        let Some(wizard) = self.loaded.pack.as_ref().and_then(|pack| pack.wizard(wizard.as_str())) else { return };
        let Some(first) = wizard.pages.first() else { return };
        let what = EventKind::Started {
            wizard: wizard.id.clone(),
            page: first.id.clone(),
            made_with,
            lang: self.lang,
            salt: self.outside.salt(),
        };
        let event = self.event(what);
        self.forget_report();
        if self.has_store {
            self.writing = Writing::Opening;
            self.threads.give(Job::Begin(event));
        } else {
            self.begin_unsaved(event);
        }
    }

    /// Begins a session that is kept in memory alone; the customer knows.
    pub(super) fn begin_unsaved(&mut self, first: Event) {
        if let Some(session) = Session::from_events(vec![first]) {
            self.open = Some(Open::new(None, session, Saving::Unsaved, &self.known));
            self.visit(Screen::Page);
        }
    }

    /// Sets the open session aside and begins its wizard anew.
    fn start_over(&mut self) {
        let Some(open) = self.open.take() else { return };
        let wizard = open.session.state().wizard.clone();
        if let Some(key) = open.key {
            self.threads.give(Job::AppendTo(key, self.event(EventKind::Left)));
        }
        self.begin(&wizard);
    }

    fn open_stored(&mut self, key: &str) {
        if self.open.as_ref().and_then(|open| open.key.as_ref()).is_some_and(|open| open.to_string() == key) {
            self.visit_session();
            return;
        }
        if let Some(id) = SessionId::parse(key) {
            self.forget_report();
            self.writing = Writing::Opening;
            self.threads.give(Job::Open(id));
        }
    }

    fn give_up(&mut self, key: &str) {
        let is_open = self.open.as_ref().and_then(|open| open.key.as_ref()).is_some_and(|id| id.to_string() == key);
        if is_open {
            self.act(&Action::Leave);
        } else if let Some(id) = SessionId::parse(key) {
            self.threads.give(Job::AppendTo(id, self.event(EventKind::Left)));
        }
    }

    fn delete(&mut self, key: &str) {
        if let Some(id) = SessionId::parse(key) {
            if self.open.as_ref().is_some_and(|open| open.key.as_ref() == Some(&id)) {
                self.open = None;
                self.forget_report();
            }
            self.threads.give(Job::Delete(id));
        }
    }

    /// Lets the session decide what the action leads to, and stores that.
    pub(super) fn act(&mut self, action: &Action) {
        if !matches!(self.writing, Writing::Nothing) {
            self.waiting.push_back(Intent::Session(action.clone()));
            return;
        }
        if let Action::Answer { answer: RawAnswer::Words(words), .. } = action
            && let Some(open) = self.open.as_mut()
        {
            open.vault.learn(&open.redactor, words);
        }
        let Some((open, wizard)) = self.open_wizard() else { return };
        if let Some(what) = session::act(wizard, &open.session, action, self.facts.os_kind, &open.redactor) {
            let event = self.event(what);
            self.store(event);
        }
    }

    /// Sends an event to the disk; it is shown when the disk has it.
    pub(super) fn store(&mut self, event: Event) {
        match self.open.as_ref().map(|open| open.saving) {
            Some(Saving::Stored) => {
                self.writing = Writing::Event;
                self.threads.give(Job::Append(event));
            }
            Some(Saving::Unsaved) => self.apply(event),
            None => {}
        }
    }

    /// Shows what an event changes.
    pub(super) fn apply(&mut self, event: Event) {
        let Some(open) = self.open.as_mut() else { return };
        let moves =
            matches!(event.what, EventKind::Went { .. } | EventKind::Returned { .. } | EventKind::Undone { .. });
        let of_clocks =
            matches!(event.what, EventKind::Slept { .. } | EventKind::Idle { .. } | EventKind::ClockSet { .. });
        open.session.push(event);
        if moves && matches!(self.screen, Screen::Page | Screen::Solved | Screen::Support) {
            self.visit_session();
        }
        self.remember_open();
        if of_clocks && self.report.as_ref().is_some_and(|report| !report.is_being_saved()) {
            self.make_report_again();
        }
    }

    /// Shows the screen on which the session stands.
    pub(super) fn visit_session(&mut self) {
        let outcome = self.open.as_ref().and_then(|open| open.session.state().outcome);
        self.visit(match outcome {
            None => Screen::Page,
            Some(Outcome::Solved) => Screen::Solved,
            Some(Outcome::NotSolved) => Screen::Support,
        });
    }

    /// Says something. Good news replaces good news, and nothing is said twice at a time.
    pub(super) fn tell(&mut self, notice: Notice) {
        if notice.tone == Tone::Good {
            self.forget_good_news();
        }
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Good news is of its moment; what went wrong stays until it is closed.
    fn forget_good_news(&mut self) {
        self.notices.retain(|notice| notice.tone != Tone::Good);
    }

    pub(super) fn show(&mut self, screen: Screen) {
        self.forget_good_news();
        match screen {
            Screen::Report => self.report_of_open(),
            Screen::Home | Screen::Sessions => self.threads.give(Job::List),
            Screen::Page
            | Screen::Picture
            | Screen::Clear
            | Screen::ClearByHand
            | Screen::Solved
            | Screen::Support
            | Screen::Help
            | Screen::Privacy
            | Screen::Settings => {}
        }
        if self.screen != screen {
            self.came_from.push(self.screen);
        }
        if screen == Screen::Home {
            // There is no way back to it from there.
            self.leave_pictures_out();
            self.came_from.clear();
        }
        self.screen = screen;
    }

    /// Shows a screen of the session: the way back from it is the session's own.
    pub(super) fn visit(&mut self, screen: Screen) {
        if self.screen != screen {
            self.forget_good_news();
        }
        self.came_from.clear();
        self.screen = screen;
    }

    /// Where the customer came from: within a session its own way back, elsewhere the screen before.
    pub(super) fn back(&mut self) {
        if self.screen == Screen::Clear && !self.clearing.is_changing_files() {
            // Nobody looks any more.
            self.clearing.stop();
        }
        if self.screen == Screen::Picture {
            self.picture(PictureIntent::LeaveOut);
            return;
        }
        if let Some(before) = self.came_from.pop() {
            self.forget_good_news();
            self.screen = before;
            return;
        }
        let before_end = self.open.as_ref().is_some_and(|open| {
            let state = open.session.state();
            state.outcome.is_some() || !state.way.before().is_empty()
        });
        match self.screen {
            Screen::Page | Screen::Solved | Screen::Support if before_end => self.act(&Action::Back),
            Screen::Home => {}
            Screen::Page
            | Screen::Clear
            | Screen::ClearByHand
            | Screen::Solved
            | Screen::Support
            | Screen::Report
            | Screen::Picture
            | Screen::Sessions
            | Screen::Help
            | Screen::Privacy
            | Screen::Settings => {
                self.show(Screen::Home);
            }
        }
    }

    fn speak(&mut self, lang: Lang, ctx: &egui::Context) {
        if lang == self.lang {
            return;
        }
        self.lang = lang;
        self.settings.lang = Some(lang);
        ui::install_fonts(ctx, lang);
        self.keep_settings(ctx);
        // Times and reports are told in the new language too.
        self.threads.give(Job::List);
        self.make_report_again();
        if self.open.as_ref().is_some_and(|open| open.session.state().lang != lang) {
            let event = self.event(EventKind::Switched { lang });
            self.store_after(event);
        }
    }

    pub(super) fn keep_settings(&mut self, ctx: &egui::Context) {
        self.dress(ctx);
        self.store_settings();
    }

    pub(super) fn store_settings(&mut self) {
        self.threads.give(Job::SaveSettings(self.folders.settings_file(), self.settings.clone()));
    }

    fn answer_notice(&mut self, place: usize, action: NoticeAction, ctx: &egui::Context) {
        if place < self.notices.len() {
            self.notices.remove(place);
        }
        if action == NoticeAction::AddLog {
            return self.add_log();
        }
        match (action, std::mem::replace(&mut self.writing, Writing::Nothing)) {
            (NoticeAction::TryAgain, Writing::Failed(event)) => {
                if self.open.is_some() {
                    self.store(event);
                } else {
                    self.writing = Writing::Opening;
                    self.threads.give(Job::Begin(event));
                }
            }
            (NoticeAction::GoOnUnsaved, Writing::Failed(event)) => {
                if let Some(open) = self.open.as_mut() {
                    open.saving = Saving::Unsaved;
                    self.apply(event);
                } else {
                    self.begin_unsaved(event);
                }
                self.go_on(ctx);
            }
            (_, writing) => self.writing = writing,
        }
    }

    /// Does what the customer wanted while the last thing was being written.
    pub(super) fn go_on(&mut self, ctx: &egui::Context) {
        while matches!(self.writing, Writing::Nothing) {
            if let Some(event) = self.queued.pop_front() {
                self.store(event);
            } else if let Some(intent) = self.waiting.pop_front() {
                self.handle(intent, ctx);
            } else {
                return;
            }
        }
    }

    pub(super) fn event(&self, what: EventKind) -> Event {
        Event { at: self.outside.now(), what }
    }
}
