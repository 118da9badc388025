//! A company's policies can move a browser's data.

use std::fs;
use std::path::PathBuf;

use super::super::Roots;
use super::super::table::Row;
use super::files;

/// The folders that the policies name.
#[derive(Default)]
pub(super) struct PolicyFolders {
    pub(super) data: Option<PathBuf>,
    pub(super) cache: Option<PathBuf>,
}

/// The policies for the row's browser. Of two files that name a folder, the later in the alphabet wins, as in the
/// browser.
pub(super) fn of(row: &Row, roots: &Roots) -> PolicyFolders {
    let mut policy = PolicyFolders::default();
    let folders = roots.policies.iter().filter(|folder| row.policies.iter().any(|end| folder.ends_with(end)));
    for folder in folders {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
            let json = files::json(path);
            let named = |key: &str| json.get(key).and_then(|value| expand(value.as_str()?, roots));
            policy.data = named("UserDataDir").or(policy.data);
            policy.cache = named("DiskCacheDir").or(policy.cache);
        }
    }
    policy
}

/// A path with its variables replaced; `None` if a variable is unknown or the path is not absolute.
fn expand(path: &str, roots: &Roots) -> Option<PathBuf> {
    let mut whole = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once("${") {
        let (variable, after) = after.split_once('}')?;
        whole.push_str(before);
        whole.push_str(&value(variable, roots)?);
        rest = after;
    }
    whole.push_str(rest);
    Some(PathBuf::from(whole)).filter(|path| path.is_absolute())
}

fn value(variable: &str, roots: &Roots) -> Option<String> {
    let path = match variable {
        "user_home" | "profile" => &roots.home,
        "roaming_app_data" => &roots.config,
        "local_app_data" => &roots.cache,
        "machine_name" => return Some(roots.host.clone()),
        "user_name" => return Some(roots.home.file_name()?.to_str()?.to_owned()),
        _ => return None,
    };
    Some(path.to_str()?.to_owned())
}
