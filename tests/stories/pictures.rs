//! A customer shows support what is on the screen: they add a picture by button, by drop or by paste, look at it, black
//! out what must stay private, and it goes into the report.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, ColorImage, Key, Modifiers, Rect, pos2};
use image::{Rgb, RgbImage};
use okpay_wizard::lang::{Lang, fill, size};
use okpay_wizard::picture::{FORMATS, MOST_BYTES_READ, MOST_BYTES_TOGETHER, MOST_PICTURES};
use okpay_wizard::ui::PASTE_KEY;

use super::customer::Customer;
use super::machine::{Asked, Machine};
use super::steps::{begins_login, title};

/// A customer on the report page.
fn before_report(machine: &Machine, lang: Lang) -> Customer {
    let mut customer = machine.start(lang);
    begins_login(&mut customer);
    opens_report(&mut customer);
    customer
}

fn opens_report(customer: &mut Customer) {
    customer.presses(customer.strings().common.contact_support);
    customer.presses(customer.strings().support.make_report);
}

/// A screenshot, white all over, in a file of this name.
fn screenshot(machine: &Machine, name: &str) -> PathBuf {
    let path = machine.folders.data.parent().unwrap().join(name);
    RgbImage::from_pixel(400, 300, Rgb([255, 255, 255])).save(&path).unwrap();
    path
}

fn file(machine: &Machine, name: &str, bytes: &[u8]) -> PathBuf {
    let path = machine.folders.data.parent().unwrap().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The picture's place on the screen.
#[track_caller]
fn board(customer: &Customer) -> Rect {
    customer.one(Role::Canvas, customer.strings().picture.picture).place
}

/// The only added picture, as it is in the report.
#[track_caller]
fn only_picture(customer: &Customer) -> RgbImage {
    let [added] = customer.pictures() else { panic!("{} pictures", customer.pictures().len()) };
    assert_eq!(added.note.id, "picture-1.png");
    assert_eq!(added.note.bytes, added.bytes.len() as u64);
    let shown = image::load_from_memory(&added.bytes).unwrap().into_rgb8();
    assert_eq!((added.note.width, added.note.height), shown.dimensions());
    shown
}

/// The black part of a picture: where it begins, and where it ends.
fn black(picture: &RgbImage) -> Option<(u32, u32, u32, u32)> {
    let black = || picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 == [0; 3]);
    let left = black().map(|(x, ..)| x).min()?;
    let top = black().map(|(_, y, _)| y).min()?;
    let right = black().map(|(x, ..)| x + 1).max()?;
    let bottom = black().map(|(_, y, _)| y + 1).max()?;
    assert_eq!(black().count() as u32, (right - left) * (bottom - top), "one rectangle, completely black");
    Some((left, top, right, bottom))
}

fn is_near((left, top, right, bottom): (u32, u32, u32, u32), wanted: (u32, u32, u32, u32)) -> bool {
    let near = |one: u32, other: u32| one.abs_diff(other) <= 2;
    near(left, wanted.0) && near(top, wanted.1) && near(right, wanted.2) && near(bottom, wanted.3)
}

#[test]
fn by_button_and_blacked_out_with_the_mouse() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let path = screenshot(&machine, "the card.png");
        *machine.desktop.picture.lock().unwrap() = Asked::Chose(path);
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        let limits =
            fill(words.limits, &[("count", &MOST_PICTURES.to_string()), ("total", &size(MOST_BYTES_TOGETHER))]);
        customer.sees(&limits);
        customer.presses(words.add);
        let asked = machine.desktop.asked_pictures.lock().unwrap().clone();
        assert_eq!((asked.len(), asked[0].title.as_str()), (1, words.dialog));
        assert!(asked[0].endings.contains(&"png"));

        customer.sees(words.not_searched);
        customer.sees(words.nothing_hidden);
        let board = board(&customer);
        assert!((board.aspect_ratio() - 4.0 / 3.0).abs() < 0.01, "{board:?}");
        let at = |x: f32, y: f32| board.lerp_inside([x, y]);
        customer.drags(at(0.25, 0.5), at(0.75, 0.6));
        customer.sees(&words.hidden.of(1));
        // From outside to outside, and not from right to left: the mouse does not move in a straight line.
        customer.drags(pos2(board.right() - 2.0, board.bottom() - 2.0), at(0.9, 0.9));
        customer.sees(&words.hidden.of(2));
        customer.presses(words.undo);
        customer.sees(&words.hidden.of(1));
        customer.drags(at(0.1, 0.1), at(0.2, 0.2));
        customer.holds(Modifiers::COMMAND, Key::Z);
        customer.sees(&words.hidden.of(1));
        customer.presses(words.add_it);

        customer.sees(words.added);
        customer.sees(customer.strings().report.save);
        customer.sees(&fill(words.nth, &[("n", "1")]));
        let picture = only_picture(&customer);
        assert_eq!(picture.dimensions(), (400, 300));
        let black = black(&picture).unwrap();
        assert!(is_near(black, (100, 150, 300, 180)), "{black:?}");

        customer.presses(&fill(words.remove, &[("n", "1")]));
        assert!(customer.pictures().is_empty());
        customer.sees(words.add);
    }
}

