//! Carries out the customer's intents, or hands them to a thread.

use eframe::egui;

use super::session_effect::{SessionEffect, session_effect};
use super::worker::{ClipboardContent, Job};
use super::{ActiveSession, App, Writing, notices};
use crate::desktop::SessionId;
use crate::lang::Lang;
use crate::pack::{Id, Outcome};
use crate::session::{self, Action, Event, EventKind, RawAnswer, Session};
use crate::ui::{self, Intent, Notice, NoticeAction, PictureIntent, Saving, Screen, Tone};

impl App {
    /// Carries out an intent, now or after the event that is being written.
    pub(super) fn handle(&mut self, intent: Intent, ctx: &egui::Context) {
        if self.must_wait(&intent) {
            self.deferred_intents.push_back(intent);
            return;
        }
        match intent {
            Intent::Start(guide) => self.start(&guide),
            Intent::StartOver => self.start_over(),
            Intent::Open(key) => self.open_stored(&key),
            Intent::GiveUp(key) => self.give_up(&key),
            Intent::Delete(key) => self.delete(&key),
            Intent::ReportOf(key) => self.show_stored_report(&key),
            Intent::Session(action) => self.act(&action),
            Intent::Show(screen) => self.show(screen),
            Intent::Back => self.go_back(),
            Intent::Language(lang) => self.change_language(lang, ctx),
            Intent::Theme(theme) => self.choose_theme(theme, ctx),
            Intent::Drawing(drawing) => self.choose_drawing(drawing, ctx),
            Intent::TextSize(percent) => {
                self.settings.text_size_percent = percent;
                self.apply_and_save_settings(ctx);
            }
            Intent::OpenLink(link) => self.workers.submit(Job::OpenLink(link, ClipboardContent::Unchanged)),
            Intent::HandOver(link) => self.open_contact_page(link, ctx),
            Intent::WriteMail => self.write_mail(),
            Intent::CopyTool(text) => {
                ctx.copy_text(text);
                self.notify(notices::success(self.strings().notice.copied));
                self.record_tool(crate::pack::ToolName::CopyText, Ok(String::new()));
            }
            Intent::CopyAddress(url) => {
                ctx.copy_text(url);
                self.notify(notices::success(self.strings().notice.copied));
            }
            Intent::Clear(intent) => self.handle_clear_intent(intent, ctx),
            Intent::Report(intent) => self.handle_report_intent(intent, ctx),
            Intent::Picture(intent) => self.handle_picture_intent(intent),
            Intent::OpenPack(from) => self.open_pack(from),
            Intent::OpenLogFolder => self.workers.submit(Job::OpenFolder(self.folders.logs.join("log"))),
            Intent::OpenDataFolder => self.workers.submit(Job::OpenFolder(self.folders.settings_file())),
            Intent::Notice(index, action) => self.answer_notice(index, action, ctx),
        }
    }

    /// Whether an intent has to wait for the event that is being written. Writing takes a moment. But while the
    /// customer decides what to do about a full disk, looking around and saving a report must still work.
    fn must_wait(&self, intent: &Intent) -> bool {
        match self.writing {
            Writing::Nothing => false,
            Writing::Event | Writing::Opening => session_effect(intent) != SessionEffect::None,
            Writing::Failed(_) => session_effect(intent) == SessionEffect::Changes,
        }
    }

    /// Continues this guide's unfinished session, or begins one.
    fn start(&mut self, guide: &Id) {
        let pack = self.loaded.pack.as_ref().map(|pack| &pack.id);
        let is_this = |session: &Session| {
            let state = session.state();
            state.wizard == *guide && state.outcome.is_none() && pack == Some(&state.made_with.pack)
        };
        if self.active.as_ref().is_some_and(|active| is_this(&active.session)) {
            self.show_session_screen(Screen::Page);
            return;
        }
        match self.stored.iter().find(|stored| is_this(&stored.session)).map(|stored| stored.key.clone()) {
            Some(key) => self.open_stored(&key),
            None => self.begin_session(guide),
        }
    }

