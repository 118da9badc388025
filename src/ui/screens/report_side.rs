//! The column beside the report: its parts, hidden values, languages, formats and code.

use eframe::egui::{Id, Label, RichText, Ui};

use super::super::drafts::{Asking, Drafts};
use super::super::report_view::{Now, ReportIntent, ReportLanguages, ReportView, RevealableText, SaveFormat};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone, choice_row, segmented, tick_row};
use super::picture_list;
use crate::lang::{Lang, fill};
use crate::redact::SecretKind;
use crate::report::{HiddenCount, ReportPart};

/// How many characters of the selected text the button that hides it shows.
const SHORT: usize = 12;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    widgets::heading(ui, Type::Card, words.title);
    widgets::dim(ui, Type::Small, words.all_of_it);
    widgets::dim(ui, Type::Small, words.nothing_sent);
    ui.add_space(space::S);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        parts(ui, view, report, out);
    });
    ui.add_space(space::M);
    hidden(ui, view, report, drafts, out);
    ui.add_space(space::M);
    picture_list::draw(ui, view, out);
    ui.add_space(space::M);
    widgets::heading(ui, Type::Card, words.language);
    let tongues = [
        (ReportLanguages::Both, words.both),
        (ReportLanguages::One(Lang::Chinese), Lang::Chinese.name()),
        (ReportLanguages::One(Lang::English), Lang::English.name()),
    ];
    if let Some(tongues) = segmented(ui, words.language, &tongues, report.wanted.tongues) {
        out.push(Intent::Report(ReportIntent::Tongues(tongues)));
    }
    ui.add_space(space::M);
    formats(ui, view, report, out);
    if let Some(path) = report.saved {
        ui.add_space(space::M);
        widgets::chip(ui, Tone::Good, words.saved_at);
        widgets::dim(ui, Type::Small, path);
        if Button::Plain.show(ui, words.open_folder).clicked() {
            out.push(Intent::Report(ReportIntent::OpenFolder));
        }
    }
}

/// The parts that can be left out.
fn parts(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    ui.add_enabled_ui(false, |ui| {
        tick_row(ui, Id::unique("part-problem"), true.into(), words.part_problem, Some(words.part_problem_hint));
    });
    for part in ReportPart::ALL {
        let name = match part {
            ReportPart::Answers => words.part_answers,
            ReportPart::Tried => words.part_tried,
            ReportPart::Machine => words.part_machine,
            ReportPart::Timeline => words.part_timeline,
            ReportPart::Pictures if view.pictures.added.is_empty() => continue,
            ReportPart::Pictures => words.part_pictures,
            ReportPart::Log if !report.has_log => continue,
            ReportPart::Log => words.part_log,
        };
        let is_in = !report.wanted.left_out.contains(&part);
        if tick_row(ui, Id::unique(("part", name)), is_in.into(), name, None).clicked() {
            out.push(Intent::Report(ReportIntent::Toggle(part)));
        }
    }
}

/// The hidden values, with the buttons to hide more and to show some again.
fn hidden(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    widgets::heading(ui, Type::Card, words.hidden);
    if report.hidden.is_empty() {
        widgets::dim(ui, Type::Small, words.hidden_none);
    } else {
        let name = |count: &HiddenCount| {
            let kind = SecretKind::ALL.into_iter().find(|kind| kind.code() == count.id);
            kind.map_or(count.words.as_str(), |kind| kind.name(view.lang)).to_owned()
        };
        let counts: Vec<String> = report.hidden.iter().map(|one| format!("{} {}", name(one), one.count)).collect();
        widgets::text(ui, Type::Small, &counts.join(" · "));
    }
    widgets::dim(ui, Type::Small, words.hidden_how);
    ui.add_space(space::XS);
    let selected = drafts.selected().map(str::to_owned);
    let hide = match &selected {
        Some(selected) => fill(words.hide_this, &[("words", &shortened(selected))]),
        None => words.hide.to_owned(),
    };
    let pressed = ui.add_enabled_ui(selected.is_some(), |ui| Button::Plain.show_wide(ui, &hide)).inner.clicked();
    if let Some(selected) = selected.filter(|_| pressed) {
        drafts.forget_selection();
        out.push(Intent::Report(ReportIntent::Hide(selected)));
    }
    if !report.wanted.chosen.is_empty() {
        ui.add_space(space::S);
        widgets::dim(ui, Type::Small, words.chosen);
        for chosen in &report.wanted.chosen {
            widgets::text(ui, Type::Small, &shortened(chosen));
            let name = format!("{} {}", words.hide_no_more, shortened(chosen));
            if Button::Quiet.show(ui, &name).clicked() {
                out.push(Intent::Report(ReportIntent::HideNoMore(chosen.clone())));
            }
        }
    }
    if !report.can_show.is_empty() {
        ui.add_space(space::S);
        widgets::dim(ui, Type::Small, words.can_show);
        for one in report.can_show {
            can_show(ui, view, one, drafts, out);
        }
    }
    if !report.hidden.is_empty() {
        ui.add_space(space::XS);
        widgets::dim(ui, Type::Small, words.never_shown);
    }
}

