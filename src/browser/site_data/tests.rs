use std::path::Path;

use super::local_storage;
use super::super::{KeptForThem, Scope, Site, Unwatched};

#[test]
fn lab() {
    let Some(profile) = std::env::var_os("LAB_PROFILE") else { return };
    let okpay = vec![Site::parse("okpay.com").unwrap()];
    let mut survey = super::SiteDataSurvey::default();
    super::chromium::look(Path::new(&profile), &okpay, &mut survey);
    for f in &survey.folders { println!("{:?} {} {}", f.owner, f.origin, f.folder.below.display()); }
    println!("{:?}", survey.skipped);
    println!("{:?}", local_storage::count(Path::new(&profile), &okpay, &Unwatched));
    if std::env::var_os("LAB_CLEAR").is_some() {
        let scope = Scope::Sites { sites: okpay.clone(), kept_for_them: KeptForThem::Goes };
        println!("{:?}", local_storage::clear(Path::new(&profile), &scope, &Unwatched));
        println!("{:?}", super::super::cookies::clear(&Path::new(&profile).join("Cookies"), super::Family::Chromium, &scope, &Unwatched));
        for f in &survey.folders { if f.owner != super::Owner::Other { std::fs::remove_dir_all(f.folder.path()).unwrap(); } }
        println!("{:?}", local_storage::count(Path::new(&profile), &okpay, &Unwatched));
    }
}
