//! Names that are also common words or places. Without a capital they are not taken for a name.

/// Folded, in alphabetical order.
#[rustfmt::skip]
const WORDS: &str = "
    abril agosto alba alma amber america amor angel april archer art august austin autumn avenue
    baker ball banks barber bay bean bell berry best bill bird bishop black blanc blanco bloom blue
    bob bond book booth bosque bowl bowls branch bridge bridges brook brooks brown buck bueno burns
    bush butcher butler calle campo campos carpenter carter case castillo castle chad chance
    charity charlotte chase chelsea chuck church clay clean clement cliff close coleman constant
    cook cooper coral corner corona cortes costa court crane crisp cross crow cruz crystal curt
    daisy dakota dale dallas dawn day dean delgado dias dios dolores domingo drew drive duke dunn
    dupont duran durham dutch earl earnest east ends english esperanza estrella faith farmer
    farmers felicity ferry field fields fish fisher flint flood flor florence flores fontaine
    forbes ford forest foster fountain fox franca france frank free freeman french friend frost
    fuente fuentes gamble gardener gardner gates gay gene gentil georgia german gill ginger giver
    glass glen gloria gold golden good grace grand grande grant gray green greene greenfield grey
    grove guerra guy hall hammer hand harbor hardy harmony harper hart hay hazel heath heather herb
    hidden hill hills holiday holland holly holt home honor honour hood hope horn horne house
    houston hunt hunter hyde iglesias iris israel ivy jack jackson jade jasmine jay jean jersey
    jewel job jordan josh joy judge june justice justo keen key keys king kings kitchen knight lago
    lake lamb lance land lane large laurel law laws lawyer lay leal lee leon lewis liberty light
    lily lima lincoln linda little livre lock logan london long love low lowe luna luz madison
    major mar march marco marina mark market marks marsh martes mason mayo mayor mead meadows
    melody mercado merced mercedes mercer merchant mercy miles mill miller mills mining minor mira
    misty monte moon moore moral moreno morning moss moulin mountain muros nation nations neves
    news newton nice nick night noble noel noir norm norman norte north novo nunes oak olive
    oliveira opal orange orchard otter page pages paige paine paixao palace palm paris parish park
    parker parks parsons pass pat patience paz peace peak pearl peg penny pepper perez perry petit
    phoenix pierce pierre pike pilar pinto place planner plata plaza pleasant pollard pond pool
    poole pope poppy porter post potter power powers prado prairie price priest prime prince prior
    prudent queen quick rain ramos ranger ray read reader reading real reed reeves reis rey reyes
    rice rich rico ridge ring rio rios rivas river rivera rivers road rob robin rocha roche rock
    rocky rod roi roman romero root rosa rosario rose rosy royal rubio ruby rush russell rusty sage
    sailor salas sally salt salvador sand sands sandy santa santiago santo santos savage saver
    school scott sea seal self sellers serra sharp shaw shepherd short sierra silver singer singh
    skinner skip sky small smart smith snow sol solis solomon sonny soto south spark sparks spear
    spencer spring stanley star steel steele sterling stern stew stone street strong sue summer
    summers sun swan sweet swift sydney tad taylor temperance temple terra thorn thorne tierra
    tiger torre torres tower towers town townsend tree trees trent trinity tucker turner underwood
    union vale valle valley vega verde viana victor victoria vida vila villa ville vine violet
    virginia vista wade walker wall walls ward wards ware washington waters watts way weaver webb
    week weeks welcome wells west wheeler white wilder will willow wind winter winters wise wolf
    wolfe wood woods worth wren wright yard york young zapata
";

/// Whether a folded word is one of these.
pub(crate) fn is_common(word: &str) -> bool {
    WORDS.split_whitespace().any(|known| known == word)
}
