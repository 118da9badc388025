//! The only page of the bare window, with which start, memory, size and frames of the program are compared.

use std::sync::Arc;

use eframe::egui;

/// The page's text, about as long as on a page of a guide.
const PARAGRAPHS: [&str; 4] = [
    "浏览器里留下的旧数据，常常会让登录页面认不出你。清理之后，大多数人就能重新登录了。",
    "整个过程大约需要三分钟。只会清理与本站有关的数据，其他网站的登录不受影响。",
    "如果你刚刚付过款，请先查看订单，确认没有成功之后再付一次，以免重复扣款。",
    "我们的客服不会向你索要密码、验证码或完整的卡号。任何人向你索要，都请不要提供。",
];

/// The page's check boxes.
const TASKS: [&str; 4] = ["关闭所有登录页面", "清理浏览器里的旧数据", "重新打开浏览器", "再登录一次"];

/// The state of the page's widgets.
#[derive(Default)]
pub(crate) struct Page {
    ticked: [bool; TASKS.len()],
    note: String,
}

impl Page {
    /// Draws the page.
    pub(crate) fn show(&mut self, ui: &mut egui::Ui) {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.heading("清理浏览器里的旧数据");
            for paragraph in PARAGRAPHS {
                ui.label(paragraph);
            }
            for (task, ticked) in TASKS.into_iter().zip(&mut self.ticked) {
                ui.checkbox(ticked, task);
            }
            let label = ui.label("错误提示");
            ui.text_edit_singleline(&mut self.note).labelled_by(label.id);
            if ui.button("下一步").clicked() {
                self.ticked = [true; TASKS.len()];
            }
        });
    }
}

/// Puts the embedded font first in the proportional family, as the program does, before the toolkit's default fonts.
pub(crate) fn install_font(ctx: &egui::Context) {
    use egui::FontFamily::{Monospace, Proportional};

    const FACES: [(&str, &[u8]); 4] = [
        ("regular", include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf")),
        ("Ubuntu-Light", epaint_default_fonts::UBUNTU_LIGHT),
        ("Hack", epaint_default_fonts::HACK_REGULAR),
        ("egui-icons", epaint_default_fonts::EGUI_ICONS),
    ];
    let mut fonts = egui::FontDefinitions::empty();
    for (name, bytes) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(egui::FontData::from_static(bytes)));
    }
    for (family, names) in
        [(Proportional, ["regular", "Ubuntu-Light", "egui-icons"]), (Monospace, ["Hack", "Ubuntu-Light", "egui-icons"])]
    {
        fonts.families.insert(family, names.map(str::to_owned).to_vec());
    }
    ctx.set_fonts(fonts);
}
