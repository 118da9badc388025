//! What the program needs beyond its code: on Windows its icon, its version in both languages and its manifest; on Linux
//! a shorter list of its addresses. For other systems it does nothing.
//!
//! For Windows it needs what comes with the linker: `windres` of mingw-w64, also on Linux, or `rc` of Microsoft's kit.

use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

use winresource::WindowsResource;

/// English (United States), for everybody whose Windows speaks neither of the two.
const ENGLISH: u16 = 0x0409;

/// Chinese (China); the parts `LANG_CHINESE` and `SUBLANG_CHINESE_SIMPLIFIED` of its `LANGUAGE` line.
const CHINESE: (u16, &str) = (0x0804, "0x04, 0x02");

/// What is at hand before anything is compiled for Windows.
const PARTS: [&str; 2] = ["assets/icon/okpay-wizard.ico", "assets/windows/okpay-wizard.manifest"];

fn main() -> Result<()> {
    // Without this, any changed file would build the program anew.
    println!("cargo::rerun-if-changed=assets/build.rs");
    match variable("CARGO_CFG_TARGET_OS")?.as_str() {
        "windows" => resources(),
        "linux" if variable("CARGO_CFG_TARGET_ENV")? == "gnu" => {
            pack_relocations();
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Has the linker write the addresses that are put right at the start as one bit each (`DT_RELR` of the ELF generic ABI)
/// instead of 24 bytes: a smaller file, of which less is read before the window comes. glibc knows it since 2.36, as old
/// as the oldest system that packages are made for; linkers that do not know it say so and go on. The peers in
/// `tests/bench` are linked the same way by their own build script.
fn pack_relocations() {
    println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
}

fn resources() -> Result<()> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
    }
    let [icon, manifest] = PARTS.map(|part| path(&root, part));
    let mut english = version("OKPay Troubleshooter", "Step-by-step help when a login or a payment does not work");
    english
        .set_language(ENGLISH)
        .set_icon(&icon?)
        .set_manifest_file(&manifest?)
        // Windows takes the version whose language is the customer's.
        .append_rc_content(&chinese()?);
    english.compile()
}

/// The version of one language. Windows shows the description as the program's name, in the task manager for example.
fn version(name: &str, comments: &str) -> WindowsResource {
    let mut version = WindowsResource::new();
    version
        .set("FileDescription", name)
        .set("ProductName", name)
        .set("Comments", comments)
        .set("CompanyName", "OKPay")
        .set("InternalName", "okpay-wizard")
        .set("OriginalFilename", "okpay-wizard.exe")
        .set("LegalCopyright", "MIT OR Apache-2.0");
    version
}

/// The version in Chinese, as a piece of a resource script.
fn chinese() -> Result<String> {
    let (language, parts) = CHINESE;
    let script = PathBuf::from(variable("OUT_DIR")?).join("chinese.rc");
    version("OKPay 排障助手", "登录或付款不顺利时，一步一步帮你解决")
        .set_language(language)
        .write_resource_file(&script)?;
    Ok(format!("LANGUAGE {parts}\n{}", fs::read_to_string(script)?))
}

/// A part's whole path, as resource compilers read it.
fn path(root: &Path, part: &str) -> Result<String> {
    let path = root.join(part);
    path.to_str()
        .map(|path| path.replace('\\', "/"))
        .ok_or_else(|| Error::other(format!("{part} lies in a strange place")))
}

fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|why| Error::other(format!("{name}: {why}")))
}
