//! Where browsers keep their data, system by system, as their makers document it.

use okpay_wizard::pack::Os;

/// A Chromium: its id, its name, its data folder, and the cache folder of its profile `Default`.
pub(super) type Chromium = (&'static str, &'static str, &'static str, &'static str);

pub(super) const WINDOWS: [Chromium; 31] = [
    ("chrome", "Google Chrome", "AppData/Local/Google/Chrome/User Data", ""),
    ("chrome-beta", "Google Chrome Beta", "AppData/Local/Google/Chrome Beta/User Data", ""),
    ("chrome-dev", "Google Chrome Dev", "AppData/Local/Google/Chrome Dev/User Data", ""),
    ("chrome-canary", "Google Chrome Canary", "AppData/Local/Google/Chrome SxS/User Data", ""),
    ("chrome-for-testing", "Google Chrome for Testing", "AppData/Local/Google/Chrome for Testing/User Data", ""),
    ("chromium", "Chromium", "AppData/Local/Chromium/User Data", ""),
    ("edge", "Microsoft Edge", "AppData/Local/Microsoft/Edge/User Data", ""),
    ("edge-beta", "Microsoft Edge Beta", "AppData/Local/Microsoft/Edge Beta/User Data", ""),
    ("edge-dev", "Microsoft Edge Dev", "AppData/Local/Microsoft/Edge Dev/User Data", ""),
    ("edge-canary", "Microsoft Edge Canary", "AppData/Local/Microsoft/Edge SxS/User Data", ""),
    ("brave", "Brave", "AppData/Local/BraveSoftware/Brave-Browser/User Data", ""),
    ("brave-nightly", "Brave Nightly", "AppData/Local/BraveSoftware/Brave-Browser-Nightly/User Data", ""),
    (
        "opera",
        "Opera",
        "AppData/Roaming/Opera Software/Opera Stable",
        "AppData/Local/Opera Software/Opera Stable/Default/Cache",
    ),
    (
        "opera-developer",
        "Opera Developer",
        "AppData/Roaming/Opera Software/Opera Developer",
        "AppData/Local/Opera Software/Opera Developer/Default/Cache",
    ),
    (
        "opera-gx",
        "Opera GX",
        "AppData/Roaming/Opera Software/Opera GX Stable",
        "AppData/Local/Opera Software/Opera GX Stable/Default/Cache",
    ),
    ("vivaldi", "Vivaldi", "AppData/Local/Vivaldi/User Data", ""),
    ("yandex", "Yandex Browser", "AppData/Local/Yandex/YandexBrowser/User Data", ""),
    ("yandex-beta", "Yandex Browser Beta", "AppData/Local/Yandex/YandexBrowserBeta/User Data", ""),
    ("arc", "Arc", "AppData/Local/Packages/TheBrowserCompany.Arc_ttt1ap7aakyb4/LocalCache/Local/Arc/User Data", ""),
    ("360-safe", "360 安全浏览器", "AppData/Roaming/360se6/User Data", ""),
    ("360-speed", "360 极速浏览器", "AppData/Local/360Chrome/Chrome/User Data", ""),
    ("360-speed-x", "360 极速浏览器 X", "AppData/Local/360ChromeX/Chrome/User Data", ""),
    ("qq", "QQ 浏览器", "AppData/Local/Tencent/QQBrowser/User Data", ""),
    ("sogou", "搜狗高速浏览器", "AppData/Local/Sogou/SogouExplorer/User Data", ""),
    ("sogou-2", "搜狗高速浏览器 (AppData/Roaming/SogouExplorer/Webkit)", "AppData/Roaming/SogouExplorer/Webkit", ""),
    ("2345", "2345 加速浏览器", "AppData/Local/2345Explorer/User Data", ""),
    ("uc", "UC 浏览器", "AppData/Local/UCBrowser/User Data", ""),
    ("uc-2", "UC 浏览器 (AppData/Local/UCBrowser/User Data_i18n)", "AppData/Local/UCBrowser/User Data_i18n", ""),
    ("uc-3", "UC 浏览器 (AppData/Local/UC/User Data)", "AppData/Local/UC/User Data", ""),
    ("quark", "夸克", "AppData/Local/Quark/User Data", ""),
    ("centbrowser", "Cent Browser", "AppData/Local/CentBrowser/User Data", ""),
];

