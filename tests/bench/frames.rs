//! Measures the slowest frame of a walk through all guides (layout and tessellation, without the driver) and compares
//! it with the bare window's page. Does the same with a pack of 2,000 guides. Run it with `--release`.
//!
//! Each walk is done twice in the same interface. The first time, the font's characters have to be drawn; this is
//! compared with the first frame of the bare page. The second time, the characters are there and only the layout is
//! new; this is compared with the bare page when it is shown again. The time of each frame is the median of several
//! runs. The exit status is 1 when the slowest frame takes longer than the limit.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench that cannot continue fails")]

#[path = "bare_page.rs"]
mod bare_page;

use std::cell::{Cell, RefCell};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::{Action, ActionRequest, Node, NodeId, Role, TreeId};
use eframe::egui::{self, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2};
use okpay_wizard::app::{App, AppSetup, DesktopServices};
use okpay_wizard::desktop::{Folders, Settings, Store, SystemFacts, packs};
use okpay_wizard::lang::{Lang, Strings};
use okpay_wizard::pack::{Guide, LoadedPack, Outcome, Page, QuestionKind, SourceFile, WalkStep, load, plain};
use okpay_wizard::redact::KnownSecrets;
use okpay_wizard::search::SearchIndex;
use okpay_wizard::session;

/// How often each walk is measured, for the medians.
const RUNS: usize = 10;
const LIMIT: f64 = 4.0;
const MANY: usize = 2_000;
const LANG: Lang = Lang::Chinese;

fn main() -> ExitCode {
    let bare: Vec<[Times; 2]> = (0..RUNS).map(|_| bare()).collect();
    let [(_, first), (_, again)] = [slowest(&bare, 0), slowest(&bare, 1)];
    println!("bare window's page: {:.2} ms when first shown, {:.2} ms when shown again", ms(first), ms(again));
    let mut missed = false;
    let built_in = Arc::new(load(&packs::built_in()));
    let many = Arc::new(load(&many(&built_in)));
    assert_eq!(many.pack.as_ref().unwrap().wizards.len(), MANY);
    for (name, loaded) in [("all guides", &built_in), ("2,000 guides", &many)] {
        // Not measured: the program makes the index on another thread.
        let index = Arc::new(SearchIndex::of(loaded.pack.as_ref().unwrap()));
        let runs: Vec<[Times; 2]> = (0..RUNS).map(|_| ours(loaded, &index)).collect();
        for (number, kind, peer) in [(0, "new characters", first), (1, "known characters", again)] {
            let (after, took) = slowest(&runs, number);
            let ratio = took.as_secs_f64() / peer.as_secs_f64();
            let verdict = if ratio > LIMIT { "  MISSED" } else { "" };
            missed |= ratio > LIMIT;
            println!(
                "slowest frame, {name}, {kind}: {:.2} ms against {:.2} ms: {ratio:.2} (limit {LIMIT:.2}){verdict}; \
                 after: {after}",
                ms(took),
                ms(peer),
            );
        }
    }
    ExitCode::from(u8::from(missed))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The times of frames, each with the action before it.
type Times = Vec<(String, Duration)>;

/// The frame with the largest median of all runs.
fn slowest(runs: &[[Times; 2]], number: usize) -> (String, Duration) {
    let frames = runs.iter().map(|run| run[number].len()).min().unwrap();
    let median = |frame: usize| {
        let mut times: Vec<Duration> = runs.iter().map(|run| run[number][frame].1).collect();
        times.sort();
        (runs[0][number][frame].0.clone(), times[times.len() / 2])
    };
    (0..frames).map(median).max_by_key(|(_, took)| *took).unwrap()
}

/// An interface without a window.
struct Interface<'a> {
    ctx: egui::Context,
    show: Box<dyn FnMut(&mut egui::Ui) + 'a>,
    time: f64,
    nodes: Vec<(NodeId, Node)>,
    times: Times,
}

impl<'a> Interface<'a> {
    fn new(ctx: egui::Context, show: impl FnMut(&mut egui::Ui) + 'a) -> Self {
        // The bench finds what is on screen as a screen reader does, on the bare page as well.
        ctx.enable_accesskit();
        Self { ctx, show: Box::new(show), time: 0.0, nodes: Vec::new(), times: Vec::new() }
    }

