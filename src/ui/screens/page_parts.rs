//! The parts of a page: text, questions, tasks and tools.

use eframe::egui::{Id as UiId, Margin, TextEdit, Ui, vec2};

use super::super::drafts::{Drafts, Typed, handed_in};
use super::super::theme::{CONTROL_HEIGHT, LINE_LENGTH, Palette, Type, space};
use super::super::view::{Intent, OpenSession, Screen, View};
use super::super::widgets::{self, Tone, choice_row, hairline, link_button, tick_row};
use super::clear_tool;
use super::tool_card::{ToolSaid, tool_card};
use crate::lang::{Text, fill};
use crate::pack::{Block, Choice, Page, Question, QuestionKind, Tool};
use crate::redact::{Numbering, SecretKind};
use crate::session::{Action, Answer, RawAnswer};

/// The page's text.
pub(crate) fn blocks(ui: &mut Ui, view: &View<'_>, page: &Page, out: &mut Vec<Intent>) {
    let palette = Palette::of(ui.ctx());
    for block in &page.body {
        match block {
            Block::Text(text) => {
                widgets::emphasis(ui, Type::Body, palette.ink, text.get(view.lang));
            }
            Block::Steps(items) => points(ui, view, items, Some(1)),
            Block::List(items) => points(ui, view, items, None),
            Block::Note(text) => {
                widgets::banner(ui, Tone::Accent, view.strings.common.note, |ui| {
                    widgets::emphasis(ui, Type::Body, palette.ink, text.get(view.lang));
                });
            }
            Block::Warning(text) => {
                widgets::banner(ui, Tone::Warning, view.strings.common.careful, |ui| {
                    widgets::emphasis(ui, Type::Body, palette.ink, text.get(view.lang));
                });
            }
            Block::Link { text, to } => {
                if link_button(ui, text.get(view.lang), to).clicked() {
                    out.push(Intent::OpenLink(to.clone()));
                }
            }
        }
        ui.add_space(space::XS);
    }
}

/// List items, numbered from `first` or with dots.
fn points(ui: &mut Ui, view: &View<'_>, items: &[Text], first: Option<usize>) {
    let palette = Palette::of(ui.ctx());
    for (place, item) in items.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let mark = first.map_or_else(|| "•".to_owned(), |first| format!("{}.", first + place));
            ui.allocate_ui(vec2(24.0, Type::Body.line_height()), |ui| widgets::dim(ui, Type::Body, &mark));
            ui.vertical(|ui| {
                // Never wider than the rest of the row: large text in a small window would be cut off.
                ui.set_max_width((LINE_LENGTH - 24.0).min(ui.available_width()));
                widgets::emphasis(ui, Type::Body, palette.ink, item.get(view.lang));
            });
        });
    }
}

/// The page's questions.
pub(crate) fn asks(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    page: &Page,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    for ask in &page.asks {
        widgets::card(ui, |ui| {
            let label = ui.horizontal_wrapped(|ui| {
                let label = widgets::text(ui, Type::Card, ask.text.get(view.lang));
                if ask.optional {
                    widgets::chip(ui, Tone::Neutral, view.strings.page.optional);
                }
                label
            });
            if let Some(hint) = &ask.hint {
                let dim = Palette::of(ui.ctx()).dim;
                widgets::emphasis(ui, Type::Small, dim, hint.get(view.lang));
            }
            let key = (page.id.clone(), ask.id.clone());
            let known = open.session.state().answers.get(&key).map(|(answer, _)| answer);
            match &ask.kind {
                QuestionKind::Choice(choices) => widgets::choices(ui, ask.text.get(view.lang), |ui| {
                    choose(ui, view, (page, ask), choices, known, drafts, out);
                }),
                QuestionKind::Amount
                | QuestionKind::Date
                | QuestionKind::OrderNumber
                | QuestionKind::ErrorText
                | QuestionKind::ShortText => {
                    type_in(ui, view, open, (page, ask), label.inner.id, drafts, out);
                }
            }
        });
        ui.add_space(space::XS);
    }
}

fn choose(
    ui: &mut Ui,
    view: &View<'_>,
    (page, ask): (&Page, &Question),
    choices: &[Choice],
    known: Option<&Answer>,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    for (place, choice) in choices.iter().enumerate() {
        if place > 0 {
            hairline(ui);
        }
        let chosen = matches!(known, Some(Answer::Choice(id)) if *id == choice.id);
        let id = UiId::unique(("choice", page.id.as_str(), ask.id.as_str(), choice.id.as_str()));
        let hint = choice.hint.as_ref().map(|hint| hint.get(view.lang));
        let response = choice_row(ui, id, chosen.into(), choice.text.get(view.lang), hint);
        if known.is_none() || chosen {
            drafts.first(&response);
        }
        if response.clicked() && !chosen {
            let answer = RawAnswer::Choice(choice.id.clone());
            out.push(Intent::Session(Action::Answer { page: page.id.clone(), ask: ask.id.clone(), answer }));
        }
    }
}

