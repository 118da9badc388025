//! The data that the window draws, and the customer's intents.

use std::sync::Arc;

use crate::lang::{Lang, Strings};
use crate::pack::{Guide, Link, Os, Pack, Problem};
use crate::redact::Redactor;
use crate::search::SearchIndex;
use crate::session::{self, GuidePath, Session};

use super::clear_view::{ClearIntent, ClearView};
use super::picture_view::{PictureIntent, PictureView};
use super::report_view::{ReportIntent, ReportView};
use super::widgets::Tone;

/// Everything that one frame shows.
#[derive(Debug)]
pub struct View<'a> {
    /// The language of the interface.
    pub lang: Lang,
    /// The sentences in this language.
    pub strings: &'static Strings,
    /// The screen to draw.
    pub screen: Screen,
    /// The open pack; `None` when no pack could be read.
    pub pack: Option<&'a Pack>,
    /// The search index of its phrases.
    pub index: &'a Arc<SearchIndex>,
    /// Where the pack comes from, if it is not the built-in one.
    pub guest: Option<GuestView<'a>>,
    /// When the text being typed is submitted.
    pub hand_in: SubmitDrafts,
    /// The first problem of each file that could not be used.
    pub broken: &'a [Problem],
    /// The notices, oldest first.
    pub notices: &'a [Notice],
    /// The session on screen.
    pub session: Option<OpenSession<'a>>,
    /// All saved sessions, newest first.
    pub stored: &'a [StoredSession],
    /// The report, while its screen or the support screen is shown.
    pub report: Option<ReportView<'a>>,
    /// The pictures of the report.
    pub pictures: PictureView<'a>,
    /// The clearing of browser data, once the customer has opened it.
    pub clear: Option<ClearView<'a>>,
    /// The settings.
    pub settings: SettingsView<'a>,
}

/// The screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The list of problems.
    Home,
    /// A page of a guide.
    Page,
    /// Clearing browser data.
    Clear,
    /// Clearing a browser by hand.
    ClearByHand,
    /// The end of a solved session.
    Solved,
    /// How to contact support.
    Support,
    /// The report's preview.
    Report,
    /// A picture that is about to be added to the report.
    Picture,
    /// Earlier sessions.
    Sessions,
    /// Settings.
    Settings,
    /// How the program works, its keys, and how to contact support.
    Help,
    /// What the program saves, and what it never sends.
    Privacy,
}

/// A pack that is not the built-in one.
#[derive(Clone, Copy, Debug)]
pub struct GuestView<'a> {
    /// Its path.
    pub file: &'a str,
    /// The hosts that its links lead to.
    pub hosts: &'a [String],
}

/// When the text being typed is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmitDrafts {
    /// When the customer leaves its field or its page.
    WhenLeft,
    /// In this frame, because the next one shows another pack.
    Now,
}

/// The session's guide, if the session was made with this pack. Two packs may have different guides of the same name.
pub fn wizard_of<'a>(pack: Option<&'a Pack>, session: &Session) -> Option<&'a Guide> {
    let state = session.state();
    pack.filter(|pack| pack.id == state.made_with.pack)?.wizard(state.wizard.as_str())
}

/// The session on screen.
#[derive(Debug)]
pub struct OpenSession<'a> {
    /// Its guide.
    pub wizard: &'a Guide,
    /// The events so far and the state that results from them.
    pub session: &'a Session,
    /// The pages so far and those that are left.
    pub path: &'a GuidePath<'a>,
    /// The operating system of this computer.
    pub os: Os,
    /// Whether its events are saved.
    pub saving: Saving,
    /// Hides secrets in typed text before it is saved.
    pub redactor: &'a Redactor,
}

/// Whether the session's events are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// They are.
    Stored,
    /// They are not, and the customer knows.
    Unsaved,
}

/// A saved session.
#[derive(Clone, Debug)]
pub struct StoredSession {
    /// Its session id.
    pub key: String,
    /// The session.
    pub session: Session,
    /// When it was last changed, in the interface's language.
    pub when: String,
    /// How many pages the customer has finished.
    pub done: usize,
}

