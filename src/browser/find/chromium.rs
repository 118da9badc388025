//! Chrome and browsers built from it: `Local State` and the profiles beside it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::super::{CacheFolder, KnownBy, Packaging, Profile, Roots};
use super::trusted_paths::TrustedPaths;
use super::{BrowserFiles, Candidate, files};
use crate::pack::Os;

/// Folders that may hold `Preferences` but are not a customer's profile; `Snapshots` holds copies of profiles.
const NOT_PROFILES: [&str; 4] = ["System Profile", "Guest Profile", "Snapshots", "Crashpad"];

/// Cache folders in a profile's cache folder.
const IN_CACHE: [&str; 4] = ["Cache", "Code Cache", "Media Cache", "Application Cache"];

/// Cache folders in a profile's own folder. They are listed one by one, because other folders with "Cache" in their
/// names are not cache.
const IN_PROFILE: [&str; 6] =
    ["GPUCache", "DawnCache", "DawnGraphiteCache", "DawnWebGPUCache", "Shared Dictionary", "blob_storage"];

/// Cache folders in the data folder.
const SHARED: [&str; 4] = ["ShaderCache", "GrShaderCache", "GraphiteDawnCache", "GPUPersistentCache"];

/// The files with cookies, in new and old versions.
const COOKIES: [&str; 3] = ["Network/Cookies", "Cookies", "CookiesV3"];

/// Files that the browser writes while a profile is in use.
const WRITTEN: [&str; 5] = ["Preferences", "Network/Cookies", "Cookies", "CookiesV3", "History"];

/// The browser at this place, if there is one.
pub(super) fn read(candidate: &Candidate<'_>, roots: &Roots, trusted: &TrustedPaths) -> Option<BrowserFiles> {
    if !files::is_file(&candidate.data.join("Local State")) {
        return None;
    }
    let data = match candidate.packaging {
        Packaging::Custom => trusted.accept_own(&candidate.data)?,
        Packaging::System | Packaging::Snap | Packaging::Flatpak | Packaging::Store => {
            trusted.accept(&candidate.data)?
        }
    };
    let state = files::json(&data.join("Local State"));
    let known = state.pointer("/profile/info_cache");
    let folders = folders(&data, &state);
    if !folders.iter().any(|folder| has_preferences(&data.join(folder))) {
        return None;
    }
    let caches = ProfileCaches::of(candidate, roots, trusted);
    let mut profiles: Vec<Profile> = Vec::new();
    for folder in folders {
        let Some(dir) = trusted.accept(&data.join(&folder)) else { continue };
        // A link to another profile is that profile.
        if profiles.iter().any(|other| other.dir == dir) {
            continue;
        }
        let unique = unique_name(&folder, &profiles);
        profiles.push(Profile {
            name: shown_name(known, &unique, &dir),
            caches: caches.of_profile(&folder, &dir),
            cookies: COOKIES.iter().map(|name| join(&dir, name)).filter(|path| files::is_file(path)).collect(),
            last_used: files::newest(&dir, &WRITTEN),
            folder: unique,
            dir,
        });
    }
    let caches = SHARED
        .iter()
        .map(|name| CacheFolder { base: data.clone(), below: PathBuf::from(name), known_by: KnownBy::Place })
        .collect();
    let version = files::text(&data.join("Last Version")).and_then(|text| files::name(&text));
    (!profiles.is_empty()).then_some(BrowserFiles { data, version, caches, profiles, is_edition: false })
}

/// The profiles' folders, in the order of the browser's menu: those that it lists, then those with a profile's files.
///
/// The data folder itself is a profile in an old Opera, which keeps its only profile there.
fn folders(data: &Path, state: &Value) -> Vec<PathBuf> {
    let order = state.pointer("/profile/profiles_order").and_then(Value::as_array);
    let listed = state.pointer("/profile/info_cache").and_then(Value::as_object);
    let ordered = order.into_iter().flatten().filter_map(Value::as_str);
    let mut folders: Vec<PathBuf> = Vec::new();
    let is_flat = has_preferences(data);
    if is_flat {
        folders.push(PathBuf::new());
    }
    for name in ordered.chain(listed.into_iter().flat_map(|listed| listed.keys()).map(String::as_str)) {
        let folder = PathBuf::from(name);
        if is_plain(&folder) && !is_not_a_profile(&folder) && data.join(&folder).is_dir() {
            folders.push(folder);
        }
    }
    folders.extend(children(data).into_iter().filter(|child| !is_not_a_profile(child)));
    // Opera keeps further profiles one folder deeper.
    let sides = data.join("_side_profiles");
    for side in names_in(&sides) {
        let below = Path::new("_side_profiles").join(&side);
        if has_preferences(&sides.join(&side)) {
            folders.push(below.clone());
        }
        folders.extend(children(&sides.join(&side)).into_iter().map(|child| below.join(child)));
    }
    let mut unique = Vec::new();
    for folder in folders {
        if !unique.contains(&folder) {
            unique.push(folder);
        }
    }
    unique
}

