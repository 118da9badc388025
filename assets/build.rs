//! Adds to the program what is not code: on Windows its icon, its version in both languages and its manifest; on Linux
//! a linker option that makes the file smaller. On other systems it does nothing.
//!
//! For Windows it needs a resource compiler: `windres` of mingw-w64, also on Linux, or `rc` of Microsoft's kit.

use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

use winresource::WindowsResource;

/// English (United States). Windows also uses it where its own language is neither English nor Chinese.
const ENGLISH: u16 = 0x0409;

/// Chinese (China); the parts `LANG_CHINESE` and `SUBLANG_CHINESE_SIMPLIFIED` of its `LANGUAGE` line.
const CHINESE: (u16, &str) = (0x0804, "0x04, 0x02");

/// The files that the resources for Windows are made of.
const PARTS: [&str; 2] = ["assets/icon/okpay-wizard.ico", "assets/windows/okpay-wizard.manifest"];

fn main() -> Result<()> {
    // Without this line, any changed file would make Cargo build the program again.
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

/// Makes the linker write each relative relocation as one bit (`DT_RELR` of the ELF generic ABI) instead of 24 bytes.
/// The file is smaller, and less of it is read before the window opens. glibc supports this since 2.36, which the
/// oldest system that we make packages for has. A linker that does not support it prints a warning and continues. The
/// build script of `tests/bench` links the programs there in the same way.
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
        // Windows shows the version in the customer's language.
        .append_rc_content(&chinese()?);
    english.compile()
}

/// The version in one language. Windows shows the description as the program's name, for example in the task manager.
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

/// The whole path of one of [`PARTS`], with the slashes that resource compilers need.
fn path(root: &Path, part: &str) -> Result<String> {
    let path = root.join(part);
    path.to_str()
        .map(|path| path.replace('\\', "/"))
        .ok_or_else(|| Error::other(format!("the path of {part} is not valid Unicode")))
}

fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|why| Error::other(format!("{name}: {why}")))
}
