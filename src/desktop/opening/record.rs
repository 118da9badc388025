//! What is known of earlier starts: which way of drawing worked, and which took the program with it.
//!
//! A driver that crashes or hangs leaves no error behind, so a mark is set before each attempt and taken away at the
//! first frame. One that still stands at the next start tells the rest.
//!
//! A way of drawing that reported an error is tried again at the next start. One that crashed or hung is skipped for
//! two weeks, or until there is another version of the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::super::whole_file;

/// The version of the file.
const VERSION: u32 = 1;

/// A driver that took the program with it is tried again after so long: it may have been mended meanwhile.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The name of the file in the data folder.
const FILE: &str = "start.ron";

/// A way to draw the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Renderer {
    /// OpenGL, by the graphics card where there is one.
    #[serde(rename = "opengl")]
    OpenGl,
    /// Direct3D 12, on Windows only.
    #[serde(rename = "directx")]
    DirectX,
    /// By the processor alone: WARP on Windows, Mesa's llvmpipe elsewhere.
    Software,
}

impl Renderer {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::OpenGl, Self::DirectX, Self::Software];

    /// The name by which it is called on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenGl => "opengl",
            Self::DirectX => "directx",
            Self::Software => "software",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|renderer| renderer.name() == name)
    }
}

/// What is known of earlier starts.
#[derive(Debug)]
pub struct StartRecord {
    /// `None` where the data folder cannot be used: then every start is the first.
    file: Option<PathBuf>,
    known: Known,
}

/// The file, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    version: u32,
    /// Another version of the program may fare better.
    program: String,
    /// The mark: this way is being tried.
    #[serde(default)]
    trying: Option<Renderer>,
    /// Ways that took the program with them, and when.
    #[serde(default)]
    died: BTreeMap<Renderer, Timestamp>,
    /// The way that worked last.
    #[serde(default)]
    works: Option<Renderer>,
}

impl StartRecord {
    /// What is known in this data folder. A mark that still stands is taken for what it means: the program died or was
    /// ended before its window came. A file that makes no sense counts as none.
    pub fn load(data: Option<&Path>, program: &str, now: Timestamp) -> Self {
        let file = data.map(|data| data.join(FILE));
        let read = file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        let mut known = read
            .and_then(|text| understand(&text))
            .filter(|known| known.program == program)
            .unwrap_or_else(|| Known { version: VERSION, program: program.to_owned(), ..Known::default() });
        known.died.retain(|_, at| now.duration_since(*at).abs() < FORGOTTEN_AFTER);
        if let Some(renderer) = known.trying.take() {
            tracing::warn!(renderer = renderer.name(), "the last start ended before its window came");
            known.died.insert(renderer, now);
            known.works = known.works.filter(|works| *works != renderer);
        }
        Self { file, known }
    }

    /// A record of nothing that keeps nothing.
    pub fn nothing() -> Self {
        Self { file: None, known: Known::default() }
    }

    /// The ways that took the program with them lately.
    pub fn died(&self) -> Vec<Renderer> {
        self.known.died.keys().copied().collect()
    }

    /// Whether this way opened the window the last time.
    pub fn is_known_to_work(&self, renderer: Renderer) -> bool {
        self.known.works == Some(renderer)
    }

    /// Sets the mark: this way is being tried.
    pub fn set_mark(&mut self, renderer: Renderer) {
        self.known.trying = Some(renderer);
        self.keep();
    }

    /// The window has come: takes the mark away.
    pub fn opened(&mut self) {
        if let Some(renderer) = self.known.trying.take() {
            self.known.works = Some(renderer);
            self.known.died.remove(&renderer);
        }
        self.keep();
    }

    /// It did not work, in a way that can be found out again at the next start without harm.
    pub fn refused(&mut self) {
        self.known.trying = None;
        self.keep();
    }

    /// It hung.
    pub fn hung(&mut self, now: Timestamp) {
        if let Some(renderer) = self.known.trying.take() {
            self.known.died.insert(renderer, now);
            self.known.works = None;
        }
        self.keep();
    }

    /// Forgets what failed: the next start tries everything once more.
    pub fn forget(&mut self) {
        self.known = Known { version: VERSION, program: self.known.program.clone(), ..Known::default() };
        self.keep();
    }

    fn keep(&self) {
        let Some(file) = &self.file else { return };
        let kept = ron::to_string(&self.known).map_err(std::io::Error::other);
        // No word to the customer: without the mark, a start is as it would be without this file. Not synced, as it
        // has to outlive the program and not the system.
        if let Err(error) = kept.and_then(|text| whole_file::replace_unsynced(file, text.as_bytes())) {
            tracing::warn!(%error, "how the program starts could not be kept");
        }
    }
}

fn understand(text: &str) -> Option<Known> {
    match ron::from_str::<Known>(text) {
        Ok(known) if known.version == VERSION => Some(known),
        Ok(_) => None,
        Err(error) => {
            tracing::warn!(%error, "the record of earlier starts makes no sense");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-25T10:00:00Z".parse().unwrap()
    }

    fn record(data: &Path) -> StartRecord {
        StartRecord::load(Some(data), "1.0.0", now())
    }

    #[test]
    fn a_start_that_died_is_known_at_the_next() {
        let home = tempfile::tempdir().unwrap();
        let mut killed = record(home.path());
        killed.set_mark(Renderer::OpenGl);
        drop(killed);
        let next = record(home.path());
        assert!(next.died().contains(&Renderer::OpenGl));
        assert!(!next.died().contains(&Renderer::Software));
    }

    #[test]
    fn a_window_that_came_leaves_no_mark() {
        let home = tempfile::tempdir().unwrap();
        let mut start = record(home.path());
        start.set_mark(Renderer::OpenGl);
        start.opened();
        let next = record(home.path());
        assert!(!next.died().contains(&Renderer::OpenGl));
        assert!(next.is_known_to_work(Renderer::OpenGl));
    }

    #[test]
    fn what_was_only_refused_is_tried_again() {
        let home = tempfile::tempdir().unwrap();
        let mut start = record(home.path());
        start.set_mark(Renderer::OpenGl);
        start.refused();
        assert!(!record(home.path()).died().contains(&Renderer::OpenGl));
    }

    #[test]
    fn what_hung_is_forgotten_by_a_new_version_and_after_two_weeks() {
        let home = tempfile::tempdir().unwrap();
        let mut start = record(home.path());
        start.set_mark(Renderer::OpenGl);
        start.hung(now());
        assert!(record(home.path()).died().contains(&Renderer::OpenGl));
        assert!(!StartRecord::load(Some(home.path()), "1.0.1", now()).died().contains(&Renderer::OpenGl));
        let later = now() + SignedDuration::from_hours(15 * 24);
        assert!(!StartRecord::load(Some(home.path()), "1.0.0", later).died().contains(&Renderer::OpenGl));
        // A clock that was far ahead when it hung must not keep the better way out for years.
        let long_before = now() - SignedDuration::from_hours(400 * 24);
        assert!(!StartRecord::load(Some(home.path()), "1.0.0", long_before).died().contains(&Renderer::OpenGl));
    }

    #[test]
    fn a_broken_record_and_no_folder_are_a_first_start() {
        let home = tempfile::tempdir().unwrap();
        whole_file::replace(&home.path().join(FILE), b"(version: 1, trying: So").unwrap();
        assert!(!record(home.path()).died().contains(&Renderer::OpenGl));
        let mut nowhere = StartRecord::load(None, "1.0.0", now());
        nowhere.set_mark(Renderer::OpenGl);
        nowhere.opened();
        assert!(nowhere.is_known_to_work(Renderer::OpenGl));
    }
}
