//! The program finds a customer's browsers: every one, on every system, and nothing that is not a browser.

mod chromium;
mod custom;
mod firefox;
mod layouts;
mod odd;
mod places;