/// Whether the path is a single name: no `..`, and nothing below.
fn is_plain(folder: &Path) -> bool {
    let mut parts = folder.components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
}

fn is_not_a_profile(folder: &Path) -> bool {
    NOT_PROFILES.iter().any(|name| folder == Path::new(name))
}

fn has_preferences(folder: &Path) -> bool {
    files::is_file(&folder.join("Preferences"))
}

/// The folders inside it with a profile's files, in alphabetical order.
fn children(folder: &Path) -> Vec<PathBuf> {
    names_in(folder).into_iter().filter(|name| has_preferences(&folder.join(name))).collect()
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| PathBuf::from(entry.file_name())).collect();
    names.sort();
    names
}

/// The profile's folder as a unique name: two folders that differ only in bytes that are not text would get the same
/// name.
fn unique_name(folder: &Path, others: &[Profile]) -> String {
    let plain = if folder.as_os_str().is_empty() {
        "Default".to_owned()
    } else {
        folder.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let is_taken = |name: &str| others.iter().any(|other| other.folder == name);
    (1..=others.len() + 1)
        .map(|n| if n == 1 { plain.clone() } else { format!("{plain} ({n})") })
        .find(|name| !is_taken(name))
        .unwrap_or_else(|| plain.clone())
}

/// The profile's name as the browser shows it.
fn shown_name(known: Option<&Value>, folder: &str, dir: &Path) -> String {
    let listed = known.and_then(|known| known.get(folder)?.get("name")?.as_str()).and_then(files::name);
    listed
        .or_else(|| {
            let preferences = files::json(&dir.join("Preferences"));
            preferences.pointer("/profile/name").and_then(Value::as_str).and_then(files::name)
        })
        .or_else(|| files::name(folder))
        .unwrap_or_else(|| folder.to_owned())
}

/// The folders in which a browser's profiles have their caches.
struct ProfileCaches {
    /// The folder that mirrors the data folder, split by [`TrustedPaths::split`]; `None` if the cache is in the
    /// profile.
    mirrored: Option<(PathBuf, PathBuf)>,
    /// Folders from command lines and policies.
    named: Vec<(PathBuf, PathBuf)>,
}

impl ProfileCaches {
    fn of(candidate: &Candidate<'_>, roots: &Roots, trusted: &TrustedPaths) -> Self {
        let mirror = candidate.cache.clone().or_else(|| match roots.os {
            Os::Windows => None,
            // Chromium mirrors the data folder only if it is below the usual folder for configuration.
            Os::MacOs | Os::Linux => {
                candidate.data.strip_prefix(&roots.config).ok().map(|below| roots.cache.join(below))
            }
        });
        let mirrored = mirror.and_then(|mirror| trusted.split(&mirror));
        let named = candidate.more_caches.iter().filter_map(|cache| trusted.split(cache)).collect();
        Self { mirrored, named }
    }

    fn of_profile(&self, folder: &Path, dir: &Path) -> Vec<CacheFolder> {
        let mut all = Vec::new();
        let mut add = |base: &Path, below: PathBuf, known_by: KnownBy| {
            all.push(CacheFolder { base: base.to_owned(), below, known_by });
        };
        for name in IN_CACHE {
            match &self.mirrored {
                Some((base, below)) => add(base, below.join(folder).join(name), KnownBy::Place),
                None => add(dir, PathBuf::from(name), KnownBy::Place),
            }
            for (base, below) in &self.named {
                // The browser uses only the last part of the profile's path there.
                let last = folder.file_name().map_or_else(PathBuf::new, PathBuf::from);
                add(base, below.join(last).join(name), KnownBy::Setting);
            }
        }
        for name in IN_PROFILE {
            add(dir, PathBuf::from(name), KnownBy::Place);
        }
        all
    }
}

fn join(dir: &Path, name: &str) -> PathBuf {
    name.split('/').fold(dir.to_owned(), |path, part| path.join(part))
}
