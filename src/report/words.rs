//! The report's own sentences: one `static` per language, so that the compiler finds the missing ones.

use crate::lang::Lang;

/// Fills the `{}` of a sentence in order. What is filled in is never looked at again, so it may hold braces itself.
pub(super) fn put(sentence: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut pieces = sentence.split("{}");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        filled.push_str(values.next().copied().unwrap_or_default());
        filled.push_str(piece);
    }
    filled
}

/// A label and its value. A question ends with its own mark and takes no colon.
pub(super) fn labelled(words: &Words, label: &str, value: &str) -> String {
    let between = if label.ends_with(['?', '？', ':', '：']) { " " } else { words.colon };
    format!("{label}{between}{value}")
}

/// Everything a report says by itself, in one language. `{}` stands for what is filled in.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) file: &'static str,
    pub(super) wizard_gone: &'static str,

    pub(super) summary: &'static str,
    pub(super) answers: &'static str,
    pub(super) tried: &'static str,
    pub(super) elsewhere: &'static str,
    pub(super) timeline: &'static str,
    pub(super) machine: &'static str,
    pub(super) program: &'static str,

    pub(super) outcome: &'static str,
    pub(super) because: &'static str,
    pub(super) began: &'static str,
    pub(super) touched: &'static str,
    pub(super) took: &'static str,
    pub(super) made: &'static str,
    pub(super) made_at: &'static str,
    pub(super) took_in_all: &'static str,

    pub(super) solved: &'static str,
    pub(super) not_solved: &'static str,
    pub(super) left: &'static str,
    pub(super) open: &'static str,

    pub(super) went_back: &'static str,
    pub(super) off_the_way: &'static str,
    pub(super) done: &'static str,
    pub(super) not_done: &'static str,
    pub(super) answer: &'static str,
    pub(super) asked_if_solved: &'static str,
    pub(super) said_solved: &'static str,
    pub(super) said_not_solved: &'static str,
    pub(super) worked: &'static str,
    pub(super) failed: &'static str,

    pub(super) clear_data: &'static str,
    pub(super) open_link: &'static str,
    pub(super) copy_text: &'static str,
    pub(super) save_report: &'static str,
    pub(super) contact_support: &'static str,

    pub(super) time: &'static str,
    pub(super) what: &'static str,
    pub(super) started: &'static str,
    pub(super) resumed: &'static str,
    pub(super) resumed_elsewhere: &'static str,
    pub(super) ticked: &'static str,
    pub(super) unticked: &'static str,
    pub(super) answered: &'static str,
    pub(super) cleared: &'static str,
    pub(super) went: &'static str,
    pub(super) went_solved: &'static str,
    pub(super) went_not_solved: &'static str,
    pub(super) end_solved: &'static str,
    pub(super) end_not_solved: &'static str,
    pub(super) returned: &'static str,
    pub(super) switched: &'static str,
    pub(super) undid: &'static str,
    pub(super) gave_up: &'static str,
    pub(super) undone: &'static str,

    pub(super) system: &'static str,
    pub(super) architecture: &'static str,
    pub(super) locale: &'static str,
    pub(super) zone: &'static str,
    pub(super) program_version: &'static str,
    pub(super) pack: &'static str,
    pub(super) session_made_with: &'static str,
    pub(super) session_lang: &'static str,

    pub(super) seconds: &'static str,
    pub(super) minutes: &'static str,
    pub(super) hours_minutes: &'static str,
    pub(super) days_hours: &'static str,

    pub(super) colon: &'static str,
    pub(super) quoted: &'static str,
    pub(super) brackets: [&'static str; 2],
}

impl Words {
    /// The sentences in this language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }
}