/// The settings that the customer can change, and what the settings screen shows beside them.
#[derive(Clone, Debug)]
pub struct SettingsView<'a> {
    /// Light, dark, or the system's choice.
    pub theme: Theme,
    /// The renderer.
    pub drawing: DrawingSetting,
    /// The renderers that this system offers.
    pub drawings: &'static [DrawingSetting],
    /// Text size in percent.
    pub text_size: u16,
    /// The folder of sessions and settings.
    pub folder: &'a str,
    /// The folder of the log.
    pub log_folder: &'a str,
    /// The program's version.
    pub program_version: &'a str,
    /// The pack's version.
    pub pack_version: &'a str,
}

impl SettingsView<'_> {
    /// The smallest text size, in percent.
    pub const SMALLEST_TEXT: u16 = 90;
    /// The largest text size, in percent.
    pub const LARGEST_TEXT: u16 = 200;
    /// The default text size, in percent.
    pub const USUAL_TEXT: u16 = 100;
}

/// The appearance the customer chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// The system's choice.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Light, with more contrast.
    LightContrast,
    /// Dark, with more contrast.
    DarkContrast,
}

/// The renderer of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawingSetting {
    /// The first one that works.
    Any,
    /// OpenGL.
    OpenGl,
    /// Direct3D, on Windows.
    DirectX,
    /// On the CPU only.
    Software,
}

impl DrawingSetting {
    /// The renderers that this system offers.
    pub fn offered(os: Os) -> &'static [Self] {
        match os {
            Os::Windows => &[Self::Any, Self::OpenGl, Self::DirectX, Self::Software],
            Os::MacOs | Os::Linux => &[Self::Any, Self::OpenGl, Self::Software],
        }
    }
}

/// A message for the customer. It stays until the customer closes it or its cause is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Good news, a warning or an error.
    pub tone: Tone,
    /// The sentence, in the language that the interface had when the notice was made.
    pub words: String,
    /// The buttons that it offers.
    pub actions: Vec<NoticeAction>,
}

/// A button of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    /// Try to save again.
    TryAgain,
    /// Go on without saving.
    GoOnUnsaved,
    /// Add the log of the program's crash to the report.
    AddLog,
    /// Close the notice.
    Close,
}

/// Something that the customer wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Begin a guide, or go on with its open session.
    Start(crate::pack::Id),
    /// Set the open session aside and begin its guide again.
    StartOver,
    /// Open a saved session.
    Open(String),
    /// Stop offering to go on with this session.
    GiveUp(String),
    /// Delete a saved session.
    Delete(String),
    /// Show the report of a saved session.
    ReportOf(String),
    /// An action on the page of the open session.
    Session(session::Action),
    /// Show this screen.
    Show(Screen),
    /// Go back to the previous screen.
    Back,
    /// Change the language.
    Language(Lang),
    /// Change the appearance.
    Theme(Theme),
    /// Change the renderer, from the next start on.
    Drawing(DrawingSetting),
    /// Change the text size, in percent.
    TextSize(u16),
    /// Open a link of the pack.
    OpenLink(Link),
    /// Copy the report to the clipboard, then open the contact page.
    HandOver(Link),
    /// Write an e-mail about the report to the pack's address.
    WriteMail,
    /// Copy a tool's text to the clipboard.
    CopyTool(String),
    /// Copy an address to the clipboard.
    CopyAddress(String),
    /// An intent about clearing browser data.
    Clear(ClearIntent),
    /// An intent about the report on screen.
    Report(ReportIntent),
    /// An intent about the report's pictures.
    Picture(PictureIntent),
    /// Open the pack that was dropped onto the window; `None` opens the built-in one.
    OpenPack(Option<std::path::PathBuf>),
    /// Show the folder of sessions and settings.
    OpenDataFolder,
    /// Show the folder of the log.
    OpenLogFolder,
    /// A button of the notice at this index.
    Notice(usize, NoticeAction),
}
