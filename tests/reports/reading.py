"""Compares reading.json with textstat: texts with their LIX, with which the unit test of
src/check/reading.rs compares ours.

Usage: reading.py ARCHIVES [--write]

With --write, reading.json is written again, after a change of the texts below."""

import json
import sys
from pathlib import Path
from types import ModuleType

archives, *options = sys.argv[1:]
for wheel in Path(archives).glob("*.whl"):
    sys.path.append(str(wheel))

# textstat imports what counts syllables, of which LIX has no need. So these two are not downloaded.
for unused in ["nltk", "pyphen"]:
    sys.modules[unused] = ModuleType(unused)
sys.modules["pyphen"].Pyphen = None

import textstat  # noqa: E402

TEXTS = {
    "en": [
        ["The bin is emptied twice a week.", "Half of what is burnt could rot."],
        [
            "Interdepartmental coordination mechanisms notwithstanding, implementation responsibilities regarding infrastructure maintenance remained insufficiently operationalised.",
            "The municipality subsequently commissioned an independent evaluation.",
        ],
        [
            "In 2019 the city paid 1,200 households $500 a month, which wasn't taxed.",
            "Two-thirds of the long-term residents stayed; others (some 35%) moved to a cheaper neighbourhood.",
        ],
    ],
    "es": [
        ["Cada cocina tiene un cubo verde para los restos.", "Se vacía dos veces por semana."],
        [
            "La administración municipal estableció procedimientos extraordinarios para la contratación de organizaciones especializadas.",
            "Los resultados fueron publicados posteriormente.",
        ],
        ["En 2019 participaron mil hogares, ¿y cuántos siguen en el programa?", "Más de la mitad: el 62 % según la evaluación."],
    ],
    "fr": [
        ["Chaque cuisine a un petit bac vert pour les restes.", "La ville le vide deux fois par semaine."],
        [
            "Les administrations municipales organisent régulièrement des consultations approfondies concernant les investissements prioritaires.",
            "Cette procédure comporte plusieurs étapes successives.",
        ],
        ["L’eau des fontaines n’est pas potable aujourd’hui.", "Qu’en pensent les habitantes et habitants des grands-ensembles ?"],
    ],
    "pt": [
        ["Cada cozinha tem uma caixa verde para os restos.", "A cidade recolhe duas vezes por semana."],
        [
            "As organizações participantes desenvolveram instrumentos complementares para acompanhar sistematicamente os investimentos municipais.",
            "Os relatórios foram apresentados posteriormente.",
        ],
        ["Em 2019, a prefeitura deu-lhes vale-transporte por 18 meses.", "Quantas pessoas usaram o benefício até o fim?"],
    ],
}


def measured():
    for language, texts in TEXTS.items():
        textstat.set_lang(language)
        for sentences in texts:
            yield {"language": language, "sentences": sentences, "lix": textstat.lix(" ".join(sentences))}


FILE = Path(__file__).with_name("reading.json")
text = json.dumps(list(measured()), ensure_ascii=False, indent=2) + "\n"
if options == ["--write"]:
    FILE.write_text(text, encoding="utf-8")
elif FILE.read_text(encoding="utf-8") != text:
    sys.exit(f"{FILE.name} does not say what textstat finds; to write it again: reading.py ARCHIVES --write")
else:
    print(f"{len(json.loads(text))} texts have the LIX that textstat finds")
