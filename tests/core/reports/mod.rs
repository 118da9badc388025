//! Reports: what is in them, what reads them back, and the mail that brings them.

mod command;
mod forms;
mod hostile;
mod mail;
mod report;
mod schema;
mod wizards;
