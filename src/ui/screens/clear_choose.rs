//! Choosing what to clear, with its effects beside the choice.

use eframe::egui::{Align, Id as UiId, Layout, Ui, UiBuilder, vec2};

use super::super::clear_view::{ClearIntent, ClearView, SiteScope};
use super::super::drafts::Drafts;
use super::super::theme::{Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, TableRow, Tone, choice_row, hairline, table_head, table_row, tick_row};
use super::clear_meaning::{Meaning, is_passing};
use super::{clear_undo, clear_words};
use crate::browser::{
    BrowserSurvey, ClearChoice, DataKind, PartitionChoice, ProfileKey, ProfileSurvey, Running, Scope, Survey,
};
use crate::lang::{ClearWords, fill, size};

/// Below this width, the effects are below the choice.
const LEAST_WIDTH_FOR_TWO: f32 = 640.0;

pub(super) fn draw(
    ui: &mut Ui,
    view: &View<'_>,
    clear: &ClearView<'_>,
    (survey, choice): (&Survey, &ClearChoice),
    meaning: &Meaning,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    if survey.cancelled {
        widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
            widgets::text(ui, Type::Body, words.look_stopped);
        });
    }
    widgets::card(ui, |ui| table(ui, view, clear, survey, choice, drafts, out));
    ui.add_space(space::XS);
    if !meaning.open.is_empty() {
        widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
            for sentence in &meaning.open {
                widgets::text(ui, Type::Body, sentence);
            }
            widgets::dim(ui, Type::Small, words.running_go_on);
        });
        ui.add_space(space::XS);
    }
    beside(
        ui,
        |ui| widgets::card(ui, |ui| what(ui, view, clear, choice, out)),
        |ui| {
            widgets::card(ui, |ui| {
                widgets::heading(ui, Type::Card, words.will_happen);
                for (tone, sentence) in &meaning.will {
                    line(ui, *tone, sentence);
                }
            });
            ui.add_space(space::XS);
            widgets::card(ui, |ui| {
                widgets::heading(ui, Type::Card, words.stays);
                for sentence in &meaning.stays {
                    line(ui, Tone::Neutral, sentence);
                }
            });
        },
    );
    ui.add_space(space::XS);
    earlier(ui, view, clear, out);
}

/// Two columns, or one below the other in a narrow window.
pub(super) fn beside(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    if width < LEAST_WIDTH_FOR_TWO {
        left(ui);
        ui.add_space(space::XS);
        right(ui);
        return;
    }
    let column = (width - space::L) / 2.0;
    let area = ui.available_rect_before_wrap();
    let mut bottom = area.top();
    let mut draw = |ui: &mut Ui, from: f32, contents: &mut dyn FnMut(&mut Ui)| {
        let rect = eframe::egui::Rect::from_min_size(
            eframe::egui::pos2(area.left() + from, area.top()),
            vec2(column, area.height()),
        );
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
        contents(&mut child);
        bottom = bottom.max(child.min_rect().bottom());
    };
    let (mut left, mut right) = (Some(left), Some(right));
    draw(ui, 0.0, &mut |ui| {
        if let Some(left) = left.take() {
            left(ui);
        }
    });
    draw(ui, column + space::L, &mut |ui| {
        if let Some(right) = right.take() {
            right(ui);
        }
    });
    ui.advance_cursor_after_rect(eframe::egui::Rect::from_min_max(area.min, eframe::egui::pos2(area.right(), bottom)));
}

/// A sentence with an icon for its tone.
pub(super) fn line(ui: &mut Ui, tone: Tone, sentence: &str) {
    widgets::marked(ui, tone, sentence);
}

fn table(
    ui: &mut Ui,
    view: &View<'_>,
    clear: &ClearView<'_>,
    survey: &Survey,
    choice: &ClearChoice,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    ui.spacing_mut().item_spacing.y = 0.0;
    let sites = clear_words::sites(words, clear.sites);
    let of_sites = match choice.scope {
        Scope::Everything => words.head_all_cookies.to_owned(),
        Scope::Sites { .. } => fill(words.head_cookies, &[("sites", &sites)]),
    };
    table_head(ui, [words.head_browser, words.head_cache, &of_sites], words.listed);
    for browser in &survey.browsers {
        for profile in &browser.profiles {
            hairline(ui);
            profile_row(ui, view, (browser, profile), choice, &of_sites, drafts, out);
        }
        if browser.profiles.is_empty() {
            hairline(ui);
            let id = UiId::unique(("clear-hand", browser.browser.id.as_str()));
            let spoken = format!(
                "{}{}{}{}{}",
                browser.browser.name, words.listed, words.by_hand_only, words.listed, words.show_how
            );
            let row = TableRow {
                mark: None,
                title: &browser.browser.name,
                hint: words.show_how,
                cells: ["", ""],
                chip: (Tone::Neutral, words.by_hand_only),
                spoken: &spoken,
            };
            let response = table_row(ui, id, &row);
            drafts.first(&response);
            if response.clicked() {
                out.push(Intent::Clear(ClearIntent::ByHand(browser.browser.id.clone())));
            }
        }
    }
}

