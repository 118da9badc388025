//! The sentences about pictures in Chinese.

use super::{PictureWords, Plural};

/// The same form for every number.
const fn counted(sentence: &'static str) -> Plural {
    Plural { one: sentence, other: sentence }
}

/// All sentences.
pub(super) const PICTURE: PictureWords = PictureWords {
    title: "图片",
    limits: "最多 {count} 张，合计不超过 {total}。每张都会缩小，并去掉拍摄地点等隐藏信息。",
    how: "也可以把图片拖到这个窗口里，或按 {key} 粘贴。",
    add: "添加图片…",
    asking: "文件窗口已打开",
    full: "报告最多能带 {count} 张图片。要换一张，请先移除一张。",
    nth: "图片 {n}",
    facts: "{width} × {height}，{size}",
    remove: "移除图片 {n}",
    together: "已用 {size}，上限 {total}",
    let_go: "在这里松开鼠标，添加图片",
    let_go_full: "报告最多能带 {count} 张图片",

    dialog: "选择图片",
    dialog_filter: "图片",

    black_out: "把不该让人看到的地方涂黑",
    black_out_how: "用鼠标拖出一块区域即可涂黑。添加之后，涂黑的部分会从图片里彻底去掉。",
    black_out_keys: "用键盘：方向键移动方框，Shift 加方向键改变大小，回车键涂黑。",
    not_searched: "程序不会在图片里查找敏感信息。卡号、验证码、密码和姓名，请自己涂黑。",
    picture: "你的图片，上面有一个方框。方向键移动方框，Shift 加方向键改变大小，回车键或空格键把方框里的内容涂黑。",
    frame_at: "方框距左边 {x}%，距顶部 {y}%，宽 {width}%，高 {height}%。",
    nothing_hidden: "还没有涂黑任何地方",
    hidden: counted("已涂黑 {n} 处"),
    undo: "撤销上一处",
    waiting: counted("后面还有 {n} 张图片"),
    leave_out: "不加这张",
    add_it: "加入报告",
    reading: "正在读取图片",
    reading_hint: "正在缩小，需要一点时间。随时可以选择不加。",
    adding: "正在添加图片",
    adding_hint: "图片会重新生成，不带任何隐藏信息。",

    pasted: "粘贴的图片",
    added: "图片已加入报告",
    too_large: "文件太大，不像是图片：{file}。最大可以读取 {most}。请截一张屏，或导出小一些的图片再添加。",
    too_many_pixels: "图片的像素太多：{file}。请截一张屏，或导出小一些的图片再添加。",
    heic: "这是 iPhone 的 HEIC 照片，这里读不了：{file}。请截一张屏，或导出为 JPEG 再添加。",
    unknown: "这个文件不是这里能读取的图片：{file}。可以读取 {formats}。也可以截一张屏来添加。",
    damaged: "图片已损坏，无法完整读取：{file}。请截一张屏，或换一份完好的文件。",
    unreadable: "文件打不开：{file}。{why}。请把它复制到“文档”文件夹，再试一次。",
    too_many: "报告最多能带 {count} 张图片，多出来的没有加入。要换一张，请先移除一张。",
    too_much: "加上这张，图片合计会超过 {total}。请先从报告里移除一张，或不加这张。",
    dialog_failed: "系统的文件窗口没有打开。可以把图片拖到这个窗口里，或按 {key} 粘贴。",
};
