//! A customer's browsers are found: every one, on every system, and nothing that is none.

mod chromium;
mod custom;
mod firefox;
mod layouts;
mod odd;
mod places;
