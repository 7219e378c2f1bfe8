#include "app/train/speech/sentence_words.h"

#include <array>

namespace imprint::train::words {
namespace {

constexpr auto kGerman = std::to_array<std::string_view>({
    "Guten Morgen, wie geht es Ihnen?",
    "Ich möchte bitte ein Stück Apfelkuchen.",
    "Früher war alles viel schöner.",
    "Wir fahren morgen mit dem Boot über den Fluss.",
    "Papa baut eine Brücke aus Pappe.",
    "Fischers Fritz fischt frische Fische.",
    "Das Wetter wird am Wochenende besser.",
    "Bevor du gehst, mach bitte das Fenster zu.",
    "Meine Mutter mag Blumen und Bücher.",
    "Vielleicht hast du recht.",
    "Auf Wiedersehen!",
    "Zwischen zwei Bäumen hing eine Wäscheleine.",
    "Um wie viel Uhr kommt der Zug an?",
    "Ein paar Äpfel, bitte.",
    "Das habe ich überhaupt nicht gewusst.",
    "Öffne mal die Tür!",
});
constexpr auto kFrench = std::to_array<std::string_view>({
    "Bonjour, comment allez-vous?",
    "Je voudrais un café, s'il vous plaît.",
    "Mon père habite près de la plage.",
    "Il pleut beaucoup au mois de mai.",
    "Une belle robe bleue et un peu de beurre.",
    "Nous partons en bateau demain matin.",
    "Où avez-vous mis mon parapluie?",
    "Les chaussettes de l'archiduchesse sont sèches.",
    "Ma mère aime les fleurs et la musique.",
    "C'est une bonne idée.",
    "À bientôt!",
    "Peux-tu fermer la fenêtre?",
    "Il faut boire un bon vin blanc.",
    "Deux œufs, du pain, du beurre.",
    "Quelle heure est-il?",
    "Tout va bien, merci beaucoup.",
});
constexpr auto kSpanish = std::to_array<std::string_view>({
    "Buenos días, ¿cómo está usted?",
    "Me gustaría beber un vaso de agua.",
    "Mi padre vive cerca de la playa.",
    "Tres tristes tigres comen trigo.",
    "La mamá de Pepe prepara pan con mantequilla.",
    "¿Dónde está mi paraguas?",
    "Mañana vamos en barco por el río.",
    "El perro de San Roque no tiene rabo.",
    "Muchas gracias por todo.",
    "Hace buen tiempo hoy.",
    "¡Hasta luego!",
    "Abre la ventana, por favor.",
    "Bebo vino y como pimientos.",
    "No me acuerdo de su nombre.",
    "¿Qué hora es?",
    "Una montaña muy bonita.",
});
constexpr auto kItalian = std::to_array<std::string_view>({
    "Buongiorno, come sta?",
    "Vorrei un bicchiere d'acqua, per favore.",
    "Mio padre abita vicino alla spiaggia.",
    "Trentatré trentini entrarono a Trento.",
    "La mamma prepara il pane con il burro.",
    "Dove hai messo il mio ombrello?",
    "Domani andiamo in barca sul fiume.",
    "Sopra la panca la capra campa.",
    "Grazie mille!",
    "Oggi fa bel tempo.",
    "Apri la finestra, per piacere.",
    "Gli gnocchi sono molto buoni.",
    "Non mi ricordo il suo nome.",
    "Che ore sono?",
    "Una bellissima montagna.",
    "A presto!",
});
constexpr auto kPortuguese = std::to_array<std::string_view>({
    "Bom dia, como vai você?",
    "Eu queria um copo de água, por favor.",
    "Meu pai mora perto da praia.",
    "O rato roeu a roupa do rei de Roma.",
    "A mamãe prepara pão com manteiga.",
    "Onde está o meu guarda-chuva?",
    "Amanhã vamos de barco pelo rio.",
    "Muito obrigado por tudo.",
    "Hoje o tempo está bom.",
    "Abra a janela, por favor.",
    "Não me lembro do nome dele.",
    "Que horas são?",
    "Uma montanha muito bonita.",
    "Até logo!",
    "Meu coração bate por você.",
    "Beba um pouco de vinho.",
});
constexpr auto kDutch = std::to_array<std::string_view>({
    "Goedemorgen, hoe gaat het met u?",
    "Ik wil graag een kopje koffie.",
    "Mijn vader woont vlak bij het strand.",
    "De kat krabt de krullen van de trap.",
    "Mama bakt brood met boter.",
    "Waar heb je mijn paraplu gelegd?",
    "Morgen varen we met de boot over de rivier.",
    "Dank je wel voor alles.",
    "Vandaag is het mooi weer.",
    "Doe het raam even open, alsjeblieft.",
    "Hoe laat is het?",
    "Een heel mooie berg.",
    "Tot ziens!",
    "Wij eten vis en friet.",
    "Ik weet zijn naam niet meer.",
    "Misschien heb je gelijk.",
});
constexpr auto kPolish = std::to_array<std::string_view>({
    "Dzień dobry, jak się pan ma?",
    "Poproszę filiżankę kawy.",
    "Mój ojciec mieszka blisko plaży.",
    "W Szczebrzeszynie chrząszcz brzmi w trzcinie.",
    "Mama piecze chleb z masłem.",
    "Gdzie jest mój parasol?",
    "Jutro płyniemy łodzią po rzece.",
    "Dziękuję bardzo za wszystko.",
    "Dzisiaj jest ładna pogoda.",
    "Otwórz okno, proszę.",
    "Która jest godzina?",
    "Bardzo piękna góra.",
    "Do widzenia!",
    "Piję wodę i jem chleb.",
    "Nie pamiętam jego imienia.",
    "Być może masz rację.",
});

struct LanguageRow {
    std::string_view language;
    std::span<const std::string_view> phrases;
};

constexpr std::array<LanguageRow, 7> kLanguages = {{{"de", kGerman},
                                                    {"fr", kFrench},
                                                    {"es", kSpanish},
                                                    {"it", kItalian},
                                                    {"pt", kPortuguese},
                                                    {"nl", kDutch},
                                                    {"pl", kPolish}}};

} // namespace

std::span<const std::string_view> nativePhrases(std::string_view language)
{
    const std::string_view family = language.substr(0, language.find('-'));
    for (const LanguageRow& row : kLanguages)
        if (row.language == family)
            return row.phrases;
    return {};
}

} // namespace imprint::train::words
