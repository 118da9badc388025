//! A summary for people.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::table::table;
use super::words::Words;
use crate::lang::{Lang, fill, number};
use crate::pack::ToolName;
use crate::report::{GuideSummary, PageSummary, ShareOfAll, Summary};

/// The summary.
pub(super) fn summary(summary: &Summary, lang: Lang) -> String {
    let words = Words::of(lang);
    let blocks = [
        Some(head(summary, words)),
        (!summary.wizards.is_empty()).then(|| outcomes(&summary.wizards, words)),
        Some(summary.wizards.iter().map(|one| wizard(one, lang)).collect::<Vec<_>>().join("\n")),
        (!summary.tools.is_empty()).then(|| tools(summary, words)),
    ];
    blocks.into_iter().flatten().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(summary: &Summary, words: &Words) -> String {
    let many = |template: &str, count: u64| fill(template, &[("n", &number(count))]) + "\n";
    let mut told = match summary.period {
        None => format!("{}\n", words.no_reports),
        Some(period) => {
            let counted = if summary.reports == 1 { words.one_report } else { words.reports };
            let (from, to) = (day(period.from), day(period.to));
            fill(counted, &[("n", &number(summary.reports)), ("from", &from), ("to", &to)]) + "\n"
        }
    };
    if summary.damaged > 0 {
        told += &many(words.some_damaged, summary.damaged);
    }
    if summary.unreadable.count > 0 {
        told += &many(words.some_unreadable, summary.unreadable.count);
        for file in &summary.unreadable.first {
            told.extend(["  ", &file.file, words.colon, &file.why, "\n"]);
        }
        let more = summary.unreadable.count - summary.unreadable.first.len() as u64;
        if more > 0 {
            told.extend(["  ", &many(words.more, more)]);
        }
    }
    told
}

fn outcomes(wizards: &[GuideSummary], words: &Words) -> String {
    let head = [words.wizard, words.reports_column, words.solved, words.not_solved, words.left, words.open];
    let row = |one: &GuideSummary| {
        let [solved, not_solved, left, open] = [one.solved, one.not_solved, one.left, one.open].map(share);
        [name(one), number(one.reports), solved, not_solved, left, open]
    };
    table(head, 1, &wizards.iter().map(row).collect::<Vec<_>>())
}

fn wizard(wizard: &GuideSummary, lang: Lang) -> String {
    let words = Words::of(lang);
    let head = [words.page, words.title, words.seen, words.median, words.gave_up_here, words.solved_here];
    let row = |page: &PageSummary| {
        [
            page.id.clone(),
            title(&page.words, lang),
            number(page.seen),
            page.median_seconds.map_or_else(|| "-".to_owned(), |seconds| elapsed(seconds, words)),
            share(page.gave_up),
            share(page.solved),
        ]
    };
    let mut told = format!("{} {}", name(wizard), title(&wizard.words, lang)).trim_end().to_owned() + "\n";
    if wizard.without_pages > 0 {
        told += &(fill(words.without_pages, &[("n", &number(wizard.without_pages))]) + "\n");
    }
    if !wizard.pages.is_empty() {
        told += &table(head, 2, &wizard.pages.iter().map(row).collect::<Vec<_>>());
    }
    told
}

fn tools(summary: &Summary, words: &Words) -> String {
    let head = [words.tool, words.used, words.worked, words.failed];
    let rows = summary.tools.iter().map(|tool| {
        let name = match tool.tool {
            ToolName::ClearBrowserData => words.clear_data,
            ToolName::OpenLink => words.open_link,
            ToolName::CopyText => words.copy_text,
            ToolName::SaveReport => words.save_report,
            ToolName::ContactSupport => words.contact_support,
        };
        [name.to_owned(), number(tool.used), share(tool.worked), share(tool.failed)]
    });
    table(head, 1, &rows.collect::<Vec<_>>())
}

/// The pack and the wizard: two packs may have a wizard of the same name.
fn name(wizard: &GuideSummary) -> String {
    if wizard.pack.is_empty() { wizard.id.clone() } else { format!("{}/{}", wizard.pack, wizard.id) }
}

/// The title in this language, or in another where no report is in this one.
fn title(words: &BTreeMap<Lang, String>, lang: Lang) -> String {
    words.get(&lang).or_else(|| words.values().next()).cloned().unwrap_or_default()
}

fn share(counted: ShareOfAll) -> String {
    if counted.count == 0 { "-".to_owned() } else { format!("{} ({:.0}%)", number(counted.count), counted.percent) }
}

fn day(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}

fn elapsed(seconds: u64, words: &Words) -> String {
    let (minutes, hours) = (seconds / 60, seconds / 3_600);
    let filled = |template, large: u64, small: u64| {
        fill(template, &[("large", &large.to_string()), ("small", &small.to_string())])
    };
    if hours >= 24 {
        words.a_day.to_owned()
    } else if hours > 0 {
        filled(words.hours, hours, minutes % 60)
    } else if minutes > 0 {
        filled(words.minutes, minutes, seconds % 60)
    } else {
        filled(words.seconds, 0, seconds)
    }
}
