//! `okpay-wizard terminal`: runs [`crate::terminal`] with the same store of sessions as the window.

use std::io::{self, Write as _};
use std::path::PathBuf;

use jiff::Timestamp;

use super::common::{CommandError, Status};
use crate::app::report_facts;
use crate::desktop::{
    self, Folders, MachineFacts, SessionFile, SessionId, Settings, Store, SystemFacts, clock, opener, whole_file,
};
use crate::lang::Lang;
use crate::pack::{Id, Link, LoadedPack};
use crate::redact::Salt;
use crate::report::{self, Facts, Report};
use crate::session::{Clocks, Event, Session};
use crate::terminal::{self, SavingMode, SystemFailure, TerminalEffects, TerminalSetup, USUAL_WIDTH};

/// Runs the pack's guides in the current terminal.
pub(super) fn run(
    loaded: &LoadedPack,
    folders: Folders,
    no_data: Option<String>,
    wizard: Option<&str>,
    requested_lang: Option<Lang>,
) -> Result<Status, CommandError> {
    let facts = SystemFacts::gather();
    let (settings, _) = Settings::load(&folders.settings_file());
    let lang = requested_lang.or(settings.lang).unwrap_or_else(|| Lang::for_locale(&facts.locale));
    let Some(pack) = &loaded.pack else {
        return Err(match lang {
            Lang::Chinese => "内容包里有错误，请先运行 okpay-wizard check".to_owned(),
            Lang::English => "the pack has errors; run okpay-wizard check first".to_owned(),
        });
    };
    if let Some(name) = wizard
        && pack.wizard(name).is_none()
    {
        let known: Vec<&str> = pack.wizards.iter().map(|guide| guide.id.as_str()).collect();
        return Err(match lang {
            Lang::Chinese => format!("没有名为 `{name}` 的指南，可以选：{}", known.join("、")),
            Lang::English => format!("there is no guide `{name}`; choose one of: {}", known.join(", ")),
        });
    }
    let store = match no_data {
        Some(why) => Err(why),
        None => Store::open(&folders.sessions).map_err(|error| error.to_string()),
    };
    if let Err(why) = &store {
        let message = crate::lang::fill(crate::lang::Strings::of(lang).notice.no_store, &[("why", why)]);
        writeln!(io::stderr(), "{message}").ok();
    }
    let setup = TerminalSetup {
        pack,
        lang,
        os: facts.os_kind,
        wizard: wizard.map(Id::from),
        known: desktop::known(),
        program_version: facts.program_version.clone(),
        width: width(),
    };
    let mut effects = RealEffects { store: store.ok(), file: None, folders, settings, facts };
    terminal::run(&setup, io::stdin().lock(), io::stdout().lock(), &mut effects).map_err(|error| error.to_string())?;
    Ok(Status::Fine)
}

/// The terminal's width from `COLUMNS`, limited to what is comfortable to read.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(USUAL_WIDTH).clamp(30, 110)
}

/// The real disk, clock and browser.
struct RealEffects {
    /// `None` if nothing can be saved. The customer has seen a message about it.
    store: Option<Store>,
    file: Option<SessionFile>,
    folders: Folders,
    settings: Settings,
    facts: SystemFacts,
}

impl TerminalEffects for RealEffects {
    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn clocks(&self) -> Clocks {
        clock::read()
    }

    fn salt(&self) -> Salt {
        desktop::salt()
    }

    fn facts(&self) -> Facts {
        let machine = MachineFacts::gather(&self.folders.sessions);
        report_facts(&self.facts, machine, clock::local_zone(), clock::now())
    }

    fn unfinished(&mut self) -> Option<Session> {
        let store = self.store.as_ref()?;
        let id: SessionId = store.list().ok()?.sessions.into_iter().find_map(|entry| {
            let state = entry.session.state();
            (state.outcome.is_none() && !state.left).then_some(entry.id)
        })?;
        let (file, session) = store.read(&id).ok()?;
        self.file = Some(file);
        Some(session)
    }

    fn begin(&mut self, first: &Event) -> Result<(), SystemFailure> {
        if let Some(store) = &self.store {
            self.file = Some(store.create(first).map_err(failure)?);
        }
        Ok(())
    }

    fn keep(&mut self, event: &Event) -> Result<(), SystemFailure> {
        match &mut self.file {
            Some(file) => file.append(event).map_err(failure),
            None => Ok(()),
        }
    }

    fn keeping(&self) -> SavingMode {
        if self.store.is_some() { SavingMode::Stored } else { SavingMode::Nowhere }
    }

    fn save_report(&mut self, report: &Report) -> Result<String, SystemFailure> {
        let html = report::to_html(report, &[]).map_err(failure)?;
        let folder = &self.folders.documents;
        whole_file::create_folder(folder).map_err(failure)?;
        let saved: io::Result<PathBuf> =
            whole_file::write_new(folder, &report::file_stem(report), "html", html.as_bytes());
        saved.map(|path| path.display().to_string()).map_err(failure)
    }

    fn open(&mut self, link: &Link) -> Result<(), SystemFailure> {
        opener::open_link(link).map_err(failure)
    }

    fn remember(&mut self, lang: Lang) {
        self.settings.lang = Some(lang);
        if let Err(error) = self.settings.save(&self.folders.settings_file()) {
            tracing::warn!(%error, "the settings could not be saved");
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes the error by value")]
fn failure(error: impl ToString) -> SystemFailure {
    SystemFailure(error.to_string())
}
