//! What `okpay-wizard clear` says, in both languages.

use crate::browser::{DataKind, SkipReason};
use crate::lang::{Lang, fill};
use crate::report::clean_line;

/// The sentences of one language.
pub(super) struct Words {
    pub(super) cache: &'static str,
    pub(super) cookies: &'static str,
    pub(super) site_data: &'static str,
    pub(super) shared: &'static str,
    pub(super) no_browsers: &'static str,
    pub(super) runs: &'static str,
    pub(super) may_run: &'static str,
    pub(super) may_run_at: &'static str,
    pub(super) may_run_store: &'static str,
    pub(super) was_started: &'static str,
    pub(super) rests: &'static str,
    pub(super) by_hand: &'static str,
    pub(super) files: &'static str,
    pub(super) entries: &'static str,
    pub(super) kept_for_sites: &'static str,
    pub(super) keys: &'static str,
    pub(super) nothing_to_clear: &'static str,
    pub(super) signs_out: &'static str,
    pub(super) signs_out_everywhere: &'static str,
    pub(super) may_sign_out: &'static str,
    pub(super) may_sign_out_everywhere: &'static str,
    pub(super) nowhere_else: &'static str,
    pub(super) counted_later: &'static str,
    pub(super) ask: &'static str,
    pub(super) nobody_to_ask: &'static str,
    pub(super) left_as_it_was: &'static str,
    pub(super) would: &'static str,
    pub(super) cleared: &'static str,
    pub(super) vanished: &'static str,
    pub(super) came: &'static str,
    pub(super) entries_vanished: &'static str,
    pub(super) entries_came: &'static str,
    pub(super) skipped: &'static str,
    pub(super) refused: &'static str,
    pub(super) close_it: &'static str,
    pub(super) stopped: &'static str,
    pub(super) can_undo: &'static str,
    pub(super) waiting: &'static str,
    pub(super) unknown_browser: &'static str,
    pub(super) unknown_profile: &'static str,
    pub(super) no_such_profile: &'static str,
    pub(super) another_user: &'static str,
    pub(super) nothing_kept: &'static str,
    pub(super) can_be_put_back: &'static str,
    pub(super) put_back: &'static str,
    pub(super) not_put_back: &'static str,
    pub(super) everything: &'static str,
    pub(super) comma: &'static str,
}

impl Words {
    /// Those of this language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }

    /// A part's name.
    pub(super) fn part(&self, part: DataKind) -> &'static str {
        match part {
            DataKind::Cache => self.cache,
            DataKind::Cookies => self.cookies,
            DataKind::SiteData => self.site_data,
        }
    }
}

const ENGLISH: Words = Words {
    cache: "cache",
    cookies: "cookies",
    site_data: "site data",
    shared: "all profiles",
    no_browsers: "No browser was found for this user.",
    runs: "runs: {who}",
    may_run: "may be running",
    may_run_at: "may be running: its lock was made on the computer {host}",
    may_run_store: "may be running: another program holds {path}",
    was_started: "was started meanwhile",
    rests: "does not run",
    by_hand: "can only be cleared in the browser itself",
    files: "{files} files, {size}",
    kept_for_sites: ", and {entries} that others keep for it",
    entries: "{entries} of {whose}, {untouched} others",
    keys: "{entries} entries of local storage, {untouched} others",
    nothing_to_clear: "There is nothing to clear.",
    signs_out: "You will be signed out of {sites} in: {where}. ",
    signs_out_everywhere: "You will be signed out of every site in: {where}. ",
    may_sign_out: "You may be signed out of {sites} in: {where}. ",
    may_sign_out_everywhere: "You may be signed out of every site in: {where}. ",
    nowhere_else: "Nowhere else.",
    counted_later: " (counted once the browser is closed)",
    ask: "Clear this? [y/N] ",
    nobody_to_ask: "there is no terminal to ask on: add --yes to clear, or --dry-run to look only",
    left_as_it_was: "Nothing was cleared.",
    would: "would be cleared",
    cleared: "cleared",
    vanished: "{files} had gone by themselves",
    came: "{files} had come since",
    entries_vanished: "{shown} entries were shown, {files} of them had gone by themselves",
    entries_came: "{shown} entries were shown, {files} had come since",
    skipped: "left alone: {path}: {why}",
    refused: "not cleared: {why}",
    close_it: "Close {browser} ({who}) and try again, or add --wait.",
    stopped: "It was stopped; what was not cleared by then is as it was.",
    can_undo: "`okpay-wizard clear --undo` puts cookies and local storage back, until the browser is started or 7 days have passed.",
    waiting: "Waiting until {browser} is closed: {who}",
    unknown_browser: "there is no browser `{name}` here; there are: {known}",
    unknown_profile: "there is no profile `{name}` here; there are: {known}",
    no_such_profile: "none of the named browsers has one of the named profiles",
    another_user: "this runs with the rights of another user ({because}); run it as the user whose browser it is, without sudo",
    nothing_kept: "There is nothing to put back.",
    can_be_put_back: "can be put back",
    put_back: "put back",
    not_put_back: "not put back: {why}",
    everything: "all sites",
    comma: ", ",
};

