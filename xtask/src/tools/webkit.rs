//! WebKit as distributions package it: the browser that comes with `WebKitGTK`, its driver, and a
//! virtual display.

use std::fs;
use std::path::{Path, PathBuf};

use super::{apt_install, missing};
use crate::process::find;

/// The folders that hold the folders of `WebKitGTK`: that of the machine's architecture on Debian,
/// and those of other distributions.
const PLACES: [&str; 3] = ["/usr/lib", "/usr/libexec", "/usr/lib64"];

/// Its folders, newest first, by the version of its interface.
const FOLDERS: [&str; 3] = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];

/// The programs that tests in `WebKit` need.
pub(crate) struct WebKit {
    pub(crate) driver: PathBuf,
    pub(crate) browser: PathBuf,
    pub(crate) screen: PathBuf,
}

/// Finds or installs `WebKitGTK`'s browser with its driver, and Xvfb.
pub(crate) fn webkit(root: &Path) -> Result<WebKit, String> {
    installed()
        .or_else(|| {
            let packages = ["webkit2gtk-driver", "xvfb"];
            apt_install(root, &packages).and_then(|()| installed())
        })
        .ok_or_else(|| missing("WebKitGTK's driver or Xvfb", "webkit2gtk-driver xvfb"))
}

fn installed() -> Option<WebKit> {
    let (driver, screen) = (find("WebKitWebDriver")?, find("Xvfb")?);
    Some(WebKit { driver, browser: browser()?, screen })
}

/// `MiniBrowser`, which is not on PATH.
fn browser() -> Option<PathBuf> {
    let within = |place: &Path| -> Vec<PathBuf> {
        let folders = fs::read_dir(place).into_iter().flatten().flatten();
        let mut folders: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
        folders.sort();
        folders.insert(0, place.to_owned());
        folders
    };
    let places: Vec<PathBuf> = PLACES.iter().flat_map(|place| within(Path::new(place))).collect();
    let all = FOLDERS.iter().flat_map(|folder| places.iter().map(move |place| place.join(folder)));
    all.map(|folder| folder.join("MiniBrowser")).find(|browser| browser.is_file())
}
