//! The terminal's own sentences: one `static` per language, so that the compiler finds missing ones.

use crate::lang::{Lang, Plural};

/// The terminal's own sentences in one language. [`crate::lang::fill`] fills placeholders such as `{name}`.
#[derive(Debug)]
pub(super) struct TerminalWords {
    pub(super) which_problem: &'static str,
    pub(super) unknown_wizard: &'static str,
    pub(super) continue_question: &'static str,
    pub(super) continue_here: &'static str,
    pub(super) home_commands: &'static str,
    pub(super) home_commands_continue: &'static str,

    pub(super) about_minutes: &'static str,
    pub(super) pages_left: Plural,
    pub(super) last_page: &'static str,
    pub(super) note: &'static str,
    pub(super) warning: &'static str,
    pub(super) to_do: &'static str,
    pub(super) questions: &'static str,
    pub(super) helpers: &'static str,
    pub(super) optional: &'static str,
    pub(super) answer_is: &'static str,
    pub(super) opens: &'static str,
    pub(super) clear_data: &'static str,
    pub(super) clear_data_how: &'static str,
    pub(super) save_report: &'static str,
    pub(super) contact_support: &'static str,
    pub(super) solved_question: &'static str,
    pub(super) page_commands: &'static str,
    pub(super) page_commands_solved: &'static str,

    pub(super) ticked: &'static str,
    pub(super) unticked: &'static str,
    pub(super) choose: &'static str,
    pub(super) type_line: &'static str,
    pub(super) type_lines: &'static str,
    pub(super) no_secrets: &'static str,
    pub(super) take_back: &'static str,
    pub(super) answer_kept: &'static str,
    pub(super) answer_taken_back: &'static str,
    pub(super) answer_unchanged: &'static str,
    pub(super) answer_first: &'static str,
    pub(super) not_asked: &'static str,
    pub(super) first_page: &'static str,
    pub(super) undone: &'static str,
    pub(super) nothing_to_undo: &'static str,
    pub(super) no_such_number: &'static str,
    pub(super) not_understood: &'static str,
    pub(super) not_kept: &'static str,
    pub(super) copy_this: &'static str,

    pub(super) solved: &'static str,
    pub(super) it_was: &'static str,
    pub(super) solved_commands: &'static str,

    pub(super) support: &'static str,
    pub(super) handed_over: &'static str,
    pub(super) support_lead: &'static str,
    pub(super) only_here: &'static str,
    pub(super) address: &'static str,
    pub(super) checked: &'static str,
    pub(super) unchecked: &'static str,
    pub(super) bring: &'static str,
    pub(super) never: &'static str,
    pub(super) support_commands: &'static str,

    pub(super) will_open: &'static str,
    pub(super) open_sure: &'static str,
    pub(super) opened: &'static str,
    pub(super) not_opened: &'static str,
    pub(super) nothing_to_open: &'static str,

    pub(super) report_preview: &'static str,
    pub(super) report_question: &'static str,
    pub(super) report_not_saved: &'static str,
    pub(super) report_saved: &'static str,
    pub(super) report_code: &'static str,
    pub(super) report_failed: &'static str,
    pub(super) nothing_to_report: &'static str,

    pub(super) language: &'static str,
    pub(super) bye_kept: &'static str,
    pub(super) bye_not_kept: &'static str,
    pub(super) bye: &'static str,
    pub(super) help: &'static [(&'static str, &'static str)],
    pub(super) colon: &'static str,
}

impl TerminalWords {
    /// The sentences in this language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }
}

