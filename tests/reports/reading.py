"""Writes reading.json: texts with the LIX that textstat finds, which the unit test of
src/check/reading.rs compares with ours.

    pip install textstat==0.7.13 && python tests/reports/reading.py
"""

import json
from pathlib import Path

import textstat

TEXTS = {
    "en": [
        ["The bin is emptied twice a week.", "Half of what is burnt could rot."],
        [
            "Interdepartmental coordination mechanisms notwithstanding, implementation responsibilities regarding infrastructure maintenance remained insufficiently operationalised.",
            "The municipality subsequently commissioned an independent evaluation.",
        ],
    ],
    "es": [
        ["Cada cocina tiene un cubo verde para los restos.", "Se vacía dos veces por semana."],
        [
            "La administración municipal estableció procedimientos extraordinarios para la contratación de organizaciones especializadas.",
            "Los resultados fueron publicados posteriormente.",
        ],
    ],
    "fr": [
        ["Chaque cuisine a un petit bac vert pour les restes.", "La ville le vide deux fois par semaine."],
        [
            "Les administrations municipales organisent régulièrement des consultations approfondies concernant les investissements prioritaires.",
            "Cette procédure comporte plusieurs étapes successives.",
        ],
    ],
    "pt": [
        ["Cada cozinha tem uma caixa verde para os restos.", "A cidade recolhe duas vezes por semana."],
        [
            "As organizações participantes desenvolveram instrumentos complementares para acompanhar sistematicamente os investimentos municipais.",
            "Os relatórios foram apresentados posteriormente.",
        ],
    ],
}


def measured():
    for language, texts in TEXTS.items():
        textstat.set_lang(language)
        for sentences in texts:
            yield {"language": language, "sentences": sentences, "lix": textstat.lix(" ".join(sentences))}


if __name__ == "__main__":
    text = json.dumps(list(measured()), ensure_ascii=False, indent=2)
    Path(__file__).with_name("reading.json").write_text(text + "\n", encoding="utf-8")
