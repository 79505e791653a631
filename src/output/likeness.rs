//! The data with which the browser ranks practices by how similar their cities are to the reader's:
//! the traits of all cities, and the weight of each trait. It is fetched only if a reader asks for
//! this order.

use serde_json::{Map, Value, json};

use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::site::{Site, WEIGHTS, Weights};

/// One file, if the theme has the script that reads it.
pub(super) const OUTPUT: Output = Output {
    name: "likeness",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Likeness::new(&context)),
};

/// The script that ranks.
const SCRIPT: &str = "assets/lists/like.js";

struct Likeness<'a> {
    site: &'a Site,
    is_read: bool,
}

impl<'a> Likeness<'a> {
    fn new(context: &Context<'a>) -> Likeness<'a> {
        let is_read = context.files.iter().any(|file| file.path == SCRIPT);
        Likeness { site: context.own.site, is_read }
    }
}

impl<'a> Units<'a> for Likeness<'a> {
    fn count(&self) -> usize {
        usize::from(self.is_read)
    }

    fn paths(&self, _: usize) -> Vec<String> {
        vec!["cities/likeness.json".to_owned()]
    }

    fn contents(&self, _: &Renderer<'_>, _: usize) -> Contents {
        Ok(vec![likeness(self.site).to_string().into_bytes().into()])
    }
}

fn likeness(site: &Site) -> Value {
    let city = |at: usize| {
        let item = &site.cities[at];
        let record = &item.record;
        json!([
            item.meta.slug,
            record.title.value,
            record.country.value,
            record.population.as_ref().map(|people| people.value),
            record.lat,
            record.lon,
            site.graph.city_networks[at],
        ])
    };
    let mut practices = Map::new();
    for at in 0..site.practices.len() {
        let slug = site.practices[at].meta.slug.clone();
        practices.insert(slug, json!(site.graph.practice_cities[at]));
    }
    let networks = (0..site.networks.len()).map(|at| site.networks[at].record.title.value.clone());
    let Weights { size, distance, country, network, most_networks } = WEIGHTS;
    json!({
        "size": size,
        "distance": distance,
        "country": country,
        "network": network,
        "most_networks": most_networks,
        "networks": networks.collect::<Vec<_>>(),
        "cities": (0..site.cities.len()).map(city).collect::<Vec<_>>(),
        "practices": practices,
    })
}