const CHINESE: Words = Words {
    cache: "缓存",
    cookies: "Cookie",
    site_data: "网站数据",
    shared: "所有用户共用",
    no_browsers: "没有找到当前用户的浏览器。",
    runs: "正在运行：{who}",
    may_run: "可能正在运行",
    may_run_at: "可能正在运行：它的锁是在电脑 {host} 上建立的",
    may_run_store: "可能正在运行：{path} 被别的程序占用",
    was_started: "刚刚又启动了",
    rests: "没有运行",
    by_hand: "只能在浏览器里自己清理",
    files: "{files} 个文件，{size}",
    kept_for_sites: "，另有其他网站为它存的 {entries} 个",
    entries: "{whose} 的 {entries} 个，其他 {untouched} 个",
    keys: "本地存储 {entries} 条，其他 {untouched} 条",
    nothing_to_clear: "没有可清理的内容。",
    signs_out: "您将在以下位置退出 {sites}：{where}。",
    signs_out_everywhere: "您将在以下位置退出所有网站：{where}。",
    may_sign_out: "您可能会在以下位置退出 {sites}：{where}。",
    may_sign_out_everywhere: "您可能会在以下位置退出所有网站：{where}。",
    nowhere_else: "其他网站不受影响。",
    counted_later: "（浏览器关闭后再统计）",
    ask: "确定清理吗？[y/N] ",
    nobody_to_ask: "这里没有可以提问的终端：加 --yes 直接清理，或加 --dry-run 只查看",
    left_as_it_was: "没有清理任何内容。",
    would: "将被清理",
    cleared: "已清理",
    vanished: "{files} 个已自行消失",
    came: "{files} 个是后来出现的",
    entries_vanished: "之前显示 {shown} 条，其中 {files} 条已自行消失",
    entries_came: "之前显示 {shown} 条，{files} 条是后来出现的",
    skipped: "未动：{path}：{why}",
    refused: "未清理：{why}",
    close_it: "请关闭 {browser}（{who}）后重试，或加 --wait。",
    stopped: "已停止；还没清理的保持原样。",
    can_undo: "在浏览器再次启动之前的 7 天内，`okpay-wizard clear --undo` 可以恢复 Cookie 和本地存储。",
    waiting: "正在等待 {browser} 关闭：{who}",
    unknown_browser: "这里没有浏览器 `{name}`，现有：{known}",
    unknown_profile: "这里没有用户配置 `{name}`，现有：{known}",
    no_such_profile: "指定的浏览器里没有指定的用户配置",
    another_user: "程序正以另一个用户的权限运行（{because}）；请由浏览器所属的用户运行，不要用 sudo",
    nothing_kept: "没有可以恢复的内容。",
    can_be_put_back: "可以恢复",
    put_back: "已恢复",
    not_put_back: "未恢复：{why}",
    everything: "所有网站",
    comma: "、",
};

/// Why something was left alone.
pub(super) fn trouble(why: &SkipReason, lang: Lang) -> String {
    let (english, chinese, detail) = match why {
        SkipReason::Running => ("the browser runs", "浏览器正在运行", String::new()),
        SkipReason::MayBeRunning => ("the browser may be running", "浏览器可能正在运行", String::new()),
        SkipReason::Locked => ("another program holds it", "被其他程序占用", String::new()),
        SkipReason::Denied => ("no permission", "没有权限", String::new()),
        SkipReason::DiskFull => ("the disk is full", "磁盘已满", String::new()),
        SkipReason::ReadOnly => ("the disk can only be read", "磁盘是只读的", String::new()),
        SkipReason::LinkedAway(target) => (
            "a link to {detail}, which is not its cache",
            "它是指向 {detail} 的链接，那里不是它的缓存",
            clean_line(&target.to_string_lossy()),
        ),
        SkipReason::NotACache => (
            "a setting names it as a cache, and it does not look like one",
            "有设置说它是缓存，但里面不像缓存",
            String::new(),
        ),
        SkipReason::OtherDisk => ("it lies on another disk", "它在另一个磁盘上", String::new()),
        SkipReason::OtherUser => ("it belongs to another user", "它属于另一个用户", String::new()),
        SkipReason::UnknownVersion(version) => {
            ("the store is of an unknown version ({detail})", "存储的版本未知（{detail}）", version.clone())
        }
        SkipReason::UnknownKind => ("the store is of an unknown kind", "存储的类型未知", String::new()),
        SkipReason::Damaged => ("the store is damaged", "存储已损坏", String::new()),
        SkipReason::SecondName => ("the file has a second name elsewhere", "该文件在别处还有另一个名字", String::new()),
        SkipReason::SetAside(name) => (
            "an earlier clearing was cut short; the earlier store lies beside it as {detail}",
            "上一次清理中途断了，旧的存储在旁边，名为 {detail}",
            name.clone(),
        ),
        SkipReason::StartedSince => ("the browser was started since", "浏览器在那之后启动过", String::new()),
        SkipReason::NotAsExpected => {
            ("the store did not turn out as expected", "存储与预期不符，保持原样", String::new())
        }
        SkipReason::NoCopy => ("no copy for undoing could be made", "无法保存用于恢复的副本", String::new()),
        SkipReason::SharedStore => ("all sites share it", "所有网站共用，无法单独清理", String::new()),
        SkipReason::Cancelled => ("it was stopped", "已停止", String::new()),
        SkipReason::Other(text) => ("{detail}", "{detail}", clean_line(text)),
    };
    let template = match lang {
        Lang::English => english,
        Lang::Chinese => chinese,
    };
    fill(template, &[("detail", &detail)])
}

/// A number with its thousands apart.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// Bytes, as file managers tell them.
pub(super) fn size(bytes: u64) -> String {
    let units = [("GB", 1e9), ("MB", 1e6), ("KB", 1e3)];
    match units.into_iter().find(|(_, unit)| bytes as f64 >= *unit) {
        Some((name, unit)) => format!("{:.1} {name}", bytes as f64 / unit),
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes_are_easy_to_read() {
        assert_eq!([0, 999, 1000, 2_311_042].map(number), ["0", "999", "1,000", "2,311,042"]);
        assert_eq!([0, 999, 1500, 20_000_000_000].map(size), ["0 B", "999 B", "1.5 KB", "20.0 GB"]);
    }
}