static CHINESE: TerminalWords = TerminalWords {
    which_problem: "遇到了什么问题？",
    unknown_wizard: "没有叫“{name}”的指南，请从下面选。",
    continue_question: "要接着上次的地方继续吗？",
    continue_here: "上次停在：{place}",
    home_commands: "输入数字选择问题。c：联系客服，l：换语言，?：帮助，q：退出。",
    home_commands_continue: "按回车接着上次继续，或者输入数字选择问题。c：联系客服，l：换语言，?：帮助，q：退出。",

    about_minutes: "大约 {n} 分钟",
    pages_left: Plural {
        one: "如果这一步没有解决，后面最多还有 {n} 步。",
        other: "如果这一步没有解决，后面最多还有 {n} 步。",
    },
    last_page: "这是联系客服前的最后一步。",
    note: "提示",
    warning: "请留意",
    to_do: "要做的事（输入数字打勾）",
    questions: "想问你的（输入数字回答）",
    helpers: "工具（输入数字使用）",
    optional: "可不填",
    answer_is: "回答：{answer}",
    opens: "打开 {host}",
    clear_data: "清理浏览器数据",
    clear_data_how: "请退出这里（输入 q，进度会保留），运行下面的命令。动手之前它会列出要清理的内容并先问你；可选的内容见 okpay-wizard clear --help。也可以按这一页的步骤自己清理。",
    save_report: "保存报告",
    contact_support: "联系客服",
    solved_question: "解决了吗？",
    page_commands: "按回车到下一页。b：上一页，u：撤销，s：保存报告，c：联系客服，?：帮助，q：退出。",
    page_commands_solved: "y：解决了。回车或 n：还是不行。b：上一页，u：撤销，s：保存报告，c：联系客服，?：帮助，q：退出。",

    ticked: "已打勾：{task}",
    unticked: "已取消打勾：{task}",
    choose: "输入选项的数字，直接按回车则不改。",
    type_line: "输入回答后按回车，直接按回车则不改。",
    type_lines: "输入或粘贴回答，可以有几行，最后空一行结束。",
    no_secrets: "不要写密码、验证码或完整卡号。",
    take_back: "输入 - 删去原来的回答。",
    answer_kept: "已记下：{answer}",
    answer_taken_back: "回答已删去。",
    answer_unchanged: "没有改动。",
    answer_first: "请先回答这个问题：",
    not_asked: "这一页不问是否解决。按回车到下一页。",
    first_page: "这已经是第一页。h 回到问题列表。",
    undone: "已撤销。",
    nothing_to_undo: "没有可以撤销的。",
    no_such_number: "没有这个数字，请从上面选一个。",
    not_understood: "没看懂。输入 ? 看看可以做什么。",
    not_kept: "刚才的操作没有保存成功，所以没有算数。请检查磁盘是不是满了，然后再试一次。系统提示：{why}",
    copy_this: "请复制下面这一行：",

    solved: "问题解决了",
    it_was: "原因：{cause}",
    solved_commands: "b：又不行了，回到上一页。s：保存报告，h：回到问题列表，q：退出。",

    support: "联系客服",
    handed_over: "这里的办法都试过了，下面请客服接着帮你。",
    support_lead: "先用 s 保存报告，就不用从头再讲。",
    only_here: "客服只在这个网站上：",
    address: "完整地址，可以复制到浏览器里：",
    checked: "网站所有者已于 {date} 确认这个网址。",
    unchecked: "网站所有者还没有确认这个网址。打开后请核对网址，和上面的一字不差才继续。",
    bring: "先准备好",
    never: "真正的客服从不会",
    support_commands: "o：在浏览器里打开，s：保存报告，b：返回，h：回到问题列表，q：退出。",

    will_open: "要打开的网站：",
    open_sure: "在浏览器里打开吗？y 打开，直接按回车不打开。",
    opened: "已请浏览器打开。",
    not_opened: "浏览器没能打开。可以把上面的地址抄到别的设备上。系统提示：{why}",
    nothing_to_open: "这里没有要打开的网页。",

    report_preview: "下面就是将要保存的全部内容：",
    report_question: "保存这份报告吗？[y/n]",
    report_not_saved: "报告没有保存。",
    report_saved: "报告已保存：",
    report_code: "报告编号：{code}。打电话给客服时可以报这个编号。",
    report_failed: "报告没有保存成功。系统提示：{why}",
    nothing_to_report: "还没有开始，暂时没有可以保存的内容。",

    language: "语言：中文",
    bye_not_kept: "这次的记录没有地方保存，下次会从头开始。",
    bye_kept: "都保存好了，下次可以从这里继续。",
    bye: "再见。",
    help: &[
        ("数字", "打勾、回答问题、使用工具、选择问题"),
        ("回车 或 n", "下一页；问到是否解决时表示还是不行"),
        ("y", "解决了"),
        ("b", "上一页"),
        ("u", "撤销"),
        ("s", "保存报告"),
        ("c", "联系客服"),
        ("h", "回到问题列表"),
        ("r", "再显示一遍"),
        ("l", "换语言 / English"),
        ("q", "退出，进度会保存"),
    ],
    colon: "：",
};

