//! The parser's message in plain words, if no cause could be proven.

use granit_parser::ErrorKind;

use super::cause::Cause;
use crate::source::yaml::{Refusal, Refused};

/// Explains why something is not accepted.
pub(super) fn refusal(text: &str, refused: &Refused) -> Cause {
    let at = refused.at.clone();
    let word = &text[at.clone()];
    let said = |message: String, help: &str| Cause::new(at.clone(), message).help(help);
    match &refused.why {
        Refusal::Syntax(kind) => syntax(text, refused, kind),
        Refusal::Duplicate { first } => {
            let cause = said(format!("the field `{word}` is given twice"), "keep one of them");
            Cause { code: "duplicate-field", first: Some(*first), ..cause }
        }
        Refusal::Anchor => said(
            format!("`{word}` names a value for use elsewhere, which is not supported here"),
            "take it out, or put the text in quotation marks if it begins with `&`",
        ),
        Refusal::Alias => said(
            format!("`{word}` refers to a value that is written elsewhere"),
            "write the value itself here",
        ),
        Refusal::Tag => said(
            format!("`{word}` is a tag of YAML, which is not supported here"),
            "take it out; put a text in quotation marks if it begins with `!` or is to stay text",
        ),
        Refusal::Merge => said(
            "`<<` takes over fields from elsewhere, which is not supported here".to_owned(),
            "write the fields themselves here",
        ),
        Refusal::Key => {
            said("the name of a field is a list here".to_owned(), "write a field as `name: value`")
        }
        Refusal::OddSpace => said(
            format!(
                "the name of the field `{}` holds a character that cannot be seen",
                word.escape_default()
            ),
            "type the name of the field again",
        ),
        Refusal::NoFields => said(
            "there is text where fields are expected".to_owned(),
            "write a field as `name: value`",
        ),
        Refusal::SecondDocument => said(
            "a second set of fields begins here".to_owned(),
            "keep all fields between the first two lines `---`",
        ),
        Refusal::TooDeep => said(
            "lists and fields are nested here more than 32 levels deep".to_owned(),
            "no file needs more than four; look for a bracket that is not closed",
        ),
        Refusal::TooMany => said(
            "there are more than 500 fields here".to_owned(),
            "no file needs as many; look for a list that lacks its hyphens",
        ),
    }
}

fn syntax(text: &str, refused: &Refused, kind: &ErrorKind) -> Cause {
    let start = refused.at.start;
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    let at = start..start + length;
    let said = |message: &str, help: &str| Cause::new(at.clone(), message).help(help);
    match kind {
        ErrorKind::RecursionLimitExceeded => said(
            "lists and fields are nested too deep here",
            "no file needs more than four levels; look for a bracket that is not closed",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            said("this quotation mark is not closed", "close it at the end of the text")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping => {
            said("this bracket is not closed", "close it at the end of the list")
        }
        ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::FlowMappingValueAdjacentCollection => said(
            "the items of the list in brackets are not separated by commas here",
            "put a comma between two items, and a text with signs in quotation marks",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape => said(
            "a backslash between `\"` marks begins an escape, and this one does not exist",
            "put the text between `'` marks",
        ),
        ErrorKind::UnknownAnchor => said(
            "`*` refers to a value that is written elsewhere, and there is none",
            "put a text that begins with `*` in quotation marks",
        ),
        ErrorKind::InvalidSimpleKey | ErrorKind::SimpleKeyExpected => said(
            "this line belongs to no field",
            "write a field as `name: value`, and indent a text that goes on",
        ),
        _ => said(
            "this is not valid YAML",
            "write a field as `name: value`, an item as `- value`, and put a text that holds a colon or begins with a sign in quotation marks",
        ),
    }
}
