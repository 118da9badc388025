//! Icons, drawn as a few strokes: sharp at every size, and independent of fonts.

use eframe::egui::{Color32, Painter, Pos2, Rect, Stroke, pos2, vec2};

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A tick.
    Tick,
    /// A magnifying glass.
    Search,
    /// Three sliders.
    Settings,
    /// A half-filled disc.
    Theme,
    /// A cross.
    Close,
    /// An arrow out of a box.
    Open,
    /// A triangle with an exclamation mark.
    Warning,
    /// A disc with an i.
    Info,
    /// A disc with a question mark.
    Help,
}

/// Draws an icon into a square, in coordinates of a 20-point grid.
pub(crate) fn paint(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let unit = rect.width().min(rect.height()) / 20.0;
    let stroke = Stroke::new((1.6 * unit).max(1.2), colour);
    let at =
        |x: f32, y: f32| -> Pos2 { pos2(rect.center().x + (x - 10.0) * unit, rect.center().y + (y - 10.0) * unit) };
    let line = |points: &[(f32, f32)]| {
        painter.line(points.iter().map(|&(x, y)| at(x, y)).collect(), stroke);
    };
    match icon {
        Icon::Tick => {
            painter.line(
                [(4.5, 10.5), (8.5, 14.5), (15.5, 6.0)].iter().map(|&(x, y)| at(x, y)).collect(),
                Stroke::new(2.2 * unit, colour),
            );
        }
        Icon::Search => {
            painter.circle_stroke(at(8.5, 8.5), 5.0 * unit, stroke);
            line(&[(12.3, 12.3), (16.5, 16.5)]);
        }
        Icon::Settings => {
            for (y, knob) in [(5.0, 12.5), (10.0, 6.5), (15.0, 11.0)] {
                line(&[(3.0, y), (knob - 2.0, y)]);
                line(&[(knob + 2.0, y), (17.0, y)]);
                painter.circle_stroke(at(knob, y), 2.0 * unit, stroke);
            }
        }
        Icon::Theme => {
            painter.circle_stroke(at(10.0, 10.0), 6.5 * unit, stroke);
            let half: Vec<Pos2> = (0..=16_u8)
                .map(|step| {
                    let angle = std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * f32::from(step) / 16.0;
                    at(10.0 + 6.0 * angle.cos(), 10.0 + 6.0 * angle.sin())
                })
                .collect();
            painter.add(eframe::egui::Shape::convex_polygon(half, colour, Stroke::NONE));
        }
        Icon::Close => {
            line(&[(5.5, 5.5), (14.5, 14.5)]);
            line(&[(14.5, 5.5), (5.5, 14.5)]);
        }
        Icon::Open => {
            line(&[(9.0, 5.0), (4.5, 5.0), (4.5, 15.5), (15.0, 15.5), (15.0, 11.0)]);
            line(&[(9.5, 10.5), (16.0, 4.0)]);
            line(&[(11.5, 4.0), (16.0, 4.0), (16.0, 8.5)]);
        }
        Icon::Warning => {
            line(&[(10.0, 3.5), (17.5, 16.5), (2.5, 16.5), (10.0, 3.5)]);
            line(&[(10.0, 8.5), (10.0, 12.0)]);
            painter.circle_filled(at(10.0, 14.2), unit, colour);
        }
        Icon::Info => {
            painter.circle_stroke(at(10.0, 10.0), 7.0 * unit, stroke);
            line(&[(10.0, 9.5), (10.0, 14.0)]);
            painter.circle_filled(at(10.0, 6.6), unit, colour);
        }
        Icon::Help => {
            painter.circle_stroke(at(10.0, 10.0), 7.0 * unit, stroke);
            line(&[
                (7.8, 8.2),
                (8.2, 6.8),
                (9.4, 6.0),
                (10.8, 6.1),
                (11.9, 7.0),
                (12.0, 8.3),
                (10.2, 10.0),
                (10.0, 11.6),
            ]);
            painter.circle_filled(at(10.0, 13.9), unit, colour);
        }
    }
}

/// The logo: small steps that form a tick.
pub(crate) fn brand(painter: &Painter, rect: Rect, ground: Color32, ink: Color32) {
    painter.rect_filled(rect, rect.width() * 0.26, ground);
    let at = |x: f32, y: f32| rect.min + vec2(x * rect.width(), y * rect.height());
    let width = rect.width() * 0.1;
    painter.circle_filled(at(0.24, 0.5), width * 0.62, ink);
    painter.line(vec![at(0.38, 0.6), at(0.48, 0.7), at(0.77, 0.34)], Stroke::new(width, ink));
    painter.circle_filled(at(0.48, 0.7), width * 0.5, ink);
    painter.circle_filled(at(0.38, 0.6), width * 0.5, ink);
    painter.circle_filled(at(0.77, 0.34), width * 0.5, ink);
}