pub(super) const MACOS: [Chromium; 16] = [
    ("chrome", "Google Chrome", "Google/Chrome", "Google/Chrome/Default/Cache"),
    ("chrome-canary", "Google Chrome Canary", "Google/Chrome Canary", "Google/Chrome Canary/Default/Cache"),
    ("chromium", "Chromium", "Chromium", "Chromium/Default/Cache"),
    ("edge", "Microsoft Edge", "Microsoft Edge", "Microsoft Edge/Default/Cache"),
    ("edge-dev", "Microsoft Edge Dev", "Microsoft Edge Dev", "Microsoft Edge Dev/Default/Cache"),
    ("brave", "Brave", "BraveSoftware/Brave-Browser", "BraveSoftware/Brave-Browser/Default/Cache"),
    ("brave-beta", "Brave Beta", "BraveSoftware/Brave-Browser-Beta", "BraveSoftware/Brave-Browser-Beta/Default/Cache"),
    ("opera", "Opera", "com.operasoftware.Opera", "com.operasoftware.Opera/Default/Cache"),
    ("opera-beta", "Opera Beta", "com.operasoftware.OperaNext", "com.operasoftware.OperaNext/Default/Cache"),
    ("opera-gx", "Opera GX", "com.operasoftware.OperaGX", "com.operasoftware.OperaGX/Default/Cache"),
    ("vivaldi", "Vivaldi", "Vivaldi", "Vivaldi/Default/Cache"),
    ("vivaldi-snapshot", "Vivaldi Snapshot", "Vivaldi Snapshot", "Vivaldi Snapshot/Default/Cache"),
    ("yandex", "Yandex Browser", "Yandex/YandexBrowser", "Yandex/YandexBrowser/Default/Cache"),
    ("arc", "Arc", "Arc/User Data", "Arc/User Data/Default/Cache"),
    ("qq", "QQ 浏览器", "QQBrowser3", "QQBrowser3/Default/Cache"),
    ("quark", "夸克", "Quark", "Quark/Default/Cache"),
];

