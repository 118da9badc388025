//! How to contact support, and how to recognise false support.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Label, Ui};

use super::super::drafts::Drafts;
use super::super::report_view::ReportIntent;
use super::super::status;
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, Screen, View};
use super::super::widgets::{self, Button, Tone};
use super::{guest, scrolling};
use crate::lang::{Lang, Text, fill};
use crate::pack::Pack;

pub(crate) fn draw(ui: &mut Ui, view: &View<'_>, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let Some(pack) = view.pack else { return };
    let words = &view.strings.support;
    let saved = view.report.as_ref().and_then(|report| report.saved);
    scrolling(ui, "support", 664.0, |ui| {
        guest::draw(ui, view, out);
        widgets::heading(ui, Type::Title, words.title);
        widgets::dim(ui, Type::Body, if saved.is_some() { words.lead_saved } else { words.lead });
        ui.add_space(space::S);
        address(ui, view, pack, drafts, out);
        ui.add_space(space::S);
        address_check(ui, view, pack);
        ui.add_space(space::S);
        report(ui, view, saved, out);
        mail(ui, view, pack, out);
        points(ui, view, words.bring, &pack.contact.bring, Tone::Good);
        points(ui, view, words.never, &pack.contact.never, Tone::Danger);
    });
}

/// The host in large letters, then the button.
fn address(ui: &mut Ui, view: &View<'_>, pack: &Pack, drafts: &mut Drafts, out: &mut Vec<Intent>) {
    let words = &view.strings.support;
    let page = &pack.contact.page;
    widgets::card(ui, |ui| {
        ui.vertical_centered(|ui| {
            centred(ui, words.will_open);
            ui.add(Label::new(host(ui, pack, &page.host)).wrap());
            centred(ui, words.compare);
        });
        ui.add_space(space::S);
        let width = |words: &str| {
            let galley = ui.painter().layout_no_wrap(words.to_owned(), Type::Body.font(), Palette::of(ui.ctx()).ink);
            galley.size().x + 2.0 * space::L
        };
        // If there is a report, the button also copies it and says so.
        let (open_words, open_page) = match view.report {
            Some(_) => (words.copy_and_open, Intent::HandOver(page.clone())),
            None => (words.open_page, Intent::OpenLink(page.clone())),
        };
        let both = width(words.copy_address) + width(open_words) + space::S;
        ui.horizontal_wrapped(|ui| {
            ui.add_space(((ui.available_width() - both) / 2.0).max(0.0));
            if Button::Plain.show(ui, words.copy_address).clicked() {
                out.push(Intent::CopyAddress(page.url.clone()));
            }
            let open = Button::Primary.show(ui, open_words);
            status::leads_to(ui, &open, &page.url);
            drafts.first(&open);
            if open.clicked() {
                out.push(open_page);
            }
        });
    });
}

fn centred(ui: &mut Ui, words: &str) {
    let palette = Palette::of(ui.ctx());
    ui.add(Label::new(widgets::job_dim(words, &palette)).wrap());
}

/// The host, with its registered domain in colour, because that part shows who owns it.
fn host(ui: &Ui, pack: &Pack, host: &str) -> LayoutJob {
    let palette = Palette::of(ui.ctx());
    let domain = pack.hosts.iter().find(|domain| host.ends_with(domain.as_str())).map_or(host, String::as_str);
    let before = host.strip_suffix(domain).unwrap_or_default();
    let mut job = LayoutJob { halign: eframe::egui::Align::Center, ..LayoutJob::default() };
    for (words, colour) in [(before, palette.ink), (domain, palette.accent)] {
        job.append(words, 0.0, eframe::egui::TextFormat::simple(Type::Hero.font(), colour));
    }
    job
}

/// What the pack says about the address: whether and when it was checked.
fn address_check(ui: &mut Ui, view: &View<'_>, pack: &Pack) {
    let words = &view.strings.support;
    let (tone, word, sentence) = if let Some(date) = pack.contact.checked {
        (Tone::Good, view.strings.common.note, fill(words.checked, &[("date", &date.to_string())]))
    } else {
        let hosts = pack.hosts.join(view.strings.page.listed);
        let source = pack.contact.source.as_ref().map_or("", |source| source.get(view.lang));
        let otherwise = fill(words.otherwise, &[("host", &hosts)]);
        let gap = if view.lang == Lang::English { " " } else { "" };
        let parts = [words.unchecked, source, &otherwise].into_iter().filter(|part| !part.is_empty());
        (Tone::Warning, view.strings.common.careful, parts.collect::<Vec<_>>().join(gap))
    };
    widgets::banner(ui, tone, word, |ui| widgets::text(ui, Type::Body, &sentence));
}

fn report(ui: &mut Ui, view: &View<'_>, saved: Option<&str>, out: &mut Vec<Intent>) {
    let words = &view.strings.support;
    widgets::card(ui, |ui| {
        widgets::text(ui, Type::Card, words.report_card);
        if view.session.is_none() {
            widgets::dim(ui, Type::Small, words.no_session);
            return;
        }
        match saved {
            Some(path) => widgets::dim(ui, Type::Small, &fill(words.report_saved, &[("path", path)])),
            None => widgets::dim(ui, Type::Small, words.report_hint),
        };
        ui.horizontal_wrapped(|ui| {
            if Button::Plain.show(ui, words.make_report).clicked() {
                out.push(Intent::Show(Screen::Report));
            }
            if saved.is_some() && Button::Plain.show(ui, words.open_folder).clicked() {
                out.push(Intent::Report(ReportIntent::OpenFolder));
            }
        });
    });
    ui.add_space(space::S);
}

/// The card for an e-mail about the report, if the pack has an address.
fn mail(ui: &mut Ui, view: &View<'_>, pack: &Pack, out: &mut Vec<Intent>) {
    let (Some(address), Some(_)) = (&pack.contact.mail, &view.report) else { return };
    let words = &view.strings.support;
    widgets::card(ui, |ui| {
        widgets::text(ui, Type::Card, words.mail_card);
        widgets::dim(ui, Type::Small, &fill(words.mail_hint, &[("address", address.as_str())]));
        let write = Button::Plain.show(ui, words.write_mail);
        status::leads_to(ui, &write, &format!("mailto:{}", address.as_str()));
        if write.clicked() {
            out.push(Intent::WriteMail);
        }
    });
    ui.add_space(space::S);
}

fn points(ui: &mut Ui, view: &View<'_>, title: &str, items: &[Text], tone: Tone) {
    if items.is_empty() {
        return;
    }
    widgets::card(ui, |ui| {
        widgets::text(ui, Type::Card, title);
        for item in items {
            widgets::point(ui, tone, &crate::pack::plain(item.get(view.lang)));
        }
    });
    ui.add_space(space::S);
}
