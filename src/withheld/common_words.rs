//! Names that are also common words or places. Without a capital they are not taken for a name.

/// Folded, in alphabetical order.
#[rustfmt::skip]
const WORDS: &str = "
    abril abril agosto alba alma america amor angel april archer art august austin autumn avenue
    baker ball banks barber bay bean bell berry best bill bird bishop black blanc blanco bloom blue
    bond book booth bosque bowl bowls branch bridge bridges brook brooks brown bueno burns bush
    butcher butler calle campo campos carpenter carter case castillo castle chad chance charity
    charlotte chase chelsea church clay clean clement cliff close coleman constant cook cooper
    corner corona cortes costa court crane crisp cross crow cruz dakota dale dallas dawn day dean
    delgado dias dios dolores domingo drew drive duke dunn dupont duran durham dutch earl earnest
    east ends english esperanza estrella faith farmer farmers ferry field fields fish fisher flint
    flood flor flores florence fontaine forbes ford forest foster fountain fox franca france frank
    free freeman french friend frost fuente fuentes gamble gardener gardner gates gay gentil
    georgia german gill giver glass glen gloria gold golden good grand grande grant gray green
    greene greenfield grey grove guerra guy hall hammer hand harbor hardy harper hart hay heath
    hidden hill hills holiday holland holt home hood hope horn horne house houston hunt hunter
    hyde iglesias israel ivy jack jackson jay jean jersey job jordan joy judge june justice justo
    keen key keys king kings kitchen knight lago lake lamb lance land lane large law laws lawyer
    lay leal leon lewis liberty light lily lima lincoln linda little livre lock logan london long
    love low lowe luna luz madison major mar march marco mark market marks marsh martes mason
    mayor mayo mead meadows mercado mercedes merced mercer merchant mercy miles mill miller mills
    mining minor mira monte moon moore moral moreno morning moss moulin mountain muros nation
    nations neves news newton nice night noble noel noir norman north norte novo nunes oak
    olive oliveira orange orchard otter page pages paine paixao palace palm paris park parker parks
    parish parsons pass patience paz peace peak pearl penny perez perry petit phoenix pierce pierre
    pike pilar pinto place planner plata plaza pleasant pollard pond pool poole pope porter post
    potter power powers prado price priest prime prince prior prudent queen quick rain ramos
    ranger ray read reader reader reading real reed reeves reis rey reyes rice rich rico ridge
    ring rio rios rivas river rivera rivers road rob robin rocha roche rock roi roman romero root
    rosa rosario rose rosy royal rubio ruby rush russell sage sailor salt salvador salas sand sandy
    sands santa santiago santo santos saver savage school scott sea seal self sellers serra shaw
    sharp shepherd short silver singer singh skinner small smart smith snow sol solomon solis
    soto south spark sparks spear spring spencer stanley star steel steele sterling stern stone
    street strong sue summer summers sun swan sweet swift sydney taylor temple terra thorn
    thorne tierra torre torres tower towers town townsend tree trees trent trinity tucker turner
    underwood union vale valle valley vega verde viana victor victoria vida vila villa ville vine
    violet virginia vista wade walker wall walls ward wards ware washington waters watts way weaver
    webb week weeks welcome wells west wheeler white wilder will wind winter winters wise wolf
    wolfe wood woods worth wright yard york young zapata
";

/// Whether a folded word is one of these.
pub(super) fn is_common(word: &str) -> bool {
    WORDS.split_whitespace().any(|known| known == word)
}