static ENGLISH: TerminalWords = TerminalWords {
    which_problem: "What is the problem?",
    unknown_wizard: "There is no guide called \"{name}\". Please choose one below.",
    continue_question: "Continue where you left off?",
    continue_here: "You were at: {place}",
    home_commands: "Type a number to choose a problem. c: contact support, l: language, ?: help, q: quit.",
    home_commands_continue: "Press Enter to continue where you left off, or type a number to choose a problem. \
                             c: contact support, l: language, ?: help, q: quit.",

    about_minutes: "About {n} min",
    pages_left: Plural {
        one: "If this does not solve it, at most {n} more step is left.",
        other: "If this does not solve it, at most {n} more steps are left.",
    },
    last_page: "This is the last step before support.",
    note: "Good to know",
    warning: "Please be careful",
    to_do: "To do (type the number to tick)",
    questions: "Questions (type the number to answer)",
    helpers: "Tools (type the number to use one)",
    optional: "optional",
    answer_is: "Answer: {answer}",
    opens: "opens {host}",
    clear_data: "Clear browser data",
    clear_data_how: "Quit (type q; everything is saved) and run the command below. It shows what it would clear and asks before it does anything; okpay-wizard clear --help lists the choices. You can also clear by hand with the steps on this page.",
    save_report: "Save the report",
    contact_support: "Contact support",
    solved_question: "Did this solve it?",
    page_commands: "Press Enter for the next page. b: back, u: undo, s: save report, c: contact support, ?: help, q: quit.",
    page_commands_solved: "y: yes, solved. Enter or n: not yet. \
                           b: back, u: undo, s: save report, c: contact support, ?: help, q: quit.",

    ticked: "Ticked: {task}",
    unticked: "No longer ticked: {task}",
    choose: "Type the number of an answer, or press Enter to leave it as it is.",
    type_line: "Type the answer and press Enter, or press Enter alone to leave it as it is.",
    type_lines: "Type or paste the answer. It may have several lines; end with an empty one.",
    no_secrets: "Leave out passwords, one-time codes and full card numbers.",
    take_back: "Type - to remove the answer.",
    answer_kept: "Noted: {answer}",
    answer_taken_back: "The answer is removed.",
    answer_unchanged: "Nothing changed.",
    answer_first: "Please answer this first:",
    not_asked: "This page does not ask whether it is solved. Press Enter for the next page.",
    first_page: "This is the first page. Type h for the list of problems.",
    undone: "Undone.",
    nothing_to_undo: "There is nothing to undo.",
    no_such_number: "There is no such number. Please choose one from above.",
    not_understood: "That was not understood. Type ? to see what you can do.",
    not_kept: "This could not be saved, so it does not count. Check whether the disk is full, then try again. \
               The system says: {why}",
    copy_this: "Please copy the line below:",

    solved: "Problem solved",
    it_was: "Cause: {cause}",
    solved_commands: "b: not after all, back to the page. s: save report, h: list of problems, q: quit.",

    support: "Contact support",
    handed_over: "Everything here has been tried. Support takes over from here.",
    support_lead: "Save the report with s first, so you don't have to explain it all again.",
    only_here: "Support is on this site only:",
    address: "The whole address, to copy into a browser:",
    checked: "The owner of this address confirmed it on {date}.",
    unchecked: "The owner of this address has not confirmed it yet. \
                After opening it, compare the address: continue only if it is exactly the one above.",
    bring: "Have ready",
    never: "Real support never",
    support_commands: "o: open in the browser, s: save report, b: back, h: list of problems, q: quit.",

    will_open: "This site will open:",
    open_sure: "Open it in the browser? y opens it, Enter alone does not.",
    opened: "Your browser was asked to open it.",
    not_opened: "The browser could not open it. You can type the address above on another device. \
                 The system says: {why}",
    nothing_to_open: "There is no page to open here.",

    report_preview: "This is everything that will be saved:",
    report_question: "Save this? [y/n]",
    report_not_saved: "The report is not saved.",
    report_saved: "The report is saved:",
    report_code: "The report's code is {code}. You can read it out to support on the phone.",
    report_failed: "The report could not be saved. The system says: {why}",
    nothing_to_report: "Nothing has been started yet, so there is nothing to save.",

    language: "Language: English",
    bye_not_kept: "This session could not be saved, so next time you start from the beginning.",
    bye_kept: "Everything is saved. Next time you can continue here.",
    bye: "Goodbye.",
    help: &[
        ("number", "tick, answer, use a tool, choose a problem"),
        ("Enter or n", "next page; where it asks whether it is solved: not yet"),
        ("y", "yes, solved"),
        ("b", "back"),
        ("u", "undo"),
        ("s", "save the report"),
        ("c", "contact support"),
        ("h", "list of problems"),
        ("r", "show this page again"),
        ("l", "language / 中文"),
        ("q", "quit; everything is saved"),
    ],
    colon: ": ",
};

#[cfg(test)]
mod tests {
    use super::TerminalWords;
    use crate::lang::{Lang, places_of};

    #[test]
    fn both_languages_fill_the_same_places() {
        let [chinese, english] = Lang::ALL.map(|lang| places_of(TerminalWords::of(lang)));
        assert_eq!(chinese, english);
        assert!(english.iter().flatten().any(|name| name == "answer"), "the places were found at all");
    }
}
