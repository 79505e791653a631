//! Lays out a card and draws it as SVG.

use std::fmt::Write as _;

use super::colours::Colours;
use super::face::{FAMILY, Face, Weight};
use super::lines::{Lines, broken};
use crate::escape;
use crate::model::{Direction, Stage};
use crate::theme::views::{CARD_HEIGHT, CARD_WIDTH, CardSign, CardToken, SocialCard};

/// Pixels that stay free on the left and on the right.
const MARGIN: f32 = 72.0;
/// Pixels from margin to margin.
const WIDTH: f32 = CARD_WIDTH as f32 - 2.0 * MARGIN;
/// The base line of the last row.
const LAST: f32 = CARD_HEIGHT as f32 - 58.0;
/// Sizes of a title in pixels, each with the number of lines that it may take: the largest that fits
/// is taken.
const TITLES: [(f32, usize); 6] =
    [(112.0, 1), (88.0, 2), (76.0, 3), (66.0, 3), (58.0, 4), (48.0, 4)];
/// Distance between the base lines of a title, as a multiple of its size.
const LEADING: f32 = 1.08;
/// Size of the sentence below the title, and of everything else.
const TEXT: f32 = 34.0;
const SMALL: f32 = 30.0;
/// Distance of rows of small text.
const ROW: f32 = 48.0;

/// An SVG document of the card: the same for the same words, and self-contained.
pub(super) fn svg(card: &SocialCard, face: &Face, colours: &Colours) -> String {
    let mut canvas = Canvas { svg: String::new(), face, colours };
    canvas.paper();
    let mut top = canvas.head(card);
    let bottom = canvas.foot(card);
    top = canvas.title(card, top, bottom);
    canvas.text(card, top, bottom);
    canvas.svg.push_str("</svg>\n");
    canvas.svg
}

/// A drawing under way.
struct Canvas<'a> {
    svg: String,
    face: &'a Face,
    colours: &'a Colours,
}

/// How a line of text looks.
#[derive(Clone, Copy)]
struct Style {
    weight: Weight,
    size: f32,
    colour: &'static str,
}

const SITE: Style = Style { weight: Weight::SemiBold, size: 36.0, colour: "ink" };
const KIND: Style = Style { weight: Weight::SemiBold, size: SMALL, colour: "accent" };
const PLAIN: Style = Style { weight: Weight::Regular, size: TEXT, colour: "ink-2" };
const FACT: Style = Style { weight: Weight::SemiBold, size: SMALL, colour: "ink" };
const TOKEN: Style = Style { weight: Weight::Regular, size: SMALL, colour: "ink" };