/// A hidden value that can be shown after two confirmations.
fn can_show(ui: &mut Ui, view: &View<'_>, one: &RevealableText, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    let (kind, value) = (one.kind.name(view.lang), shortened(&one.original));
    ui.horizontal_wrapped(|ui| {
        widgets::chip(ui, if one.now == Now::Hidden { Tone::Accent } else { Tone::Warning }, kind);
        widgets::text(ui, Type::Small, &value);
    });
    if one.now == Now::Readable {
        widgets::dim(ui, Type::Small, words.readable);
        if Button::Plain.show(ui, &format!("{} {value}", words.hide_again)).clicked() {
            out.push(Intent::Report(ReportIntent::HideAgain(one.placeholder.clone())));
        }
        return;
    }
    let question = match drafts.asking(&one.placeholder) {
        Asking::Nothing => {
            if Button::Plain.show(ui, &format!("{} {value}", words.show)).clicked() {
                drafts.ask(&one.placeholder, Asking::Once);
            }
            return;
        }
        Asking::Once => fill(words.ask_once, &[("what", one.kind.spoken(view.lang)), ("value", &value)]),
        Asking::Twice => words.ask_twice.to_owned(),
    };
    let is_last = drafts.asking(&one.placeholder) == Asking::Twice;
    widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
        widgets::text(ui, Type::Small, &question);
        let keep = Button::Plain.show(ui, words.keep_hidden);
        drafts.first(&keep);
        if keep.clicked() {
            drafts.ask(&one.placeholder, Asking::Nothing);
        }
        let yes = if is_last { words.show_yes } else { words.go_on };
        if Button::Danger.show(ui, yes).clicked() {
            if is_last {
                drafts.ask(&one.placeholder, Asking::Nothing);
                out.push(Intent::Report(ReportIntent::Show(one.placeholder.clone())));
            } else {
                drafts.ask(&one.placeholder, Asking::Twice);
            }
        }
    });
}

fn formats(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    widgets::heading(ui, Type::Card, words.format);
    widgets::choices(ui, words.format, |ui| every_format(ui, view, report, out));
    if !view.pictures.added.is_empty() && !has_pictures(report.wanted.format) {
        widgets::marked(ui, Tone::Warning, words.no_pictures);
    }
}

fn every_format(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>, out: &mut Vec<Intent>) {
    let words = &view.strings.report;
    for format in SaveFormat::ALL {
        let (name, hint) = match format {
            SaveFormat::Html => (words.html, words.html_hint),
            SaveFormat::Text => (words.text, words.text_hint),
            SaveFormat::Short => (words.short, words.short_hint),
            SaveFormat::Json => (words.json, words.json_hint),
            SaveFormat::Zip => (words.zip, words.zip_hint),
        };
        let chosen = report.wanted.format == format;
        let id = Id::unique(("format", name));
        if choice_row(ui, id, chosen.into(), name, Some(hint)).clicked() && !chosen {
            out.push(Intent::Report(ReportIntent::Format(format)));
        }
    }
}

/// Whether this format includes pictures.
fn has_pictures(format: SaveFormat) -> bool {
    match format {
        SaveFormat::Html | SaveFormat::Zip => true,
        SaveFormat::Text | SaveFormat::Short | SaveFormat::Json => false,
    }
}

/// The code, large enough to read out.
pub(crate) fn code(ui: &mut Ui, view: &View<'_>, report: &ReportView<'_>) {
    let words = &view.strings.report;
    let palette = Palette::of(ui.ctx());
    ui.add_space(space::S);
    widgets::dim(ui, Type::Small, words.code);
    let text = RichText::new(report.code).font(Type::Title.font()).color(palette.ink).extra_letter_spacing(1.0);
    ui.add(Label::new(text));
    widgets::dim(ui, Type::Small, words.code_hint);
}

/// The beginning of a text, on one line.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHORT + 1 {
        return line;
    }
    line.chars().take(SHORT).chain(['…']).collect()
}