static CHINESE: Words = Words {
    title: "排障报告：{}",
    file: "{} 排障报告",
    wizard_gone: "现在的指南里没有这个问题了，下面用编号代替名称。",

    summary: "概要",
    answers: "填写的内容",
    tried: "做过什么",
    elsewhere: "其他操作",
    timeline: "全部经过",
    machine: "电脑",
    program: "程序",

    outcome: "结果",
    because: "原因",
    began: "开始时间",
    touched: "最后操作",
    took: "用时",
    made: "报告时间",
    made_at: "{}（{}）",
    took_in_all: "用时 {}",

    solved: "已解决",
    not_solved: "未解决",
    left: "中途离开",
    open: "还在进行",

    went_back: "后来退回到前面",
    off_the_way: "后来换了方向",
    done: "做了",
    not_done: "没做",
    answer: "回答",
    asked_if_solved: "解决了吗",
    said_solved: "解决了",
    said_not_solved: "还是不行",
    worked: "成功",
    failed: "没成功",

    clear_data: "清理浏览器数据",
    open_link: "打开网页",
    copy_text: "复制文字",
    save_report: "保存报告",
    contact_support: "联系客服",

    time: "时间",
    what: "发生了什么",
    started: "开始，第一页：{}",
    resumed: "重新打开，继续",
    resumed_elsewhere: "重新打开，指南更新了，从这一页继续：{}",
    ticked: "勾选：{}",
    unticked: "取消勾选：{}",
    answered: "回答：{}",
    cleared: "删去回答：{}",
    went: "从“{}”到{}",
    went_solved: "在“{}”选择“解决了”，然后到{}",
    went_not_solved: "在“{}”选择“还是不行”，然后到{}",
    end_solved: "结束：已解决",
    end_not_solved: "结束：未解决",
    returned: "回到：{}",
    switched: "语言换成：{}",
    undid: "撤销“{}”",
    gave_up: "中途离开",
    undone: "后来撤销了",

    system: "系统",
    architecture: "处理器架构",
    locale: "系统语言",
    zone: "时区",
    program_version: "程序版本",
    pack: "指南",
    session_made_with: "上次操作时的版本",
    session_lang: "使用语言",

    seconds: "{} 秒",
    minutes: "{} 分钟",
    hours_minutes: "{} 小时 {} 分钟",
    days_hours: "{} 天 {} 小时",

    colon: "：",
    quoted: "“{}”",
    brackets: ["（", "）"],
};

static ENGLISH: Words = Words {
    title: "Troubleshooting report: {}",
    file: "{} report",
    wizard_gone: "The guide no longer has this problem, so names are shown as ids.",

    summary: "Summary",
    answers: "Answers given",
    tried: "What was tried",
    elsewhere: "Elsewhere in the program",
    timeline: "Everything that happened",
    machine: "Computer",
    program: "Program",

    outcome: "Outcome",
    because: "What it was",
    began: "Started",
    touched: "Last activity",
    took: "Time spent",
    made: "Report made",
    made_at: "{} ({})",
    took_in_all: "{} spent",

    solved: "Solved",
    not_solved: "Not solved",
    left: "Left unfinished",
    open: "Still open",

    went_back: "Went back from here later",
    off_the_way: "Took another way later",
    done: "Done",
    not_done: "Not done",
    answer: "Answer",
    asked_if_solved: "Did this solve it",
    said_solved: "Yes, solved",
    said_not_solved: "No, not yet",
    worked: "Worked",
    failed: "Did not work",

    clear_data: "Clear browser data",
    open_link: "Open a web page",
    copy_text: "Copy a text",
    save_report: "Save the report",
    contact_support: "Contact support",

    time: "Time",
    what: "What happened",
    started: "Started with the page: {}",
    resumed: "Opened again and went on",
    resumed_elsewhere: "Opened again with a newer guide, went on with the page: {}",
    ticked: "Done: {}",
    unticked: "No longer done: {}",
    answered: "Answered: {}",
    cleared: "Took the answer back: {}",
    went: "From \"{}\" to {}",
    went_solved: "On \"{}\" said that it is solved, then to {}",
    went_not_solved: "On \"{}\" said that it is not solved, then to {}",
    end_solved: "the end: solved",
    end_not_solved: "the end: not solved",
    returned: "Returned to: {}",
    switched: "Language changed to: {}",
    undid: "Undid \"{}\"",
    gave_up: "Left unfinished",
    undone: "undone later",

    system: "System",
    architecture: "Processor",
    locale: "System language",
    zone: "Time zone",
    program_version: "Program version",
    pack: "Guide",
    session_made_with: "Versions last worked with",
    session_lang: "Language used",

    seconds: "{} s",
    minutes: "{} min",
    hours_minutes: "{} h {} min",
    days_hours: "{} d {} h",

    colon: ": ",
    quoted: "\"{}\"",
    brackets: [" (", ")"],
};
