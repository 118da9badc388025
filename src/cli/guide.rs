//! `okpay-wizard guide`: writes the guides as one page for a browser.

use std::path::Path;

use super::common::{CommandError, Status, files_of, print, print_error};
use crate::desktop::whole_file;
use crate::html_guides::{PageReason, guide_page};
use crate::lang::Lang;
use crate::pack::load;

/// Writes the page to the file, or to standard output if no file is named.
pub(super) fn run(pack: Option<&Path>, file: Option<&Path>, lang: Lang) -> Result<Status, CommandError> {
    let loaded = load(&files_of(pack, lang)?);
    let Some(pack) = loaded.pack else {
        return Err(match lang {
            Lang::Chinese => "内容包里有错误，请先运行 okpay-wizard check".to_owned(),
            Lang::English => "the pack has errors; run okpay-wizard check first".to_owned(),
        });
    };
    // As in the window, the guides that have no errors stay usable.
    for broken in &loaded.broken {
        print_error(&match lang {
            Lang::Chinese => format!("{broken} 里有错误，没有写进去；运行 okpay-wizard check 可以看到"),
            Lang::English => format!("{broken} has errors and is left out; okpay-wizard check shows them"),
        });
    }
    let page = guide_page(&pack, lang, PageReason::Asked).map_err(|error| error.to_string())?;
    match file {
        None => print(&page)?,
        Some(file) => whole_file::replace(file, page.as_bytes()).map_err(|error| match lang {
            Lang::Chinese => format!("无法写入 {}：{error}", file.display()),
            Lang::English => format!("cannot write {}: {error}", file.display()),
        })?,
    }
    Ok(if loaded.broken.is_empty() { Status::Fine } else { Status::Found })
}
