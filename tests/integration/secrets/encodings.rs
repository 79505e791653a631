//! A name in all spellings that a reader would still recognise.

/// The planted name; the one with accents is José Núñez.
pub(crate) const NAME: &str = "Zelda Quimby";
pub(crate) const ACCENTED: &str = "José Núñez";

/// Spellings of [`NAME`] in Markdown.
pub(crate) const MARKDOWN: [&str; 46] = [
    "Zelda Quimby",
    "ZELDA QUIMBY",
    "zelda quimby",
    "Quimby",
    "QUIMBY",
    "quimby",
    "Zelda",
    "Quimby, Zelda",
    "Z. Quimby",
    "Z Quimby",
    "Ms Quimby",
    "Zelda Quimby, PhD",
    "Zelda M. Quimby Jr.",
    "Quimby's",
    "Quimby’s",
    "zelda-quimby",
    "zelda_quimby",
    "zelda.quimby",
    "zeldaquimby",
    "ZeldaQuimby",
    "zquimby",
    "zquimby2",
    "Zelda&nbsp;Quimby",
    "Zelda\u{a0}Quimby",
    "Zelda\nQuimby",
    "&#81;uimby",
    "&#x51;uimby",
    "Q&#117;imby",
    "Q&uacute;imby",
    "Qúimby",
    "Qu\u{301}imby",
    "Qui\u{ad}mby",
    "Qui&shy;mby",
    "Qui\u{200b}mby",
    "Qui&ZeroWidthSpace;mby",
    "Ｑｕｉｍｂｙ",
    "𝐐𝐮𝐢𝐦𝐛𝐲",
    "Qu*im*by",
    "Qu**im**by",
    "**Zelda** _Quimby_",
    "Qu~~im~~by",
    "Qu`im`by",
    "Qu<!-- -->imby",
    "Qu<em>im</em>by",
    "Qu[im](https://example.org/)by",
    "\\Q\\uimby Quimb\\y",
];

/// Spellings of [`ACCENTED`].
pub(crate) const ACCENTS: [&str; 8] = [
    "José Núñez",
    "Jose Nunez",
    "JOSÉ NÚÑEZ",
    "jose-nunez",
    "Jose\u{301} Nu\u{301}n\u{303}ez",
    "Jos&eacute; N&uacute;&ntilde;ez",
    "Jos%C3%A9%20N%C3%BA%C3%B1ez",
    "J. Núñez",
];

/// Spellings of [`NAME`] as a YAML value.
pub(crate) const YAML: [&str; 9] = [
    "Zelda Quimby came",
    "\"Zelda \\x51uimby came\"",
    "\"\\u0051uimby came\"",
    "\"\\U00000051uimby came\"",
    "'Zelda Quimby came'",
    "\"Qui\\\n      mby came\"",
    ">-\n      Zelda\n      Quimby came",
    "|\n      Zelda Quimby came",
    "&here Quimby came",
];
