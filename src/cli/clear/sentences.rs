//! The sentences of `okpay-wizard clear`, in both languages.

use crate::browser::{DataKind, SkipReason};
use crate::lang::{ClearWords, Lang, Strings};
use crate::report::clean_line;

/// The sentences in one language.
#[derive(Debug)]
pub(super) struct ClearSentences {
    pub(super) lang: Lang,
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
    pub(super) closed: &'static str,
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
    pub(super) no_terminal: &'static str,
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
    pub(super) colon: &'static str,
}

impl ClearSentences {
    /// The sentences in this language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }

    /// The sentences that the window uses, too: numbers of files and entries, and reasons why something was skipped.
    pub(super) fn shared_with_window(&self) -> &'static ClearWords {
        &Strings::of(self.lang).clear
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

const ENGLISH: ClearSentences = ClearSentences {
    lang: Lang::English,
    cache: "cache",
    cookies: "cookies",
    site_data: "site data",
    shared: "all profiles",
    no_browsers: "No browser was found for this user.",
    runs: "open: {who}",
    may_run: "may be open",
    may_run_at: "may be open: its lock file was made on the computer {host}",
    may_run_store: "may be open: another program is using {path}",
    was_started: "was opened in the meantime",
    closed: "closed",
    by_hand: "can only be cleared in the browser itself",
    files: "{files}, {size}",
    kept_for_sites: ", and {entries} that other sites have saved inside it",
    entries: "{entries} of {whose}, {untouched} of other sites",
    keys: "{keys}, {untouched} of other sites",
    nothing_to_clear: "There is nothing to clear.",
    signs_out: "You will be signed out of {sites} in: {where}. ",
    signs_out_everywhere: "You will be signed out of every site in: {where}. ",
    may_sign_out: "You may be signed out of {sites} in: {where}. ",
    may_sign_out_everywhere: "You may be signed out of every site in: {where}. ",
    nowhere_else: "Nowhere else.",
    counted_later: " (counted once the browser is closed)",
    ask: "Clear this? [y/N] ",
    no_terminal: "there is no terminal to ask in: add --yes to clear, or --dry-run to look only",
    left_as_it_was: "Nothing was cleared.",
    would: "would be cleared",
    cleared: "cleared",
    vanished: "already gone: {files}",
    came: "new since then: {files}",
    entries_vanished: "listed before: {shown}, already gone: {files}",
    entries_came: "listed before: {shown}, new since then: {files}",
    skipped: "left alone: {path}: {why}",
    refused: "not cleared: {why}",
    close_it: "Close {browser} ({who}) and try again, or add --wait.",
    stopped: "Stopped; what had not been cleared by then is unchanged.",
    can_undo: "`okpay-wizard clear --undo` puts cookies and local storage back, until the browser is started again or 7 days have passed.",
    waiting: "Waiting until {browser} is closed: {who}",
    unknown_browser: "there is no browser `{name}` here; choose one of: {known}",
    unknown_profile: "there is no profile `{name}` here; choose one of: {known}",
    no_such_profile: "none of the named browsers has one of the named profiles",
    another_user: "this program runs as another user ({because}); run it as the user who owns the browser, without sudo",
    nothing_kept: "There is nothing to put back.",
    can_be_put_back: "can be put back",
    put_back: "put back",
    not_put_back: "not put back: {why}",
    everything: "all sites",
    comma: ", ",
    colon: ": ",
};

const CHINESE: ClearSentences = ClearSentences {
    lang: Lang::Chinese,
    cache: "缓存",
    cookies: "Cookie",
    site_data: "网站数据",
    shared: "所有个人资料共用",
    no_browsers: "没有找到当前用户的浏览器。",
    runs: "正在运行：{who}",
    may_run: "可能正在运行",
    may_run_at: "可能正在运行：它的锁文件是在电脑 {host} 上建立的",
    may_run_store: "可能正在运行：别的程序正在使用 {path}",
    was_started: "刚刚又启动了",
    closed: "没有运行",
    by_hand: "只能在浏览器里手动清理",
    files: "{files}，{size}",
    kept_for_sites: "，另有其他网站在它页面里保存的 {entries} 条",
    entries: "{whose} 的 {entries} 条，其他网站的 {untouched} 条",
    keys: "{keys}，其他网站的 {untouched} 个",
    nothing_to_clear: "没有可清理的内容。",
    signs_out: "你将在以下位置退出 {sites}：{where}。",
    signs_out_everywhere: "你将在以下位置退出所有网站：{where}。",
    may_sign_out: "你可能会在以下位置退出 {sites}：{where}。",
    may_sign_out_everywhere: "你可能会在以下位置退出所有网站：{where}。",
    nowhere_else: "其他网站不受影响。",
    counted_later: "（浏览器关闭后再数）",
    ask: "确定清理吗？[y/N] ",
    no_terminal: "这里没有可以询问的终端：加 --yes 直接清理，或加 --dry-run 只查看",
    left_as_it_was: "没有清理任何内容。",
    would: "将被清理",
    cleared: "已清理",
    vanished: "{files} 个已经不在了",
    came: "{files} 个是新出现的",
    entries_vanished: "之前列出 {shown} 条，其中 {files} 条已经不在了",
    entries_came: "之前列出 {shown} 条，{files} 条是新出现的",
    skipped: "没有动：{path}：{why}",
    refused: "没有清理：{why}",
    close_it: "请关闭 {browser}（{who}）后重试，或加 --wait。",
    stopped: "已停止；还没清理的保持原样。",
    can_undo: "在浏览器再次启动之前的 7 天内，`okpay-wizard clear --undo` 可以恢复 Cookie 和本地存储。",
    waiting: "正在等待 {browser} 关闭：{who}",
    unknown_browser: "这里没有浏览器 `{name}`，可以选：{known}",
    unknown_profile: "这里没有个人资料 `{name}`，可以选：{known}",
    no_such_profile: "指定的浏览器里没有指定的个人资料",
    another_user: "程序正以另一个用户的身份运行（{because}）；请由浏览器所属的用户运行，不要用 sudo",
    nothing_kept: "没有可以恢复的内容。",
    can_be_put_back: "可以恢复",
    put_back: "已恢复",
    not_put_back: "没能恢复：{why}",
    everything: "所有网站",
    comma: "、",
    colon: "：",
};

/// The reason why something was skipped, on one line without characters that control the terminal.
pub(super) fn reason(why: &SkipReason, lang: Lang) -> String {
    clean_line(&why.words(&ClearSentences::of(lang).shared_with_window().trouble))
}

#[cfg(test)]
mod tests {
    use super::ClearSentences;
    use crate::lang::{Lang, places_of};

    #[test]
    fn both_languages_fill_the_same_places() {
        let [chinese, english] = Lang::ALL.map(|lang| places_of(ClearSentences::of(lang)));
        assert_eq!(chinese, english);
        assert!(english.iter().flatten().any(|name| name == "files"), "the places were found at all");
    }
}