    fn begin_session(&mut self, guide: &Id) {
        let Some(made_with) = self.made_with() else { return };
        let Some(guide) = self.loaded.pack.as_ref().and_then(|pack| pack.wizard(guide.as_str())) else { return };
        let Some(first) = guide.pages.first() else { return };
        let what = EventKind::Started {
            wizard: guide.id.clone(),
            page: first.id.clone(),
            made_with,
            lang: self.lang,
            salt: self.services.salt(),
        };
        let event = self.event(what);
        self.drop_report();
        if self.has_store {
            self.writing = Writing::Opening;
            self.workers.submit(Job::Begin(event));
        } else {
            self.begin_unsaved(event);
        }
    }

    /// Begins a session in memory alone; the customer knows.
    pub(super) fn begin_unsaved(&mut self, first: Event) {
        if let Some(session) = Session::from_events(vec![first]) {
            self.active = Some(ActiveSession::new(None, session, Saving::Unsaved, &self.known));
            self.show_session_screen(Screen::Page);
        }
    }

    /// Sets the open session aside and begins its guide again.
    fn start_over(&mut self) {
        let Some(active) = self.active.take() else { return };
        let guide = active.session.state().wizard.clone();
        if let Some(key) = active.key {
            self.workers.submit(Job::AppendTo(key, self.event(EventKind::Left)));
        }
        self.begin_session(&guide);
    }

    fn open_stored(&mut self, key: &str) {
        if self.active.as_ref().and_then(|active| active.key.as_ref()).is_some_and(|id| id.to_string() == key) {
            self.show_session();
            return;
        }
        if let Some(id) = SessionId::parse(key) {
            self.drop_report();
            self.writing = Writing::Opening;
            self.workers.submit(Job::Open(id));
        }
    }

    fn give_up(&mut self, key: &str) {
        let is_open =
            self.active.as_ref().and_then(|active| active.key.as_ref()).is_some_and(|id| id.to_string() == key);
        if is_open {
            self.act(&Action::Leave);
        } else if let Some(id) = SessionId::parse(key) {
            self.workers.submit(Job::AppendTo(id, self.event(EventKind::Left)));
        }
    }

    fn delete(&mut self, key: &str) {
        if let Some(id) = SessionId::parse(key) {
            if self.active.as_ref().is_some_and(|active| active.key.as_ref() == Some(&id)) {
                self.active = None;
                self.drop_report();
            }
            self.workers.submit(Job::Delete(id));
        }
    }

    /// Lets the session decide what the action leads to, and saves the event.
    pub(super) fn act(&mut self, action: &Action) {
        if !matches!(self.writing, Writing::Nothing) {
            self.deferred_intents.push_back(Intent::Session(action.clone()));
            return;
        }
        if let Action::Answer { answer: RawAnswer::Words(words), .. } = action
            && let Some(active) = self.active.as_mut()
        {
            active.vault.learn(&active.redactor, words);
        }
        let Some((active, guide)) = self.active_guide() else { return };
        if let Some(what) = session::act(guide, &active.session, action, self.facts.os_kind, &active.redactor) {
            let event = self.event(what);
            self.save_event(event);
        }
    }

    /// Sends an event to the disk. The window shows it once it is on the disk.
    pub(super) fn save_event(&mut self, event: Event) {
        match self.active.as_ref().map(|active| active.saving) {
            Some(Saving::Stored) => {
                self.writing = Writing::Event;
                self.workers.submit(Job::Append(event));
            }
            Some(Saving::Unsaved) => self.apply_event(event),
            None => {}
        }
    }

    /// Adds a saved event to the session and shows what it changes.
    pub(super) fn apply_event(&mut self, event: Event) {
        let Some(active) = self.active.as_mut() else { return };
        let moves =
            matches!(event.what, EventKind::Went { .. } | EventKind::Returned { .. } | EventKind::Undone { .. });
        let is_clock_event =
            matches!(event.what, EventKind::Slept { .. } | EventKind::Idle { .. } | EventKind::ClockSet { .. });
        active.session.push(event);
        if moves && matches!(self.screen, Screen::Page | Screen::Solved | Screen::Support) {
            self.show_session();
        }
        self.update_stored_list();
        if is_clock_event && self.report.as_ref().is_some_and(|report| !report.is_being_saved()) {
            self.remake_report();
        }
    }

    /// Shows the session's current screen.
    pub(super) fn show_session(&mut self) {
        let outcome = self.active.as_ref().and_then(|active| active.session.state().outcome);
        self.show_session_screen(match outcome {
            None => Screen::Page,
            Some(Outcome::Solved) => Screen::Solved,
            Some(Outcome::NotSolved) => Screen::Support,
        });
    }