impl Canvas<'_> {
    fn draw(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        _ = self.svg.write_fmt(element);
    }

    fn colour(&self, name: &str) -> String {
        self.colours.get(name).to_owned()
    }

    /// The ground, with a band in the colour of the site on the left.
    fn paper(&mut self) {
        let (bg, mark) = (self.colour("bg"), self.colour("mark"));
        self.draw(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{CARD_WIDTH}\" height=\"{CARD_HEIGHT}\" font-family=\"{FAMILY}\">\
             <rect width=\"100%\" height=\"100%\" fill=\"{bg}\"/><rect width=\"20\" height=\"100%\" fill=\"{mark}\"/>"
        ));
    }

    /// Draws text from `x` on. `y` is its base line.
    fn line(&mut self, text: &str, x: f32, y: f32, style: Style) {
        let Style { weight, size, colour } = style;
        let (fill, text) = (self.colour(colour), escape::xml(text));
        let weight = weight.number();
        self.draw(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\">{text}</text>"
        ));
    }

    fn width(&self, text: &str, style: Style) -> f32 {
        self.face.width(text, style.weight, style.size)
    }

    /// A text in lines; empty if the face cannot write it.
    fn broken(&self, text: &str, width: f32, most: usize, style: Style) -> Lines {
        let text = self.face.writable(text).unwrap_or_default();
        broken(&text, width, most, &|line| self.width(line, style))
    }

    /// A text in one line, or nothing.
    fn one_line(&self, text: &str, width: f32, style: Style) -> Option<String> {
        self.broken(text, width, 1, style).lines.into_iter().next()
    }

    /// The mark and the name of the site, and what kind of page this is. Returns where the title may
    /// begin.
    fn head(&mut self, card: &SocialCard) -> f32 {
        const BASE: f32 = 98.0;
        const MARK: f32 = 44.0;
        let colour = self.colour("mark");
        let (x, y) = (MARGIN, BASE - 35.0);
        // The mark of the site's pages, which is 32 wide.
        self.draw(format_args!(
            "<g transform=\"translate({x} {y}) scale({scale})\"><rect width=\"32\" height=\"32\" rx=\"6\" fill=\"{colour}\"/>\
             <path d=\"M9 4v24M16 4v24M23 4v24\" stroke=\"#fff\" stroke-opacity=\".42\" stroke-width=\"2\"/>\
             <path d=\"M3 16h26\" stroke=\"#fff\" stroke-width=\"4\" stroke-linecap=\"round\"/>\
             <circle cx=\"16\" cy=\"16\" r=\"5\" fill=\"{colour}\" stroke=\"#fff\" stroke-width=\"3\"/></g>",
            scale = MARK / 32.0,
        ));
        if card.is_of_site() {
            return BASE + 60.0;
        }
        if let Some(site) = self.one_line(&card.site, WIDTH - MARK - 16.0, SITE) {
            self.line(&site, MARGIN + MARK + 16.0, BASE, SITE);
        }
        if let Some(kind) = self.one_line(&card.kind, WIDTH, KIND) {
            self.line(&kind, MARGIN, BASE + 76.0, KIND);
        }
        BASE + 96.0
    }

    /// The title, as large as it can be. Returns where it ends.
    fn title(&mut self, card: &SocialCard, top: f32, bottom: f32) -> f32 {
        let style = |size| Style { weight: Weight::SemiBold, size, colour: "ink" };
        let fitting = |(size, most): (f32, usize)| {
            let most = most.min(lines_in(bottom - top, size * LEADING));
            (size, self.broken(&card.title, WIDTH, most, style(size)))
        };
        let smallest = TITLES[TITLES.len() - 1];
        let mut sizes = TITLES.into_iter().map(fitting);
        let whole = sizes.find(|(_, lines)| !lines.is_cut);
        let (size, Lines { lines, .. }) = whole.unwrap_or_else(|| fitting(smallest));
        let mut y = top;
        for line in &lines {
            y += size * LEADING;
            // Large letters have more space on their left than small ones, so they start further
            // left to look aligned.
            self.line(line, MARGIN - size * 0.03, y - size * 0.2, style(size));
        }
        y
    }

    /// The sentence, in as many lines as there is room for.
    fn text(&mut self, card: &SocialCard, top: f32, bottom: f32) {
        const LINE: f32 = TEXT * 1.3;
        let most = lines_in(bottom - top - 12.0, LINE).min(4);
        let lines = self.broken(&card.text, WIDTH, most, PLAIN).lines;
        let mut y = top + 12.0;
        for line in lines {
            y += LINE;
            self.line(&line, MARGIN, y, PLAIN);
        }
    }

    /// Facts, and below them the tokens of a practice. Returns where they begin.
    fn foot(&mut self, card: &SocialCard) -> f32 {
        let mut rows: Vec<Vec<(CardSign, String, f32)>> = Vec::new();
        let mut x = f32::INFINITY;
        for CardToken { label, sign } in &card.tokens {
            let indent = indent(*sign);
            let Some(label) = self.one_line(label, WIDTH - indent, TOKEN) else { continue };
            let width = indent + self.width(&label, TOKEN);
            if x + width > MARGIN + WIDTH {
                rows.push(Vec::new());
                x = MARGIN;
            }
            if let Some(row) = rows.last_mut() {
                row.push((*sign, label, x));
            }
            x += width + 44.0;
        }
        let mut y = LAST;
        for row in rows.iter().rev() {
            for (sign, label, x) in row {
                self.token(*sign, label, *x, y);
            }
            y -= ROW;
        }
        let facts: Vec<String> =
            card.facts.iter().filter_map(|fact| self.face.writable(fact)).collect();
        if let Some(facts) = self.one_line(&facts.join(" · "), WIDTH, FACT) {
            self.line(&facts, MARGIN, y, FACT);
            y -= ROW;
        }
        y + ROW - SMALL - 10.0
    }

    /// A sign and its label, in the colours and shapes that they have on pages.
    fn token(&mut self, sign: CardSign, label: &str, x: f32, y: f32) {
        let at = x + indent(sign);
        let middle = y - SMALL * 0.3;
        match sign {
            CardSign::Stage(Stage::Proposed) => {
                let width = self.width(label, TOKEN) + 2.0 * indent(sign);
                let (ground, edge) = (self.colour("plan-bg"), self.colour("plan-line"));
                let (top, height) = (y - SMALL, SMALL * 1.4);
                self.draw(format_args!(
                    "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"6\" fill=\"{ground}\" stroke=\"{edge}\" stroke-width=\"2\" stroke-dasharray=\"8 5\"/>"
                ));
                self.line(label, at, y, Style { colour: "plan-ink", ..TOKEN });
            }
            CardSign::Stage(stage) => {
                let colour = stage_colour(stage);
                let edge = self.colour(colour.unwrap_or("edge"));
                let fill = colour.map_or("none", |_| &edge);
                let x = x + 10.0;
                self.draw(format_args!(
                    "<circle cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"9\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"3\"/>"
                ));
                self.line(label, at, y, TOKEN);
            }
            CardSign::Evidence(level) => {
                self.meter(level, x, middle);
                self.line(label, at, y, TOKEN);
            }
            CardSign::Direction(direction) => {
                let colour = direction_colour(direction);
                let edge = self.colour(colour.unwrap_or("edge"));
                let fill = colour.map_or("none", |_| &edge);
                let top = middle - 9.0;
                self.draw(format_args!(
                    "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"18\" height=\"18\" rx=\"2\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"3\"/>"
                ));
                let is_bad = colour == Some("alert");
                let weight = if is_bad { Weight::SemiBold } else { Weight::Regular };
                let colour = if is_bad { "alert" } else { "ink" };
                self.line(label, at, y, Style { weight, colour, ..TOKEN });
            }
        }
    }

    /// The evidence meter: five stops on a line, filled up to the level.
    fn meter(&mut self, level: u8, x: f32, y: f32) {
        let (edge, accent, bg) = (self.colour("edge"), self.colour("accent"), self.colour("bg"));
        let (from, to) = (x + 9.0, x + 9.0 + 4.0 * STOP);
        self.draw(format_args!(
            "<path d=\"M{from:.1} {y:.1}H{to:.1}\" stroke=\"{edge}\" stroke-width=\"3\"/>"
        ));
        for stop in 0..5_u8 {
            let x = from + STOP * f32::from(stop);
            let (fill, edge) = if stop < level { (&accent, &accent) } else { (&bg, &edge) };
            self.draw(format_args!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"8\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"3\"/>"
            ));
        }
    }
}

