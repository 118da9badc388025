"""Makes the embedded fonts, subsets of Noto Sans CJK: make.py FOLDER_OF_TTC_FILES OUTPUT_FOLDER (see make.sh)."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# The numbers of fonts in Debian's collections. Their names are checked below, because another release may have another
# order.
KOREAN, SIMPLIFIED = 1, 2
FACE_NAMES = {KOREAN: "Noto Sans CJK KR", SIMPLIFIED: "Noto Sans CJK SC"}


def gb2312(rows):
    """The characters of these rows of GB 2312."""
    found = set()
    for row in rows:
        for cell in range(1, 95):
            try:
                found.add(ord(bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found


def span(first, last):
    return set(range(first, last + 1))


# The characters of sentences in both languages.
SENTENCES = (
    span(0x20, 0x7E)  # ASCII
    | span(0xA0, 0xFF)  # Latin-1
    | span(0x2010, 0x205E)  # dashes, quotation marks, the ellipsis, the middle dots
    | span(0x3000, 0x3017)  # Chinese punctuation
    | {0x30FB, 0xFFE5}
    | span(0xFF01, 0xFF5E)  # full-width forms
    | span(0x2460, 0x2473)  # ① to ⑳
)
# Other characters on pages, or in what a customer pastes.
SYMBOLS = (
    span(0x20A0, 0x20C0)  # currencies
    | span(0x2100, 0x214F)  # ℃ № ™
    | span(0x2150, 0x218B)  # fractions, Roman numerals
    | span(0x2190, 0x21FF)  # arrows
    | {0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265}
    | span(0x25A0, 0x25FF)  # shapes
    | {0x2605, 0x2606, 0x2713, 0x2714, 0x2717, 0x2718, 0x2610, 0x2611, 0x2612}
    | span(0x3018, 0x301F)
    | span(0xFFE0, 0xFFE6)
)
# Python's codec maps two of them to U+30FB and U+2015. U+00B7 and U+2014, which keyboards write, are in SENTENCES.
ALL = gb2312(range(1, 88))
assert len(ALL) == 7445
# The characters of titles: those of GB 2312 that the 96 Chinese catalogues of a Debian 12 desktop use (475,000
# characters of buttons, titles and messages), and those of our own sentences. A test in src/ui/fonts.rs fails if one of
# ours is missing.
TITLES = {ord(c) for c in (Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").replace("\n", "")}

LATIN_PUNCTUATION = {ord(c) for c in "“”‘’—–…·"}


def cut(source, face, characters, family, style, target):
    """Writes a subset of one font of a collection."""
    options = subset.Options()
    # `ccmp` joins —— into one long dash, `kern` sets Latin pairs; both cost a few kilobytes.
    # `locl` is left out: this font already has the right shapes, and the interface passes no language to the shaper.
    options.layout_features = ["ccmp", "kern", "mark"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]  # for vertical text, which we do not have

    font = TTFont(str(source), fontNumber=face, recalcTimestamp=False)
    assert font["name"].getDebugName(4).startswith(FACE_NAMES[face]), font["name"].getDebugName(4)
    if face == KOREAN:
        proportional_ellipsis(font)
    present = set(font.getBestCmap())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(characters & present))
    subsetter.subset(font)
    rename(font, family, style)
    font.save(str(target), reorderTables=True)
    check(target, characters & present)
    print(f"{target.name}: {len(characters & present)} characters, {target.stat().st_size / 1000:.0f} kB")


def proportional_ellipsis(font):
    """Puts the ellipsis on the baseline, as in English. The font centres it, as in Chinese."""
    dots = ord("…")
    centred = font.getBestCmap()[dots]
    table = font["GSUB"].table
    wanted = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "pwid" for i in r.Feature.LookupListIndex}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            mapping = getattr(getattr(part, "ExtSubTable", part), "mapping", {})
            if centred in mapping:
                for encoding in font["cmap"].tables:
                    if dots in encoding.cmap:
                        encoding.cmap[dots] = mapping[centred]
                return
    raise SystemExit("this font has no proportional ellipsis")


def rename(font, family, style):
    """Gives the subset its own name, so that it is not confused with the whole font."""
    postscript = f"{family}-{style}".replace(" ", "")
    for record in font["name"].names:
        new = {1: family, 2: style, 3: f"{postscript};OKPay Wizard", 4: f"{family} {style}", 6: postscript}
        if record.nameID in new:
            record.string = new[record.nameID]
    top = font["CFF "].cff
    top.fontNames[0] = postscript
    top[0].FullName = f"{family} {style}"
    top[0].FamilyName = family


def check(target, characters):
    """Reads the file and checks that it has every character."""
    font = TTFont(str(target))
    mapped = font.getBestCmap()
    missing = characters - set(mapped)
    assert not missing, f"{target}: {sorted(map(chr, missing))}"
    assert ".notdef" not in {mapped[c] for c in characters}
    if characters <= LATIN_PUNCTUATION:
        for quote in "“”‘’":
            width = font["hmtx"][mapped[ord(quote)]][0]
            assert width < 600, f"{target}: {quote} is {width} wide"


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    regular, medium = source / "NotoSansCJK-Regular.ttc", source / "NotoSansCJK-Medium.ttc"
    body = ALL | SENTENCES | SYMBOLS
    titles = TITLES | SENTENCES | span(0x20A0, 0x20C0) | span(0x2190, 0x2193) | {0x2713}

    for font in (regular, medium):
        absent = (ALL if font == regular else TITLES) - set(TTFont(str(font), fontNumber=SIMPLIFIED).getBestCmap())
        assert not absent, f"{font}: GB 2312 lacks {sorted(map(chr, absent))}"
    cut(regular, SIMPLIFIED, body, "OKPay Sans SC", "Regular", out / "NotoSansSC-Regular.otf")
    cut(medium, SIMPLIFIED, titles, "OKPay Sans SC", "Medium", out / "NotoSansSC-Medium.otf")
    for font, style in ((regular, "Regular"), (medium, "Medium")):
        target = out / f"NotoSans-Latin-Punctuation-{style}.otf"
        cut(font, KOREAN, LATIN_PUNCTUATION, "OKPay Sans Latin Punctuation", style, target)


if __name__ == "__main__":
    main()