#[test]
fn by_drop_and_blacked_out_with_the_keyboard() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let path = screenshot(&machine, "drop.png");
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        customer.holds_over(std::slice::from_ref(&path));
        customer.sees(words.let_go);
        customer.drops(&[path]);
        customer.sees_no(words.let_go);

        let focus = customer.focus().unwrap();
        assert_eq!((focus.role, focus.words.as_str()), (Role::Canvas, words.picture), "the picture comes first");
        let position = |x: &str, y: &str, width: &str, height: &str| {
            fill(words.frame_at, &[("x", x), ("y", y), ("width", width), ("height", height)])
        };
        assert_eq!(focus.value, position("33", "45", "33", "10"));
        // A step is the fiftieth part of the longer side: eight pixels.
        for _ in 0..40 {
            customer.key(Key::ArrowLeft);
        }
        customer.key(Key::ArrowDown);
        customer.key(Key::ArrowRight);
        customer.holds(Modifiers::SHIFT, Key::ArrowDown);
        customer.holds(Modifiers::SHIFT, Key::ArrowDown);
        customer.holds(Modifiers::SHIFT, Key::ArrowLeft);
        customer.holds(Modifiers::SHIFT, Key::ArrowUp);
        assert_eq!(customer.focus().unwrap().role, Role::Canvas, "arrows stay on the picture");
        assert_eq!(customer.focus().unwrap().value, position("2", "47", "31", "12"));
        customer.key(Key::Enter);
        customer.sees(&words.hidden.of(1));
        customer.key(Key::ArrowUp);
        customer.key(Key::Space);
        customer.sees(&words.hidden.of(2));
        customer.tabs_to(words.undo);
        customer.key(Key::Enter);
        customer.sees(&words.hidden.of(1));
        customer.tabs_to(words.add_it);
        customer.key(Key::Enter);
        let picture = only_picture(&customer);
        assert_eq!(black(&picture), Some((8, 143, 8 + 125, 143 + 38)));
        customer.tabs_to(&fill(words.remove, &[("n", "1")]));
    }
}

#[test]
fn by_paste_with_a_click_that_brings_the_frame() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        customer.pastes(ColorImage::filled([200, 100], Color32::WHITE));
        let board = board(&customer);
        // A slow click blacks nothing out; the frame moves there, as far as the picture reaches.
        let corner = board.lerp_inside([0.99, 0.01]);
        customer.drags(corner, corner);
        customer.sees(words.nothing_hidden);
        customer.tabs_to(words.picture);
        customer.key(Key::Enter);
        customer.presses(words.add_it);
        assert_eq!(black(&only_picture(&customer)), Some((200 - 66, 0, 200, 10)));
    }
}

#[test]
fn nothing_comes_in_where_there_is_no_report() {
    let machine = Machine::new();
    let path = screenshot(&machine, "early.png");
    let mut customer = machine.start(Lang::English);
    customer.holds_over(std::slice::from_ref(&path));
    customer.sees_no(customer.strings().picture.let_go);
    customer.drops(&[path]);
    customer.pastes(ColorImage::filled([20, 10], Color32::WHITE));
    customer.sees(title("login", Lang::English));
    assert!(customer.pictures().is_empty());
}

#[test]
fn an_unusable_picture_is_refused_with_a_way_to_go_on() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        let large = vec![0; usize::try_from(MOST_BYTES_READ).unwrap() + 1];
        let png = std::fs::read(screenshot(&machine, "whole.png")).unwrap();
        let cases = [
            (file(&machine, "IMG_0042.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), words.heic),
            (file(&machine, "letter.pdf", b"%PDF-1.7"), words.unknown),
            (file(&machine, "huge.bmp", &large), words.too_large),
            (file(&machine, "half.png", &png[..60]), words.damaged),
            (machine.folders.data.clone(), words.unknown),
        ];
        for (path, sentence) in cases {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let most = size(MOST_BYTES_READ);
            let formats = FORMATS.join(customer.strings().page.listed);
            let refusal = fill(sentence, &[("file", &name), ("formats", &formats), ("most", &most)]);
            customer.drops(&[path]);
            customer.sees(&refusal);
            customer.sees(customer.strings().report.save);
            customer.presses(customer.strings().common.close);
        }
        customer.drops(&[machine.folders.data.join("gone.png")]);
        customer.sees("gone.png");
        customer.presses(customer.strings().common.close);
        assert!(customer.pictures().is_empty());
    }
}

#[test]
fn a_dialog_that_is_cancelled_or_does_not_come() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        *machine.desktop.picture.lock().unwrap() = Asked::Cancelled;
        customer.presses(words.add);
        customer.sees(words.add);
        customer.sees(customer.strings().report.save);
        *machine.desktop.picture.lock().unwrap() = Asked::NoDialog;
        customer.presses(words.add);
        customer.sees(&fill(words.dialog_failed, &[("key", PASTE_KEY)]));
        customer.sees(words.add);
    }
}

