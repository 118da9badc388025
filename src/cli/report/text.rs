//! A summary as text.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sentences::SummarySentences;
use super::table::table;
use crate::lang::{Lang, fill, number};
use crate::pack::ToolName;
use crate::report::{GuideSummary, PageSummary, ShareOfAll, Summary};

/// The summary.
pub(super) fn summary(summary: &Summary, lang: Lang) -> String {
    let words = SummarySentences::of(lang);
    let blocks = [
        Some(head(summary, words)),
        (!summary.wizards.is_empty()).then(|| outcomes(&summary.wizards, words)),
        Some(summary.wizards.iter().map(|one| guide(one, lang)).collect::<Vec<_>>().join("\n")),
        (!summary.tools.is_empty()).then(|| tools(summary, words)),
    ];
    blocks.into_iter().flatten().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(summary: &Summary, words: &SummarySentences) -> String {
    let many = |template: &str, count: u64| fill(template, &[("n", &number(count))]) + "\n";
    let mut text = match summary.period {
        None => format!("{}\n", words.no_reports),
        Some(period) => {
            let counted = if summary.reports == 1 { words.one_report } else { words.reports };
            let (from, to) = (day(period.from), day(period.to));
            fill(counted, &[("n", &number(summary.reports)), ("from", &from), ("to", &to)]) + "\n"
        }
    };
    if summary.damaged > 0 {
        text += &many(words.some_damaged, summary.damaged);
    }
    if summary.unreadable.count > 0 {
        text += &many(words.some_unreadable, summary.unreadable.count);
        for file in &summary.unreadable.first {
            text.extend(["  ", &file.file, words.colon, &file.why, "\n"]);
        }
        let more = summary.unreadable.count - summary.unreadable.first.len() as u64;
        if more > 0 {
            text.extend(["  ", &many(words.more, more)]);
        }
    }
    text
}

fn outcomes(guides: &[GuideSummary], words: &SummarySentences) -> String {
    let head = [words.wizard, words.reports_column, words.solved, words.not_solved, words.left, words.open];
    let row = |one: &GuideSummary| {
        let [solved, not_solved, left, open] = [one.solved, one.not_solved, one.left, one.open].map(share);
        [name(one), number(one.reports), solved, not_solved, left, open]
    };
    table(head, 1, &guides.iter().map(row).collect::<Vec<_>>())
}

fn guide(guide: &GuideSummary, lang: Lang) -> String {
    let words = SummarySentences::of(lang);
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
    let mut text = format!("{} {}", name(guide), title(&guide.words, lang)).trim_end().to_owned() + "\n";
    if guide.without_pages > 0 {
        text += &(fill(words.without_pages, &[("n", &number(guide.without_pages))]) + "\n");
    }
    if !guide.pages.is_empty() {
        text += &table(head, 2, &guide.pages.iter().map(row).collect::<Vec<_>>());
    }
    text
}

fn tools(summary: &Summary, words: &SummarySentences) -> String {
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

/// The pack's and the guide's id: two packs may have guides with the same id.
fn name(guide: &GuideSummary) -> String {
    if guide.pack.is_empty() { guide.id.clone() } else { format!("{}/{}", guide.pack, guide.id) }
}

/// The title in this language, or in another language if no report has this one.
fn title(words: &BTreeMap<Lang, String>, lang: Lang) -> String {
    words.get(&lang).or_else(|| words.values().next()).cloned().unwrap_or_default()
}

fn share(counted: ShareOfAll) -> String {
    if counted.count == 0 { "-".to_owned() } else { format!("{} ({:.0}%)", number(counted.count), counted.percent) }
}

fn day(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
}

fn elapsed(seconds: u64, words: &SummarySentences) -> String {
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