fn profile_row(
    ui: &mut Ui,
    view: &View<'_>,
    (browser, profile): (&BrowserSurvey, &ProfileSurvey),
    choice: &ClearChoice,
    of_sites: &str,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    let key = ProfileKey { browser: browser.browser.id.clone(), profile: profile.profile.folder.clone() };
    let bytes = profile.cache.amount.bytes + browser.shared_cache.amount.bytes;
    let cookies = cookies_cell(words, &browser.running, profile, choice);
    let cache = size(bytes);
    let chip = match &browser.running {
        Running::No => (Tone::Good, words.can_be_cleared),
        Running::Yes(_) => (Tone::Warning, words.is_open),
        Running::Unclear(_) => (Tone::Warning, words.may_be_open),
    };
    let colon = words.colon;
    let spoken = [
        format!("{}{}{}", browser.browser.name, words.listed, profile.profile.name),
        format!("{}{colon}{cache}", words.head_cache),
        format!("{of_sites}{colon}{cookies}"),
        chip.1.to_owned(),
    ]
    .join(words.listed);
    let row = TableRow {
        mark: Some(choice.profiles.contains(&key).into()),
        title: &browser.browser.name,
        hint: &profile.profile.name,
        cells: [&cache, &cookies],
        chip,
        spoken: &spoken,
    };
    let id = UiId::unique(("clear-profile", key.browser.as_str(), key.profile.as_str()));
    let response = table_row(ui, id, &row);
    drafts.first(&response);
    if response.clicked() {
        out.push(Intent::Clear(ClearIntent::Profile(key)));
    }
}

/// How many cookies will be deleted. An open browser may have more than were counted, and none can be counted while it
/// locks its data store.
fn cookies_cell(words: &ClearWords, running: &Running, profile: &ProfileSurvey, choice: &ClearChoice) -> String {
    let count = profile.cookies.as_ref().map(|count| choice.scope.split(*count).entries);
    match (count, running) {
        (Err(trouble), _) if is_passing(trouble) => words.counted_when_closed.to_owned(),
        (Err(_), _) => words.by_hand_only.to_owned(),
        (Ok(count), Running::No) => words.cookies.of_many(count),
        (Ok(0), Running::Yes(_) | Running::Unclear(_)) => words.counted_when_closed.to_owned(),
        (Ok(count), Running::Yes(_) | Running::Unclear(_)) => words.cookies_at_least.of_many(count),
    }
}

/// The three kinds of data, and whose data to clear.
fn what(ui: &mut Ui, view: &View<'_>, clear: &ClearView<'_>, choice: &ClearChoice, out: &mut Vec<Intent>) {
    let words = &view.strings.clear;
    ui.spacing_mut().item_spacing.y = 0.0;
    widgets::heading(ui, Type::Card, words.what);
    let sites = clear_words::sites(words, clear.sites);
    let of_sites = |sentence: &str| fill(sentence, &[("sites", &sites)]);
    let parts = [
        (DataKind::Cache, words.cache, words.cache_hint),
        (DataKind::Cookies, words.cookies_part, words.cookies_hint),
        (DataKind::SiteData, words.site_data, words.site_data_hint),
    ];
    for (part, name, hint) in parts {
        let id = UiId::unique(("clear-part", name));
        if tick_row(ui, id, choice.parts.contains(&part).into(), name, Some(&of_sites(hint))).clicked() {
            out.push(Intent::Clear(ClearIntent::Part(part)));
        }
    }
    ui.add_space(space::S);
    hairline(ui);
    ui.add_space(space::S);
    widgets::dim(ui, Type::Small, words.whose);
    let everything = choice.scope == Scope::Everything;
    let scopes = [
        (SiteScope::Sites, !everything, of_sites(words.only_sites), words.only_sites_hint),
        (SiteScope::Everybody, everything, words.all_sites.to_owned(), words.all_sites_hint),
    ];
    widgets::choices(ui, words.whose, |ui| {
        for (scope, chosen, name, hint) in scopes {
            let id = UiId::unique(("clear-whose", scope == SiteScope::Sites));
            if choice_row(ui, id, chosen.into(), &name, Some(hint)).clicked() && !chosen {
                out.push(Intent::Clear(ClearIntent::Whose(scope)));
            }
        }
    });
    if let Scope::Sites { kept_for_them, .. } = &choice.scope {
        let id = UiId::unique("clear-kept-for-them");
        let goes = *kept_for_them == PartitionChoice::Goes;
        let (name, hint) = (of_sites(words.kept_for_them), of_sites(words.kept_for_them_hint));
        if tick_row(ui, id, goes.into(), &name, Some(&hint)).clicked() {
            out.push(Intent::Clear(ClearIntent::KeptForThem));
        }
    }
}

/// Backups of earlier runs that can still be restored.
fn earlier(ui: &mut Ui, view: &View<'_>, clear: &ClearView<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.clear;
    let mut names: Vec<String> = clear.kept.iter().map(|kept| kept.browser_name.clone()).collect();
    names.dedup();
    let hint = fill(words.put_back_earlier, &[("browsers", &clear_words::listed(words, &names))]);
    clear_undo::draw(ui, view, clear.undo, &hint, out);
}
