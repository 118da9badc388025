//! What a frame of the choosing screen costs the processor on a machine with many browsers, against the same screen with
//! one browser of two profiles, in the same run; and what a tick costs there. To be run with `--release`.

#![expect(clippy::print_stdout, reason = "a bench says what it measured")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use eframe::egui::{Context, RawInput, Rect, pos2, vec2};
use jiff::Timestamp;
use okpay_wizard::browser::{
    self, Amount, Browser, BrowserSurvey, CacheFolder, CacheSurvey, ClearChoice, Count, DataKind, Family, KnownBy,
    OriginFolder, Owner, Packaging, Profile, ProfileKey, ProfileSurvey, Programs, Running, Scope, Site, SiteDataSurvey,
    Survey,
};
use okpay_wizard::lang::{Lang, Strings};
use okpay_wizard::search::SearchIndex;
use okpay_wizard::ui::{
    self, ClearStage, ClearView, Drafts, FileDialog, PictureView, Screen, SettingsView, SiteScope, SubmitDrafts, Theme,
    UndoView, View, dress, install_fonts,
};

const FRAMES: u32 = 30;

fn main() {
    let (few, few_tick) = measure(1, 2);
    for (browsers, profiles) in [(40, 1), (1, 40), (40, 5)] {
        let (many, many_tick) = measure(browsers, profiles);
        println!(
            "{browsers} browsers of {profiles} profiles: a frame {many:?}, {:.2} of one with 2 profiles ({few:?}); \
             a tick {many_tick:?} ({few_tick:?})",
            many.as_secs_f64() / few.as_secs_f64(),
        );
    }
}

/// The middle frame of several, and the middle of as many plans.
fn measure(browsers: usize, profiles: usize) -> (Duration, Duration) {
    let survey = survey(browsers, profiles);
    let keys = survey.browsers.iter().flat_map(|browser| {
        let key = |profile: &ProfileSurvey| ProfileKey {
            browser: browser.browser.id.clone(),
            profile: profile.profile.folder.clone(),
        };
        browser.profiles.iter().map(key)
    });
    let choice = ClearChoice {
        profiles: keys.collect(),
        parts: [DataKind::Cache, DataKind::Cookies, DataKind::SiteData].into(),
        scope: Scope::Everything,
    };
    let tick = middle(|| drop(browser::plan(&survey, &choice)));
    let plan = browser::plan(&survey, &choice);
    let (mut drafts, mut wanted, undo) = (Drafts::default(), Vec::new(), UndoView::Nothing);
    let ctx = Context::default();
    // A frame costs more where a screen reader runs.
    ctx.enable_accesskit();
    install_fonts(&ctx, Lang::English);
    dress(&ctx, ui::Appearance::default());
    let mut time = 0.0;
    let mut frame = || {
        time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1024.0, 700.0)));
        let input = RawInput { screen_rect, time: Some(time), focused: true, ..RawInput::default() };
        let output = ctx.run_ui(input, |ui| {
            let stage = ClearStage::Choosing { survey: &survey, choice: &choice, plan: &plan, version: 1 };
            let sites = &survey.sites;
            let whose = SiteScope::Everybody;
            let clear = ClearView { sites, whose, stage, kept: &[], undo: &undo, by_hand: None };
            ui::draw(ui, &view(clear), &mut drafts, &mut wanted);
        });
        output.drop_without_applying_deltas();
    };
    for _ in 0..5 {
        frame();
    }
    (middle(frame), tick)
}

fn middle(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..FRAMES)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap()
}

/// No pack, nothing to be searched.
static NO_INDEX: LazyLock<Arc<SearchIndex>> = LazyLock::new(Arc::default);

fn view(clear: ClearView<'_>) -> View<'_> {
    View {
        lang: Lang::English,
        strings: Strings::of(Lang::English),
        screen: Screen::Clear,
        pack: None,
        index: &NO_INDEX,
        guest: None,
        hand_in: SubmitDrafts::WhenLeft,
        broken: &[],
        notices: &[],
        session: None,
        stored: &[],
        report: None,
        pictures: PictureView {
            added: &[],
            together: 0,
            stage: None,
            number: 0,
            waiting: 0,
            dialog: FileDialog::Closed,
        },
        clear: Some(clear),
        settings: SettingsView {
            log_folder: "",
            drawing: okpay_wizard::ui::DrawingSetting::Any,
            drawings: &[],
            theme: Theme::Light,
            text_size: 100,
            folder: "",
            program_version: "",
            pack_version: "",
        },
    }
}

fn survey(browsers: usize, profiles: usize) -> Survey {
    let browsers = (0..browsers).map(|number| browser(number, profiles)).collect();
    let sites = vec![Site::parse("okpay.com").unwrap()];
    Survey { at: Timestamp::UNIX_EPOCH, sites, browsers, cancelled: false }
}

fn browser(number: usize, profiles: usize) -> BrowserSurvey {
    let profiles: Vec<ProfileSurvey> = (0..profiles).map(profile).collect();
    let browser = Browser {
        id: format!("chromium-{number}"),
        name: format!("Chromium {number}"),
        family: Family::Chromium,
        packaging: Packaging::System,
        version: None,
        data: PathBuf::from("/home/somebody/.config/chromium"),
        caches: Vec::new(),
        profiles: profiles.iter().map(|profile| profile.profile.clone()).collect(),
        programs: Programs::default(),
        by_hand: "chromium".to_owned(),
    };
    BrowserSurvey { browser, running: Running::No, shared_cache: CacheSurvey::default(), profiles }
}

fn profile(number: usize) -> ProfileSurvey {
    let amount = Amount { files: 1_000, bytes: 100_000_000 };
    let origin = |origin: usize| OriginFolder {
        folder: CacheFolder {
            base: PathBuf::from("/home/somebody/.config/chromium"),
            below: PathBuf::from(format!("Profile {number}/IndexedDB/https_site{origin}.example_0.indexeddb.leveldb")),
            known_by: KnownBy::Place,
        },
        origin: format!("https://site{origin}.example"),
        owner: Owner::Other,
        amount,
    };
    ProfileSurvey {
        profile: Profile {
            folder: format!("Profile {number}"),
            name: format!("Somebody {number}"),
            dir: PathBuf::from(format!("/home/somebody/.config/chromium/Profile {number}")),
            caches: Vec::new(),
            cookies: vec![PathBuf::from("Cookies")],
            last_used: None,
        },
        cache: CacheSurvey { amount, skipped: Vec::new() },
        cookies: Ok(Count { of_sites: 14, kept_for_sites: 1, others: 2_000 }),
        site_data: SiteDataSurvey { folders: (0..200).map(origin).collect(), ..SiteDataSurvey::default() },
    }
}
