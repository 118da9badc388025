//! The sentences for when the window does not open, when it closes unexpectedly, and for the next start after that.

/// Starting. `{page}` is the file with the guides, `{logs}` the folder of the log, `{when}` a time.
#[derive(Debug)]
pub struct StartWords {
    // The window does not open, in a message box of the system.
    pub no_window: &'static str,
    pub no_display: &'static str,
    pub page_opened: &'static str,
    pub page_saved: &'static str,
    pub no_page: &'static str,
    pub what_to_try: &'static str,
    pub log_is_in: &'static str,

    // The window closed unexpectedly, in a message box of the system.
    pub crashed: &'static str,
    pub crashed_what_to_do: &'static str,

    // A second start.
    pub open_already: &'static str,
    pub open_and_silent: &'static str,

    // In the window.
    pub last_time: &'static str,
    pub add_log: &'static str,
    pub log_added: &'static str,
    pub no_log: &'static str,
    pub part_of_it_failed: &'static str,

    // Settings.
    pub drawing: &'static str,
    pub drawing_hint: &'static str,
    pub drawing_any: &'static str,
    pub drawing_opengl: &'static str,
    pub drawing_directx: &'static str,
    pub drawing_software: &'static str,
}

pub(super) const CHINESE: StartWords = StartWords {
    no_window: "这台电脑上打不开排障助手的窗口：显卡驱动可能太旧，或者正在通过远程桌面使用。",
    no_display: "这里没有可以显示窗口的屏幕。",
    page_opened: "同样的步骤已经在浏览器里打开。页面保存在：{page}",
    page_saved: "同样的步骤已经保存为网页，请用浏览器打开：{page}",
    no_page: "同样的步骤也没能保存为网页：{why}",
    what_to_try: "可以试试：一、更新显卡驱动并重启电脑，再双击一次；二、如果正在从另一台电脑远程连接，请在这台电脑上直接打开；三、在终端里运行 okpay-wizard terminal，步骤完全一样。",
    log_is_in: "联系客服时，可以提供这个文件夹里的日志：{logs}",
    crashed: "排障助手出了错，已经关闭。你做过的步骤都已保存，重新打开就能继续。",
    crashed_what_to_do: "再次打开时，可以选择把日志放进报告，让客服看到出了什么问题。",
    open_already: "程序已经开着，窗口已调到最前面。",
    open_and_silent: "程序已经开着，请在任务栏里找到它的窗口。如果它没有反应，请先结束它，再打开一次。",
    last_time: "上次（{when}）程序出错后关闭了。你做过的步骤都已保存，可以继续。要把程序日志放进报告，让客服看到原因吗？日志里的隐私内容已隐藏，保存前可以先看。",
    add_log: "把日志放进报告",
    log_added: "从现在起，报告里会有程序日志。保存前可以查看，也可以去掉。",
    no_log: "没有找到上次的日志，报告里不会有它。",
    part_of_it_failed: "程序的一部分出了错。已保存的步骤都在。请关闭窗口，再打开一次。",
    drawing: "窗口的显示方式",
    drawing_hint: "窗口花屏、空白或很慢时再改，下次打开时生效。",
    drawing_any: "自动",
    drawing_opengl: "OpenGL（显卡）",
    drawing_directx: "DirectX（显卡）",
    drawing_software: "只用处理器，不用显卡",
};

pub(super) const ENGLISH: StartWords = StartWords {
    no_window: "The troubleshooter's window cannot open on this computer. The graphics driver may be too old, or you may be using the computer through a remote desktop.",
    no_display: "There is no screen here to show a window on.",
    page_opened: "The same steps were opened in your browser. The page is saved as: {page}",
    page_saved: "The same steps were saved as a web page. Please open it in a browser: {page}",
    no_page: "The same steps could not be saved as a web page either: {why}",
    what_to_try: "What you can try: 1. Update the graphics driver, restart the computer and double-click again. 2. If you are connected to this computer from another one, open the program on this computer itself. 3. In a terminal, run okpay-wizard terminal: it has the same steps.",
    log_is_in: "If you contact support, the log in this folder helps them: {logs}",
    crashed: "The troubleshooter stopped working and closed. The steps you did are saved; open it again to continue.",
    crashed_what_to_do: "When you open it again, you can add the log to your report, so that support can see what went wrong.",
    open_already: "The program is already open; its window was brought to the front.",
    open_and_silent: "The program is already open; look for its window in the taskbar. If it does not respond, end it first, then open it again.",
    last_time: "Last time ({when}) the program stopped working and closed. The steps you did are saved, and you can continue. Add the program's log to the report so support can see why? Private details in it are hidden, and you can read it before you save.",
    add_log: "Add the log to the report",
    log_added: "From now on, reports include the program's log. You can read it before you save, or leave it out.",
    no_log: "The log from last time was not found, so it will not be in the report.",
    part_of_it_failed: "Part of the program has failed. What was saved is safe. Please close the window and open the program again.",
    drawing: "How the window is drawn",
    drawing_hint: "Change this only if the window is garbled, empty or very slow. It takes effect when you open the program again.",
    drawing_any: "Automatic",
    drawing_opengl: "OpenGL (graphics card)",
    drawing_directx: "DirectX (graphics card)",
    drawing_software: "Processor only, without the graphics card",
};