/// How many lines there is room for.
fn lines_in(room: f32, line: f32) -> usize {
    (1_u8..).take_while(|lines| f32::from(*lines) * line <= room).count()
}

/// Distance of the stops of the line of evidence.
const STOP: f32 = 24.0;

/// Pixels from the left edge of a token to its words.
fn indent(sign: CardSign) -> f32 {
    match sign {
        CardSign::Stage(Stage::Proposed) => 14.0,
        CardSign::Stage(_) | CardSign::Direction(_) => 32.0,
        CardSign::Evidence(_) => 4.0 * STOP + 34.0,
    }
}

/// The colour of a stage; none for one that is unknown.
fn stage_colour(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Operating | Stage::Scaled => Some("accent"),
        Stage::Pilot | Stage::Proposed => Some("plan-line"),
        Stage::Ended | Stage::Replaced | Stage::Paused => Some("edge"),
        Stage::Unknown => None,
    }
}

/// The colour of a direction; none for one that is unknown.
fn direction_colour(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::Positive => Some("accent"),
        Direction::Mixed => Some("plan-line"),
        Direction::None | Direction::Negative => Some("alert"),
        Direction::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Node, Options, Tree};

    use super::*;

    fn card(title: &str) -> SocialCard {
        let token = |label: &str, sign| CardToken { label: label.to_owned(), sign };
        SocialCard {
            site: "Crosstown".to_owned(),
            kind: "Practice".to_owned(),
            title: title.to_owned(),
            text: String::new(),
            facts: vec!["Ghent, Belgium".to_owned()],
            tokens: vec![
                token("Operating", CardSign::Stage(Stage::Operating)),
                token("Evidence: measured change", CardSign::Evidence(2)),
                token("Mixed, as reported by the city", CardSign::Direction(Direction::Mixed)),
            ],
        }
    }

    fn drawn(card: &SocialCard) -> String {
        svg(card, &Face::new().unwrap(), &Colours::of(""))
    }

    /// The texts of a drawing, line by line.
    fn texts(svg: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(svg).unwrap();
        let texts = document.descendants().filter(|node| node.has_tag_name("text"));
        texts.map(|node| node.text().unwrap().to_owned()).collect()
    }

    /// The edges of all texts as the renderer draws them: left, top, right and bottom.
    fn edges(svg: &str) -> Vec<[f32; 4]> {
        let fontdb = Face::new().unwrap().database;
        let options = Options { fontdb, ..Options::default() };
        let tree = Tree::from_str(svg, &options).unwrap();
        let of_text = |node: &Node| match node {
            Node::Text(text) => Some(text.abs_bounding_box()),
            _ => None,
        };
        let boxes = tree.root().children().iter().filter_map(of_text);
        boxes.map(|one| [one.left(), one.top(), one.right(), one.bottom()]).collect()
    }

    #[test]
    fn a_card_says_what_its_record_is_and_how_far_it_got() {
        let svg = drawn(&card("Food bins & <lids>"));
        let expected = [
            "Crosstown",
            "Practice",
            "Mixed, as reported by the city",
            "Operating",
            "Evidence: measured change",
            "Ghent, Belgium",
            "Food bins & <lids>",
        ];
        let mut found = texts(&svg);
        found.sort();
        let mut expected = expected.map(str::to_owned);
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_is_drawn_beyond_the_margins_or_over_something_else() {
        let long = "A very long title of a practice that goes on and on, with many words about \
            evidence-based early-childhood programmes in Donaudampfschifffahrtsgesellschaftshausen \
            and everything else that a city might ever want to say in a single title";
        let long_word = "W".repeat(200);
        for title in ["Bins", "Food bins for everybody in the city", long, &long_word] {
            let mut card = card(title);
            card.kind = title.to_owned();
            card.facts.push(title.to_owned());
            card.text = format!("{long} {long}");
            card.tokens[1].label = title.to_owned();
            let svg = drawn(&card);
            let edges = edges(&svg);
            assert_eq!(edges.len(), texts(&svg).len());
            for [left, top, right, bottom] in &edges {
                assert!(
                    *left > 20.0 && *right <= MARGIN + WIDTH + 8.0,
                    "{title}: {left} to {right}"
                );
                assert!(
                    *top > 0.0 && *bottom < f32::from(CARD_HEIGHT),
                    "{title}: {top} to {bottom}"
                );
            }
            for (at, [left, top, right, bottom]) in edges.iter().enumerate() {
                let is_over = |other: &[f32; 4]| {
                    *left < other[2] && other[0] < *right && *top < other[3] && other[1] < *bottom
                };
                // The boxes of lines are as high as the font, and touch those of their neighbours.
                let deep = |other: &[f32; 4]| {
                    let shared = bottom.min(other[3]) - top.max(other[1]);
                    is_over(other) && shared > 0.45 * (bottom - top).min(other[3] - other[1])
                };
                assert!(!edges[at + 1..].iter().any(deep), "{title}: {:?}", texts(&svg)[at]);
            }
        }
    }

    #[test]
    fn a_title_takes_four_lines_at_most_and_is_then_shortened() {
        let title = "word ".repeat(60);
        let svg = drawn(&card(&title));
        let lines: Vec<String> =
            texts(&svg).into_iter().filter(|text| text.starts_with("word")).collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[3].ends_with("word…"), "{lines:?}");
    }

    #[test]
    fn a_title_in_other_letters_is_left_out_and_the_rest_stays() {
        for title in ["Κάδοι για όλους", "城市", "Контейнери", "📦"] {
            let texts = texts(&drawn(&card(title)));
            assert_eq!(texts.len(), texts_of_others(), "{texts:?}");
            assert!(texts.iter().all(|text| text != title));
            assert!(texts.contains(&"Ghent, Belgium".to_owned()));
        }
    }

    /// How many texts a card has besides its title.
    fn texts_of_others() -> usize {
        texts(&drawn(&card("Bins"))).len() - 1
    }

    #[test]
    fn a_proposal_looks_unlike_what_was_carried_out() {
        let mut proposal = card("Singing bins");
        assert!(!drawn(&proposal).contains("stroke-dasharray"));
        proposal.tokens[0].sign = CardSign::Stage(Stage::Proposed);
        assert!(drawn(&proposal).contains("stroke-dasharray"));
    }
}
