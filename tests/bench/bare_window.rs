//! The smallest window that shows what a page of the program shows. The benches compare the program with it.
//!
//! It has the same toolkit, renderer, embedded font and size as the program, one page of Chinese text, some check
//! boxes, a text field and a button. It reads no pack, saves no session and starts no thread.

#[path = "bare_page.rs"]
mod bare_page;

use eframe::egui;

use self::bare_page::{Page, install_font};

/// The window around the page.
struct Window(Page);

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui);
    }
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        viewport: egui::ViewportBuilder::default().with_inner_size([1024.0, 700.0]),
        ..Default::default()
    };
    eframe::run_native(
        "bare window",
        options,
        Box::new(|cc| {
            install_font(&cc.egui_ctx);
            Ok(Box::new(Window(Page::default())))
        }),
    )
}
