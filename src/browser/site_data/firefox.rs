//! Firefox keeps the data of each origin in a folder with the origin's name.
//!
//! The folder is cleared as a whole or not at all: half of it would leave a service worker without its scripts.
//! `storage/permanent` belongs to the browser itself.

use std::path::Path;

use super::super::site::{host_of_origin, host_of_partition_key, owner};
use super::super::{Site, SiteDataSurvey};
use super::{folder, folder_names};

const FOLDER: &str = "storage/default";

/// Finds every folder with the data of one origin.
pub(super) fn look(profile: &Path, sites: &[Site], survey: &mut SiteDataSurvey) {
    for name in folder_names(profile, FOLDER, survey) {
        let (id, attributes) = name.split_once('^').unwrap_or((&name, ""));
        let Some(origin) = origin(id) else { continue };
        let Some(host) = host_of_origin(&origin) else { continue };
        let owner = owner(&host, host_of_partition_key(attributes).as_deref(), sites);
        survey.folders.push(folder(profile, Path::new(FOLDER).join(&name), origin, owner));
    }
}

/// `http+++okpay.com+8080` is `http://okpay.com:8080`.
fn origin(id: &str) -> Option<String> {
    let (scheme, rest) = id.split_once("+++")?;
    let authority = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => format!("[{}]{}", address.replace('+', ":"), port.replace('+', ":")),
        None => rest.replace('+', ":"),
    };
    Some(format!("{scheme}://{authority}"))
}
