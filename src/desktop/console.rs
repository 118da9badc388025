//! The console that the program was started from, on Windows. Elsewhere there is nothing to do.
//!
//! A program for windows has no console there, or a black one would flash up at each start, and nobody would read what
//! the commands print. So the console of whoever started it is borrowed for as long as there is something to say, and
//! given back before a window opens: otherwise closing that console, or Ctrl+C in it, would end the program.
//! What is redirected already stays as it is.

#[cfg(windows)]
pub use self::windows::{borrow, give_back};

/// Nothing: standard output is there from the start.
#[cfg(not(windows))]
pub fn borrow() {}

/// Nothing: a window does not take a terminal away from anybody.
#[cfg(not(windows))]
pub fn give_back() {}

#[cfg(windows)]
mod windows {
    use std::io;
    use std::os::windows::io::{AsHandle as _, AsRawHandle as _, BorrowedHandle, RawHandle};
    use std::ptr::null_mut;
    use std::sync::atomic::{AtomicBool, Ordering};

    use win32console::console::{HandleType, WinConsole};
    use win32console::structs::handle::Handle;

    /// The process that started this one.
    const PARENT: u32 = u32::MAX;

    /// `ENABLE_VIRTUAL_TERMINAL_PROCESSING`: colours are escape sequences, as everywhere else.
    const ESCAPE_SEQUENCES: u32 = 4;

    static BORROWED: AtomicBool = AtomicBool::new(false);

    /// Prints to the console of whoever started the program, and reads from it, where there is one and standard output
    /// or standard error lead nowhere yet. Called once, before anything is printed.
    pub fn borrow() {
        let given = [
            (HandleType::Input, open(io::stdin().as_handle())),
            (HandleType::Output, open(io::stdout().as_handle())),
            (HandleType::Error, open(io::stderr().as_handle())),
        ];
        let lacks = |kind| given.iter().any(|(of, handle)| *of == kind && handle.is_none());
        if (lacks(HandleType::Output) || lacks(HandleType::Error)) && WinConsole::attach_console(PARENT).is_ok() {
            BORROWED.store(true, Ordering::Relaxed);
            for (kind, handle) in given {
                // Nobody is left to be told when this fails; then the command prints nothing, as it would have without.
                match handle {
                    Some(handle) => WinConsole::set_std_handle(kind, Handle::new(handle.cast())).ok(),
                    None => connect(kind).ok(),
                };
            }
        }
        show_colours().ok();
    }

    /// Lets go of the borrowed console; from here on, what is printed to it goes nowhere.
    pub fn give_back() {
        if !BORROWED.swap(false, Ordering::Relaxed) {
            return;
        }
        for (kind, is_console) in [
            (HandleType::Input, io::IsTerminal::is_terminal(&io::stdin())),
            (HandleType::Output, io::IsTerminal::is_terminal(&io::stdout())),
            (HandleType::Error, io::IsTerminal::is_terminal(&io::stderr())),
        ] {
            if is_console {
                // Its number is free for the next file that is opened, and nothing may be printed into that.
                WinConsole::set_std_handle(kind, Handle::new(null_mut())).ok();
            }
        }
        WinConsole::free_console().ok();
    }

    /// A standard handle that leads somewhere. A program for windows may be handed numbers of handles that it has not
    /// inherited; these cannot be duplicated.
    fn open(handle: BorrowedHandle<'_>) -> Option<RawHandle> {
        let raw = handle.as_raw_handle();
        (!raw.is_null() && handle.try_clone_to_owned().is_ok()).then_some(raw)
    }

    /// Connects a standard handle to the console, where the system has not done so by itself.
    fn connect(kind: HandleType) -> io::Result<()> {
        if !WinConsole::get_std_handle(kind)?.get_raw().is_null() {
            return Ok(());
        }
        let console = match kind {
            HandleType::Input => WinConsole::get_current_input_handle()?,
            HandleType::Output | HandleType::Error => WinConsole::get_current_output_handle()?,
        };
        WinConsole::set_std_handle(kind, Handle::new(console.get_raw()))?;
        // Dropping it would close what standard output has just been connected to.
        std::mem::forget(console);
        Ok(())
    }

    fn show_colours() -> io::Result<()> {
        let output = WinConsole::with_handle(WinConsole::get_std_handle(HandleType::Output)?);
        output.set_mode(output.get_mode()? | ESCAPE_SEQUENCES)
    }
}