#[cfg(unix)]
pub(super) const LINUX: [Chromium; 24] = [
    ("chrome", "Google Chrome", ".config/google-chrome", ".cache/google-chrome/Default/Cache"),
    ("chrome-beta", "Google Chrome Beta", ".config/google-chrome-beta", ".cache/google-chrome-beta/Default/Cache"),
    (
        "chrome-dev",
        "Google Chrome Dev",
        ".config/google-chrome-unstable",
        ".cache/google-chrome-unstable/Default/Cache",
    ),
    (
        "chrome-flatpak",
        "Google Chrome (Flatpak)",
        ".var/app/com.google.Chrome/config/google-chrome",
        ".var/app/com.google.Chrome/cache/google-chrome/Default/Cache",
    ),
    (
        "chrome-dev-flatpak",
        "Google Chrome Dev (Flatpak)",
        ".var/app/com.google.ChromeDev/config/google-chrome-unstable",
        ".var/app/com.google.ChromeDev/cache/google-chrome-unstable/Default/Cache",
    ),
    ("chromium", "Chromium", ".config/chromium", ".cache/chromium/Default/Cache"),
    // The snap's data is outside the usual folder, so its cache stays in the profile.
    ("chromium-snap", "Chromium (Snap)", "snap/chromium/common/chromium", ""),
    (
        "chromium-flatpak",
        "Chromium (Flatpak)",
        ".var/app/org.chromium.Chromium/config/chromium",
        ".var/app/org.chromium.Chromium/cache/chromium/Default/Cache",
    ),
    (
        "chromium-ungoogled-flatpak",
        "Chromium Ungoogled (Flatpak)",
        ".var/app/io.github.ungoogled_software.ungoogled_chromium/config/chromium",
        ".var/app/io.github.ungoogled_software.ungoogled_chromium/cache/chromium/Default/Cache",
    ),
    ("edge", "Microsoft Edge", ".config/microsoft-edge", ".cache/microsoft-edge/Default/Cache"),
    ("edge-dev", "Microsoft Edge Dev", ".config/microsoft-edge-dev", ".cache/microsoft-edge-dev/Default/Cache"),
    (
        "edge-flatpak",
        "Microsoft Edge (Flatpak)",
        ".var/app/com.microsoft.Edge/config/microsoft-edge",
        ".var/app/com.microsoft.Edge/cache/microsoft-edge/Default/Cache",
    ),
    ("brave", "Brave", ".config/BraveSoftware/Brave-Browser", ".cache/BraveSoftware/Brave-Browser/Default/Cache"),
    (
        "brave-snap",
        "Brave (Snap)",
        "snap/brave/441/.config/BraveSoftware/Brave-Browser",
        "snap/brave/common/.cache/BraveSoftware/Brave-Browser/Default/Cache",
    ),
    (
        "brave-flatpak",
        "Brave (Flatpak)",
        ".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser",
        ".var/app/com.brave.Browser/cache/BraveSoftware/Brave-Browser/Default/Cache",
    ),
    ("opera", "Opera", ".config/opera", ".cache/opera/Default/Cache"),
    ("opera-snap", "Opera (Snap)", "snap/opera/77/.config/opera", "snap/opera/common/.cache/opera/Default/Cache"),
    (
        "opera-flatpak",
        "Opera (Flatpak)",
        ".var/app/com.opera.Opera/config/opera",
        ".var/app/com.opera.Opera/cache/opera/Default/Cache",
    ),
    ("vivaldi", "Vivaldi", ".config/vivaldi", ".cache/vivaldi/Default/Cache"),
    (
        "vivaldi-snap",
        "Vivaldi (Snap)",
        "snap/vivaldi/9/.config/vivaldi",
        "snap/vivaldi/common/.cache/vivaldi/Default/Cache",
    ),
    (
        "vivaldi-flatpak",
        "Vivaldi (Flatpak)",
        ".var/app/com.vivaldi.Vivaldi/config/vivaldi",
        ".var/app/com.vivaldi.Vivaldi/cache/vivaldi/Default/Cache",
    ),
    ("vivaldi-snapshot", "Vivaldi Snapshot", ".config/vivaldi-snapshot", ".cache/vivaldi-snapshot/Default/Cache"),
    ("yandex", "Yandex Browser", ".config/yandex-browser", ".cache/yandex-browser/Default/Cache"),
    ("360-safe", "360 安全浏览器", ".config/browser360", ".cache/browser360/Default/Cache"),
];