    /// Draws one frame.
    fn frame(&mut self, after: &str, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1024.0, 700.0)));
        let input = RawInput { screen_rect, time: Some(self.time), focused: true, events, ..RawInput::default() };
        let start = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| (self.show)(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let drawn = self.ctx.tessellate(shapes, output.pixels_per_point);
        self.times.push((after.to_owned(), start.elapsed()));
        drop(drawn);
        if let Some(update) = output.platform_output.accesskit_update.take() {
            self.nodes = update.nodes;
        }
        output.drop_without_applying_deltas();
    }

    fn find(&self, role: Role, name: &str) -> Option<NodeId> {
        let says = |node: &Node| node.label().or(node.value()).is_some_and(|words| words.contains(name));
        let labels: Vec<NodeId> = self.nodes.iter().filter(|(_, node)| says(node)).map(|(id, _)| *id).collect();
        let named = |node: &Node| says(node) || node.labelled_by().iter().any(|id| labels.contains(id));
        let found = || self.nodes.iter().filter(|(_, node)| node.role() == role && named(node));
        let exact = found().find(|(_, node)| node.label() == Some(name));
        exact.or_else(|| found().next()).map(|(id, _)| *id)
    }

    fn act(&mut self, after: &str, target_node: NodeId, action: Action) {
        let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data: None };
        self.frame(after, vec![Event::AccessKitActionRequest(request)]);
    }
}

/// The bare page: when it is first shown, and when it is shown again after it was hidden.
fn bare() -> [Times; 2] {
    let ctx = egui::Context::default();
    bare_page::install_font(&ctx);
    let mut page = bare_page::Page::default();
    let is_hidden = Cell::new(false);
    let mut interface = Interface::new(ctx, |ui| {
        if !is_hidden.get() {
            page.show(ui);
        }
    });
    for _ in 0..3 {
        interface.frame("the page is shown", Vec::new());
    }
    let first = std::mem::take(&mut interface.times);
    for _ in 0..10 {
        is_hidden.set(true);
        // The toolkit keeps a layout for one frame after it was last shown.
        for _ in 0..3 {
            interface.frame("the page is hidden", Vec::new());
        }
        is_hidden.set(false);
        interface.frame("the page is shown again", Vec::new());
    }
    let mut again = std::mem::take(&mut interface.times);
    again.retain(|(after, _)| after == "the page is shown again");
    [first, again]
}

/// The program: a walk through each of the first five guides, and the same walk again.
fn ours(loaded: &Arc<LoadedPack>, index: &Arc<SearchIndex>) -> [Times; 2] {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let parts = AppSetup {
        from: None,
        crash: None,
        loaded: Arc::clone(loaded),
        index: Arc::clone(index),
        settings: Settings::load(&folders.settings_file()).0,
        lang: LANG,
        facts: SystemFacts::gather(),
        known: KnownSecrets::default(),
        store: Store::open(&folders.sessions).map_err(|error| error.to_string()),
        folders,
        notices: Vec::new(),
        services: Arc::new(DesktopServices::default()),
        cleaner: Arc::new(|| Err("not here".to_owned())),
    };
    let ctx = egui::Context::default();
    let app = RefCell::new(App::new(&ctx, parts).unwrap());
    let mut interface = Interface::new(ctx.clone(), |ui| {
        let mut app = app.borrow_mut();
        app.take_results(ui.ctx());
        app.frame(ui);
    });
    let settle = |interface: &mut Interface<'_>, after: &str| {
        let patience = Instant::now();
        while !app.borrow().is_idle() {
            assert!(patience.elapsed() < Duration::from_secs(30), "no rest after: {after}");
            std::thread::sleep(Duration::from_micros(200));
            app.borrow_mut().take_results(&ctx);
        }
        for _ in 0..3 {
            interface.frame(after, Vec::new());
        }
    };
    let mut walk = || {
        for wizard in loaded.pack.as_ref().unwrap().wizards.iter().take(5) {
            settle(&mut interface, "the home screen");
            home_screen(&mut interface);
            press(&mut interface, Role::Button, wizard.title.get(LANG));
            settle(&mut interface, "a guide was started");
            let way = wizard.walks.iter().find(|walk| format!("{:?}", walk.ends).contains("Solved")).unwrap();
            for step in &way.steps {
                let session = app.borrow().session().cloned().unwrap();
                let page = session::current(wizard, session.state()).unwrap();
                make(&mut interface, page, step);
                settle(&mut interface, &format!("{}: {step:?}", wizard.id));
            }
            press(&mut interface, Role::Button, Strings::of(LANG).common.home);
        }
        settle(&mut interface, "the home screen");
        std::mem::take(&mut interface.times)
    };
    [walk(), walk()]
}

