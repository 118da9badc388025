//! The record of earlier starts: which drawing method worked, and which made the program crash or hang.
//!
//! A driver that crashes or hangs leaves no error, so the program sets a mark before each attempt and removes it at the
//! first frame. A mark that the next start finds means that the program died during the attempt.
//!
//! The next start tries a drawing method again that reported an error. It skips one that crashed or hung, for two weeks or
//! until there is another version of the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::super::whole_file;

/// The version of the file's format.
const VERSION: u32 = 1;

/// A driver that crashed or hung is tried again after this time: it may have been updated meanwhile.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The name of the file in the data folder.
const FILE: &str = "start.ron";

/// A method of drawing the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Renderer {
    /// OpenGL, on the graphics card where there is one.
    #[serde(rename = "opengl")]
    OpenGl,
    /// Direct3D 12, on Windows only.
    #[serde(rename = "directx")]
    DirectX,
    /// On the processor alone: WARP on Windows, Mesa's llvmpipe elsewhere.
    Software,
}

impl Renderer {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::OpenGl, Self::DirectX, Self::Software];

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenGl => "opengl",
            Self::DirectX => "directx",
            Self::Software => "software",
        }
    }

    /// The renderer of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|renderer| renderer.name() == name)
    }
}

/// The record of earlier starts.
#[derive(Debug)]
pub struct StartRecord {
    /// `None` where the data folder cannot be used: then every start is the first one.
    file: Option<PathBuf>,
    contents: StartFile,
}

/// The file, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct StartFile {
    version: u32,
    /// The program's version. Another version may work better.
    program: String,
    /// The mark: the renderer that is being tried.
    #[serde(default)]
    trying: Option<Renderer>,
    /// The renderers that crashed or hung, and when.
    #[serde(default)]
    died: BTreeMap<Renderer, Timestamp>,
    /// The renderer that worked last.
    #[serde(default)]
    works: Option<Renderer>,
}

impl StartRecord {
    /// Reads the record in this data folder. A mark in it means that the program died or was killed before its window
    /// opened. A file that cannot be read counts as none.
    pub fn load(data: Option<&Path>, program: &str, now: Timestamp) -> Self {
        let file = data.map(|data| data.join(FILE));
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        let mut contents = text
            .and_then(|text| parse(&text))
            .filter(|contents| contents.program == program)
            .unwrap_or_else(|| StartFile { version: VERSION, program: program.to_owned(), ..StartFile::default() });
        contents.died.retain(|_, at| now.duration_since(*at).abs() < FORGOTTEN_AFTER);
        if let Some(renderer) = contents.trying.take() {
            tracing::warn!(renderer = renderer.name(), "the last start ended before its window opened");
            contents.died.insert(renderer, now);
            contents.works = contents.works.filter(|works| *works != renderer);
        }
        Self { file, contents }
    }

    /// An empty record that is not saved.
    pub fn nothing() -> Self {
        Self { file: None, contents: StartFile::default() }
    }

    /// The renderers that crashed or hung lately.
    pub fn died(&self) -> Vec<Renderer> {
        self.contents.died.keys().copied().collect()
    }

    /// Whether this renderer opened the window the last time.
    pub fn is_known_to_work(&self, renderer: Renderer) -> bool {
        self.contents.works == Some(renderer)
    }

    /// Sets the mark: this renderer is being tried.
    pub fn set_mark(&mut self, renderer: Renderer) {
        self.contents.trying = Some(renderer);
        self.save();
    }

    /// The window has opened: removes the mark.
    pub fn opened(&mut self) {
        if let Some(renderer) = self.contents.trying.take() {
            self.contents.works = Some(renderer);
            self.contents.died.remove(&renderer);
        }
        self.save();
    }

    /// The renderer reported an error. The next start can try it again without harm.
    pub fn refused(&mut self) {
        self.contents.trying = None;
        self.save();
    }

    /// The renderer hung.
    pub fn hung(&mut self, now: Timestamp) {
        if let Some(renderer) = self.contents.trying.take() {
            self.contents.died.insert(renderer, now);
            self.contents.works = None;
        }
        self.save();
    }

    /// Forgets all failures: the next start tries every renderer again.
    pub fn forget(&mut self) {
        self.contents = StartFile { version: VERSION, program: self.contents.program.clone(), ..StartFile::default() };
        self.save();
    }

    fn save(&self) {
        let Some(file) = &self.file else { return };
        let text = ron::to_string(&self.contents).map_err(std::io::Error::other);
        // The customer gets no message: without the mark, a start is the same as without this file. The file is not
        // synced: it must survive the program, but not the system.
        if let Err(error) = text.and_then(|text| whole_file::replace_unsynced(file, text.as_bytes())) {
            tracing::warn!(%error, "the record of this start could not be saved");
        }
    }
}

fn parse(text: &str) -> Option<StartFile> {
    match ron::from_str::<StartFile>(text) {
        Ok(contents) if contents.version == VERSION => Some(contents),
        Ok(_) => None,
        Err(error) => {
            tracing::warn!(%error, "the record of earlier starts cannot be read");
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
    fn a_window_that_opened_leaves_no_mark() {
        let home = tempfile::tempdir().unwrap();
        let mut start = record(home.path());
        start.set_mark(Renderer::OpenGl);
        start.opened();
        let next = record(home.path());
        assert!(!next.died().contains(&Renderer::OpenGl));
        assert!(next.is_known_to_work(Renderer::OpenGl));
    }

    #[test]
    fn a_renderer_that_reported_an_error_is_tried_again() {
        let home = tempfile::tempdir().unwrap();
        let mut start = record(home.path());
        start.set_mark(Renderer::OpenGl);
        start.refused();
        assert!(!record(home.path()).died().contains(&Renderer::OpenGl));
    }

    #[test]
    fn a_renderer_that_hung_is_tried_again_by_a_new_version_and_after_two_weeks() {
        let home = tempfile::tempdir().unwrap();
        let mut start = record(home.path());
        start.set_mark(Renderer::OpenGl);
        start.hung(now());
        assert!(record(home.path()).died().contains(&Renderer::OpenGl));
        assert!(!StartRecord::load(Some(home.path()), "1.0.1", now()).died().contains(&Renderer::OpenGl));
        let later = now() + SignedDuration::from_hours(15 * 24);
        assert!(!StartRecord::load(Some(home.path()), "1.0.0", later).died().contains(&Renderer::OpenGl));
        // A clock that was far ahead when it hung must not exclude the better renderer for years.
        let long_before = now() - SignedDuration::from_hours(400 * 24);
        assert!(!StartRecord::load(Some(home.path()), "1.0.0", long_before).died().contains(&Renderer::OpenGl));
    }

    #[test]
    fn a_broken_record_and_no_folder_mean_a_first_start() {
        let home = tempfile::tempdir().unwrap();
        whole_file::replace(&home.path().join(FILE), b"(version: 1, trying: So").unwrap();
        assert!(!record(home.path()).died().contains(&Renderer::OpenGl));
        let mut nowhere = StartRecord::load(None, "1.0.0", now());
        nowhere.set_mark(Renderer::OpenGl);
        nowhere.opened();
        assert!(nowhere.is_known_to_work(Renderer::OpenGl));
    }
}
