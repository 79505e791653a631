//! Codes of currencies (ISO 4217) and languages (BCP 47), and what people write instead.

/// The currencies in use.
const CURRENCIES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN \
    BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF \
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR \
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG \
    SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU \
    UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Whether this is the code of a currency in use, or of one that the euro has replaced.
pub(in crate::source) fn is_currency(code: &str) -> bool {
    const REPLACED: &str =
        "ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK";
    let listed = |codes: &str| codes.split(' ').any(|known| known == code);
    code.len() == 3 && (listed(CURRENCIES) || listed(REPLACED))
}

/// The codes that a symbol or name may mean.
pub(in crate::source) fn currency(text: &str) -> Vec<String> {
    let upper = text.trim().to_uppercase();
    let codes: &[&str] = match upper.as_str() {
        "$" | "DOLLAR" | "DOLLARS" => &["USD", "CAD", "AUD"],
        "US$" | "US DOLLAR" | "US DOLLARS" | "U.S. DOLLARS" => &["USD"],
        "CA$" | "C$" | "CANADIAN DOLLARS" => &["CAD"],
        "A$" | "AU$" | "AUSTRALIAN DOLLARS" => &["AUD"],
        "NZ$" | "NEW ZEALAND DOLLARS" => &["NZD"],
        "€" | "EURO" | "EUROS" => &["EUR"],
        "£" | "POUND" | "POUNDS" | "POUNDS STERLING" | "STERLING" => &["GBP"],
        "¥" => &["JPY", "CNY"],
        "YEN" => &["JPY"],
        "YUAN" | "RENMINBI" | "RMB" => &["CNY"],
        "R$" | "REAL" | "REAIS" => &["BRL"],
        "PESO" | "PESOS" => &["MXN", "COP", "ARS", "CLP"],
        "₹" | "RUPEES" => &["INR"],
        "RAND" => &["ZAR"],
        _ if is_currency(&upper) => return vec![upper],
        _ => &[],
    };
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// Whether `tag` has the shape of a language tag: two or three letters, then subtags.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The tag of a language that a text names or almost spells.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    const NAMES: [(&str, &[&str]); 12] = [
        ("en", &["english", "eng", "ingles", "anglais"]),
        ("es", &["spanish", "espanol", "castellano", "spa", "esp"]),
        ("fr", &["french", "francais", "fra", "fre"]),
        ("pt", &["portuguese", "portugues", "por"]),
        ("de", &["german", "deutsch", "deu", "ger"]),
        ("it", &["italian", "italiano", "ita"]),
        ("nl", &["dutch", "nederlands", "nld"]),
        ("ar", &["arabic"]),
        ("zh", &["chinese"]),
        ("ja", &["japanese"]),
        ("ko", &["korean"]),
        ("he", &["hebrew"]),
    ];
    let plain = crate::model::slugify(text);
    let named = NAMES.iter().find(|(_, names)| names.contains(&plain.as_str()));
    if let Some((tag, _)) = named {
        return Some((*tag).to_owned());
    }
    // `EN`, `en_US` and `PT-br` in their usual spelling.
    let mut parts = text.trim().split(['-', '_']);
    let language = parts.next().filter(|part| part.len() == 2)?.to_lowercase();
    let region = parts.next().map(str::to_uppercase);
    let good = language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.next().is_none()
        && region.as_ref().is_none_or(|region| region.len() == 2 && region.is_ascii());
    good.then(|| region.map_or_else(|| language.clone(), |region| format!("{language}-{region}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_names_lead_to_codes() {
        assert_eq!(currency("usd"), ["USD"]);
        assert_eq!(currency("€"), ["EUR"]);
        assert_eq!(currency("dollars"), ["USD", "CAD", "AUD"], "nobody but the author knows which");
        assert!(currency("beans").is_empty());
        assert!(is_currency("EUR") && !is_currency("USB"));
        for (text, tag) in [
            ("English", "en"),
            ("español", "es"),
            ("EN", "en"),
            ("en_US", "en-US"),
            ("pt-br", "pt-BR"),
        ] {
            assert_eq!(language_tag(text).as_deref(), Some(tag));
        }
        assert_eq!(language_tag("Klingon"), None);
    }
}
