//! Windows: the console that the program was started from. Elsewhere there is nothing to do.
//!
//! On Windows, a program with a window has no console of its own, so that no black window flashes up at each start; the
//! output of its commands would be lost. So the program attaches to the console of its parent process while it prints,
//! and detaches before a window opens: otherwise closing that console, or Ctrl+C in it, would end the program.
//! A standard handle that is already redirected stays as it is.

#[cfg(windows)]
pub use self::windows::{attach, detach};

/// Does nothing: standard output works from the start.
#[cfg(not(windows))]
pub fn attach() {}

/// Does nothing: the terminal can stay open while there is a window.
#[cfg(not(windows))]
pub fn detach() {}

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

    static ATTACHED: AtomicBool = AtomicBool::new(false);

    /// Connects the program to its parent's console, if there is one and standard output or standard error go nowhere
    /// yet. Called once, before anything is printed.
    pub fn attach() {
        let given = [
            (HandleType::Input, open(io::stdin().as_handle())),
            (HandleType::Output, open(io::stdout().as_handle())),
            (HandleType::Error, open(io::stderr().as_handle())),
        ];
        let lacks = |kind| given.iter().any(|(given, handle)| *given == kind && handle.is_none());
        if (lacks(HandleType::Output) || lacks(HandleType::Error)) && WinConsole::attach_console(PARENT).is_ok() {
            ATTACHED.store(true, Ordering::Relaxed);
            for (kind, handle) in given {
                // A failure cannot be reported anywhere. The command then prints nothing, as it would without a console.
                match handle {
                    Some(handle) => WinConsole::set_std_handle(kind, Handle::new(handle.cast())).ok(),
                    None => connect(kind).ok(),
                };
            }
        }
        show_colours().ok();
    }

    /// Disconnects from the console; from here on, output to it goes nowhere.
    pub fn detach() {
        if !ATTACHED.swap(false, Ordering::Relaxed) {
            return;
        }
        for (kind, is_console) in [
            (HandleType::Input, io::IsTerminal::is_terminal(&io::stdin())),
            (HandleType::Output, io::IsTerminal::is_terminal(&io::stdout())),
            (HandleType::Error, io::IsTerminal::is_terminal(&io::stderr())),
        ] {
            if is_console {
                // The system may give the handle's number to the next file that is opened, and output must not go there.
                WinConsole::set_std_handle(kind, Handle::new(null_mut())).ok();
            }
        }
        WinConsole::free_console().ok();
    }

    /// A standard handle that works. A program with a window may get the numbers of handles that it has not inherited;
    /// these cannot be duplicated.
    fn open(handle: BorrowedHandle<'_>) -> Option<RawHandle> {
        let raw = handle.as_raw_handle();
        (!raw.is_null() && handle.try_clone_to_owned().is_ok()).then_some(raw)
    }

    /// Connects a standard handle to the console, unless the system has done so.
    fn connect(kind: HandleType) -> io::Result<()> {
        if !WinConsole::get_std_handle(kind)?.get_raw().is_null() {
            return Ok(());
        }
        let console = match kind {
            HandleType::Input => WinConsole::get_current_input_handle()?,
            HandleType::Output | HandleType::Error => WinConsole::get_current_output_handle()?,
        };
        WinConsole::set_std_handle(kind, Handle::new(console.get_raw()))?;
        // Dropping it would close the handle that standard output now uses.
        std::mem::forget(console);
        Ok(())
    }

    fn show_colours() -> io::Result<()> {
        let output = WinConsole::with_handle(WinConsole::get_std_handle(HandleType::Output)?);
        output.set_mode(output.get_mode()? | ESCAPE_SEQUENCES)
    }
}
