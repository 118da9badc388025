//! The sentences of `okpay-wizard report`, in both languages.

use crate::lang::Lang;

/// The sentences in one language.
#[derive(Debug)]
pub(super) struct SummarySentences {
    pub(super) damaged: &'static str,
    pub(super) not_in_language: &'static str,
    pub(super) no_such_format: &'static str,
    pub(super) a_folder: &'static str,
    pub(super) not_a_folder: &'static str,
    pub(super) wrong_code: &'static str,
    pub(super) nothing_found: &'static str,
    pub(super) is_damaged: &'static str,
    pub(super) more: &'static str,

    pub(super) cannot_read: &'static str,
    pub(super) not_found: &'static str,
    pub(super) denied: &'static str,
    pub(super) system_says: &'static str,
    pub(super) not_a_file: &'static str,
    pub(super) too_large: &'static str,
    pub(super) too_deep: &'static str,
    pub(super) look_at_name: &'static str,
    pub(super) ask_for_rights: &'static str,
    pub(super) take_newer: &'static str,
    pub(super) ask_again: &'static str,

    pub(super) no_reports: &'static str,
    pub(super) one_report: &'static str,
    pub(super) reports: &'static str,
    pub(super) some_damaged: &'static str,
    pub(super) some_unreadable: &'static str,
    pub(super) without_pages: &'static str,

    pub(super) wizard: &'static str,
    pub(super) reports_column: &'static str,
    pub(super) solved: &'static str,
    pub(super) not_solved: &'static str,
    pub(super) left: &'static str,
    pub(super) open: &'static str,
    pub(super) page: &'static str,
    pub(super) title: &'static str,
    pub(super) seen: &'static str,
    pub(super) median: &'static str,
    pub(super) gave_up_here: &'static str,
    pub(super) solved_here: &'static str,
    pub(super) tool: &'static str,
    pub(super) used: &'static str,
    pub(super) worked: &'static str,
    pub(super) failed: &'static str,

    pub(super) clear_data: &'static str,
    pub(super) open_link: &'static str,
    pub(super) copy_text: &'static str,
    pub(super) save_report: &'static str,
    pub(super) contact_support: &'static str,

    pub(super) seconds: &'static str,
    pub(super) minutes: &'static str,
    pub(super) hours: &'static str,
    pub(super) a_day: &'static str,
    pub(super) colon: &'static str,
}

impl SummarySentences {
    /// The sentences in this language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }
}

static ENGLISH: SummarySentences = SummarySentences {
    damaged: "This report was changed or damaged after it was saved. The check shows damage; it cannot prove who wrote a report.",
    not_in_language: "This report has no version in {wished}; it is shown in {there}.",
    no_such_format: "that format is not available: a single report prints as text, html or json, a summary as text, json or csv, the reports with a code as text or json",
    a_folder: "{path} is a folder. Add --summary to summarise its reports or --code with a code to find one, or name a single report.",
    not_a_folder: "{path} is a file; --summary and --code need a folder of reports.",
    wrong_code: "{why}. Ask the customer to read the code out again.",
    nothing_found: "No report with the code {code} was found in {path}.",
    is_damaged: "  (changed or damaged)",
    more: "and {n} more",

    cannot_read: "cannot read {path}: {why}. {todo}",
    not_found: "there is no such file or folder",
    denied: "no permission",
    system_says: "the system says: {why}",
    not_a_file: "it is not a regular file; links, pipes and devices are not read",
    too_large: "it is larger than any report can be",
    too_deep: "the folders are nested too deeply",
    look_at_name: "Check whether the name is right.",
    ask_for_rights: "Copy it to a folder that you may read.",
    take_newer: "Use the newest version of this program.",
    ask_again: "Ask the customer for the file again: the .html, .json or .zip that the program saved.",

    no_reports: "There are no reports in this folder.",
    one_report: "1 report, made on {from}",
    reports: "{n} reports, made from {from} to {to} (UTC)",
    some_damaged: "Changed or damaged after they were saved: {n}; they are counted too",
    some_unreadable: "Files that could not be read: {n}",
    without_pages: "Reports without the pages, which their customers left out: {n}",

    wizard: "Guide",
    reports_column: "Reports",
    solved: "Solved",
    not_solved: "Not solved",
    left: "Left unfinished",
    open: "In progress",
    page: "Page",
    title: "Title",
    seen: "Seen",
    median: "Median time",
    gave_up_here: "Stopped here",
    solved_here: "Solved here",
    tool: "Tool",
    used: "Used",
    worked: "Worked",
    failed: "Failed",

    clear_data: "Clear browser data",
    open_link: "Open a link",
    copy_text: "Copy a text",
    save_report: "Save the report",
    contact_support: "Contact support",

    seconds: "{small} s",
    minutes: "{large} min {small} s",
    hours: "{large} h {small} min",
    a_day: "a day or more",
    colon: ": ",
};