#[test]
fn several_come_one_after_the_other_and_no_more_than_five() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let paths: Vec<PathBuf> = (1..=7).map(|number| screenshot(&machine, &format!("{number}.png"))).collect();
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        customer.drops(&paths);
        customer.sees(&fill(words.too_many, &[("count", "5")]));
        for left in (0..5).rev() {
            if left == 0 {
                customer.sees_no(&words.waiting.of(1));
            } else {
                customer.sees(&words.waiting.of(left));
            }
            customer.presses(words.add_it);
        }
        let names = |customer: &Customer| -> Vec<String> {
            customer.pictures().iter().map(|picture| picture.note.id.clone()).collect()
        };
        assert_eq!(names(&customer), (1..=5).map(|number| format!("picture-{number}.png")).collect::<Vec<_>>());
        customer.sees(&fill(words.full, &[("count", "5")]));
        customer.sees_no(words.add);
        customer.holds_over(&paths);
        customer.sees(&fill(words.let_go_full, &[("count", "5")]));
        customer.drops(&paths[..1]);
        assert_eq!(customer.pictures().len(), 5);

        let second = customer.pictures()[1].key;
        customer.presses(&fill(words.remove, &[("n", "2")]));
        assert_eq!(names(&customer), (1..=4).map(|number| format!("picture-{number}.png")).collect::<Vec<_>>());
        assert!(customer.pictures().iter().all(|picture| picture.key != second));
        customer.sees(words.add);
    }
}

#[test]
fn pictures_that_are_too_large_together_are_refused_before_they_are_in_the_report() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        // Noise, because it cannot be compressed.
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [red, green, blue, _] = state.to_be_bytes();
            [red, green, blue, 255]
        });
        let noise: Vec<u8> = noise.take(1_600 * 1_200).flatten().collect();
        let noise = ColorImage::from_rgba_unmultiplied([1_600, 1_200], &noise);
        let too_much = fill(words.too_much, &[("total", &size(MOST_BYTES_TOGETHER))]);
        for _ in 0..MOST_PICTURES {
            customer.pastes(noise.clone());
            customer.presses(words.add_it);
            if customer.finds(&too_much) {
                break;
            }
        }
        customer.sees(&too_much);
        assert!((1..MOST_PICTURES).contains(&customer.pictures().len()));
        assert_eq!(customer.pictures()[0].note.id, "picture-1.jpg");
        customer.presses(words.leave_out);
        customer.sees(customer.strings().report.save);
    }
}

#[test]
fn a_picture_can_be_left_out_and_the_next_one_comes() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let paths = [screenshot(&machine, "a.png"), screenshot(&machine, "b.png"), screenshot(&machine, "c.png")];
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        customer.drops(&paths);
        customer.key(Key::Enter);
        customer.sees(&words.hidden.of(1));
        customer.presses(words.leave_out);
        customer.sees(&words.waiting.of(1));
        customer.sees(words.nothing_hidden);
        assert_eq!(customer.focus().unwrap().role, Role::Canvas);
        customer.key(Key::Escape);
        customer.sees_no(&words.waiting.of(1));
        customer.presses(words.add_it);
        customer.sees(customer.strings().report.save);
        assert_eq!(customer.pictures().len(), 1);

        // Visiting the settings loses nothing; going home discards the picture.
        customer.drops(&paths[..2]);
        customer.key(Key::Enter);
        customer.presses(customer.strings().common.settings);
        customer.presses(customer.strings().common.back);
        customer.sees(&words.hidden.of(1));
        customer.presses_first_words(okay_name(lang));
        customer.sees(title("login", lang));
        assert_eq!(customer.pictures().len(), 1);
    }
}

/// The program's name, which is the home button.
fn okay_name(lang: Lang) -> &'static str {
    super::machine::okpay().name.get(lang)
}

#[test]
fn another_session_knows_nothing_of_the_pictures_and_no_file_does() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let path = screenshot(&machine, "secret.png");
        let mut customer = before_report(&machine, lang);
        let words = &customer.strings().picture;
        customer.drops(&[path]);
        customer.presses(words.add_it);
        assert_eq!(customer.pictures().len(), 1);
        let known = customer.pictures()[0].note.sha256.clone();

        // The same session's report keeps them.
        customer.presses(customer.strings().common.back);
        customer.presses(customer.strings().support.make_report);
        assert_eq!(customer.pictures().len(), 1);

        customer.presses_first_words(okay_name(lang));
        customer.presses(title("payment", lang));
        opens_report(&mut customer);
        assert!(customer.pictures().is_empty());
        drop(customer);

        let mut folders = vec![machine.folders.data.clone(), machine.folders.documents.clone()];
        while let Some(folder) = folders.pop() {
            for path in Machine::files(&folder) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = std::fs::read(&path).unwrap();
                let content = String::from_utf8_lossy(&bytes);
                assert!(!content.contains("PNG") && !content.contains("secret.png"), "{}", path.display());
                assert!(!content.contains(&known), "{}", path.display());
            }
        }
    }
}
