//! What there is to draw, and what the customer may want.

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

/// All that a frame shows.
#[derive(Debug)]
pub struct View<'a> {
    /// The language of the interface.
    pub lang: Lang,
    /// Its sentences.
    pub strings: &'static Strings,
    /// Which screen.
    pub screen: Screen,
    /// The wizards; `None` when no pack could be read.
    pub pack: Option<&'a Pack>,
    /// Its phrases, to be searched.
    pub index: &'a Arc<SearchIndex>,
    /// What there is to know of the pack where it is not the built-in one.
    pub guest: Option<GuestView<'a>>,
    /// When what is being typed is handed in.
    pub hand_in: SubmitDrafts,
    /// For each file that could not be used, the first thing wrong with it.
    pub broken: &'a [Problem],
    /// What has to be said, oldest first.
    pub notices: &'a [Notice],
    /// The session on screen.
    pub session: Option<OpenSession<'a>>,
    /// All sessions on the disk, newest first.
    pub stored: &'a [StoredSession],
    /// The report, while its screen or the support screen is shown.
    pub report: Option<ReportView<'a>>,
    /// The pictures of the report.
    pub pictures: PictureView<'a>,
    /// Clearing browser data, once the customer has asked for it.
    pub clear: Option<ClearView<'a>>,
    /// What can be set.
    pub settings: SettingsView<'a>,
}

/// The screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The problems.
    Home,
    /// A page of a wizard.
    Page,
    /// Clearing browser data.
    Clear,
    /// Clearing a browser by hand.
    ClearByHand,
    /// The end, solved.
    Solved,
    /// The way to a person.
    Support,
    /// The report's preview.
    Report,
    /// A picture, before it is added to the report.
    Picture,
    /// Earlier sessions.
    Sessions,
    /// Settings.
    Settings,
    /// How all of this works, the keys, the way to a person.
    Help,
    /// What the program keeps, and what it never sends.
    Privacy,
}

/// A pack that is not the built-in one.
#[derive(Clone, Copy, Debug)]
pub struct GuestView<'a> {
    /// Where it lies.
    pub file: &'a str,
    /// Where its links lead.
    pub hosts: &'a [String],
}

/// When what is being typed is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmitDrafts {
    /// When its field or its page is left.
    WhenLeft,
    /// With this frame: another pack comes after it.
    Now,
}

/// The session's wizard, if the session was made with this pack: another pack's wizard of the same name is another one.
pub fn wizard_of<'a>(pack: Option<&'a Pack>, session: &Session) -> Option<&'a Guide> {
    let state = session.state();
    pack.filter(|pack| pack.id == state.made_with.pack)?.wizard(state.wizard.as_str())
}

/// The session on screen.
#[derive(Debug)]
pub struct OpenSession<'a> {
    /// Its wizard.
    pub wizard: &'a Guide,
    /// What happened and what it adds up to.
    pub session: &'a Session,
    /// The way so far and what is left.
    pub path: &'a GuidePath<'a>,
    /// The system it runs on.
    pub os: Os,
    /// Whether what happens is stored.
    pub saving: Saving,
    /// What all that is typed goes through before it is stored.
    pub redactor: &'a Redactor,
}

/// Whether what happens is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is.
    Stored,
    /// It is not, and the customer knows.
    Unsaved,
}

/// A session on the disk.
#[derive(Clone, Debug)]
pub struct StoredSession {
    /// Its name on the disk.
    pub key: String,
    /// What happened.
    pub session: Session,
    /// When it was last touched, in words of the interface's language.
    pub when: String,
    /// How many pages are behind the customer.
    pub done: usize,
}

/// What can be set.
#[derive(Clone, Debug)]
pub struct SettingsView<'a> {
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// How the window is drawn.
    pub drawing: DrawingSetting,
    /// The ways that there are on this system.
    pub drawings: &'static [DrawingSetting],
    /// Text size in percent.
    pub text_size: u16,
    /// Where sessions and settings are kept.
    pub folder: &'a str,
    /// Where the log is.
    pub log_folder: &'a str,
    /// The program's version.
    pub program_version: &'a str,
    /// The pack's version.
    pub pack_version: &'a str,
}

impl SettingsView<'_> {
    /// The smallest texts, in percent.
    pub const SMALLEST_TEXT: u16 = 90;
    /// The largest texts, in percent.
    pub const LARGEST_TEXT: u16 = 200;
    /// The texts that the program comes with, in percent.
    pub const USUAL_TEXT: u16 = 100;
}

/// The appearance the customer chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system.
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

/// How the window is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawingSetting {
    /// Whatever works.
    Any,
    /// OpenGL.
    OpenGl,
    /// Direct3D, on Windows.
    DirectX,
    /// By the processor alone.
    Software,
}

impl DrawingSetting {
    /// Those that there are on this system.
    pub fn offered(os: Os) -> &'static [Self] {
        match os {
            Os::Windows => &[Self::Any, Self::OpenGl, Self::DirectX, Self::Software],
            Os::MacOs | Os::Linux => &[Self::Any, Self::OpenGl, Self::Software],
        }
    }
}

/// Something that has to be said; it stays until it is closed or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it means.
    pub tone: Tone,
    /// The sentence, in the interface's language at the time.
    pub words: String,
    /// What can be done about it.
    pub actions: Vec<NoticeAction>,
}

/// What can be done about a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    /// Store it once more.
    TryAgain,
    /// Go on, nothing is stored from here on.
    GoOnUnsaved,
    /// Put the log of the program's failure into the report.
    AddLog,
    /// I have read it.
    Close,
}

/// What the customer wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Begin a wizard, or go on with its open session.
    Start(crate::pack::Id),
    /// Set the open session aside and begin its wizard anew.
    StartOver,
    /// Open a stored session.
    Open(String),
    /// Do not offer this session again.
    GiveUp(String),
    /// Delete a stored session.
    Delete(String),
    /// Show the report of a stored session.
    ReportOf(String),
    /// Something on the page of the open session.
    Session(session::Action),
    /// Show this screen.
    Show(Screen),
    /// Where the customer came from.
    Back,
    /// Change the language.
    Language(Lang),
    /// Change the appearance.
    Theme(Theme),
    /// Change how the window is drawn, from the next start on.
    Drawing(DrawingSetting),
    /// Change the text size, in percent.
    TextSize(u16),
    /// Open an address of the pack.
    OpenLink(Link),
    /// Put the report into the clipboard, then open the contact page.
    HandOver(Link),
    /// Write a mail to the pack's address about the report.
    WriteMail,
    /// Put a tool's text into the clipboard.
    CopyTool(String),
    /// Put an address into the clipboard.
    CopyAddress(String),
    /// Something about clearing browser data.
    Clear(ClearIntent),
    /// Something about the report on screen.
    Report(ReportIntent),
    /// Something about the report's pictures.
    Picture(PictureIntent),
    /// Open the pack that was dropped; nothing for the built-in one.
    OpenPack(Option<std::path::PathBuf>),
    /// Show the folder of sessions and settings.
    OpenDataFolder,
    /// Show the folder of the log.
    OpenLogFolder,
    /// Something about a notice, by its place.
    Notice(usize, NoticeAction),
}