static CHINESE: SummarySentences = SummarySentences {
    damaged: "这份报告在保存之后被改动过或已损坏。这项检查只能看出损坏，不能证明报告出自谁手。",
    not_in_language: "这份报告没有{wished}版本，显示的是{there}版本。",
    no_such_format: "没有这种格式：单份报告可用 text、html、json，汇总可用 text、json、csv，按编号查找可用 text、json",
    a_folder: "{path} 是文件夹。加 --summary 汇总里面的报告，加 --code 和编号查找报告，或指定其中一份报告。",
    not_a_folder: "{path} 是文件；--summary 和 --code 需要放报告的文件夹。",
    wrong_code: "{why}。请让客户把编号再读一遍。",
    nothing_found: "{path} 里没有编号为 {code} 的报告。",
    is_damaged: "（被改动过或已损坏）",
    more: "还有 {n} 个",

    cannot_read: "无法读取 {path}：{why}。{todo}",
    not_found: "没有这个文件或文件夹",
    denied: "没有权限",
    system_says: "系统提示：{why}",
    not_a_file: "它不是普通文件；程序不读取链接、管道和设备",
    too_large: "它比任何报告都大",
    too_deep: "文件夹嵌套太深",
    look_at_name: "请检查名字是否正确。",
    ask_for_rights: "请把它复制到你有权读取的文件夹。",
    take_newer: "请使用这个程序的最新版本。",
    ask_again: "请让客户重新发送程序保存的 .html、.json 或 .zip 文件。",

    no_reports: "这个文件夹里没有报告。",
    one_report: "1 份报告，生成于 {from}",
    reports: "{n} 份报告，生成于 {from} 至 {to}（UTC）",
    some_damaged: "保存之后被改动过或已损坏：{n} 份，也计算在内",
    some_unreadable: "无法读取的文件：{n} 个",
    without_pages: "没有页面内容的报告：{n} 份，客户没有选这部分",

    wizard: "指南",
    reports_column: "报告",
    solved: "已解决",
    not_solved: "未解决",
    left: "中途离开",
    open: "进行中",
    page: "页面",
    title: "标题",
    seen: "看过",
    median: "用时中位数",
    gave_up_here: "停在这里",
    solved_here: "在此解决",
    tool: "工具",
    used: "使用",
    worked: "成功",
    failed: "失败",

    clear_data: "清理浏览器数据",
    open_link: "打开链接",
    copy_text: "复制文字",
    save_report: "保存报告",
    contact_support: "联系客服",

    seconds: "{small} 秒",
    minutes: "{large} 分 {small} 秒",
    hours: "{large} 小时 {small} 分",
    a_day: "一天以上",
    colon: "：",
};

#[cfg(test)]
mod tests {
    use super::SummarySentences;
    use crate::lang::{Lang, places_of};

    #[test]
    fn both_languages_fill_the_same_places() {
        let [chinese, english] = Lang::ALL.map(|lang| places_of(SummarySentences::of(lang)));
        assert_eq!(chinese, english);
        assert!(english.iter().flatten().any(|name| name == "path"), "the places were found at all");
    }
}