    /// Shows a notice. A new success replaces older ones, and the same notice is never shown twice.
    pub(super) fn notify(&mut self, notice: Notice) {
        if notice.tone == Tone::Good {
            self.remove_good_notices();
        }
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// A success counts for the moment. A failure stays until the customer closes it.
    fn remove_good_notices(&mut self) {
        self.notices.retain(|notice| notice.tone != Tone::Good);
    }

    pub(super) fn show(&mut self, screen: Screen) {
        self.remove_good_notices();
        match screen {
            Screen::Report => self.make_active_report(),
            Screen::Home | Screen::Sessions => self.workers.submit(Job::List),
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
            self.back_stack.push(self.screen);
        }
        if screen == Screen::Home {
            // Home offers no way back to a picture.
            self.discard_pending_pictures();
            self.back_stack.clear();
        }
        self.screen = screen;
    }

    /// Shows a screen of the session. Its way back is the session's own.
    pub(super) fn show_session_screen(&mut self, screen: Screen) {
        if self.screen != screen {
            self.remove_good_notices();
        }
        self.back_stack.clear();
        self.screen = screen;
    }

    /// Goes back: within a session by its pages, elsewhere to the screen before.
    pub(super) fn go_back(&mut self) {
        if self.screen == Screen::Clear && !self.clearing.is_changing_files() {
            // The survey is not needed any more.
            self.clearing.stop();
        }
        if self.screen == Screen::Picture {
            self.handle_picture_intent(PictureIntent::LeaveOut);
            return;
        }
        if let Some(before) = self.back_stack.pop() {
            self.remove_good_notices();
            self.screen = before;
            return;
        }
        let before_end = self.active.as_ref().is_some_and(|active| {
            let state = active.session.state();
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

    fn change_language(&mut self, lang: Lang, ctx: &egui::Context) {
        if lang == self.lang {
            return;
        }
        self.lang = lang;
        self.settings.lang = Some(lang);
        ui::install_fonts(ctx, lang);
        self.apply_and_save_settings(ctx);
        // The relative times and the report change their language too.
        self.workers.submit(Job::List);
        self.remake_report();
        if self.active.as_ref().is_some_and(|active| active.session.state().lang != lang) {
            let event = self.event(EventKind::Switched { lang });
            self.queue_event(event);
        }
    }

    pub(super) fn apply_and_save_settings(&mut self, ctx: &egui::Context) {
        self.apply_appearance(ctx);
        self.save_settings();
    }

    pub(super) fn save_settings(&mut self) {
        self.workers.submit(Job::SaveSettings(self.folders.settings_file(), self.settings.clone()));
    }

    fn answer_notice(&mut self, index: usize, action: NoticeAction, ctx: &egui::Context) {
        if index < self.notices.len() {
            self.notices.remove(index);
        }
        if action == NoticeAction::AddLog {
            return self.add_log();
        }
        match (action, std::mem::replace(&mut self.writing, Writing::Nothing)) {
            (NoticeAction::TryAgain, Writing::Failed(event)) => {
                if self.active.is_some() {
                    self.save_event(event);
                } else {
                    self.writing = Writing::Opening;
                    self.workers.submit(Job::Begin(event));
                }
            }
            (NoticeAction::GoOnUnsaved, Writing::Failed(event)) => {
                if let Some(active) = self.active.as_mut() {
                    active.saving = Saving::Unsaved;
                    self.apply_event(event);
                } else {
                    self.begin_unsaved(event);
                }
                self.run_deferred(ctx);
            }
            (_, writing) => self.writing = writing,
        }
    }

    /// Carries out what waited for the last event to be written.
    pub(super) fn run_deferred(&mut self, ctx: &egui::Context) {
        while matches!(self.writing, Writing::Nothing) {
            if let Some(event) = self.queued_events.pop_front() {
                self.save_event(event);
            } else if let Some(intent) = self.deferred_intents.pop_front() {
                self.handle(intent, ctx);
            } else {
                return;
            }
        }
    }

    pub(super) fn event(&self, what: EventKind) -> Event {
        Event { at: self.services.now(), what }
    }
}
