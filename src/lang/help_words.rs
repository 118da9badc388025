//! The sentences of the help screen.

/// The help screen, and the words about keys.
#[derive(Debug)]
pub struct HelpWords {
    pub title: &'static str,
    /// The button that leads to it, and its key.
    pub open: &'static str,
    pub how: &'static str,
    pub steps: [&'static str; 5],
    pub keys: &'static str,
    /// Keys, and what they do. `{command}` and `{back}` stand for the names on the system's keyboards.
    pub key_rows: [(&'static str, &'static str); 9],
    pub person: &'static str,
    pub person_hint: &'static str,
    pub about: &'static str,
    pub log: &'static str,
    pub copy_text: &'static str,
    pub copy_address: &'static str,
    pub text_size_now: &'static str,
    /// A button's name with its key.
    pub with_key: &'static str,
}

/// In English.
pub(super) const ENGLISH: HelpWords = HelpWords {
    title: "Help",
    open: "Help",
    how: "How this works",
    steps: [
        "Pick the closest problem, or search in your own words.",
        "Do what the page says, tick it off, and say whether it helped.",
        "Close the window whenever you like. Everything is saved on this computer, and next time you can continue where you left off.",
        "If it is not solved, save the report and contact support. You see the address before it opens.",
        "This program never asks for passwords, codes or full card numbers, and it sends nothing by itself.",
    ],
    keys: "Keys",
    key_rows: [
        ("Tab, Shift+Tab", "Next item, previous item"),
        ("Space, Enter", "Press, tick, choose"),
        ("Esc, {back}", "Back"),
        ("{command}+Z", "Undo"),
        ("{command}+F", "Search"),
        ("{command}+C", "Copy the selected text or the current item"),
        ("{command} + / − / 0", "Larger text, smaller text, normal size"),
        ("{command}+Wheel", "Text size"),
        ("F1", "This help"),
    ],
    person: "When you need a person",
    person_hint: "You see the address of the support page first.",
    about: "About this program",
    log: "The program keeps a log of what it did, without anything that you typed. The log is here:",
    copy_text: "Copy the text",
    copy_address: "Copy the address",
    text_size_now: "Text size {percent}%",
    with_key: "{name} ({key})",
};

/// In Chinese.
pub(super) const CHINESE: HelpWords = HelpWords {
    title: "帮助",
    open: "帮助",
    how: "怎么用",
    steps: [
        "选最接近的问题，或者用自己的话搜索。",
        "按页面上说的做，做完一项勾一项，再说说有没有用。",
        "随时可以关窗口。内容都保存在这台电脑上，下次打开会接着上次的地方继续。",
        "没有解决时，保存报告，再联系客服。打开之前会先给你看网址。",
        "这个程序从不索要密码、验证码或完整卡号，也不会自己发送任何内容。",
    ],
    keys: "按键",
    key_rows: [
        ("Tab、Shift+Tab", "下一项、上一项"),
        ("空格、回车", "按下、勾选、选择"),
        ("Esc、{back}", "返回"),
        ("{command}+Z", "撤销"),
        ("{command}+F", "搜索"),
        ("{command}+C", "复制选中的文字或当前这一项"),
        ("{command} + / − / 0", "放大文字、缩小文字、恢复原来大小"),
        ("{command}+滚轮", "文字大小"),
        ("F1", "打开帮助"),
    ],
    person: "需要找人帮忙时",
    person_hint: "会先给你看客服页面的网址。",
    about: "关于这个程序",
    log: "程序会把做过的事记在日志里，不包含你输入的内容。日志在这里：",
    copy_text: "复制文字",
    copy_address: "复制网址",
    text_size_now: "文字大小 {percent}%",
    with_key: "{name}（{key}）",
};
