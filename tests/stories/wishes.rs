//! The system's preferences: dark, more contrast, less movement. They may change while the window is open.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, vec2};
use okpay_wizard::desktop::{
    ContrastPreference, MotionPreference, PreferredScheme, Settings, SystemPreferences, ThemeChoice,
};
use okpay_wizard::lang::Lang;
use okpay_wizard::ui::contrast;

use super::customer::Customer;
use super::machine::Machine;
use super::steps::begins_login;

/// The contrast of running text.
fn text_contrast(customer: &Customer) -> f32 {
    let visuals = &customer.style().visuals;
    contrast(visuals.text_color(), visuals.panel_fill)
}

fn is_dark(customer: &Customer) -> bool {
    contrast(customer.style().visuals.panel_fill, Color32::BLACK) < 2.0
}

#[test]
fn the_window_becomes_dark_and_light_with_the_system() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        assert!(!is_dark(&customer), "a system without preferences has a light window");
        for (scheme, dark) in [
            (PreferredScheme::Dark, true),
            (PreferredScheme::Light, false),
            (PreferredScheme::Dark, true),
            (PreferredScheme::NoPreference, false),
        ] {
            machine.desktop.sets_system(SystemPreferences { scheme, ..SystemPreferences::default() });
            customer.settles();
            assert_eq!(is_dark(&customer), dark, "{scheme:?}");
        }
        // A customer's own choice stays.
        customer.presses(customer.strings().common.settings);
        customer.chooses(customer.strings().settings.dark);
        machine
            .desktop
            .sets_system(SystemPreferences { scheme: PreferredScheme::Light, ..SystemPreferences::default() });
        customer.settles();
        assert!(is_dark(&customer));
    }
}

#[test]
fn a_system_that_asks_for_more_contrast_gets_it_light_or_dark() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let more = SystemPreferences { contrast: ContrastPreference::More, ..SystemPreferences::default() };
        *machine.desktop.wishes.lock().unwrap() = more;
        let mut customer = machine.start(lang);
        assert!(text_contrast(&customer) > 20.0, "from the first frame");
        customer.presses(customer.strings().common.theme_to_dark);
        assert!(is_dark(&customer) && text_contrast(&customer) > 20.0);
        machine.desktop.sets_system(SystemPreferences::default());
        customer.settles();
        assert!(is_dark(&customer) && text_contrast(&customer) < 20.0);
    }
}

#[test]
fn a_customer_who_chooses_high_contrast_keeps_it() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start(lang);
        let words = &customer.strings().settings;
        customer.presses(customer.strings().common.settings);
        customer.chooses(words.light_contrast);
        assert!(!is_dark(&customer) && text_contrast(&customer) > 20.0);
        // A change between light and dark does not reduce the contrast.
        customer.presses(customer.strings().common.theme_to_dark);
        assert!(is_dark(&customer) && text_contrast(&customer) > 20.0);
        assert!(customer.is_on(Role::RadioButton, words.dark_contrast));
        drop(customer);

        let (settings, notice) = Settings::load(&machine.folders.settings_file());
        assert!(notice.is_none());
        assert_eq!(settings.theme, ThemeChoice::DarkContrast);
        let customer = machine.start(lang);
        assert!(is_dark(&customer) && text_contrast(&customer) > 20.0);
    }
}

#[test]
fn nothing_moves_where_the_system_asks_for_less_movement() {
    for lang in Lang::ALL {
        let machine = Machine::new();
        let mut customer = machine.start_at(lang, (640.0, 480.0));
        let less = SystemPreferences { motion: MotionPreference::Less, ..SystemPreferences::default() };
        // The tests run without movement; after the system's preference has changed, the window is animated as usual.
        machine.desktop.sets_system(less);
        customer.settles();
        machine.desktop.sets_system(SystemPreferences::default());
        customer.settles();
        assert!(customer.will_be_drawn_again(), "the cursor blinks");
        assert!(customer.frames_until_the_wheel_rests(vec2(0.0, -3.0)) > 3, "scrolling is animated");

        machine.desktop.sets_system(less);
        customer.settles();
        assert!(!customer.will_be_drawn_again(), "nothing blinks");
        let style = customer.style();
        assert!(style.animation_time == 0.0 && style.scroll_animation.duration.max == 0.0);
        let before = customer.place_of_the_last_button();
        assert!(customer.frames_until_the_wheel_rests(vec2(0.0, 3.0)) <= 2, "scrolling is immediate");
        let moved = customer.place_of_the_last_button() - before;
        assert!((moved - 120.0).abs() < 1.0, "and it takes as long as usual: {moved}");

        begins_login(&mut customer);
        customer.presses(customer.strings().common.contact_support);
        customer.presses(customer.strings().support.make_report);
        assert!(!customer.will_be_drawn_again(), "nor does anything blink on the next screens");

        machine.desktop.sets_system(SystemPreferences::default());
        customer.settles();
        assert!(customer.style().animation_time > 0.0);
    }
}