fn type_in(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    (page, ask): (&Page, &Question),
    label: UiId,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let palette = Palette::of(ui.ctx());
    let words = &view.strings.page;
    let hint = match ask.kind {
        QuestionKind::Amount => words.amount_hint,
        QuestionKind::Date => words.date_hint,
        QuestionKind::OrderNumber => words.order_hint,
        QuestionKind::ErrorText => words.error_hint,
        QuestionKind::ShortText | QuestionKind::Choice(_) => words.short_hint,
    };
    let known = match open.session.state().answers.get(&(page.id.clone(), ask.id.clone())) {
        Some((Answer::Words(words), _)) => words.as_str(),
        Some((Answer::Choice(_), _)) | None => "",
    };
    let id = UiId::unique(("answer", page.id.as_str(), ask.id.as_str()));
    // Placeholders are shown in the customer's language, as in the report.
    let known = Numbering::default().number(known, view.lang);
    let draft = drafts.answer(&page.id, &ask.id, &known);
    let field = match ask.kind {
        QuestionKind::ErrorText => TextEdit::multiline(&mut draft.words).desired_rows(3),
        QuestionKind::Amount
        | QuestionKind::Date
        | QuestionKind::OrderNumber
        | QuestionKind::ShortText
        | QuestionKind::Choice(_) => {
            // Enter keeps the focus in the field; without a focus, the keyboard would lose its place.
            TextEdit::singleline(&mut draft.words).min_size(vec2(0.0, CONTROL_HEIGHT)).return_key(None)
        }
    };
    let field = field
        .id(id)
        // Tab goes to the next control, because error messages need no indentation.
        .lock_focus(false)
        .char_limit(MOST_CHARACTERS)
        .align(eframe::egui::Align2::LEFT_CENTER)
        .margin(Margin::symmetric(space::M as i8, space::S as i8))
        .desired_width(ui.available_width().min(LINE_LENGTH) - 2.0 * space::M)
        .hint_text(eframe::egui::RichText::new(hint).color(palette.dim));
    let response = ui.add(field).labelled_by(label);
    if response.changed() {
        draft.typed = Typed::Open;
        if draft.words.chars().count() >= MOST_CHARACTERS {
            draft.words = draft.words.chars().take(MOST_CHARACTERS - CUT_CHARACTERS).collect();
        }
    }
    if draft.typed == Typed::Open && response.lost_focus() {
        out.push(handed_in(&page.id, &ask.id, draft.hand_in()));
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let secrets = draft.secrets(open.redactor);
    if secrets.is_empty() {
        widgets::dim(ui, Type::Small, words.no_secrets);
    } else {
        secrets_warning(ui, view, secrets);
    }
    drafts.first(&response);
}

/// Shows at once what will be hidden, in place of the hint to leave secrets out.
fn secrets_warning(ui: &mut Ui, view: &View<'_>, secrets: &[SecretKind]) {
    let kinds: Vec<&str> = secrets.iter().map(|kind| kind.spoken(view.lang)).collect();
    let kinds = kinds.join(view.strings.page.listed);
    let words = fill(view.strings.page.looks_secret, &[("kinds", &kinds)]);
    widgets::announced(ui, |ui| widgets::marked(ui, Tone::Warning, &words));
}

/// The longest answer: enough for an error message with its stack trace.
const MOST_CHARACTERS: usize = 4_000;

/// How many more characters are removed from a text that reaches the limit. The limit may cut through a secret, and no
/// rule would recognise the rest of it.
const CUT_CHARACTERS: usize = 64;

/// The page's tasks.
pub(crate) fn tasks(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    page: &Page,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    if page.tasks.is_empty() {
        return;
    }
    widgets::dim(ui, Type::Small, view.strings.page.tasks);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for (place, task) in page.tasks.iter().enumerate() {
            if place > 0 {
                hairline(ui);
            }
            let ticked = open.session.state().ticks.contains_key(&(page.id.clone(), task.id.clone()));
            let id = UiId::unique(("task", page.id.as_str(), task.id.as_str()));
            let hint = task.hint.as_ref().map(|hint| hint.get(view.lang));
            let response = tick_row(ui, id, ticked.into(), task.text.get(view.lang), hint);
            if !ticked || place + 1 == page.tasks.len() {
                drafts.first(&response);
            }
            if response.clicked() {
                out.push(Intent::Session(Action::Toggle { page: page.id.clone(), task: task.id.clone() }));
            }
        }
    });
    ui.add_space(space::XS);
}

/// The page's tools.
pub(crate) fn tools(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    page: &Page,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.page;
    for tool in &page.tools {
        match tool {
            Tool::ClearBrowserData => clear_tool::draw(ui, view, open, page, drafts, out),
            Tool::OpenLink { text, to } => {
                let response = link_button(ui, text.get(view.lang), to);
                drafts.first(&response);
                if response.clicked() {
                    out.push(Intent::OpenLink(to.clone()));
                }
            }
            Tool::CopyText { label, text } => {
                let copied = text.get(view.lang);
                let intent = Intent::CopyTool(copied.to_owned());
                let button = view.strings.common.copy;
                tool_card(ui, &ToolSaid::plain(label.get(view.lang), copied), button, &intent, drafts, out);
            }
            Tool::SaveReport => {
                let titles = ToolSaid::plain(words.tool_report, words.tool_report_hint);
                tool_card(ui, &titles, words.tool_report_button, &Intent::Show(Screen::Report), drafts, out);
            }
            Tool::ContactSupport => {
                let titles = ToolSaid::plain(words.tool_support, words.tool_support_hint);
                let button = view.strings.common.contact_support;
                tool_card(ui, &titles, button, &Intent::Show(Screen::Support), drafts, out);
            }
        }
        ui.add_space(space::XS);
    }
}