/// A Firefox: its id, its name, the folder of `profiles.ini`, its profile's path, and the profile's cache folder.
pub(super) type Firefox = (&'static str, &'static str, &'static str, &'static str, &'static str);

pub(super) const FIREFOXES: [(Os, Firefox); 24] = [
    (
        Os::Windows,
        (
            "firefox",
            "Firefox",
            "AppData/Roaming/Mozilla/Firefox",
            "Profiles/a.b",
            "AppData/Local/Mozilla/Firefox/Profiles/a.b",
        ),
    ),
    (
        Os::Windows,
        (
            "firefox-store",
            "Firefox (Microsoft Store)",
            "AppData/Local/Packages/Mozilla.Firefox_n80bbvh6b1yt2/LocalCache/Roaming/Mozilla/Firefox",
            "Profiles/a.b",
            "AppData/Local/Packages/Mozilla.Firefox_n80bbvh6b1yt2/LocalCache/Local/Mozilla/Firefox/Profiles/a.b",
        ),
    ),
    (
        Os::Windows,
        ("librewolf", "LibreWolf", "AppData/Roaming/librewolf", "Profiles/a.b", "AppData/Local/librewolf/Profiles/a.b"),
    ),
    (
        Os::Windows,
        ("waterfox", "Waterfox", "AppData/Roaming/Waterfox", "Profiles/a.b", "AppData/Local/Waterfox/Profiles/a.b"),
    ),
    (Os::Windows, ("floorp", "Floorp", "AppData/Roaming/Floorp", "Profiles/a.b", "AppData/Local/Floorp/Profiles/a.b")),
    (Os::Windows, ("zen", "Zen", "AppData/Roaming/zen", "Profiles/a.b", "AppData/Local/zen/Profiles/a.b")),
    (
        Os::MacOs,
        (
            "firefox",
            "Firefox",
            "Library/Application Support/Firefox",
            "Profiles/a.b",
            "Library/Caches/Firefox/Profiles/a.b",
        ),
    ),
    (
        Os::MacOs,
        (
            "librewolf",
            "LibreWolf",
            "Library/Application Support/librewolf",
            "Profiles/a.b",
            "Library/Caches/librewolf/Profiles/a.b",
        ),
    ),
    (
        Os::MacOs,
        (
            "waterfox",
            "Waterfox",
            "Library/Application Support/Waterfox",
            "Profiles/a.b",
            "Library/Caches/Waterfox/Profiles/a.b",
        ),
    ),
    (
        Os::MacOs,
        (
            "floorp",
            "Floorp",
            "Library/Application Support/Floorp",
            "Profiles/a.b",
            "Library/Caches/Floorp/Profiles/a.b",
        ),
    ),
    (Os::MacOs, ("zen", "Zen", "Library/Application Support/zen", "Profiles/a.b", "Library/Caches/zen/Profiles/a.b")),
    (Os::Linux, ("firefox", "Firefox", ".mozilla/firefox", "a.b", ".cache/mozilla/firefox/a.b")),
    (Os::Linux, ("firefox", "Firefox", ".config/mozilla/firefox", "a.b", ".cache/mozilla/firefox/a.b")),
    (
        Os::Linux,
        (
            "firefox-snap",
            "Firefox (Snap)",
            "snap/firefox/common/.mozilla/firefox",
            "a.b",
            "snap/firefox/common/.cache/mozilla/firefox/a.b",
        ),
    ),
    (
        Os::Linux,
        (
            "firefox-flatpak",
            "Firefox (Flatpak)",
            ".var/app/org.mozilla.firefox/.mozilla/firefox",
            "a.b",
            ".var/app/org.mozilla.firefox/cache/mozilla/firefox/a.b",
        ),
    ),
    (Os::Linux, ("librewolf", "LibreWolf", ".librewolf", "a.b", ".cache/librewolf/a.b")),
    (Os::Linux, ("librewolf", "LibreWolf", ".config/librewolf/librewolf", "a.b", ".cache/librewolf/librewolf/a.b")),
    (
        Os::Linux,
        (
            "librewolf-flatpak",
            "LibreWolf (Flatpak)",
            ".var/app/io.gitlab.librewolf-community/.librewolf",
            "a.b",
            ".var/app/io.gitlab.librewolf-community/cache/librewolf/a.b",
        ),
    ),
    (Os::Linux, ("waterfox", "Waterfox", ".waterfox", "a.b", ".cache/waterfox/a.b")),
    (Os::Linux, ("floorp", "Floorp", ".floorp", "a.b", ".cache/floorp/a.b")),
    (
        Os::Linux,
        (
            "floorp-flatpak",
            "Floorp (Flatpak)",
            ".var/app/one.ablaze.floorp/.floorp",
            "a.b",
            ".var/app/one.ablaze.floorp/cache/floorp/a.b",
        ),
    ),
    (Os::Linux, ("zen", "Zen", ".zen", "a.b", ".cache/zen/a.b")),
    (Os::Linux, ("zen", "Zen", ".config/zen", "a.b", ".cache/zen/a.b")),
    (
        Os::Linux,
        (
            "zen-flatpak",
            "Zen (Flatpak)",
            ".var/app/app.zen_browser.zen/.zen",
            "a.b",
            ".var/app/app.zen_browser.zen/cache/zen/a.b",
        ),
    ),
];