/// Scrolls through the list of guides and types a few words into the search.
fn home_screen(interface: &mut Interface<'_>) {
    let wheel = |points: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    for _ in 0..5 {
        interface.frame("the list is scrolled", vec![Event::PointerMoved(pos2(500.0, 500.0)), wheel(-400.0)]);
    }
    for _ in 0..30 {
        interface.frame("the list is scrolled back", vec![wheel(400.0)]);
    }
    interface.frame("the list is scrolled back", vec![Event::PointerGone]);
    let words = &Strings::of(LANG).home;
    let field = interface.find(Role::TextInput, words.search).unwrap();
    interface.act("the search", field, Action::Focus);
    // A common word, a rarer one, and one without any match.
    for letter in "account 验证码 xq".chars() {
        interface.frame(&format!("{letter} is typed into the search"), vec![Event::Text(letter.to_string())]);
        interface.frame(&format!("{letter} was typed into the search"), Vec::new());
    }
    press(interface, Role::Button, words.clear_search);
    interface.frame("the search is cleared", Vec::new());
}

fn press(interface: &mut Interface<'_>, role: Role, name: &str) {
    let Some(node) = interface.find(role, name) else {
        panic!(
            "{role:?} {name} is not on screen: {:?}",
            interface.nodes.iter().filter_map(|(_, node)| node.label()).collect::<Vec<_>>()
        )
    };
    interface.act(name, node, Action::Click);
}

fn make(interface: &mut Interface<'_>, page: &Page, step: &WalkStep) {
    let words = Strings::of(LANG);
    match step {
        WalkStep::Tick { task, .. } => {
            press(interface, Role::CheckBox, &plain(page.task(task.as_str()).unwrap().text.get(LANG)));
        }
        WalkStep::Choose { ask, choice, .. } => {
            let QuestionKind::Choice(choices) = &page.ask(ask.as_str()).unwrap().kind else { panic!("{ask}") };
            let choice = choices.iter().find(|known| known.id == *choice).unwrap();
            press(interface, Role::RadioButton, &plain(choice.text.get(LANG)));
        }
        WalkStep::Type { ask, words, .. } => {
            let name = page.ask(ask.as_str()).unwrap().text.get(LANG);
            let fields = [Role::TextInput, Role::MultilineTextInput];
            let field = fields.into_iter().find_map(|role| interface.find(role, name)).unwrap();
            interface.act(name, field, Action::Focus);
            interface.frame("something is typed", vec![Event::Text(words.clone())]);
        }
        WalkStep::Say(Outcome::Solved) => press(interface, Role::Button, words.page.yes_solved),
        WalkStep::Say(Outcome::NotSolved) => press(interface, Role::Button, words.page.not_yet),
        WalkStep::Next => press(interface, Role::Button, words.page.next),
        WalkStep::Back => press(interface, Role::Button, words.common.back),
    }
}

/// A pack of many guides: the built-in ones, and copies of them with other names.
fn many(built_in: &LoadedPack) -> Vec<SourceFile> {
    let mut files = packs::built_in();
    let manifest = files.iter().position(|file| file.name == "pack.ron").unwrap();
    let manifest = files.swap_remove(manifest);
    let known: Vec<&str> = built_in.pack.as_ref().unwrap().wizards.iter().map(wizard_id).collect();
    let names: Vec<String> = (0..MANY)
        .map(|number| known.get(number).map_or_else(|| format!("copy-{number}"), |id| (*id).to_owned()))
        .collect();
    let listed: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let text = String::from_utf8(manifest.bytes).unwrap();
    let (head, _) = text.split_once("wizards: [").unwrap();
    let manifest =
        SourceFile { name: manifest.name, bytes: format!("{head}wizards: [{}],\n)\n", listed.join(", ")).into() };
    let copies = names.iter().enumerate().skip(known.len()).map(|(number, name)| {
        let original = &files[number % files.len()];
        let text = String::from_utf8(original.bytes.clone()).unwrap();
        let id = format!("id: {:?}", original.name.trim_end_matches(".ron"));
        let text = text.replacen(&id, &format!("id: {name:?}"), 1);
        // Each has its own title, as in any real pack.
        let text = text.replacen("title: {\"zh-CN\": \"", &format!("title: {{\"zh-CN\": \"{number} "), 1);
        SourceFile { name: format!("{name}.ron"), bytes: text.into() }
    });
    let mut all: Vec<SourceFile> = std::iter::once(manifest).chain(copies).collect();
    all.append(&mut files);
    all
}

fn wizard_id(wizard: &Guide) -> &str {
    wizard.id.as_str()
}
