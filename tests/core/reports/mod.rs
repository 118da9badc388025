//! Reports: what they say, how they are read back, and the mail that carries them.

mod command;
mod forms;
mod hostile;
mod mail;
mod report;
mod schema;
mod wizards;
