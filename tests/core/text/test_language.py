import pytest

from streams.core.text.language import detect

LANGUAGES = [
    ("The minister arrived in Beijing on Wednesday for a visit.", "en"),
    ("MINISTERS OF THE TWO STATES HAVE SIGNED A TREATY ON TRADE", "en"),
    ("<p>The <b>minister</b> said that https://example.org was down for an hour.</p>", "en"),
    ("Xi met Putin", "en"),
    ("President Joao Reis meets Prime Minister Ana Lukic in Zagreb.", "en"),
    ("Espen Lund met Kemal Aydin.", "en"),
    ("Ministers Ahmadou Diallo and Oumar Sy met in Conakry", "en"),
    ("Bundeskanzler Karl Meier trifft Präsident Jean Petit in Paris.", "de"),
    ("Der Minister traf ihn in Berlin", "de"),
    ("Minister Jan de Vries ontmoet Karl Meier in Den Haag", "nl"),
    ("Presidente Joao Reis encontra Ana Lukic em Lisboa", "pt"),
    ("", "en"),
    ("12 34 56", "en"),
    ("El presidente llegó a la capital el miércoles para una visita oficial.", "es"),
    ("Le ministre a rencontré son homologue dans la capitale mercredi.", "fr"),
    ("Der Minister traf sich am Mittwoch mit seinem Amtskollegen in der Hauptstadt.", "de"),
    ("外交部长星期三抵达首都进行正式访问", "zh"),
    ("وصل وزير الخارجية إلى العاصمة يوم الأربعاء", "ar"),
    ("Министр иностранных дел прибыл в столицу в среду.", "ru"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES, ids=[text[:30] for text, _ in LANGUAGES])
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language
    assert detect(text) == detect(text + " ")
