<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Field</name>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Light or dark: as the desktop says, or always one of them</source>
        <translation>Hell oder dunkel: wie der Desktop es sagt, oder immer eines von beiden</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window; it changes at the next start</source>
        <translation>Sprache des Fensters; sie wechselt beim nächsten Start</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol in der Ablage</translation>
    </message>
    <message>
        <source>Show Imprint in the tray, with mute, record and camera</source>
        <translation>Imprint in der Ablage zeigen, mit Stummschalten, Aufnahme und Kamera</translation>
    </message>
    <message>
        <source>Closing keeps it running</source>
        <translation>Schließen lässt es laufen</translation>
    </message>
    <message>
        <source>Closing the window leaves Imprint running in the tray</source>
        <translation>Wird das Fenster geschlossen, läuft Imprint in der Ablage weiter</translation>
    </message>
    <message>
        <source>Ask before closing while live</source>
        <translation>Vor dem Schließen fragen, wenn live</translation>
    </message>
    <message>
        <source>Ask before the window closes while something is recorded or on air</source>
        <translation>Fragen, bevor das Fenster schließt, während etwas aufgenommen oder gesendet wird</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Words that describe the character and its mood</source>
        <translation>Worte, die die Figur und ihre Stimmung beschreiben</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The number that decides everything random: the same seed gives the same pictures</source>
        <translation>Die Zahl, die alles Zufällige bestimmt: gleicher Startwert, gleiche Bilder</translation>
    </message>
    <message>
        <source>Denoising steps</source>
        <translation>Entrauschschritte</translation>
    </message>
    <message>
        <source>Steps per block: more are finer, fewer are faster</source>
        <translation>Schritte je Block: mehr sind feiner, weniger sind schneller</translation>
    </message>
    <message>
        <source>Noise schedule shift</source>
        <translation>Verschiebung des Rauschplans</translation>
    </message>
    <message>
        <source>Warp of the noise schedule: higher values spend more of the steps on the coarse shape</source>
        <translation>Krümmung des Rauschplans: höhere Werte verwenden mehr Schritte auf die grobe Form</translation>
    </message>
    <message>
        <source>Latent frames per block</source>
        <translation>Latente Bilder je Block</translation>
    </message>
    <message>
        <source>Fewer answer sooner, more look further ahead; 0: as the model was made for</source>
        <translation>Weniger antworten früher, mehr blicken weiter voraus; 0: wie das Modell gemacht ist</translation>
    </message>
    <message>
        <source>Colours remembered by</source>
        <translation>Farben merkt sich</translation>
    </message>
    <message>
        <source>What remembers the person&apos;s colours from block to block</source>
        <translation>Was sich die Farben der Person von Block zu Block merkt</translation>
    </message>
    <message>
        <source>The cache keeps</source>
        <translation>Der Cache behält</translation>
    </message>
    <message>
        <source>What the KV cache keeps when it is full</source>
        <translation>Was der KV-Cache behält, wenn er voll ist</translation>
    </message>
    <message>
        <source>Sink frames</source>
        <translation>Anker-Bilder</translation>
    </message>
    <message>
        <source>Latent frames at the start that are never given up</source>
        <translation>Latente Bilder vom Anfang, die nie aufgegeben werden</translation>
    </message>
    <message>
        <source>Window frames</source>
        <translation>Fenster-Bilder</translation>
    </message>
    <message>
        <source>The latest latent frames kept besides the sinks and the current block</source>
        <translation>Die letzten latenten Bilder, die neben den Ankern und dem laufenden Block bleiben</translation>
    </message>
    <message>
        <source>Bits per cached value</source>
        <translation>Bits je gespeichertem Wert</translation>
    </message>
    <message>
        <source>Fewer bits halve or quarter the cache; 16 is as the network computes</source>
        <translation>Weniger Bits halbieren oder vierteln den Cache; 16 ist, wie das Netz rechnet</translation>
    </message>
    <message>
        <source>Drop single tokens</source>
        <translation>Einzelne Token fallen lassen</translation>
    </message>
    <message>
        <source>Experiment: drop single tokens of the history, chosen in this way</source>
        <translation>Versuch: einzelne Token des Verlaufs fallen lassen, so ausgewählt</translation>
    </message>
    <message>
        <source>Tokens left by dropping</source>
        <translation>Token, die dann bleiben</translation>
    </message>
    <message>
        <source>How much dropping leaves in a layer, counted in latent frames</source>
        <translation>Wie viel in einer Schicht bleibt, gezählt in latenten Bildern</translation>
    </message>
    <message>
        <source>Longest history</source>
        <translation>Längster Verlauf</translation>
    </message>
    <message>
        <source>Latent frames that a layer with its whole history may hold at most; 0: any number</source>
        <translation>Latente Bilder, die eine Schicht mit ganzem Verlauf höchstens hält; 0: beliebig viele</translation>
    </message>
    <message>
        <source>Layers that give up history (K)</source>
        <translation>Schichten ohne Verlauf (K)</translation>
    </message>
    <message>
        <source>After the warm-up these layers keep a short window and what was learnt of the rest</source>
        <translation>Nach dem Aufwärmen behalten diese Schichten ein kurzes Fenster und das, was sie vom Rest gelernt haben</translation>
    </message>
    <message>
        <source>Warm-up (T_warm)</source>
        <translation>Aufwärmen (T_warm)</translation>
    </message>
    <message>
        <source>Latent frames observed before layers give up their history</source>
        <translation>Latente Bilder, die beobachtet werden, bevor Schichten ihren Verlauf aufgeben</translation>
    </message>
    <message>
        <source>Sink frames of such layers</source>
        <translation>Anker-Bilder solcher Schichten</translation>
    </message>
    <message>
        <source>First latent frames that a layer keeps which gave up its history</source>
        <translation>Erste latente Bilder, die eine Schicht behält, die ihren Verlauf aufgab</translation>
    </message>
    <message>
        <source>Window frames of such layers</source>
        <translation>Fenster-Bilder solcher Schichten</translation>
    </message>
    <message>
        <source>Latest latent frames that a layer keeps which gave up its history</source>
        <translation>Letzte latente Bilder, die eine Schicht behält, die ihren Verlauf aufgab</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>What stands in for the history of a layer that gave it up</source>
        <translation>Was für den Verlauf einer Schicht einsteht, die ihn aufgab</translation>
    </message>
    <message>
        <source>Choice of layers</source>
        <translation>Wahl der Schichten</translation>
    </message>
    <message>
        <source>How the layers are chosen that give up their history</source>
        <translation>Wie die Schichten gewählt werden, die ihren Verlauf aufgeben</translation>
    </message>
    <message>
        <source>Learn anew</source>
        <translation>Neu lernen</translation>
    </message>
    <message>
        <source>Learn the correction anew when it no longer fits what is seen</source>
        <translation>Die Korrektur neu lernen, wenn sie nicht mehr zum Gesehenen passt</translation>
    </message>
    <message>
        <source>Idle motion</source>
        <translation>Bewegung in Ruhe</translation>
    </message>
    <message>
        <source>Liveliness of the head while nobody speaks</source>
        <translation>Lebendigkeit des Kopfes, während niemand spricht</translation>
    </message>
    <message>
        <source>Blinks</source>
        <translation>Blinzeln</translation>
    </message>
    <message>
        <source>Blink now and then</source>
        <translation>Ab und zu blinzeln</translation>
    </message>
    <message>
        <source>Nods</source>
        <translation>Nicken</translation>
    </message>
    <message>
        <source>How strongly the head follows the voice</source>
        <translation>Wie stark der Kopf der Stimme folgt</translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation>Rauschunterdrückung</translation>
    </message>
    <message>
        <source>Take steady noise off the voice; the voice comes 10 ms later</source>
        <translation>Stetiges Rauschen aus der Stimme nehmen; die Stimme kommt 10 ms später</translation>
    </message>
    <message>
        <source>Noise lowered by</source>
        <translation>Rauschen senken um</translation>
    </message>
    <message>
        <source>By how much steady noise is lowered</source>
        <translation>Um wie viel stetiges Rauschen gesenkt wird</translation>
    </message>
    <message>
        <source>Automatic loudness</source>
        <translation>Automatische Lautheit</translation>
    </message>
    <message>
        <source>Bring the voice to one loudness; the voice comes 10 ms later</source>
        <translation>Die Stimme auf eine Lautheit bringen; die Stimme kommt 10 ms später</translation>
    </message>
    <message>
        <source>Loudness aimed at</source>
        <translation>Ziel der Lautheit</translation>
    </message>
    <message>
        <source>The loudness that the voice is brought to</source>
        <translation>Die Lautheit, auf die die Stimme gebracht wird</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>Silence what is quieter than a threshold</source>
        <translation>Was leiser als eine Schwelle ist, verstummt</translation>
    </message>
    <message>
        <source>Gate opens above</source>
        <translation>Gate öffnet über</translation>
    </message>
    <message>
        <source>Peaks above this level open the gate</source>
        <translation>Spitzen über diesem Pegel öffnen das Gate</translation>
    </message>
    <message>
        <source>Gate opens within</source>
        <translation>Gate öffnet in</translation>
    </message>
    <message>
        <source>Time in which the gate opens</source>
        <translation>Zeit, in der das Gate öffnet</translation>
    </message>
    <message>
        <source>Gate stays open for</source>
        <translation>Gate bleibt offen für</translation>
    </message>
    <message>
        <source>Time for which the gate stays open behind the last peak</source>
        <translation>Zeit, die das Gate nach der letzten Spitze offen bleibt</translation>
    </message>
    <message>
        <source>Gate closes within</source>
        <translation>Gate schließt in</translation>
    </message>
    <message>
        <source>Time in which the gate closes</source>
        <translation>Zeit, in der das Gate schließt</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source>Loudness added by hand</source>
        <translation>Von Hand hinzugefügte Lautstärke</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Let nothing of the microphone through</source>
        <translation>Nichts vom Mikrofon durchlassen</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <source>MP4 plays everywhere; MKV and MOV take more codecs</source>
        <translation>MP4 läuft überall; MKV und MOV nehmen mehr Codecs</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>How pictures are recorded</source>
        <translation>Wie Bilder aufgenommen werden</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>How sound is recorded</source>
        <translation>Wie Ton aufgenommen wird</translation>
    </message>
    <message>
        <source>Encoded by</source>
        <translation>Kodiert von</translation>
    </message>
    <message>
        <source>Who encodes the pictures; automatic takes the first that opens</source>
        <translation>Wer die Bilder kodiert; Automatisch nimmt den ersten, der sich öffnen lässt</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>0 is best, 51 is worst, 18 looks like the original; ProRes and FFV1 have none</source>
        <translation>0 ist am besten, 51 am schlechtesten, 18 sieht wie das Original aus; ProRes und FFV1 haben keine</translation>
    </message>
    <message>
        <source>Time for size</source>
        <translation>Zeit für Größe</translation>
    </message>
    <message>
        <source>From ultrafast to veryslow: slower makes smaller files; H.264 and HEVC only</source>
        <translation>Von ultrafast bis veryslow: langsamer ergibt kleinere Dateien; nur H.264 und HEVC</translation>
    </message>
    <message>
        <source>Who encodes the stream&apos;s pictures; automatic takes the first that opens</source>
        <translation>Wer die Bilder des Streams kodiert; Automatisch nimmt den ersten, der sich öffnen lässt</translation>
    </message>
    <message>
        <source>Time for quality</source>
        <translation>Zeit für Qualität</translation>
    </message>
    <message>
        <source>From ultrafast to veryslow: slower looks better at the same rate</source>
        <translation>Von ultrafast bis veryslow: langsamer sieht bei gleicher Rate besser aus</translation>
    </message>
    <message>
        <source>Rate of pictures</source>
        <translation>Rate der Bilder</translation>
    </message>
    <message>
        <source>Kilobits per second for the stream&apos;s pictures</source>
        <translation>Kilobit pro Sekunde für die Bilder des Streams</translation>
    </message>
    <message>
        <source>Rate of sound</source>
        <translation>Rate des Tons</translation>
    </message>
    <message>
        <source>Kilobits per second for the stream&apos;s sound</source>
        <translation>Kilobit pro Sekunde für den Ton des Streams</translation>
    </message>
    <message>
        <source>SRT delay</source>
        <translation>SRT-Verzögerung</translation>
    </message>
    <message>
        <source>Time in which SRT may send lost packets again</source>
        <translation>Zeit, in der SRT verlorene Pakete noch einmal senden darf</translation>
    </message>
    <message>
        <source>First retry after</source>
        <translation>Erster Versuch nach</translation>
    </message>
    <message>
        <source>Wait before a lost stream is connected again; it doubles with every attempt</source>
        <translation>Warten, bevor ein verlorener Stream neu verbunden wird; verdoppelt sich mit jedem Versuch</translation>
    </message>
    <message>
        <source>Longest wait for a retry</source>
        <translation>Längstes Warten auf einen Versuch</translation>
    </message>
    <message>
        <source>Attempts to connect a lost stream again are never further apart</source>
        <translation>Versuche, einen verlorenen Stream neu zu verbinden, liegen nie weiter auseinander</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>The history</source>
        <translation>Der Verlauf</translation>
    </message>
    <message>
        <source>Sinks, window</source>
        <translation>Anker, Fenster</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>16, as computed</source>
        <translation>16, wie gerechnet</translation>
    </message>
    <message>
        <source>8</source>
        <translation>8</translation>
    </message>
    <message>
        <source>4</source>
        <translation>4</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Heavy hitters stay (H2O)</source>
        <translation>Viel Beachtetes bleibt (H2O)</translation>
    </message>
    <message>
        <source>By the latest block (SnapKV)</source>
        <translation>Nach dem letzten Block (SnapKV)</translation>
    </message>
    <message>
        <source>Evenly spread stay</source>
        <translation>Gleichmäßig Verteiltes bleibt</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>Scale per head</source>
        <translation>Faktor je Kopf</translation>
    </message>
    <message>
        <source>Scale per channel</source>
        <translation>Faktor je Kanal</translation>
    </message>
    <message>
        <source>Matrix per head</source>
        <translation>Matrix je Kopf</translation>
    </message>
    <message>
        <source>Dense matrix</source>
        <translation>Volle Matrix</translation>
    </message>
    <message>
        <source>Low rank</source>
        <translation>Niedriger Rang</translation>
    </message>
    <message>
        <source>Hierarchical</source>
        <translation>Hierarchisch</translation>
    </message>
    <message>
        <source>Virtual tokens</source>
        <translation>Virtuelle Tokens</translation>
    </message>
    <message>
        <source>Spoil the correction</source>
        <translation>Korrektur verderben</translation>
    </message>
    <message>
        <source>Experiment: make the correction wrong in this way, to see that the right one matters</source>
        <translation>Experiment: die Korrektur so verfälschen, um zu sehen, dass es auf die richtige ankommt</translation>
    </message>
    <message>
        <source>Take another person&apos;s</source>
        <translation>Die einer anderen Person</translation>
    </message>
    <message>
        <source>Flip its sign</source>
        <translation>Vorzeichen umkehren</translation>
    </message>
    <message>
        <source>Mix up its heads</source>
        <translation>Köpfe vertauschen</translation>
    </message>
    <message>
        <source>Scale queries instead</source>
        <translation>Statt ihrer Anfragen skalieren</translation>
    </message>
    <message>
        <source>Least residual</source>
        <translation>Kleinstes Residuum</translation>
    </message>
    <message>
        <source>Least discrepancy</source>
        <translation>Kleinste Abweichung</translation>
    </message>
    <message>
        <source>Least mass lost</source>
        <translation>Wenigste Masse verloren</translation>
    </message>
    <message>
        <source>Spread evenly</source>
        <translation>Gleichmäßig verteilt</translation>
    </message>
    <message>
        <source>First layers</source>
        <translation>Erste Schichten</translation>
    </message>
    <message>
        <source>Last layers</source>
        <translation>Letzte Schichten</translation>
    </message>
    <message>
        <source>MP4</source>
        <translation>MP4</translation>
    </message>
    <message>
        <source>Matroska (MKV)</source>
        <translation>Matroska (MKV)</translation>
    </message>
    <message>
        <source>QuickTime (MOV)</source>
        <translation>QuickTime (MOV)</translation>
    </message>
    <message>
        <source>H.264</source>
        <translation>H.264</translation>
    </message>
    <message>
        <source>HEVC</source>
        <translation>HEVC</translation>
    </message>
    <message>
        <source>AV1</source>
        <translation>AV1</translation>
    </message>
    <message>
        <source>ProRes 422</source>
        <translation>ProRes 422</translation>
    </message>
    <message>
        <source>FFV1, lossless</source>
        <translation>FFV1, verlustfrei</translation>
    </message>
    <message>
        <source>AAC</source>
        <translation>AAC</translation>
    </message>
    <message>
        <source>Opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <source>Uncompressed (PCM)</source>
        <translation>Unkomprimiert (PCM)</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>NVIDIA card</source>
        <translation>NVIDIA-Karte</translation>
    </message>
    <message>
        <source>Intel or AMD card</source>
        <translation>Intel- oder AMD-Karte</translation>
    </message>
    <message>
        <source>Keys in every program</source>
        <translation>Tasten in jedem Programm</translation>
    </message>
    <message>
        <source>Mute, panic and record by keys that count in every program; the desktop asks which</source>
        <translation>Stumm, Panik und Aufnahme mit Tasten, die in jedem Programm gelten; der Desktop fragt, welche</translation>
    </message>
</context>
<context>
    <name>KnownModel</name>
    <message>
        <source>Talking heads made live on any processor; built in</source>
        <translation>Sprechende Köpfe, live auf jedem Prozessor; eingebaut</translation>
    </message>
    <message>
        <source>Dedicated to the public: use, change and sell what it makes, without asking.</source>
        <translation>Der Allgemeinheit gewidmet: benutzen, ändern und verkaufen, was es macht, ohne zu fragen.</translation>
    </message>
    <message>
        <source>Forecast from its own formula once it is open</source>
        <translation>Vorhersage nach seiner eigenen Formel, sobald es offen ist</translation>
    </message>
    <message>
        <source>A drawn talking head that shows how the window works; every picture is painted, none is generated</source>
        <translation>Ein gezeichneter sprechender Kopf, der zeigt, wie das Fenster arbeitet; jedes Bild ist gemalt, keines erzeugt</translation>
    </message>
    <message>
        <source>Hardly any: it has no weights of its own but Pocket&apos;s audio encoder</source>
        <translation>Kaum etwas: Es hat keine eigenen Gewichte außer Pockets Tonkodierer</translation>
    </message>
    <message>
        <source>A photograph speaks what the microphone hears: 512×512 at 16 pictures a second</source>
        <translation>Ein Foto spricht, was das Mikrofon hört: 512×512 mit 16 Bildern pro Sekunde</translation>
    </message>
    <message>
        <source>Its README says Apache 2.0, its licence file CC BY-NC-SA 4.0: treated as not for commercial use.</source>
        <translation>Die README sagt Apache 2.0, die Lizenzdatei CC BY-NC-SA 4.0: als nicht kommerziell behandelt.</translation>
    </message>
    <message>
        <source>About 20 GB as published; 7 to 8 GB by our estimate if the text encoder leaves memory</source>
        <translation>Etwa 20 GB laut Veröffentlichung; nach unserer Schätzung 7 bis 8 GB, wenn der Textkodierer den Speicher verlässt</translation>
    </message>
    <message>
        <source>A photograph speaks what the microphone hears: 704×384, or 512×512 of a square one, at 25 pictures a second, on several large graphics cards</source>
        <translation>Ein Foto spricht, was das Mikrofon hört: 704×384, oder 512×512 aus einem quadratischen, mit 25 Bildern pro Sekunde, auf mehreren großen Grafikkarten</translation>
    </message>
    <message>
        <source>Reported as Apache 2.0, which would allow selling; that was not checked: read the licence.</source>
        <translation>Als Apache 2.0 berichtet, was Verkaufen erlauben würde; das wurde nicht geprüft: Lizenz lesen.</translation>
    </message>
    <message>
        <source>80 GB per graphics card as published, 48 GB in FP8; 28 GB for 704×384 by our estimate with smaller caches</source>
        <translation>80 GB je Grafikkarte laut Veröffentlichung, 48 GB in FP8; nach unserer Schätzung 28 GB für 704×384 mit kleineren Caches</translation>
    </message>
    <message>
        <source>Apache-2.0, as reported</source>
        <translation>Apache-2.0, wie berichtet</translation>
    </message>
    <message>
        <source>Long video from changing prompts, 832×480; no voice</source>
        <translation>Langes Video aus wechselnden Prompts, 832×480; keine Stimme</translation>
    </message>
    <message>
        <source>Commercial use is allowed, since 1 November 2025 also for the weights.</source>
        <translation>Kommerzielle Nutzung ist erlaubt, seit 1. November 2025 auch für die Gewichte.</translation>
    </message>
    <message>
        <source>20 GB as another program states</source>
        <translation>20 GB, wie ein anderes Programm angibt</translation>
    </message>
    <message>
        <source>Video from a prompt, block by block, 832×480; no voice</source>
        <translation>Video aus einem Prompt, Block für Block, 832×480; keine Stimme</translation>
    </message>
    <message>
        <source>Commercial use is allowed.</source>
        <translation>Kommerzielle Nutzung ist erlaubt.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>The code is Apache 2.0, the weights are not for commercial use.</source>
        <translation>Der Code ist Apache 2.0, die Gewichte sind nicht für kommerzielle Nutzung.</translation>
    </message>
    <message>
        <source>24 GB or more, as published</source>
        <translation>24 GB oder mehr, laut Veröffentlichung</translation>
    </message>
    <message>
        <source>Video from a prompt, block by block, 832×480, on very large graphics cards; no voice</source>
        <translation>Video aus einem Prompt, Block für Block, 832×480, auf sehr großen Grafikkarten; keine Stimme</translation>
    </message>
    <message>
        <source>Neither code nor weights are for commercial use.</source>
        <translation>Weder Code noch Gewichte sind für kommerzielle Nutzung.</translation>
    </message>
    <message>
        <source>40 GB or more recommended, as published</source>
        <translation>40 GB oder mehr empfohlen, laut Veröffentlichung</translation>
    </message>
    <message>
        <source>Long video of several shots from prompts, 1280×704; no voice</source>
        <translation>Langes Video aus mehreren Einstellungen nach Prompts, 1280×704; keine Stimme</translation>
    </message>
    <message>
        <source>The code is Apache 2.0; what the weights are under was not checked: read the licence.</source>
        <translation>Der Code ist Apache 2.0; worunter die Gewichte stehen, wurde nicht geprüft: Lizenz lesen.</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source> with preset &apos;%1&apos;</source>
        <translation> mit Preset &apos;%1&apos;</translation>
    </message>
    <message>
        <source>%1 &apos;%2&apos;: its disk has %3 MB left, and %4 MB are to stay free</source>
        <translation>%1 &apos;%2&apos;: sein Datenträger hat noch %3 MB, und %4 MB sollen frei bleiben</translation>
    </message>
    <message>
        <source>%1 belongs to a real device (%2, driver %3)</source>
        <translation>%1 gehört zu einem wirklichen Gerät (%2, Treiber %3)</translation>
    </message>
    <message>
        <source>%1 bytes are no whole samples</source>
        <translation>%1 Bytes sind keine ganzen Abtastwerte</translation>
    </message>
    <message>
        <source>%1 bytes in place of %2</source>
        <translation>%1 Bytes statt %2</translation>
    </message>
    <message>
        <source>%1 cannot be made</source>
        <translation>%1 kann nicht gemacht werden</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2</source>
        <translation>%1 ist nicht erreichbar: %2</translation>
    </message>
    <message>
        <source>%1 cannot do this: it is of another version</source>
        <translation>%1 kann das nicht: es ist von einer anderen Version</translation>
    </message>
    <message>
        <source>%1 cannot encode %2</source>
        <translation>%1 kann %2 nicht kodieren</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 antwortet nicht</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 Hz</source>
        <translation>%1 von %2 auf %3 Hz</translation>
    </message>
    <message>
        <source>%1 is no video device</source>
        <translation>%1 ist kein Videogerät</translation>
    </message>
    <message>
        <source>%1 keeps another format (%2x%3) than %4x%5 I420</source>
        <translation>%1 behält ein anderes Format (%2x%3) als %4x%5 I420</translation>
    </message>
    <message>
        <source>%1 layers are to give up their history, but there are %2</source>
        <translation>%1 Schichten sollen ihren Verlauf aufgeben, aber es gibt %2</translation>
    </message>
    <message>
        <source>%1 needs %2 MB more, and &apos;%3&apos; has space for %4 MB</source>
        <translation>%1 braucht %2 MB mehr, und &apos;%3&apos; hat Platz für %4 MB</translation>
    </message>
    <message>
        <source>%1 of %2 bytes does not fit into a message</source>
        <translation>%1 von %2 Bytes passt nicht in eine Nachricht</translation>
    </message>
    <message>
        <source>%1 of %2 seconds could be read</source>
        <translation>%1 von %2 Sekunden waren lesbar</translation>
    </message>
    <message>
        <source>%1 would stretch the model&apos;s %2x%3</source>
        <translation>%1 würde die %2x%3 des Modells verzerren</translation>
    </message>
    <message>
        <source>%1. To be downloaded: %2</source>
        <translation>%1. Zum Herunterladen: %2</translation>
    </message>
    <message>
        <source>%1: damaged, changed or missing</source>
        <translation>%1: beschädigt, geändert oder nicht da</translation>
    </message>
    <message>
        <source>%1: its end is missing</source>
        <translation>%1: das Ende fehlt</translation>
    </message>
    <message>
        <source>%1; reconnecting (%2). If it does not return, start PipeWire and WirePlumber</source>
        <translation>%1; neue Verbindung (%2). Kommt es nicht wieder, PipeWire und WirePlumber starten</translation>
    </message>
    <message>
        <source>%1{date} {time} %2%3</source>
        <translation>%1{date} {time} %2%3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; arrived damaged: its SHA-256 is %2 and not %3</source>
        <translation>&apos;%1&apos; kam beschädigt an: SHA-256 ist %2 und nicht %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be deleted: %2</source>
        <translation>&apos;%1&apos; kann nicht gelöscht werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be had (%2)</source>
        <translation>&apos;%1&apos; ist nicht zu haben (%2)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be made</source>
        <translation>&apos;%1&apos; kann nicht gemacht werden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be made: %2</source>
        <translation>&apos;%1&apos; kann nicht gemacht werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be opened</source>
        <translation>&apos;%1&apos; kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be read to its end</source>
        <translation>&apos;%1&apos; kann nicht bis zum Ende gelesen werden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be written</source>
        <translation>&apos;%1&apos; kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be written to the disk: %2</source>
        <translation>&apos;%1&apos; kann nicht auf den Datenträger geschrieben werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be written: %2</source>
        <translation>&apos;%1&apos; kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot have %2 rows</source>
        <translation>&apos;%1&apos; kann keine %2 Zeilen haben</translation>
    </message>
    <message>
        <source>&apos;%1&apos; could not be fetched: %2</source>
        <translation>&apos;%1&apos; konnte nicht geholt werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not name a source</source>
        <translation>&apos;%1&apos; nennt keine Quelle</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not say what files there are</source>
        <translation>&apos;%1&apos; sagt nicht, welche Dateien es gibt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; exists already</source>
        <translation>&apos;%1&apos; gibt es schon</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no session</source>
        <translation>&apos;%1&apos; hat keine Sitzung</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has shape %2</source>
        <translation>&apos;%1&apos; hat die Form %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has version %2 of the format, and this program knows %3</source>
        <translation>&apos;%1&apos; hat Version %2 des Formats, und dieses Programm kennt %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no embedding</source>
        <translation>&apos;%1&apos; enthält keine Einbettung</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no prompt</source>
        <translation>&apos;%1&apos; enthält keinen Prompt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds weights alone, without a config.json</source>
        <translation>&apos;%1&apos; enthält nur Gewichte, ohne config.json</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a checkpoint of PyTorch, which this version cannot run yet</source>
        <translation>&apos;%1&apos; ist ein Checkpoint von PyTorch, den diese Version noch nicht ausführen kann</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a directory</source>
        <translation>&apos;%1&apos; ist ein Ordner</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is another file than Imprint knows of: %2</source>
        <translation>&apos;%1&apos; ist eine andere Datei, als Imprint kennt: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is being fetched by another program</source>
        <translation>&apos;%1&apos; wird gerade von einem anderen Programm geholt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is being recorded</source>
        <translation>&apos;%1&apos; wird gerade aufgenommen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is damaged, or no sound of a take</source>
        <translation>&apos;%1&apos; ist beschädigt oder kein Ton einer Aufzeichnung</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is damaged: it is not base64</source>
        <translation>&apos;%1&apos; ist beschädigt: es ist nicht base64</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is empty or cannot be read</source>
        <translation>&apos;%1&apos; ist leer oder nicht lesbar</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is in a format (GGUF) that Imprint does not read</source>
        <translation>&apos;%1&apos; ist in einem Format (GGUF), das Imprint nicht liest</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing, or no text</source>
        <translation>&apos;%1&apos; fehlt oder ist kein Text</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address of a mirror</source>
        <translation>&apos;%1&apos; ist keine Adresse eines Spiegels</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address of an engine</source>
        <translation>&apos;%1&apos; ist keine Adresse einer Engine</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no address: %2</source>
        <translation>&apos;%1&apos; ist keine Adresse: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no certificate: %2</source>
        <translation>&apos;%1&apos; ist kein Zertifikat: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no fingerprint of a certificate</source>
        <translation>&apos;%1&apos; ist kein Fingerabdruck eines Zertifikats</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no folder of a model</source>
        <translation>&apos;%1&apos; ist kein Ordner eines Modells</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no model</source>
        <translation>&apos;%1&apos; ist kein Modell</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not given to everybody (%2%3</source>
        <translation>&apos;%1&apos; wird nicht jedem gegeben (%2%3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not the key of &apos;%2&apos;: %3</source>
        <translation>&apos;%1&apos; ist nicht der Schlüssel zu &apos;%2&apos;: %3</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not what was written</source>
        <translation>&apos;%1&apos; ist nicht, was geschrieben wurde</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is of a kind that this version cannot run yet</source>
        <translation>&apos;%1&apos; ist von einer Art, die diese Version noch nicht ausführen kann</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is of no model that Imprint knows</source>
        <translation>&apos;%1&apos; gehört zu keinem Modell, das Imprint kennt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is too large for a project</source>
        <translation>&apos;%1&apos; ist zu groß für ein Projekt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; means nothing here</source>
        <translation>&apos;%1&apos; bedeutet hier nichts</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: %2 frames a second do not divide %3</source>
        <translation>&apos;%1&apos;: %2 Bilder je Sekunde teilen %3 nicht</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: section &apos;%2&apos; is missing</source>
        <translation>&apos;%1&apos;: Abschnitt &apos;%2&apos; fehlt</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: setting &apos;%2&apos; of the cache is %3, but this network has %4</source>
        <translation>&apos;%1&apos;: Einstellung &apos;%2&apos; des Caches ist %3, aber dieses Netz hat %4</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: setting &apos;name&apos; is missing</source>
        <translation>&apos;%1&apos;: Einstellung &apos;name&apos; fehlt</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: setting &apos;puppet&apos; is missing</source>
        <translation>&apos;%1&apos;: Einstellung &apos;puppet&apos; fehlt</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: the precision of the model itself is not said</source>
        <translation>&apos;%1&apos;: die Genauigkeit des Modells selbst ist nicht angegeben</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: the recipe has no section &apos;%2&apos;</source>
        <translation>&apos;%1&apos;: dem Rezept fehlt der Abschnitt &apos;%2&apos;</translation>
    </message>
    <message>
        <source>&apos;%1/%2.json&apos;: &apos;manifest&apos; has in &apos;uses&apos; no part: &apos;%3&apos;</source>
        <translation>&apos;%1/%2.json&apos;: &apos;manifest&apos; hat in &apos;uses&apos; keinen Teil: &apos;%3&apos;</translation>
    </message>
    <message>
        <source>&apos;ispaControl&apos; is %1, but no layer is to give up its history</source>
        <translation>&apos;ispaControl&apos; ist %1, aber keine Schicht soll ihren Verlauf aufgeben</translation>
    </message>
    <message>
        <source>&apos;ispaControl&apos; is other-clip, but there is no other clip</source>
        <translation>&apos;ispaControl&apos; ist other-clip, aber es gibt keinen anderen Clip</translation>
    </message>
    <message>
        <source>&apos;kvEvict&apos; is %1, but ISPA and KV storage in 8 or 4 bits work on whole frames</source>
        <translation>&apos;kvEvict&apos; ist %1, aber ISPA und KV-Speicher mit 8 oder 4 Bit arbeiten mit ganzen Bildern</translation>
    </message>
    <message>
        <source>), and the token was not enough</source>
        <translation>), und das Token reichte nicht</translation>
    </message>
    <message>
        <source>A line is a time and a prompt: 0 a red fox walks through a forest</source>
        <translation>Eine Zeile ist eine Zeit und ein Prompt: 0 ein roter Fuchs läuft durch einen Wald</translation>
    </message>
    <message>
        <source>A line is a time and a prompt: 0:12.5 the fox comes to a river</source>
        <translation>Eine Zeile ist eine Zeit und ein Prompt: 0:12.5 der Fuchs kommt an einen Fluss</translation>
    </message>
    <message>
        <source>Accept its licence at %1 with the token&apos;s account, and let the token read it</source>
        <translation>Seine Lizenz unter %1 mit dem Konto des Tokens annehmen und dem Token das Lesen erlauben</translation>
    </message>
    <message>
        <source>Accept its licence at %1, and give a token of that account: HF_TOKEN in the environment, or --token-file</source>
        <translation>Seine Lizenz unter %1 annehmen und ein Token dieses Kontos geben: HF_TOKEN in der Umgebung, oder --token-file</translation>
    </message>
    <message>
        <source>Another program may use this port; port 0 takes a free one</source>
        <translation>Vielleicht benutzt ein anderes Programm diesen Port; Port 0 nimmt einen freien</translation>
    </message>
    <message>
        <source>Ask for ISPA layers without a control, and save when the warm-up is over</source>
        <translation>Schichten für ISPA ohne Kontrolle verlangen und speichern, wenn das Aufwärmen vorbei ist</translation>
    </message>
    <message>
        <source>Ask for no more, or give it a window that moves along: --kv-policy %1</source>
        <translation>Nicht mehr verlangen, oder ein Fenster geben, das mitwandert: --kv-policy %1</translation>
    </message>
    <message>
        <source>At most %1 bytes can be sent</source>
        <translation>Höchstens %1 Bytes können geschickt werden</translation>
    </message>
    <message>
        <source>At most %1 bytes do</source>
        <translation>Höchstens %1 Bytes passen</translation>
    </message>
    <message>
        <source>Block 0, the still, is what all others begin with</source>
        <translation>Block 0, das Standbild, ist der Anfang aller anderen</translation>
    </message>
    <message>
        <source>Both must be PEM files that were made together</source>
        <translation>Beide müssen PEM-Dateien sein, die zusammen gemacht wurden</translation>
    </message>
    <message>
        <source>Both must be multiples of %1</source>
        <translation>Beide müssen Vielfache von %1 sein</translation>
    </message>
    <message>
        <source>Build it with SentencePiece and ICU</source>
        <translation>Mit SentencePiece und ICU bauen</translation>
    </message>
    <message>
        <source>Check its access rights</source>
        <translation>Ihre Zugriffsrechte prüfen</translation>
    </message>
    <message>
        <source>Check its rights and the disk</source>
        <translation>Ihre Rechte und den Datenträger prüfen</translation>
    </message>
    <message>
        <source>Check its rights, or set XDG_STATE_HOME to another one</source>
        <translation>Seine Rechte prüfen oder XDG_STATE_HOME auf einen anderen setzen</translation>
    </message>
    <message>
        <source>Check its spelling and the network</source>
        <translation>Schreibweise und Netzwerk prüfen</translation>
    </message>
    <message>
        <source>Check that the disk has room and that you may write there</source>
        <translation>Prüfen, ob auf dem Datenträger Platz ist und dort geschrieben werden darf</translation>
    </message>
    <message>
        <source>Check the address, the certificate, and that the engine listens there</source>
        <translation>Adresse und Zertifikat prüfen, und ob die Engine dort wartet</translation>
    </message>
    <message>
        <source>Check the disk</source>
        <translation>Den Datenträger prüfen</translation>
    </message>
    <message>
        <source>Check the folder, its access rights and the free space</source>
        <translation>Den Ordner, seine Zugriffsrechte und den freien Platz prüfen</translation>
    </message>
    <message>
        <source>Check the folder, its rights and the free space</source>
        <translation>Den Ordner, seine Rechte und den freien Platz prüfen</translation>
    </message>
    <message>
        <source>Check the name and the folder</source>
        <translation>Namen und Ordner prüfen</translation>
    </message>
    <message>
        <source>Check the network and the engine&apos;s log</source>
        <translation>Das Netzwerk und das Protokoll der Engine prüfen</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>Den Pfad prüfen</translation>
    </message>
    <message>
        <source>Check the path, its rights and the disk</source>
        <translation>Den Pfad, seine Rechte und den Datenträger prüfen</translation>
    </message>
    <message>
        <source>Check the rights of its folder</source>
        <translation>Die Rechte seines Ordners prüfen</translation>
    </message>
    <message>
        <source>Check the rights of the folder above it</source>
        <translation>Die Rechte des Ordners darüber prüfen</translation>
    </message>
    <message>
        <source>Choose 0 to %1</source>
        <translation>0 bis %1 wählen</translation>
    </message>
    <message>
        <source>Choose a file that Imprint saved</source>
        <translation>Eine Datei wählen, die Imprint gespeichert hat</translation>
    </message>
    <message>
        <source>Choose a file that ends in .imprint</source>
        <translation>Eine Datei wählen, die auf .imprint endet</translation>
    </message>
    <message>
        <source>Choose fewer sinks or a smaller window for ISPA, or a larger KV window</source>
        <translation>Weniger Anker oder ein kleineres Fenster für ISPA wählen, oder ein größeres KV-Fenster</translation>
    </message>
    <message>
        <source>Compare it with what the hub shows for that file</source>
        <translation>Mit dem vergleichen, was der Hub für diese Datei zeigt</translation>
    </message>
    <message>
        <source>Connect it or choose another; it is used as soon as it is there</source>
        <translation>Es anschließen oder ein anderes wählen; es wird benutzt, sobald es da ist</translation>
    </message>
    <message>
        <source>Connect one or start the sound server; it is used as soon as it is there</source>
        <translation>Eines anschließen oder den Tonserver starten; es wird benutzt, sobald es da ist</translation>
    </message>
    <message>
        <source>Describe the person with a prompt, or use model pocket with the picture</source>
        <translation>Die Person mit einem Prompt beschreiben, oder für das Bild das Modell pocket benutzen</translation>
    </message>
    <message>
        <source>Describe the picture with a prompt, or use a model that shows a person</source>
        <translation>Das Bild mit einem Prompt beschreiben, oder ein Modell benutzen, das eine Person zeigt</translation>
    </message>
    <message>
        <source>FFmpeg cannot write &apos;%1&apos;</source>
        <translation>FFmpeg kann &apos;%1&apos; nicht schreiben</translation>
    </message>
    <message>
        <source>FFmpeg cannot write streams</source>
        <translation>FFmpeg kann keine Streams schreiben</translation>
    </message>
    <message>
        <source>FFmpeg has no PNG encoder</source>
        <translation>FFmpeg hat keinen Encoder für PNG</translation>
    </message>
    <message>
        <source>FFmpeg has no decoder for the picture &apos;%1&apos;</source>
        <translation>FFmpeg hat keinen Decoder für das Bild &apos;%1&apos;</translation>
    </message>
    <message>
        <source>FFmpeg has no encoder &apos;%1&apos;</source>
        <translation>FFmpeg hat keinen Encoder &apos;%1&apos;</translation>
    </message>
    <message>
        <source>Get it with: imprint-cli models download %1</source>
        <translation>Zu holen mit: imprint-cli models download %1</translation>
    </message>
    <message>
        <source>Get the model again</source>
        <translation>Das Modell erneut holen</translation>
    </message>
    <message>
        <source>Get the model again, or put the file there</source>
        <translation>Das Modell erneut holen oder die Datei dort ablegen</translation>
    </message>
    <message>
        <source>Give --audio, or --seconds</source>
        <translation>--audio oder --seconds angeben</translation>
    </message>
    <message>
        <source>Give --certificate, --key and --token-file, or listen on 127.0.0.1</source>
        <translation>--certificate, --key und --token-file angeben, oder auf 127.0.0.1 warten</translation>
    </message>
    <message>
        <source>Give a multiple of %1</source>
        <translation>Ein Vielfaches von %1 angeben</translation>
    </message>
    <message>
        <source>Give one with --image</source>
        <translation>Eines mit --image angeben</translation>
    </message>
    <message>
        <source>Give the folder of a take, as `live --take` made it</source>
        <translation>Den Ordner einer Aufzeichnung angeben, wie `live --take` ihn macht</translation>
    </message>
    <message>
        <source>Give the take another name</source>
        <translation>Der Aufzeichnung einen anderen Namen geben</translation>
    </message>
    <message>
        <source>IMPRINT_RESOURCES names &apos;%1&apos;, which holds no folder &apos;models&apos;</source>
        <translation>IMPRINT_RESOURCES nennt &apos;%1&apos;, das keinen Ordner &apos;models&apos; enthält</translation>
    </message>
    <message>
        <source>Imprint&apos;s folder &apos;resources&apos; was not found</source>
        <translation>Der Ordner &apos;resources&apos; von Imprint wurde nicht gefunden</translation>
    </message>
    <message>
        <source>Install it beside this program, or set IMPRINT_ENGINE to it</source>
        <translation>Sie neben diesem Programm installieren, oder IMPRINT_ENGINE auf sie setzen</translation>
    </message>
    <message>
        <source>Install it there, or set IMPRINT_ENGINE to it</source>
        <translation>Sie dort installieren, oder IMPRINT_ENGINE auf sie setzen</translation>
    </message>
    <message>
        <source>Installed models: %1</source>
        <translation>Installierte Modelle: %1</translation>
    </message>
    <message>
        <source>Is the disk full where the engine runs?</source>
        <translation>Ist der Datenträger voll, wo die Engine läuft?</translation>
    </message>
    <message>
        <source>Is the disk full?</source>
        <translation>Ist der Datenträger voll?</translation>
    </message>
    <message>
        <source>It begins with https:// and has no name, password or query</source>
        <translation>Sie beginnt mit https:// und hat weder Namen noch Kennwort noch Abfrage</translation>
    </message>
    <message>
        <source>It belongs to Imprint: install it anew</source>
        <translation>Es gehört zu Imprint: Imprint neu installieren</translation>
    </message>
    <message>
        <source>It ended before anything was heard</source>
        <translation>Sie endete, bevor etwas zu hören war</translation>
    </message>
    <message>
        <source>It has none of the sections %1</source>
        <translation>Es hat keinen der Abschnitte %1</translation>
    </message>
    <message>
        <source>It may have been moved or renamed</source>
        <translation>Vielleicht wurde sie verschoben oder umbenannt</translation>
    </message>
    <message>
        <source>It must be a PEM file</source>
        <translation>Es muss eine PEM-Datei sein</translation>
    </message>
    <message>
        <source>It must be between %1 and %2</source>
        <translation>Es muss zwischen %1 und %2 liegen</translation>
    </message>
    <message>
        <source>It must be the one in the file that the engine was started with</source>
        <translation>Es muss das aus der Datei sein, mit der die Engine gestartet wurde</translation>
    </message>
    <message>
        <source>It must have at least %1</source>
        <translation>Es muss mindestens %1 haben</translation>
    </message>
    <message>
        <source>It must hold a config.json</source>
        <translation>Er muss eine config.json enthalten</translation>
    </message>
    <message>
        <source>Its first line must hold it</source>
        <translation>Ihre erste Zeile muss es enthalten</translation>
    </message>
    <message>
        <source>Its publisher has replaced it, or the mirror is no copy of the hub</source>
        <translation>Wer es veröffentlicht hat, hat es ersetzt, oder der Spiegel ist keine Kopie des Hubs</translation>
    </message>
    <message>
        <source>Leave &apos;fCap&apos; at 0, and choose the window</source>
        <translation>&apos;fCap&apos; bei 0 lassen und das Fenster wählen</translation>
    </message>
    <message>
        <source>Leave &apos;identityFrom&apos; at &apos;reference&apos;, or use another model</source>
        <translation>&apos;identityFrom&apos; bei &apos;reference&apos; lassen, oder ein anderes Modell benutzen</translation>
    </message>
    <message>
        <source>Leave it out, or choose another kind</source>
        <translation>Sie weglassen oder eine andere Art wählen</translation>
    </message>
    <message>
        <source>Leave one out: a persona brings its own picture</source>
        <translation>Eines weglassen: eine Persona bringt ihr eigenes Bild mit</translation>
    </message>
    <message>
        <source>Leave out &apos;ispaLayers&apos; and &apos;kvBits&apos;, or &apos;kvEvict&apos;</source>
        <translation>&apos;ispaLayers&apos; und &apos;kvBits&apos; weglassen, oder &apos;kvEvict&apos;</translation>
    </message>
    <message>
        <source>Leave these options out</source>
        <translation>Diese Optionen weglassen</translation>
    </message>
    <message>
        <source>Make space on that disk, or check the rights of its folder</source>
        <translation>Auf diesem Datenträger Platz schaffen, oder die Rechte seines Ordners prüfen</translation>
    </message>
    <message>
        <source>Make space on that disk; what is here already is kept</source>
        <translation>Auf diesem Datenträger Platz schaffen; was schon da ist, bleibt</translation>
    </message>
    <message>
        <source>Move what is damaged away and fetch it again</source>
        <translation>Das Beschädigte beiseitelegen und es erneut holen</translation>
    </message>
    <message>
        <source>Name Imprint&apos;s folder &apos;resources&apos;</source>
        <translation>Den Ordner &apos;resources&apos; von Imprint nennen</translation>
    </message>
    <message>
        <source>Name a file that does not exist yet, in a folder that can be written</source>
        <translation>Eine Datei nennen, die es noch nicht gibt, in einem Ordner, in den geschrieben werden darf</translation>
    </message>
    <message>
        <source>Name a persona of another person</source>
        <translation>Eine Persona einer anderen Person nennen</translation>
    </message>
    <message>
        <source>Name a text file with a time and a prompt on each line</source>
        <translation>Eine Textdatei nennen, mit einer Zeit und einem Prompt je Zeile</translation>
    </message>
    <message>
        <source>Only the files that Imprint wrote can be rendered again</source>
        <translation>Nur Dateien, die Imprint schrieb, können erneut gerendert werden</translation>
    </message>
    <message>
        <source>Only what it made is remembered: use another kind of cache, and no recache</source>
        <translation>Nur was es machte, wird behalten: eine andere Art von Cache benutzen, und kein recache</translation>
    </message>
    <message>
        <source>PipeWire makes no stream (%1)</source>
        <translation>PipeWire macht keinen Stream (%1)</translation>
    </message>
    <message>
        <source>PipeWire refuses the stream (%1)</source>
        <translation>PipeWire lehnt den Stream ab (%1)</translation>
    </message>
    <message>
        <source>PipeWire&apos;s client does not start (%1)</source>
        <translation>Der Client von PipeWire startet nicht (%1)</translation>
    </message>
    <message>
        <source>Remove those that have ended</source>
        <translation>Die entfernen, die beendet sind</translation>
    </message>
    <message>
        <source>Repair or convert it, or use its intact beginning with --seconds %1</source>
        <translation>Reparieren oder umwandeln, oder mit --seconds %1 den heilen Anfang benutzen</translation>
    </message>
    <message>
        <source>SHA-256 %1 in place of %2</source>
        <translation>SHA-256 %1 statt %2</translation>
    </message>
    <message>
        <source>SRT wants 10 to 79</source>
        <translation>SRT verlangt 10 bis 79</translation>
    </message>
    <message>
        <source>Say what it shows, with --prompt</source>
        <translation>Mit --prompt sagen, was es zeigt</translation>
    </message>
    <message>
        <source>Set &apos;ispaLayers&apos;, or leave &apos;ispaControl&apos; out</source>
        <translation>&apos;ispaLayers&apos; setzen oder &apos;ispaControl&apos; weglassen</translation>
    </message>
    <message>
        <source>Set &apos;kvPolicy&apos; to growing, or leave &apos;fCap&apos; at 0</source>
        <translation>&apos;kvPolicy&apos; auf growing setzen, oder &apos;fCap&apos; bei 0 lassen</translation>
    </message>
    <message>
        <source>Set &apos;kvSinkFrames&apos; to at least %1</source>
        <translation>&apos;kvSinkFrames&apos; auf mindestens %1 setzen</translation>
    </message>
    <message>
        <source>Set HOME or XDG_STATE_HOME</source>
        <translation>HOME oder XDG_STATE_HOME setzen</translation>
    </message>
    <message>
        <source>Set IMPRINT_MODELS to it</source>
        <translation>IMPRINT_MODELS darauf setzen</translation>
    </message>
    <message>
        <source>Set IMPRINT_RESOURCES to it</source>
        <translation>IMPRINT_RESOURCES darauf setzen</translation>
    </message>
    <message>
        <source>Set TMPDIR, where the engine runs, to a folder that can be written</source>
        <translation>TMPDIR, wo die Engine läuft, auf einen Ordner setzen, in den geschrieben werden darf</translation>
    </message>
    <message>
        <source>Set XDG_CACHE_HOME to it</source>
        <translation>XDG_CACHE_HOME darauf setzen</translation>
    </message>
    <message>
        <source>Start a new session with the new settings</source>
        <translation>Mit den neuen Einstellungen eine neue Sitzung beginnen</translation>
    </message>
    <message>
        <source>Start it again</source>
        <translation>Sie erneut starten</translation>
    </message>
    <message>
        <source>Start it again; its log may say why</source>
        <translation>Sie erneut starten; vielleicht sagt ihr Protokoll, warum</translation>
    </message>
    <message>
        <source>Start one worker for each step</source>
        <translation>Für jeden Schritt einen Arbeiter starten</translation>
    </message>
    <message>
        <source>Stop it first</source>
        <translation>Zuerst beenden</translation>
    </message>
    <message>
        <source>TLS 1.3 cannot be used: %1</source>
        <translation>TLS 1.3 kann nicht benutzt werden: %1</translation>
    </message>
    <message>
        <source>The file is damaged or not what its name says; get it again</source>
        <translation>Die Datei ist beschädigt oder nicht, was ihr Name sagt; sie erneut holen</translation>
    </message>
    <message>
        <source>The file is damaged or not what its name says; use a copy of it</source>
        <translation>Die Datei ist beschädigt oder nicht, was ihr Name sagt; eine Kopie davon benutzen</translation>
    </message>
    <message>
        <source>The folder is no whole take</source>
        <translation>Der Ordner ist keine ganze Aufzeichnung</translation>
    </message>
    <message>
        <source>The model in &apos;%1&apos; will be opened</source>
        <translation>Das Modell in &apos;%1&apos; wird geöffnet</translation>
    </message>
    <message>
        <source>The smallest that works is %1 MB%2</source>
        <translation>Das kleinste, das geht, sind %1 MB%2</translation>
    </message>
    <message>
        <source>This is a bug in Imprint; please report it</source>
        <translation>Das ist ein Fehler in Imprint; bitte melden</translation>
    </message>
    <message>
        <source>Try again: it begins anew. What came is kept beside it, for whoever wants to look</source>
        <translation>Erneut versuchen: es beginnt von vorn. Was kam, liegt daneben, für wen es ansehen will</translation>
    </message>
    <message>
        <source>Try again: it goes on where it was broken off</source>
        <translation>Erneut versuchen: es geht weiter, wo es abbrach</translation>
    </message>
    <message>
        <source>Use --device cpu</source>
        <translation>--device cpu benutzen</translation>
    </message>
    <message>
        <source>Use a model that generates its pictures</source>
        <translation>Ein Modell benutzen, das seine Bilder erzeugt</translation>
    </message>
    <message>
        <source>Use at least %1, or 0 for no cap</source>
        <translation>Mindestens %1 benutzen, oder 0 für keine Grenze</translation>
    </message>
    <message>
        <source>Use cpu or cuda:N</source>
        <translation>cpu oder cuda:N benutzen</translation>
    </message>
    <message>
        <source>Use one of: </source>
        <translation>Eines von diesen benutzen: </translation>
    </message>
    <message>
        <source>Use the model that the persona was made by</source>
        <translation>Das Modell benutzen, von dem die Persona stammt</translation>
    </message>
    <message>
        <source>Use the model that the take was made with</source>
        <translation>Das Modell benutzen, mit dem die Aufzeichnung entstand</translation>
    </message>
    <message>
        <source>Use the same version of Imprint on both sides</source>
        <translation>Auf beiden Seiten dieselbe Version von Imprint benutzen</translation>
    </message>
    <message>
        <source>Use the version of Imprint that made it</source>
        <translation>Die Version von Imprint benutzen, die es gemacht hat</translation>
    </message>
    <message>
        <source>Wait until it is back, then save again</source>
        <translation>Warten, bis sie wieder da ist, dann erneut speichern</translation>
    </message>
    <message>
        <source>Wait until that has ended</source>
        <translation>Warten, bis das beendet ist</translation>
    </message>
    <message>
        <source>Write host:port, or [address]:port for IPv6</source>
        <translation>host:port schreiben, oder [adresse]:port für IPv6</translation>
    </message>
    <message>
        <source>`pactl list short sources` lists them</source>
        <translation>`pactl list short sources` zeigt sie</translation>
    </message>
    <message>
        <source>a block of %1 frames needs %2 channels that are not made, got %3</source>
        <translation>ein Block von %1 Bildern braucht %2 Kanäle, die nicht gemacht werden, und bekam %3</translation>
    </message>
    <message>
        <source>a clip cannot begin with %1 given latent frames: this model makes blocks of %2</source>
        <translation>ein Clip kann nicht mit %1 gegebenen latenten Bildern beginnen: dieses Modell macht Blöcke von %2</translation>
    </message>
    <message>
        <source>a clip of this model cannot begin with given latent frames: what else the network was told of them is not known</source>
        <translation>ein Clip dieses Modells kann nicht mit gegebenen latenten Bildern beginnen: was dem Netz sonst von ihnen gesagt wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>a denoising step at %1 lies outside 0 ... %2</source>
        <translation>ein Entrauschschritt bei %1 liegt außerhalb von 0 ... %2</translation>
    </message>
    <message>
        <source>a drawing of %1 x %2 pixels cannot be made: %3</source>
        <translation>eine Zeichnung von %1 x %2 Pixeln kann nicht gemacht werden: %3</translation>
    </message>
    <message>
        <source>a frame cannot be scaled</source>
        <translation>ein Bild kann nicht skaliert werden</translation>
    </message>
    <message>
        <source>a history from which the layers of ISPA could learn</source>
        <translation>einen Verlauf, aus dem die Schichten von ISPA lernen könnten</translation>
    </message>
    <message>
        <source>a layer that gives up its history cannot keep %1 latent frames: the KV cache has %2</source>
        <translation>eine Schicht, die ihren Verlauf aufgibt, kann nicht %1 latente Bilder behalten: der KV-Cache hat %2</translation>
    </message>
    <message>
        <source>a model&apos;s own precision is not said</source>
        <translation>die eigene Genauigkeit eines Modells ist nicht angegeben</translation>
    </message>
    <message>
        <source>a persona and a reference picture were given</source>
        <translation>eine Persona und ein Referenzbild wurden angegeben</translation>
    </message>
    <message>
        <source>a picture cannot be converted</source>
        <translation>ein Bild kann nicht umgewandelt werden</translation>
    </message>
    <message>
        <source>a picture cannot be copied</source>
        <translation>ein Bild kann nicht kopiert werden</translation>
    </message>
    <message>
        <source>a picture cannot be scaled</source>
        <translation>ein Bild kann nicht skaliert werden</translation>
    </message>
    <message>
        <source>a picture of %1 x %2 cannot have %3 bytes</source>
        <translation>ein Bild von %1 x %2 kann nicht %3 Bytes haben</translation>
    </message>
    <message>
        <source>a picture of %1x%2 cannot be allocated</source>
        <translation>für ein Bild von %1x%2 gibt es keinen Speicher</translation>
    </message>
    <message>
        <source>a resampler does not start</source>
        <translation>ein Abtastratenwandler startet nicht</translation>
    </message>
    <message>
        <source>a resampler fails</source>
        <translation>ein Abtastratenwandler versagt</translation>
    </message>
    <message>
        <source>a resampler takes no ratio</source>
        <translation>ein Abtastratenwandler nimmt kein Verhältnis an</translation>
    </message>
    <message>
        <source>a ring of %1 latent frames has no room for a block of %2</source>
        <translation>ein Ring von %1 latenten Bildern hat keinen Platz für einen Block von %2</translation>
    </message>
    <message>
        <source>a sampler cannot make %1 steps with a shift of %2</source>
        <translation>ein Sampler kann nicht %1 Schritte mit einer Verschiebung von %2 machen</translation>
    </message>
    <message>
        <source>a sound frame cannot be allocated</source>
        <translation>für ein Stück Ton gibt es keinen Speicher</translation>
    </message>
    <message>
        <source>a sound frame cannot be described</source>
        <translation>ein Stück Ton kann nicht beschrieben werden</translation>
    </message>
    <message>
        <source>a stream cannot be described</source>
        <translation>ein Stream kann nicht beschrieben werden</translation>
    </message>
    <message>
        <source>a stream cannot be sent by &apos;%1&apos; (to &apos;%2&apos;)</source>
        <translation>ein Stream kann nicht über &apos;%1&apos; geschickt werden (nach &apos;%2&apos;)</translation>
    </message>
    <message>
        <source>a stream of %1x%2 at %3 frames per second cannot be made</source>
        <translation>ein Stream von %1x%2 mit %3 Bildern je Sekunde kann nicht gemacht werden</translation>
    </message>
    <message>
        <source>a video of %1 frames per second cannot be recorded</source>
        <translation>ein Video mit %1 Bildern je Sekunde kann nicht aufgenommen werden</translation>
    </message>
    <message>
        <source>a video of %1x%2</source>
        <translation>ein Video von %1x%2</translation>
    </message>
    <message>
        <source>a video of %1x%2 cannot be recorded</source>
        <translation>ein Video von %1x%2 kann nicht aufgenommen werden</translation>
    </message>
    <message>
        <source>a window of %1 latent frames has no room for %2 sinks and a block of %3</source>
        <translation>ein Fenster von %1 latenten Bildern hat keinen Platz für %2 Anker und einen Block von %3</translation>
    </message>
    <message>
        <source>Add yourself to the group video (usermod -aG video NAME) and log in again</source>
        <translation>Sich in die Gruppe video aufnehmen (usermod -aG video NAME) und neu anmelden</translation>
    </message>
    <message>
        <source>an %1 file cannot hold pictures as %2</source>
        <translation>eine %1-Datei kann Bilder nicht als %2 enthalten</translation>
    </message>
    <message>
        <source>an %1 file cannot hold sound as %2</source>
        <translation>eine %1-Datei kann Ton nicht als %2 enthalten</translation>
    </message>
    <message>
        <source>An %1 file holds %2; an mkv file holds %3</source>
        <translation>Eine %1-Datei enthält %2; eine mkv-Datei enthält %3</translation>
    </message>
    <message>
        <source>an encoder cannot be described</source>
        <translation>ein Encoder kann nicht beschrieben werden</translation>
    </message>
    <message>
        <source>another program feeds %1</source>
        <translation>ein anderes Programm schreibt auf %1</translation>
    </message>
    <message>
        <source>bad input</source>
        <translation>ungeeignete Eingabe</translation>
    </message>
    <message>
        <source>bad setting</source>
        <translation>ungeeignete Einstellung</translation>
    </message>
    <message>
        <source>bad shape</source>
        <translation>ungeeignete Form</translation>
    </message>
    <message>
        <source>block %1 cannot be skipped</source>
        <translation>Block %1 kann nicht übersprungen werden</translation>
    </message>
    <message>
        <source>Check that the folder exists, may be written to and has free space</source>
        <translation>Prüfen, ob es den Ordner gibt, ob darin geschrieben werden darf und ob Platz ist</translation>
    </message>
    <message>
        <source>Choose a device of v4l2loopback; imprint-cli doctor lists them</source>
        <translation>Ein Gerät von v4l2loopback wählen; imprint-cli doctor zeigt sie</translation>
    </message>
    <message>
        <source>Choose a size of the same aspect</source>
        <translation>Eine Größe mit demselben Seitenverhältnis wählen</translation>
    </message>
    <message>
        <source>Choose another name, or move it away; recordings never overwrite</source>
        <translation>Einen anderen Namen wählen, oder sie verschieben; Aufnahmen überschreiben nichts</translation>
    </message>
    <message>
        <source>Choose one of%1</source>
        <translation>Eines von diesen wählen:%1</translation>
    </message>
    <message>
        <source>Close other programs: the limit of open files or threads is reached</source>
        <translation>Andere Programme schließen: die Grenze offener Dateien oder Threads ist erreicht</translation>
    </message>
    <message>
        <source>Close other programs: the limit of threads is reached</source>
        <translation>Andere Programme schließen: die Grenze der Threads ist erreicht</translation>
    </message>
    <message>
        <source>Close the programs that read it, or load v4l2loopback again</source>
        <translation>Die Programme schließen, die von ihm lesen, oder v4l2loopback neu laden</translation>
    </message>
    <message>
        <source>device &apos;%1&apos; cannot be used: this build has no CUDA module</source>
        <translation>Gerät &apos;%1&apos; kann nicht benutzt werden: dieser Bau hat kein CUDA-Modul</translation>
    </message>
    <message>
        <source>encoding for &apos;%1&apos; failed</source>
        <translation>das Kodieren für &apos;%1&apos; schlug fehl</translation>
    </message>
    <message>
        <source>End it in .mov, .mp4 or .mkv</source>
        <translation>Ihn auf .mov, .mp4 oder .mkv enden lassen</translation>
    </message>
    <message>
        <source>End that program (imprint-cli doctor names it), or choose another device</source>
        <translation>Dieses Programm beenden (imprint-cli doctor nennt es), oder ein anderes Gerät wählen</translation>
    </message>
    <message>
        <source>End the program that feeds it, or allow yourself to use it; imprint-cli doctor says which</source>
        <translation>Das Programm beenden, das darauf schreibt, oder sich die Benutzung erlauben; imprint-cli doctor sagt, welches</translation>
    </message>
    <message>
        <source>ended (exit code %1)</source>
        <translation>endete (Rückgabewert %1)</translation>
    </message>
    <message>
        <source>ended (signal %1)</source>
        <translation>endete (Signal %1)</translation>
    </message>
    <message>
        <source>ended without a connection: %1</source>
        <translation>endete ohne Verbindung: %1</translation>
    </message>
    <message>
        <source>export-paces %1.jsonl</source>
        <translation>export-paces %1.jsonl</translation>
    </message>
    <message>
        <source>file &apos;%1&apos; cannot be read</source>
        <translation>Datei &apos;%1&apos; kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>file &apos;%1&apos; cannot be read: %2</source>
        <translation>Datei &apos;%1&apos; kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>file &apos;%1&apos; does not exist</source>
        <translation>Datei &apos;%1&apos; gibt es nicht</translation>
    </message>
    <message>
        <source>Free some space</source>
        <translation>Platz schaffen</translation>
    </message>
    <message>
        <source>Free some space or use another disk; what was recorded before is kept and plays</source>
        <translation>Platz schaffen oder einen anderen Datenträger benutzen; was vorher aufgenommen wurde, bleibt und läuft</translation>
    </message>
    <message>
        <source>Give 0 to %1 ms</source>
        <translation>0 bis %1 ms angeben</translation>
    </message>
    <message>
        <source>Give 1 to %1</source>
        <translation>1 bis %1 angeben</translation>
    </message>
    <message>
        <source>Give a width that is a multiple of 8 and an even height, up to %1</source>
        <translation>Eine Breite als Vielfaches von 8 und eine gerade Höhe angeben, bis %1</translation>
    </message>
    <message>
        <source>Give it as rtmp://host/application, rtmps://host/application or srt://host:port</source>
        <translation>Sie als rtmp://host/anwendung, rtmps://host/anwendung oder srt://host:port angeben</translation>
    </message>
    <message>
        <source>Give the PEM file of who signed the server&apos;s certificate</source>
        <translation>Die PEM-Datei dessen angeben, der das Zertifikat des Servers unterschrieb</translation>
    </message>
    <message>
        <source>Give the address as rtmp://host/application and the stream key beside it</source>
        <translation>Die Adresse als rtmp://host/anwendung angeben und den Schlüssel des Streams daneben</translation>
    </message>
    <message>
        <source>Give the address as srt://host:port</source>
        <translation>Die Adresse als srt://host:port angeben</translation>
    </message>
    <message>
        <source>has a &apos;%1&apos; below 0</source>
        <translation>hat ein &apos;%1&apos; unter 0</translation>
    </message>
    <message>
        <source>has a &apos;%1&apos; of %2</source>
        <translation>hat ein &apos;%1&apos; von %2</translation>
    </message>
    <message>
        <source>has a &apos;%1&apos; of another type: %2</source>
        <translation>hat ein &apos;%1&apos; von anderer Art: %2</translation>
    </message>
    <message>
        <source>has a &apos;%1&apos; that is no list</source>
        <translation>hat ein &apos;%1&apos;, das keine Liste ist</translation>
    </message>
    <message>
        <source>has a &apos;kind&apos; that nothing can be forecast of: %1</source>
        <translation>hat ein &apos;kind&apos;, von dem nichts vorhergesagt werden kann: %1</translation>
    </message>
    <message>
        <source>has a &apos;name&apos; that is no name of a folder: %1</source>
        <translation>hat einen &apos;name&apos;, der kein Name eines Ordners ist: %1</translation>
    </message>
    <message>
        <source>has a &apos;sha256&apos; that is none: %1</source>
        <translation>hat ein &apos;sha256&apos;, das keines ist: %1</translation>
    </message>
    <message>
        <source>has a &apos;to&apos; that leaves the folder of models: %1</source>
        <translation>hat ein &apos;to&apos;, das aus dem Ordner der Modelle führt: %1</translation>
    </message>
    <message>
        <source>has a size that is none: %1</source>
        <translation>hat eine Größe, die keine ist: %1</translation>
    </message>
    <message>
        <source>has an &apos;address&apos; that is not https: %1</source>
        <translation>hat eine &apos;address&apos;, die nicht https ist: %1</translation>
    </message>
    <message>
        <source>has an unknown key &apos;%1&apos;</source>
        <translation>hat einen unbekannten Schlüssel &apos;%1&apos;</translation>
    </message>
    <message>
        <source>has no &apos;%1&apos;</source>
        <translation>hat kein &apos;%1&apos;</translation>
    </message>
    <message>
        <source>has something else than a text in &apos;%1&apos;</source>
        <translation>hat etwas anderes als Text in &apos;%1&apos;</translation>
    </message>
    <message>
        <source>imprint-engine --make-certificate makes both</source>
        <translation>imprint-engine --make-certificate macht beide</translation>
    </message>
    <message>
        <source>imprint-engine --make-certificate makes one</source>
        <translation>imprint-engine --make-certificate macht eines</translation>
    </message>
    <message>
        <source>imprint-engine prints its own when it starts to listen: 64 hexadecimal digits</source>
        <translation>imprint-engine zeigt seinen eigenen, wenn sie zu warten beginnt: 64 hexadezimale Ziffern</translation>
    </message>
    <message>
        <source>Install PipeWire 0.3.50 or newer</source>
        <translation>PipeWire 0.3.50 oder neuer installieren</translation>
    </message>
    <message>
        <source>Install the full FFmpeg libraries</source>
        <translation>Die vollständigen FFmpeg-Bibliotheken installieren</translation>
    </message>
    <message>
        <source>Install the full FFmpeg libraries, or save the picture as PNG</source>
        <translation>Die vollständigen FFmpeg-Bibliotheken installieren, oder das Bild als PNG speichern</translation>
    </message>
    <message>
        <source>Install the packages pipewire and wireplumber</source>
        <translation>Die Pakete pipewire und wireplumber installieren</translation>
    </message>
    <message>
        <source>internal check failed: %1 at %2:%3</source>
        <translation>interne Prüfung gescheitert: %1 in %2:%3</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>interner Fehler</translation>
    </message>
    <message>
        <source>is of an unknown kind &apos;%1&apos;</source>
        <translation>ist von unbekannter Art &apos;%1&apos;</translation>
    </message>
    <message>
        <source>it has no picture of %1 x %2</source>
        <translation>es hat kein Bild von %1 x %2</translation>
    </message>
    <message>
        <source>it holds %1 latent frames of %2 sinks</source>
        <translation>es enthält %1 latente Bilder von %2 Ankern</translation>
    </message>
    <message>
        <source>It may be an unfinished download; fetch or export it again</source>
        <translation>Vielleicht ein unfertiger Download; erneut holen oder exportieren</translation>
    </message>
    <message>
        <source>its end is missing after %1 seconds</source>
        <translation>das Ende fehlt nach %1 Sekunden</translation>
    </message>
    <message>
        <source>its file %1 is missing</source>
        <translation>seine Datei %1 fehlt</translation>
    </message>
    <message>
        <source>its file %1 is not whole</source>
        <translation>seine Datei %1 ist nicht ganz</translation>
    </message>
    <message>
        <source>its sink at latent frame %1 is not what the model takes</source>
        <translation>sein Anker beim latenten Bild %1 ist nicht, was das Modell nimmt</translation>
    </message>
    <message>
        <source>known frames of shape %1 do not fit a block of %2</source>
        <translation>bekannte Bilder der Form %1 passen nicht zu einem Block von %2</translation>
    </message>
    <message>
        <source>Load v4l2loopback again, or choose another device</source>
        <translation>Das Modul v4l2loopback neu laden, oder ein anderes Gerät wählen</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; cannot make pictures of %2 x %3 pixels</source>
        <translation>Modell &apos;%1&apos; kann keine Bilder von %2 x %3 Pixeln machen</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; draws people from words and cannot begin with a persona</source>
        <translation>Modell &apos;%1&apos; zeichnet Menschen nach Worten und kann nicht mit einer Persona beginnen</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; draws people from words and cannot use a reference picture</source>
        <translation>Modell &apos;%1&apos; zeichnet Menschen nach Worten und kann kein Referenzbild benutzen</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; has no choice of precision, decoder or LoRAs</source>
        <translation>Modell &apos;%1&apos; hat keine Wahl von Genauigkeit, Decoder oder LoRAs</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; is not %2: %3 of its %4 files are missing in &apos;%5&apos;, among them &apos;%6&apos;</source>
        <translation>Modell &apos;%1&apos; ist nicht %2: %3 seiner %4 Dateien fehlen in &apos;%5&apos;, darunter &apos;%6&apos;</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; lacks its file &apos;%2&apos;</source>
        <translation>Modell &apos;%1&apos; fehlt seine Datei &apos;%2&apos;</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; makes video of words and cannot use a reference picture</source>
        <translation>Modell &apos;%1&apos; macht Video aus Worten und kann kein Referenzbild benutzen</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; needs a picture of who speaks</source>
        <translation>Modell &apos;%1&apos; braucht ein Bild dessen, der spricht</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; needs prompts, which this program cannot read</source>
        <translation>Modell &apos;%1&apos; braucht Prompts, die dieses Programm nicht lesen kann</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; was trained for videos of at most %2 seconds</source>
        <translation>Modell &apos;%1&apos; wurde für Videos von höchstens %2 Sekunden trainiert</translation>
    </message>
    <message>
        <source>Name a file inside it</source>
        <translation>Eine Datei darin nennen</translation>
    </message>
    <message>
        <source>names no file of a hub: &apos;%1&apos;, &apos;%2&apos;</source>
        <translation>nennt keine Datei eines Hubs: &apos;%1&apos;, &apos;%2&apos;</translation>
    </message>
    <message>
        <source>no PipeWire server answers (%1)</source>
        <translation>kein PipeWire-Server antwortet (%1)</translation>
    </message>
    <message>
        <source>no PipeWire server answers (%1); start it: systemctl --user start pipewire wireplumber</source>
        <translation>kein PipeWire-Server antwortet (%1); starten mit: systemctl --user start pipewire wireplumber</translation>
    </message>
    <message>
        <source>no device of v4l2loopback can be fed</source>
        <translation>kein Gerät von v4l2loopback kann beschrieben werden</translation>
    </message>
    <message>
        <source>no engine runs whose person could be saved as &apos;%1&apos;</source>
        <translation>keine Engine läuft, deren Person als &apos;%1&apos; gespeichert werden könnte</translation>
    </message>
    <message>
        <source>no event descriptor: %1</source>
        <translation>kein Ereignis-Deskriptor: %1</translation>
    </message>
    <message>
        <source>no file can be kept in &apos;%1&apos;: %2</source>
        <translation>in &apos;%1&apos; kann keine Datei abgelegt werden: %2</translation>
    </message>
    <message>
        <source>no file has the role &apos;%1&apos;</source>
        <translation>keine Datei hat die Rolle &apos;%1&apos;</translation>
    </message>
    <message>
        <source>no layer has given up its history yet</source>
        <translation>noch hat keine Schicht ihren Verlauf aufgegeben</translation>
    </message>
    <message>
        <source>no microphone was found</source>
        <translation>es wurde kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>no microphone: the sound card has no input that answers</source>
        <translation>kein Mikrofon: die Soundkarte hat keinen Eingang, der antwortet</translation>
    </message>
    <message>
        <source>no microphone: the sound server does not answer, or ALSA does not know it</source>
        <translation>kein Mikrofon: der Tonserver antwortet nicht, oder ALSA kennt ihn nicht</translation>
    </message>
    <message>
        <source>no microphone: this machine has no sound card, and no sound server runs</source>
        <translation>kein Mikrofon: dieser Rechner hat keine Soundkarte, und kein Tonserver läuft</translation>
    </message>
    <message>
        <source>no microphone: this user may not use the sound card</source>
        <translation>kein Mikrofon: dieser Nutzer darf die Soundkarte nicht benutzen</translation>
    </message>
    <message>
        <source>no resampler can be made</source>
        <translation>ein Abtastratenwandler kann nicht gemacht werden</translation>
    </message>
    <message>
        <source>no secret can be read from &apos;%1&apos;</source>
        <translation>aus &apos;%1&apos; ist kein Geheimnis zu lesen</translation>
    </message>
    <message>
        <source>no session manager runs, so that no program can be linked to a virtual camera or microphone; install and start wireplumber</source>
        <translation>kein Sitzungsverwalter läuft, sodass kein Programm mit einer virtuellen Kamera oder einem virtuellen Mikrofon verbunden werden kann; wireplumber installieren und starten</translation>
    </message>
    <message>
        <source>no socket for the engine: %1</source>
        <translation>kein Socket für die Engine: %1</translation>
    </message>
    <message>
        <source>no thread for PipeWire can be made</source>
        <translation>für PipeWire kann kein Thread gemacht werden</translation>
    </message>
    <message>
        <source>no virtual camera can have %1x%2 pixels</source>
        <translation>keine virtuelle Kamera kann %1x%2 Pixel haben</translation>
    </message>
    <message>
        <source>no virtual camera shows %1 frames per second</source>
        <translation>keine virtuelle Kamera zeigt %1 Bilder je Sekunde</translation>
    </message>
    <message>
        <source>none was made</source>
        <translation>keiner wurde gemacht</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>nothing of the sound in &apos;%1&apos; can be decoded</source>
        <translation>nichts vom Ton in &apos;%1&apos; kann dekodiert werden</translation>
    </message>
    <message>
        <source>nothing tells what the SHA-256 of %1 must be</source>
        <translation>nichts sagt, wie der SHA-256 von %1 sein muss</translation>
    </message>
    <message>
        <source>Nothing was kept; free some space or use another disk</source>
        <translation>Nichts blieb; Platz schaffen oder einen anderen Datenträger benutzen</translation>
    </message>
    <message>
        <source>nothing was recorded into &apos;%1&apos;</source>
        <translation>in &apos;%1&apos; wurde nichts aufgenommen</translation>
    </message>
    <message>
        <source>Only streamid, passphrase and pbkeylen can stand there; the latency is a setting of its own</source>
        <translation>Nur streamid, passphrase und pbkeylen können dort stehen; die Latenz ist eine eigene Einstellung</translation>
    </message>
    <message>
        <source>pictures cannot be delayed by %1 ms more</source>
        <translation>Bilder können nicht um weitere %1 ms verzögert werden</translation>
    </message>
    <message>
        <source>pictures of %1x%2 came for a camera of %3x%4; start the camera again</source>
        <translation>Bilder von %1x%2 kamen für eine Kamera von %3x%4; die Kamera neu starten</translation>
    </message>
    <message>
        <source>reading &apos;%1&apos; failed</source>
        <translation>das Lesen von &apos;%1&apos; schlug fehl</translation>
    </message>
    <message>
        <source>reading the prompt was stopped</source>
        <translation>das Lesen des Prompts wurde angehalten</translation>
    </message>
    <message>
        <source>Record at least one</source>
        <translation>Mindestens einen aufnehmen</translation>
    </message>
    <message>
        <source>Save the picture as an RGB PNG</source>
        <translation>Das Bild als RGB-PNG speichern</translation>
    </message>
    <message>
        <source>seed, length of a block, KV cache and memory of the person cannot change in a running session</source>
        <translation>Seed, Länge eines Blocks, KV-Cache und Gedächtnis der Person können sich in einer laufenden Sitzung nicht ändern</translation>
    </message>
    <message>
        <source>sending to %1</source>
        <translation>sendet an %1</translation>
    </message>
    <message>
        <source>session %1 has not begun</source>
        <translation>Sitzung %1 hat nicht begonnen</translation>
    </message>
    <message>
        <source>setting &apos;%1&apos; cannot be &apos;%2&apos;</source>
        <translation>Einstellung &apos;%1&apos; kann nicht &apos;%2&apos; sein</translation>
    </message>
    <message>
        <source>setting &apos;%1&apos; is %2</source>
        <translation>Einstellung &apos;%1&apos; ist %2</translation>
    </message>
    <message>
        <source>setting &apos;%1&apos; is %2, but a cache of kind %3 has no use for it</source>
        <translation>Einstellung &apos;%1&apos; ist %2, aber ein Cache der Art %3 braucht sie nicht</translation>
    </message>
    <message>
        <source>setting &apos;%1&apos; is no list of falling times from %2 to 0</source>
        <translation>Einstellung &apos;%1&apos; ist keine Liste fallender Zeiten von %2 bis 0</translation>
    </message>
    <message>
        <source>setting &apos;%1&apos;: unknown value &apos;%2&apos;</source>
        <translation>Einstellung &apos;%1&apos;: unbekannter Wert &apos;%2&apos;</translation>
    </message>
    <message>
        <source>setting &apos;contextFrames&apos; is 0: a block would see nothing of the clip</source>
        <translation>Einstellung &apos;contextFrames&apos; ist 0: ein Block sähe nichts vom Clip</translation>
    </message>
    <message>
        <source>setting &apos;fCap&apos; is %1, but the KV cache does not grow</source>
        <translation>Einstellung &apos;fCap&apos; ist %1, aber der KV-Cache wächst nicht</translation>
    </message>
    <message>
        <source>setting &apos;fCap&apos; is %1, which has no room for %2</source>
        <translation>Einstellung &apos;fCap&apos; ist %1, das ist kein Platz für %2</translation>
    </message>
    <message>
        <source>setting &apos;fCap&apos; is %1, which has no room for %2 sinks and a block of %3</source>
        <translation>Einstellung &apos;fCap&apos; ist %1, das ist kein Platz für %2 Anker und einen Block von %3</translation>
    </message>
    <message>
        <source>setting &apos;ispaSinkFrames&apos; is %1, but a capped KV cache keeps %2 sink frames</source>
        <translation>Einstellung &apos;ispaSinkFrames&apos; ist %1, aber ein begrenzter KV-Cache behält %2 Anker-Bilder</translation>
    </message>
    <message>
        <source>setting &apos;onSwitch&apos; is recache, but the cache is made anew for every block</source>
        <translation>Einstellung &apos;onSwitch&apos; ist recache, aber der Cache wird für jeden Block neu gemacht</translation>
    </message>
    <message>
        <source>setting &apos;steps&apos; is empty: nothing would be denoised</source>
        <translation>Einstellung &apos;steps&apos; ist leer: nichts würde entrauscht</translation>
    </message>
    <message>
        <source>settings for frame %1 stand behind those for frame %2</source>
        <translation>Einstellungen für Bild %1 stehen hinter denen für Bild %2</translation>
    </message>
    <message>
        <source>several devices of v4l2loopback are free</source>
        <translation>mehrere Geräte von v4l2loopback sind frei</translation>
    </message>
    <message>
        <source>sound of %1 channels cannot be recorded</source>
        <translation>Ton mit %1 Kanälen kann nicht aufgenommen werden</translation>
    </message>
    <message>
        <source>the %1 &apos;%2&apos; is no file</source>
        <translation>%1 &apos;%2&apos; ist keine Datei</translation>
    </message>
    <message>
        <source>the %1 runs already</source>
        <translation>%1 läuft schon</translation>
    </message>
    <message>
        <source>the KV cache has a fixed window, and was to be capped as well</source>
        <translation>der KV-Cache hat ein festes Fenster und sollte auch noch begrenzt werden</translation>
    </message>
    <message>
        <source>the PipeWire library cannot be loaded (%1)</source>
        <translation>die PipeWire-Bibliothek kann nicht geladen werden (%1)</translation>
    </message>
    <message>
        <source>the PipeWire server does not answer within %1 ms; restart it: systemctl --user restart pipewire</source>
        <translation>der PipeWire-Server antwortet nicht innerhalb von %1 ms; neu starten mit: systemctl --user restart pipewire</translation>
    </message>
    <message>
        <source>the PipeWire server went away (%1)</source>
        <translation>der PipeWire-Server ging fort (%1)</translation>
    </message>
    <message>
        <source>the certificate &apos;%1&apos; cannot be read</source>
        <translation>das Zertifikat &apos;%1&apos; kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the check of &apos;%1&apos; was stopped</source>
        <translation>die Prüfung von &apos;%1&apos; wurde angehalten</translation>
    </message>
    <message>
        <source>the client has gone</source>
        <translation>der Client ist fort</translation>
    </message>
    <message>
        <source>the colour conversion cannot be set</source>
        <translation>die Farbumwandlung kann nicht eingestellt werden</translation>
    </message>
    <message>
        <source>the connection to %1 was lost</source>
        <translation>die Verbindung zu %1 ging verloren</translation>
    </message>
    <message>
        <source>the disk is too full for a second copy of &apos;%1&apos;</source>
        <translation>der Datenträger ist zu voll für eine zweite Kopie von &apos;%1&apos;</translation>
    </message>
    <message>
        <source>the embedding of a prompt has shape %1, expected [%2, %3]</source>
        <translation>die Einbettung eines Prompts hat die Form %1, erwartet [%2, %3]</translation>
    </message>
    <message>
        <source>the engine &apos;%1&apos; cannot be started: %2</source>
        <translation>die Engine &apos;%1&apos; kann nicht gestartet werden: %2</translation>
    </message>
    <message>
        <source>the engine (Imprint %1) speaks version %2 of the link, this program (Imprint %3) version %4</source>
        <translation>die Engine (Imprint %1) spricht Version %2 der Verbindung, dieses Programm (Imprint %3) Version %4</translation>
    </message>
    <message>
        <source>the engine cannot listen on %1: %2</source>
        <translation>die Engine kann auf %1 nicht warten: %2</translation>
    </message>
    <message>
        <source>the engine cannot make a folder &apos;%1&apos;: %2</source>
        <translation>die Engine kann keinen Ordner &apos;%1&apos; machen: %2</translation>
    </message>
    <message>
        <source>the engine cannot read &apos;%1&apos; back</source>
        <translation>die Engine kann &apos;%1&apos; nicht zurücklesen</translation>
    </message>
    <message>
        <source>the engine cannot work in %1 MB</source>
        <translation>die Engine kann mit %1 MB nicht arbeiten</translation>
    </message>
    <message>
        <source>the engine cannot write &apos;%1&apos;</source>
        <translation>die Engine kann &apos;%1&apos; nicht schreiben</translation>
    </message>
    <message>
        <source>the engine does not know the setting &apos;%1&apos;</source>
        <translation>die Engine kennt die Einstellung &apos;%1&apos; nicht</translation>
    </message>
    <message>
        <source>the engine does not listen on %1, which other machines can reach, without both TLS and a token</source>
        <translation>die Engine wartet auf %1, das andere Rechner erreichen, nicht ohne TLS und ein Token</translation>
    </message>
    <message>
        <source>the engine refused the token</source>
        <translation>die Engine hat das Token abgelehnt</translation>
    </message>
    <message>
        <source>the engine sent a picture of an unknown kind</source>
        <translation>die Engine schickte ein Bild von unbekannter Art</translation>
    </message>
    <message>
        <source>the engine was greeted twice</source>
        <translation>die Engine wurde zweimal begrüßt</translation>
    </message>
    <message>
        <source>the engine&apos;s program &apos;%1&apos; does not exist</source>
        <translation>das Programm &apos;%1&apos; der Engine gibt es nicht</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; cannot be read as %2</source>
        <translation>die Datei &apos;%1&apos; kann nicht als %2 gelesen werden</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; cannot be read: %2</source>
        <translation>die Datei &apos;%1&apos; kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; does not exist</source>
        <translation>die Datei &apos;%1&apos; gibt es nicht</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; has no pictures</source>
        <translation>die Datei &apos;%1&apos; hat keine Bilder</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; has no sound track</source>
        <translation>die Datei &apos;%1&apos; hat keine Tonspur</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; is empty</source>
        <translation>die Datei &apos;%1&apos; ist leer</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; is not a picture of a known kind</source>
        <translation>die Datei &apos;%1&apos; ist kein Bild einer bekannten Art</translation>
    </message>
    <message>
        <source>the file &apos;%1&apos; is too large for a picture</source>
        <translation>die Datei &apos;%1&apos; ist für ein Bild zu groß</translation>
    </message>
    <message>
        <source>The file is damaged or holds no sound; choose another</source>
        <translation>Die Datei ist beschädigt oder enthält keinen Ton; eine andere wählen</translation>
    </message>
    <message>
        <source>the file name &apos;%1&apos; names no known video format</source>
        <translation>der Dateiname &apos;%1&apos; nennt kein bekanntes Videoformat</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; cannot be made: %2</source>
        <translation>der Ordner &apos;%1&apos; kann nicht gemacht werden: %2</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; cannot be read: %2</source>
        <translation>der Ordner &apos;%1&apos; kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>the folder of manifests &apos;%1&apos; cannot be read</source>
        <translation>der Ordner der Manifeste &apos;%1&apos; kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the generator was stopped</source>
        <translation>der Generator wurde angehalten</translation>
    </message>
    <message>
        <source>the installed PipeWire library lacks the function %1</source>
        <translation>der installierten PipeWire-Bibliothek fehlt die Funktion %1</translation>
    </message>
    <message>
        <source>the link to the engine was closed</source>
        <translation>die Verbindung zur Engine wurde geschlossen</translation>
    </message>
    <message>
        <source>the log &apos;%1&apos; cannot be written</source>
        <translation>das Protokoll &apos;%1&apos; kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the microphone &apos;%1&apos; cannot be opened</source>
        <translation>das Mikrofon &apos;%1&apos; kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>the microphone &apos;%1&apos; delivers pure silence. Check that it is connected and not muted</source>
        <translation>das Mikrofon &apos;%1&apos; liefert reine Stille. Prüfen, ob es angeschlossen und nicht stummgeschaltet ist</translation>
    </message>
    <message>
        <source>the model &apos;%1&apos; cannot keep a person in its history alone</source>
        <translation>das Modell &apos;%1&apos; kann eine Person nicht in seinem Verlauf allein behalten</translation>
    </message>
    <message>
        <source>the name pattern &apos;%1&apos; asks for %2</source>
        <translation>das Namensmuster &apos;%1&apos; verlangt %2</translation>
    </message>
    <message>
        <source>the network takes %1 channels and gives %2: what it gives cannot be denoised further</source>
        <translation>das Netz nimmt %1 Kanäle und gibt %2: was es gibt, kann nicht weiter entrauscht werden</translation>
    </message>
    <message>
        <source>the network takes %1 channels that it does not make, and makes its history again</source>
        <translation>das Netz nimmt %1 Kanäle, die es nicht macht, und macht seinen Verlauf neu</translation>
    </message>
    <message>
        <source>the part &apos;%1&apos; is missing</source>
        <translation>der Teil &apos;%1&apos; fehlt</translation>
    </message>
    <message>
        <source>the passphrase of the stream to &apos;%1&apos; has %2 characters</source>
        <translation>die Passphrase des Streams nach &apos;%1&apos; hat %2 Zeichen</translation>
    </message>
    <message>
        <source>the persona &apos;%1&apos; cannot be copied to &apos;%2&apos;: %3</source>
        <translation>die Persona &apos;%1&apos; kann nicht nach &apos;%2&apos; kopiert werden: %3</translation>
    </message>
    <message>
        <source>the persona &apos;%1&apos;: %2</source>
        <translation>die Persona &apos;%1&apos;: %2</translation>
    </message>
    <message>
        <source>the persona &apos;%1&apos;: it does not say which settings it was made with</source>
        <translation>die Persona &apos;%1&apos;: sie sagt nicht, mit welchen Einstellungen sie entstand</translation>
    </message>
    <message>
        <source>the picture &apos;%1&apos; cannot be written: %2</source>
        <translation>das Bild &apos;%1&apos; kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>the picture &apos;%1&apos; is too large: %2x%3</source>
        <translation>das Bild &apos;%1&apos; ist zu groß: %2x%3</translation>
    </message>
    <message>
        <source>the picture &apos;%1&apos; is truncated or damaged</source>
        <translation>das Bild &apos;%1&apos; ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
        <source>the picture and the persona together are too large to send to the engine</source>
        <translation>Bild und Persona zusammen sind zu groß, um sie der Engine zu schicken</translation>
    </message>
    <message>
        <source>the picture cannot be converted to RGB</source>
        <translation>das Bild kann nicht in RGB umgewandelt werden</translation>
    </message>
    <message>
        <source>the picture&apos;s pixel format cannot be converted</source>
        <translation>das Pixelformat des Bildes kann nicht umgewandelt werden</translation>
    </message>
    <message>
        <source>the pictures of &apos;%1&apos; are damaged or incomplete: %2</source>
        <translation>die Bilder von &apos;%1&apos; sind beschädigt oder unvollständig: %2</translation>
    </message>
    <message>
        <source>the pictures of &apos;%1&apos; are too large: %2x%3</source>
        <translation>die Bilder von &apos;%1&apos; sind zu groß: %2x%3</translation>
    </message>
    <message>
        <source>the pictures of &apos;%1&apos; cannot be decoded</source>
        <translation>die Bilder von &apos;%1&apos; können nicht dekodiert werden</translation>
    </message>
    <message>
        <source>the pictures of &apos;%1&apos; have a format without a decoder</source>
        <translation>die Bilder von &apos;%1&apos; haben ein Format ohne Decoder</translation>
    </message>
    <message>
        <source>the pictures of &apos;%1&apos; have colours that cannot be converted</source>
        <translation>die Bilder von &apos;%1&apos; haben Farben, die nicht umgewandelt werden können</translation>
    </message>
    <message>
        <source>the pictures of &apos;%1&apos; say nothing of their times</source>
        <translation>die Bilder von &apos;%1&apos; sagen nichts von ihren Zeiten</translation>
    </message>
    <message>
        <source>the preset &apos;%1&apos; does not exist</source>
        <translation>das Preset &apos;%1&apos; gibt es nicht</translation>
    </message>
    <message>
        <source>the project &apos;%1&apos; cannot be read</source>
        <translation>das Projekt &apos;%1&apos; kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>the prompts in &apos;%1&apos; cannot be read</source>
        <translation>die Prompts in &apos;%1&apos; können nicht gelesen werden</translation>
    </message>
    <message>
        <source>the puppet is drawn and learns no persona</source>
        <translation>die Puppe wird gezeichnet und lernt keine Persona</translation>
    </message>
    <message>
        <source>the recording &apos;%1&apos; cannot be read back</source>
        <translation>die Aufnahme &apos;%1&apos; kann nicht zurückgelesen werden</translation>
    </message>
    <message>
        <source>the recording cannot be copied to &apos;%1&apos;</source>
        <translation>die Aufnahme kann nicht nach &apos;%1&apos; kopiert werden</translation>
    </message>
    <message>
        <source>the reference picture is %1 x %2, the model needs %3 x %4</source>
        <translation>das Referenzbild ist %1 x %2, das Modell braucht %3 x %4</translation>
    </message>
    <message>
        <source>the reference picture of %1 x %2 pixels has none</source>
        <translation>das Referenzbild von %1 x %2 Pixeln hat keine</translation>
    </message>
    <message>
        <source>the resampler cannot state its output</source>
        <translation>der Abtastratenwandler kann seine Ausgabe nicht nennen</translation>
    </message>
    <message>
        <source>the script of the take cannot be written</source>
        <translation>das Skript der Aufzeichnung kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the server answered %1</source>
        <translation>der Server antwortete %1</translation>
    </message>
    <message>
        <source>the server does not answer</source>
        <translation>der Server antwortet nicht</translation>
    </message>
    <message>
        <source>the session was closed</source>
        <translation>die Sitzung wurde geschlossen</translation>
    </message>
    <message>
        <source>the sink frames and a block</source>
        <translation>die Anker-Bilder und einen Block</translation>
    </message>
    <message>
        <source>the sound cannot be resampled</source>
        <translation>der Ton kann nicht umgerechnet werden</translation>
    </message>
    <message>
        <source>the sound encoder %1 cannot make %2 channels at %3 Hz</source>
        <translation>der Ton-Encoder %1 kann %2 Kanäle mit %3 Hz nicht machen</translation>
    </message>
    <message>
        <source>the sound has a gap: sample %1 came after %2</source>
        <translation>der Ton hat eine Lücke: Abtastwert %1 kam nach %2</translation>
    </message>
    <message>
        <source>the sound of &apos;%1&apos; cannot be decoded</source>
        <translation>der Ton von &apos;%1&apos; kann nicht dekodiert werden</translation>
    </message>
    <message>
        <source>the sound of &apos;%1&apos; has a format without a decoder</source>
        <translation>der Ton von &apos;%1&apos; hat ein Format ohne Decoder</translation>
    </message>
    <message>
        <source>the sound of &apos;%1&apos; is damaged or incomplete: %2</source>
        <translation>der Ton von &apos;%1&apos; ist beschädigt oder unvollständig: %2</translation>
    </message>
    <message>
        <source>the stream to &apos;%1&apos; has a setting after its &apos;?&apos; that is not known</source>
        <translation>der Stream nach &apos;%1&apos; hat hinter dem &apos;?&apos; eine unbekannte Einstellung</translation>
    </message>
    <message>
        <source>the stream to &apos;%1&apos; lacks its port</source>
        <translation>dem Stream nach &apos;%1&apos; fehlt der Port</translation>
    </message>
    <message>
        <source>the stream to &apos;%1://%2&apos; has a user before its host</source>
        <translation>der Stream nach &apos;%1://%2&apos; hat einen Nutzer vor seinem Host</translation>
    </message>
    <message>
        <source>the stream to &apos;%1://%2&apos; lacks its application or its key</source>
        <translation>dem Stream nach &apos;%1://%2&apos; fehlt die Anwendung oder der Schlüssel</translation>
    </message>
    <message>
        <source>the stream&apos;s address names no host</source>
        <translation>die Adresse des Streams nennt keinen Host</translation>
    </message>
    <message>
        <source>the stream&apos;s authority file &apos;%1&apos; does not exist</source>
        <translation>die Datei &apos;%1&apos; der Zertifizierungsstelle des Streams gibt es nicht</translation>
    </message>
    <message>
        <source>the take &apos;%1&apos; holds no sound</source>
        <translation>die Aufzeichnung &apos;%1&apos; enthält keinen Ton</translation>
    </message>
    <message>
        <source>the take has %1 frames per second, and the model makes %2</source>
        <translation>die Aufzeichnung hat %1 Bilder je Sekunde, und das Modell macht %2</translation>
    </message>
    <message>
        <source>the text encoder gives %1 x %2 numbers, the network reads %3 x %4</source>
        <translation>der Text-Encoder gibt %1 x %2 Zahlen, das Netz liest %3 x %4</translation>
    </message>
    <message>
        <source>the thread for PipeWire does not start</source>
        <translation>der Thread für PipeWire startet nicht</translation>
    </message>
    <message>
        <source>the token has %1 letters, which can be guessed</source>
        <translation>das Token hat %1 Buchstaben, das lässt sich erraten</translation>
    </message>
    <message>
        <source>the video &apos;%1&apos; cannot be created: %2</source>
        <translation>das Video &apos;%1&apos; kann nicht angelegt werden: %2</translation>
    </message>
    <message>
        <source>the video &apos;%1&apos; cannot be opened</source>
        <translation>das Video &apos;%1&apos; kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>the video &apos;%1&apos; cannot be opened: %2</source>
        <translation>das Video &apos;%1&apos; kann nicht geöffnet werden: %2</translation>
    </message>
    <message>
        <source>the video &apos;%1&apos; has no frames</source>
        <translation>das Video &apos;%1&apos; hat keine Bilder</translation>
    </message>
    <message>
        <source>the video encoder %1 cannot make %2x%3 at %4 frames per second%5</source>
        <translation>der Video-Encoder %1 kann %2x%3 mit %4 Bildern je Sekunde nicht machen%5</translation>
    </message>
    <message>
        <source>the video encoder %1 refuses %2 = %3</source>
        <translation>der Video-Encoder %1 lehnt %2 = %3 ab</translation>
    </message>
    <message>
        <source>the voice cannot be delayed by %1 ms</source>
        <translation>die Stimme kann nicht um %1 ms verzögert werden</translation>
    </message>
    <message>
        <source>there are %1 exports in the list already</source>
        <translation>es sind schon %1 Exporte in der Liste</translation>
    </message>
    <message>
        <source>there are %1 workers for %2 denoising steps</source>
        <translation>es gibt %1 Arbeiter für %2 Entrauschschritte</translation>
    </message>
    <message>
        <source>there is no device &apos;%1&apos;</source>
        <translation>es gibt kein Gerät &apos;%1&apos;</translation>
    </message>
    <message>
        <source>there is no folder &apos;%1&apos;</source>
        <translation>es gibt keinen Ordner &apos;%1&apos;</translation>
    </message>
    <message>
        <source>there is no folder for logs</source>
        <translation>es gibt keinen Ordner für Protokolle</translation>
    </message>
    <message>
        <source>there is no folder for models: HOME is not set</source>
        <translation>es gibt keinen Ordner für Modelle: HOME ist nicht gesetzt</translation>
    </message>
    <message>
        <source>there is no folder for what is kept of prompts: HOME is not set</source>
        <translation>es gibt keinen Ordner für das, was von Prompts behalten wird: HOME ist nicht gesetzt</translation>
    </message>
    <message>
        <source>there is no microphone &apos;%1&apos;</source>
        <translation>es gibt kein Mikrofon &apos;%1&apos;</translation>
    </message>
    <message>
        <source>there is no model &apos;%1&apos;</source>
        <translation>es gibt kein Modell &apos;%1&apos;</translation>
    </message>
    <message>
        <source>there is no project &apos;%1&apos;</source>
        <translation>es gibt kein Projekt &apos;%1&apos;</translation>
    </message>
    <message>
        <source>there is no prompt to make a video of</source>
        <translation>es gibt keinen Prompt, von dem ein Video zu machen wäre</translation>
    </message>
    <message>
        <source>there is no video device %1</source>
        <translation>es gibt kein Videogerät %1</translation>
    </message>
    <message>
        <source>this is the manifest of another model, &apos;%1&apos;</source>
        <translation>das ist das Manifest eines anderen Modells, &apos;%1&apos;</translation>
    </message>
    <message>
        <source>this model takes up the video that it has made, but nothing encodes it</source>
        <translation>dieses Modell nimmt das gemachte Video auf, aber nichts kodiert es</translation>
    </message>
    <message>
        <source>this version of Imprint cannot run the model &apos;%1&apos; yet</source>
        <translation>diese Version von Imprint kann das Modell &apos;%1&apos; noch nicht ausführen</translation>
    </message>
    <message>
        <source>too many calls at once are unanswered</source>
        <translation>zu viele Aufrufe zugleich sind unbeantwortet</translation>
    </message>
    <message>
        <source>unexpected error: %1</source>
        <translation>unerwarteter Fehler: %1</translation>
    </message>
    <message>
        <source>Use a PNG or JPEG of less than 512 MiB</source>
        <translation>Ein PNG oder JPEG von weniger als 512 MiB benutzen</translation>
    </message>
    <message>
        <source>Use a PNG, JPEG, WebP, BMP, TIFF or GIF file</source>
        <translation>Eine PNG-, JPEG-, WebP-, BMP-, TIFF- oder GIF-Datei benutzen</translation>
    </message>
    <message>
        <source>Use at most %1 pixels on a side and %2 megapixels</source>
        <translation>Höchstens %1 Pixel je Seite und %2 Megapixel benutzen</translation>
    </message>
    <message>
        <source>Use even sizes from 2 to %1</source>
        <translation>Gerade Größen von 2 bis %1 benutzen</translation>
    </message>
    <message>
        <source>Use rtmp, rtmps or srt</source>
        <translation>Eines von rtmp, rtmps und srt benutzen</translation>
    </message>
    <message>
        <source>Use the encoder auto or software</source>
        <translation>Den Encoder auto oder software benutzen</translation>
    </message>
    <message>
        <source>Use the encoder auto or software, or the codec h264 or hevc</source>
        <translation>Den Encoder auto oder software benutzen, oder den Codec h264 oder hevc</translation>
    </message>
    <message>
        <source>Use the stream key for what is secret</source>
        <translation>Den Schlüssel des Streams für Geheimes benutzen</translation>
    </message>
    <message>
        <source>Use ultrafast, superfast, veryfast, faster, fast, medium, slow, slower or veryslow</source>
        <translation>Eines von ultrafast, superfast, veryfast, faster, fast, medium, slow, slower und veryslow benutzen</translation>
    </message>
    <message>
        <source>Use {date} and {time}</source>
        <translation>Dafür {date} und {time} benutzen</translation>
    </message>
    <message>
        <source>Wait until the recording has ended</source>
        <translation>Warten, bis die Aufnahme beendet ist</translation>
    </message>
    <message>
        <source>What was recorded before is kept and plays; free some space or use another disk</source>
        <translation>Was vorher aufgenommen wurde, bleibt und läuft; Platz schaffen oder einen anderen Datenträger benutzen</translation>
    </message>
    <message>
        <source>Width and height must be even</source>
        <translation>Breite und Höhe müssen gerade sein</translation>
    </message>
    <message>
        <source>without sound the length of the video is not known</source>
        <translation>ohne Ton ist die Länge des Videos nicht bekannt</translation>
    </message>
    <message>
        <source>writing the video &apos;%1&apos; failed: %2</source>
        <translation>das Schreiben des Videos &apos;%1&apos; schlug fehl: %2</translation>
    </message>
    <message>
        <source>you may not use %1</source>
        <translation>%1 darf nicht benutzt werden</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: a cache of kind &apos;%2&apos; is none of this network</source>
        <translation>&apos;%1&apos;: einen Cache der Art &apos;%2&apos; hat dieses Netz nicht</translation>
    </message>
    <message>
        <source>&apos;%1&apos;: a ring of %2 latent frames has no room for a block of %3</source>
        <translation>&apos;%1&apos;: ein Ring von %2 latenten Bildern hat keinen Platz für einen Block von %3</translation>
    </message>
    <message>
        <source>Choose a picture in which one looks into the camera, upright and not too small; cut it yourself; or use it whole (--crop whole)</source>
        <translation>Ein Bild wählen, auf dem jemand in die Kamera sieht, aufrecht und nicht zu klein; es selbst zuschneiden; oder es ganz benutzen (--crop whole)</translation>
    </message>
    <message>
        <source>It must be &apos;%1&apos;</source>
        <translation>Es muss &apos;%1&apos; sein</translation>
    </message>
    <message>
        <source>Make both, one after the other, and record them</source>
        <translation>Beide nacheinander machen und aufnehmen</translation>
    </message>
    <message>
        <source>Use 25 or 16</source>
        <translation>25 oder 16 benutzen</translation>
    </message>
    <message>
        <source>Use an engine of the same version as this program</source>
        <translation>Eine Engine derselben Version wie dieses Programm benutzen</translation>
    </message>
    <message>
        <source>a picture cannot be scaled from %1x%2 to %3x%4</source>
        <translation>ein Bild kann nicht von %1x%2 auf %3x%4 skaliert werden</translation>
    </message>
    <message>
        <source>a picture of %1x%2 has no pixels</source>
        <translation>ein Bild von %1x%2 hat keine Pixel</translation>
    </message>
    <message>
        <source>a video of %1 pictures a second is faster than what is heard, %2 states a second</source>
        <translation>ein Video mit %1 Bildern je Sekunde ist schneller als das Gehörte, %2 Zustände je Sekunde</translation>
    </message>
    <message>
        <source>encoding the reference was stopped</source>
        <translation>das Kodieren der Referenz wurde angehalten</translation>
    </message>
    <message>
        <source>no face was found in &apos;%1&apos;</source>
        <translation>in &apos;%1&apos; wurde kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>no face was found in &apos;%1&apos;: it is used whole</source>
        <translation>in &apos;%1&apos; wurde kein Gesicht gefunden: es wird ganz benutzt</translation>
    </message>
    <message>
        <source>of the %1 faces in &apos;%2&apos; the largest one speaks</source>
        <translation>von den %1 Gesichtern in &apos;%2&apos; spricht das größte</translation>
    </message>
    <message>
        <source>setting &apos;%1&apos; is %2, but %3%4</source>
        <translation>Einstellung &apos;%1&apos; ist %2, aber %3%4</translation>
    </message>
    <message>
        <source>setting &apos;fCap&apos; is %1, but this model&apos;s rings have a fixed length</source>
        <translation>Einstellung &apos;fCap&apos; ist %1, aber die Ringe dieses Modells haben eine feste Länge</translation>
    </message>
    <message>
        <source>setting &apos;ispaSinkFrames&apos; is %1, but this model&apos;s rings have no sinks: reference and motion stay beside them</source>
        <translation>Einstellung &apos;ispaSinkFrames&apos; ist %1, aber die Ringe dieses Modells haben keine Anker: Referenz und Bewegung bleiben daneben</translation>
    </message>
    <message>
        <source>setting &apos;kvPolicy&apos; is %1, but every noise level of this model has a ring</source>
        <translation>Einstellung &apos;kvPolicy&apos; ist %1, aber jede Rauschstufe dieses Modells hat einen Ring</translation>
    </message>
    <message>
        <source>setting &apos;kvSinkFrames&apos; is %1, but this model&apos;s rings have no sinks: reference and motion stay beside them</source>
        <translation>Einstellung &apos;kvSinkFrames&apos; ist %1, aber die Ringe dieses Modells haben keine Anker: Referenz und Bewegung bleiben daneben</translation>
    </message>
    <message>
        <source>the engine tells of blocks without frames</source>
        <translation>die Engine berichtet von Blöcken ohne Bilder</translation>
    </message>
    <message>
        <source>the speech encoder has %1 states of %2, the network hears %3 of %4</source>
        <translation>der Sprach-Encoder hat %1 Zustände von %2, das Netz hört %3 von %4</translation>
    </message>
    <message>
        <source>this model cannot make its history again, which ISPA would begin anew from</source>
        <translation>dieses Modell kann seinen Verlauf nicht neu machen, mit dem ISPA von vorn beginnen würde</translation>
    </message>
    <message>
        <source>videos that are made of words cannot be compared while they are made</source>
        <translation>Videos aus Worten können nicht verglichen werden, während sie entstehen</translation>
    </message>
    <message>
        <source>Check that no other program holds it, and the sound settings</source>
        <translation>Prüfen, ob ein anderes Programm es belegt, und die Toneinstellungen</translation>
    </message>
    <message>
        <source>Drop a folder that holds a config.json and weights as safetensors</source>
        <translation>Einen Ordner hierher ziehen, der eine config.json und Gewichte als safetensors enthält</translation>
    </message>
    <message>
        <source>Drop the folder of the model. Checkpoints of other programs cannot be run by this version yet</source>
        <translation>Den Ordner des Modells hierher ziehen. Checkpoints anderer Programme kann diese Version noch nicht ausführen</translation>
    </message>
    <message>
        <source>Install the package v4l2loopback-dkms, then, as root: modprobe v4l2loopback exclusive_caps=1 card_label=&quot;Imprint camera&quot;</source>
        <translation>Das Paket v4l2loopback-dkms installieren, dann als root: modprobe v4l2loopback exclusive_caps=1 card_label=&quot;Imprint camera&quot;</translation>
    </message>
    <message>
        <source>It cannot be opened</source>
        <translation>Es kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>It is left as it is</source>
        <translation>Es bleibt, wie es ist</translation>
    </message>
    <message>
        <source>It is left as it is; imprint-cli models says which can be opened</source>
        <translation>Es bleibt, wie es ist; imprint-cli models sagt, welche geöffnet werden können</translation>
    </message>
    <message>
        <source>Its files stay where they are</source>
        <translation>Seine Dateien bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Load it anew, as root: modprobe -r v4l2loopback; modprobe v4l2loopback exclusive_caps=1 card_label=&quot;Imprint camera&quot;</source>
        <translation>Es neu laden, als root: modprobe -r v4l2loopback; modprobe v4l2loopback exclusive_caps=1 card_label=&quot;Imprint camera&quot;</translation>
    </message>
    <message>
        <source>Open it in a picture editor and save it again</source>
        <translation>Es in einem Bildprogramm öffnen und neu speichern</translation>
    </message>
    <message>
        <source>Reinstall the model</source>
        <translation>Das Modell neu installieren</translation>
    </message>
    <message>
        <source>See those that it runs with: imprint-cli models</source>
        <translation>Welche sie ausführt, zeigt: imprint-cli models</translation>
    </message>
    <message>
        <source>Such a folder holds a config.json and weights as safetensors</source>
        <translation>Ein solcher Ordner enthält eine config.json und Gewichte als safetensors</translation>
    </message>
    <message>
        <source>Use 1 or 2, or 0 for none</source>
        <translation>1 oder 2 benutzen, oder 0 für keinen</translation>
    </message>
    <message>
        <source>Use 1 to 240</source>
        <translation>1 bis 240 benutzen</translation>
    </message>
    <message>
        <source>Use a complete MP4, MKV, MOV or WebM file</source>
        <translation>Eine vollständige MP4-, MKV-, MOV- oder WebM-Datei benutzen</translation>
    </message>
    <message>
        <source>Use a complete WAV, MP3, FLAC, M4A, OGG, MP4 or MKV file</source>
        <translation>Eine vollständige WAV-, MP3-, FLAC-, M4A-, OGG-, MP4- oder MKV-Datei benutzen</translation>
    </message>
    <message>
        <source>Use the encoder auto or software; VAAPI needs an Intel or AMD card, its driver, and the right to use /dev/dri</source>
        <translation>Den Encoder auto oder software benutzen; VAAPI braucht eine Karte von Intel oder AMD, ihren Treiber und das Recht auf /dev/dri</translation>
    </message>
    <message>
        <source>Use the model&apos;s safetensors</source>
        <translation>Die safetensors des Modells benutzen</translation>
    </message>
    <message>
        <source>the kernel module v4l2loopback is not loaded</source>
        <translation>das Kernelmodul v4l2loopback ist nicht geladen</translation>
    </message>
    <message>
        <source>there is no virtual camera device: %1</source>
        <translation>es gibt kein Gerät für eine virtuelle Kamera: %1</translation>
    </message>
    <message>
        <source>v4l2loopback is loaded but has no device</source>
        <translation>v4l2loopback ist geladen, hat aber kein Gerät</translation>
    </message>
    <message>
        <source>It takes %1</source>
        <translation>Es braucht %1</translation>
    </message>
    <message>
        <source>Leave the number of ISPA layers out, or use a model with a KV history</source>
        <translation>Die Zahl der ISPA-Schichten weglassen, oder ein Modell mit KV-Verlauf benutzen</translation>
    </message>
    <message>
        <source>Say one of them, and empty lists with &apos;evenSteps&apos;</source>
        <translation>Eines davon angeben, und leere Listen bei &apos;evenSteps&apos;</translation>
    </message>
    <message>
        <source>Shots need prompts that replace each other, and a growing cache or a window with absolute positions</source>
        <translation>Szenen brauchen Prompts, die einander ersetzen, und einen wachsenden Cache oder ein Fenster mit absoluten Positionen</translation>
    </message>
    <message>
        <source>a window of %1 latent frames has no room for %2 sinks, the first block of a shot and another block</source>
        <translation>ein Fenster von %1 latenten Bildern hat keinen Platz für %2 Anker, den ersten Block einer Szene und einen weiteren Block</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; has no layers that could give up their history</source>
        <translation>Modell &apos;%1&apos; hat keine Schichten, die ihren Verlauf aufgeben könnten</translation>
    </message>
    <message>
        <source>nothing was kept of the clip from which ISPA could begin anew</source>
        <translation>von dem Clip wurde nichts aufbewahrt, womit ISPA von neuem beginnen könnte</translation>
    </message>
    <message>
        <source>setting &apos;evenSteps&apos; is %1, but steps are listed in &apos;steps&apos; or &apos;firstSteps&apos; too</source>
        <translation>Einstellung &apos;evenSteps&apos; ist %1, aber auch &apos;steps&apos; oder &apos;firstSteps&apos; nennen Schritte</translation>
    </message>
    <message>
        <source>setting &apos;shotPrefix&apos; is not empty, but the history is not kept as it was made</source>
        <translation>Einstellung &apos;shotPrefix&apos; ist nicht leer, aber der Verlauf wird nicht so aufbewahrt, wie er entstand</translation>
    </message>
    <message>
        <source>settings &apos;shotOffset&apos; and &apos;keepShotStart&apos; say what a new shot does, but without &apos;shotPrefix&apos; there is none</source>
        <translation>Die Einstellungen &apos;shotOffset&apos; und &apos;keepShotStart&apos; sagen, was eine neue Szene tut, aber ohne &apos;shotPrefix&apos; gibt es keine</translation>
    </message>
    <message>
        <source>unknown rounding of times</source>
        <translation>unbekannte Rundung von Zeiten</translation>
    </message>
    <message>
        <source>Ask for layers with --ispa-layers, and for no control</source>
        <translation>Mit --ispa-layers Schichten verlangen, und keine Kontrolle</translation>
    </message>
    <message>
        <source>Ask for none, or use a model that keeps one, such as &apos;pocket&apos;</source>
        <translation>Keine verlangen, oder ein Modell benutzen, das eine behält, etwa &apos;pocket&apos;</translation>
    </message>
    <message>
        <source>Give a later run the same prompt</source>
        <translation>Einem späteren Lauf denselben Prompt geben</translation>
    </message>
    <message>
        <source>Leave the picture out: a persona brings its own picture</source>
        <translation>Das Bild weglassen: eine Persona bringt ihr eigenes Bild mit</translation>
    </message>
    <message>
        <source>a persona is what layers without their history have learnt, and these settings give none</source>
        <translation>eine Persona ist, was Schichten ohne ihre Vorgeschichte gelernt haben, und diese Einstellungen ergeben keine</translation>
    </message>
    <message>
        <source>it holds %1 latent frames, not %2</source>
        <translation>sie enthält %1 latente Bilder, nicht %2</translation>
    </message>
    <message>
        <source>it is of %1 noise levels that remember for themselves, not of %2</source>
        <translation>sie ist von %1 Rauschstufen, die sich selbst erinnern, nicht von %2</translation>
    </message>
    <message>
        <source>its block at latent frame %1 is not what the model takes</source>
        <translation>ihr Block beim latenten Bild %1 ist nicht, was das Modell nimmt</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; cannot begin with a persona: %2</source>
        <translation>Modell &apos;%1&apos; kann nicht mit einer Persona beginnen: %2</translation>
    </message>
    <message>
        <source>model &apos;%1&apos; keeps no persona: %2</source>
        <translation>Modell &apos;%1&apos; behält keine Persona: %2</translation>
    </message>
    <message>
        <source>the persona &apos;%1&apos; is of another picture than the reference picture</source>
        <translation>die Persona &apos;%1&apos; ist von einem anderen Bild als dem Referenzbild</translation>
    </message>
    <message>
        <source>The persona is damaged, or was made by another version</source>
        <translation>Die Persona ist beschädigt, oder eine andere Version hat sie gemacht</translation>
    </message>
</context>
<context>
    <name>imprint::app</name>
    <message>
        <source>Change the face</source>
        <translation>Das Gesicht ändern</translation>
    </message>
    <message>
        <source>Change the character&apos;s name</source>
        <translation>Den Namen der Figur ändern</translation>
    </message>
    <message>
        <source>Change the note of consent</source>
        <translation>Die Notiz der Einwilligung ändern</translation>
    </message>
    <message>
        <source>Change the persona</source>
        <translation>Die Persona ändern</translation>
    </message>
    <message>
        <source>Change the prompts over time</source>
        <translation>Die Prompts über die Zeit ändern</translation>
    </message>
    <message numerus="yes">
        <source>Change %n settings</source>
        <translation>
            <numerusform>%n Einstellung ändern</numerusform>
            <numerusform>%n Einstellungen ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>Change %1 from %2 to %3</source>
        <translation>%1 von %2 auf %3 ändern</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Listens to %1; what was lost is counted in samples.</source>
        <translation>Hört auf %1; was verloren ging, wird in Abtastwerten gezählt.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Shows each picture with its sound; lost are those that came too late.</source>
        <translation>Zeigt jedes Bild mit seinem Ton; verloren sind die, die zu spät kamen.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>V4L2 cam</source>
        <translation>V4L2-Kamera</translation>
    </message>
    <message>
        <source>Voice out</source>
        <translation>Stimme aus</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>From a sound to its picture.</source>
        <translation>Von einem Laut zu seinem Bild.</translation>
    </message>
    <message>
        <source>New pictures per second</source>
        <translation>Neue Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Over the last seconds, and how many are wanted.</source>
        <translation>Über die letzten Sekunden, und wie viele gewünscht sind.</translation>
    </message>
    <message>
        <source>Pictures shown twice</source>
        <translation>Doppelt gezeigte Bilder</translation>
    </message>
    <message>
        <source>Because the next one was not there yet.</source>
        <translation>Weil das nächste noch nicht da war.</translation>
    </message>
    <message>
        <source>Standby pictures</source>
        <translation>Bereitschaftsbilder</translation>
    </message>
    <message>
        <source>Shown while no engine made any.</source>
        <translation>Gezeigt, während keine Engine welche machte.</translation>
    </message>
    <message>
        <source>Sound that came too late</source>
        <translation>Zu spät gekommener Ton</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 Abtastwerte</translation>
    </message>
    <message>
        <source>Silence took its place.</source>
        <translation>Stille trat an seine Stelle.</translation>
    </message>
    <message>
        <source>Drift of the sound card</source>
        <translation>Drift der Tonkarte</translation>
    </message>
    <message>
        <source>%1 ppm</source>
        <translation>%1 ppm</translation>
    </message>
    <message>
        <source>How much faster it counts than the clock; it is followed.</source>
        <translation>Wie viel schneller sie zählt als die Uhr; ihr wird gefolgt.</translation>
    </message>
    <message>
        <source>Microphone came back</source>
        <translation>Mikrofon kam wieder</translation>
    </message>
    <message>
        <source>After its device was gone.</source>
        <translation>Nachdem sein Gerät weg war.</translation>
    </message>
    <message>
        <source>Engine process</source>
        <translation>Prozess der Engine</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>anderswo</translation>
    </message>
    <message>
        <source>Engine loaded in</source>
        <translation>Engine geladen in</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Engine failures</source>
        <translation>Ausfälle der Engine</translation>
    </message>
    <message>
        <source>After each it was started again.</source>
        <translation>Nach jedem wurde sie neu gestartet.</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>the same as live, bit for bit</source>
        <translation>wie live, Bit für Bit</translation>
    </message>
    <message>
        <source>%1 of %2 blocks as they were live</source>
        <translation>%1 von %2 Blöcken wie live</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Processor (x264)</source>
        <translation>Prozessor (x264)</translation>
    </message>
    <message>
        <source>Graphics card, if it can</source>
        <translation>Grafikkarte, wenn sie kann</translation>
    </message>
    <message>
        <source>NVIDIA card</source>
        <translation>NVIDIA-Karte</translation>
    </message>
    <message>
        <source>Intel or AMD card</source>
        <translation>Intel- oder AMD-Karte</translation>
    </message>
    <message>
        <source>MP4, H.264</source>
        <translation>MP4, H.264</translation>
    </message>
    <message>
        <source>MP4, H.264 by card</source>
        <translation>MP4, H.264 per Karte</translation>
    </message>
    <message>
        <source>MP4, HEVC</source>
        <translation>MP4, HEVC</translation>
    </message>
    <message>
        <source>MKV, H.264</source>
        <translation>MKV, H.264</translation>
    </message>
    <message>
        <source>MOV, ProRes</source>
        <translation>MOV, ProRes</translation>
    </message>
    <message>
        <source>MKV, FFV1</source>
        <translation>MKV, FFV1</translation>
    </message>
    <message>
        <source>works</source>
        <translation>funktioniert</translation>
    </message>
    <message>
        <source>works, with a note</source>
        <translation>funktioniert, mit einer Anmerkung</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>defekt</translation>
    </message>
</context>
<context>
    <name>imprint::app::CharacterLink</name>
    <message>
        <source>Too many pictures wait to be read. Wait a moment, then try again.</source>
        <translation>Zu viele Bilder warten darauf, gelesen zu werden. Einen Augenblick warten und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No face was found in this picture.</source>
        <translation>In diesem Bild wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Of the %1 faces the largest one is meant.</source>
        <translation>Von den %1 Gesichtern ist das größte gemeint.</translation>
    </message>
</context>
<context>
    <name>imprint::app::CrashLink</name>
    <message>
        <source>Imprint did not end as it should the last time.</source>
        <translation>Imprint ist beim letzten Mal nicht ordentlich beendet worden.</translation>
    </message>
    <message>
        <source>It crashed, or something ended it.</source>
        <translation>Es ist abgestürzt, oder etwas hat es beendet.</translation>
    </message>
    <message>
        <source>The engine failed and is started again. Recording and stream go on.</source>
        <translation>Die Engine ist ausgefallen und wird neu gestartet. Aufnahme und Stream gehen weiter.</translation>
    </message>
    <message>
        <source>What happened?</source>
        <translation>Was ist geschehen?</translation>
    </message>
    <message>
        <source>The report is written: %1</source>
        <translation>Der Bericht ist geschrieben: %1</translation>
    </message>
</context>
<context>
    <name>imprint::app::Desktop</name>
    <message>
        <source>The picture is saved: %1</source>
        <translation>Das Bild ist gespeichert: %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Recording to %1</source>
        <translation>Nimmt in %1 auf</translation>
    </message>
    <message>
        <source>Imprint is live. Quit, and end recording, camera and stream?</source>
        <translation>Imprint ist live. Beenden, und Aufnahme, Kamera und Stream beenden?</translation>
    </message>
    <message>
        <source>What was recorded is kept.</source>
        <translation>Was aufgenommen ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Movies are being exported. Quit, and cancel them?</source>
        <translation>Filme werden exportiert. Beenden und sie abbrechen?</translation>
    </message>
    <message>
        <source>Their takes are kept, and can be exported again.</source>
        <translation>Ihre Takes bleiben und können wieder exportiert werden.</translation>
    </message>
    <message>
        <source>This person cannot be shown; the one before is back.</source>
        <translation>Diese Person kann nicht gezeigt werden; die vorige ist wieder da.</translation>
    </message>
    <message>
        <source>Imprint %1: live avatars and long AI video, with a KV cache you can see and shrink</source>
        <translation>Imprint %1: Live-Avatare und lange KI-Videos, mit einem KV-Cache, den man sehen und verkleinern kann</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0; made with Qt %1, FFmpeg and LibTorch.</source>
        <translation>Freie Software unter der Apache License 2.0; gemacht mit Qt %1, FFmpeg und LibTorch.</translation>
    </message>
    <message>
        <source>Collecting what helps to find the problem…</source>
        <translation>Sammelt, was hilft, das Problem zu finden …</translation>
    </message>
    <message>
        <source>The report is written: %1</source>
        <translation>Der Bericht ist geschrieben: %1</translation>
    </message>
    <message>
        <source>Read it before you give it to anybody. Nothing was sent.</source>
        <translation>Lesen Sie ihn, bevor Sie ihn weitergeben. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Recorded: %1</source>
        <translation>Aufgenommen: %1</translation>
    </message>
    <message>
        <source>The recording broke off: %1</source>
        <translation>Die Aufnahme brach ab: %1</translation>
    </message>
    <message>
        <source>%1 What was recorded is kept.</source>
        <translation>%1 Was aufgenommen ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The face hears nothing</source>
        <translation>Das Gesicht hört nichts</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Speak: the face says it with you</source>
        <translation>Sprechen Sie: das Gesicht spricht mit</translation>
    </message>
    <message>
        <source>Other faces are on the left; a sound file can speak in your place, see Voice.</source>
        <translation>Andere Gesichter sind links; statt Ihrer kann eine Tondatei sprechen, siehe Stimme.</translation>
    </message>
</context>
<context>
    <name>imprint::app::DropLink</name>
    <message>
        <source>This cannot be used: %1</source>
        <translation>Das ist nicht zu gebrauchen: %1</translation>
    </message>
    <message>
        <source>A picture becomes the face, a sound the voice, text the prompt; projects, takes, models and videos made with Imprint can be dropped too.</source>
        <translation>Ein Bild wird das Gesicht, ein Ton die Stimme, Text der Prompt; auch Projekte, Takes, Modelle und mit Imprint gemachte Videos können hergezogen werden.</translation>
    </message>
    <message>
        <source>%1 was made with Imprint, model %2</source>
        <translation>%1 wurde mit Imprint gemacht, Modell %2</translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation>Seine Einstellungen nehmen</translation>
    </message>
    <message>
        <source>Use its voice</source>
        <translation>Seine Stimme nehmen</translation>
    </message>
</context>
<context>
    <name>imprint::app::FiguresLink</name>
    <message>
        <source>No engine runs. What to do is said above the picture.</source>
        <translation>Keine Engine läuft. Was zu tun ist, steht über dem Bild.</translation>
    </message>
</context>
<context>
    <name>imprint::app::GlobalKeys</name>
    <message>
        <source>This desktop has no keys that count in every program: its portal for global shortcuts does not answer.</source>
        <translation>Dieser Desktop hat keine Tasten, die in jedem Programm gelten: Sein Portal für globale Tastenkürzel antwortet nicht.</translation>
    </message>
    <message>
        <source>The desktop did not give Imprint keys that count in every program.</source>
        <translation>Der Desktop hat Imprint keine Tasten gegeben, die in jedem Programm gelten.</translation>
    </message>
</context>
<context>
    <name>imprint::app::KeyStore</name>
    <message>
        <source>Kept in the desktop&apos;s key store.</source>
        <translation>Aufbewahrt im Schlüsselbund des Desktops.</translation>
    </message>
    <message>
        <source>No key store of the desktop answers: kept unencrypted in %1, which only you can read.</source>
        <translation>Kein Schlüsselbund des Desktops antwortet: unverschlüsselt aufbewahrt in %1, das nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Not kept: it is gone when Imprint ends.</source>
        <translation>Nicht aufbewahrt: Es ist weg, wenn Imprint endet.</translation>
    </message>
</context>
<context>
    <name>imprint::app::MachineLink</name>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Virtual camera and microphone</source>
        <translation>Virtuelle Kamera und virtuelles Mikrofon</translation>
    </message>
    <message>
        <source>Camera module</source>
        <translation>Kameramodul</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>Codecs</translation>
    </message>
    <message>
        <source>Codecs of the graphics card</source>
        <translation>Codecs der Grafikkarte</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>imprint::app::ModelLink</name>
    <message>
        <source>The list of models is being read already</source>
        <translation>Die Liste der Modelle wird schon gelesen</translation>
    </message>
    <message>
        <source>Too much is being looked at. Try again</source>
        <translation>Zu viel wird gerade angesehen. Noch einmal versuchen</translation>
    </message>
    <message>
        <source>This version of Imprint cannot run %1 yet</source>
        <translation>Diese Version von Imprint kann %1 noch nicht ausführen</translation>
    </message>
    <message>
        <source>Its files are kept for one that can</source>
        <translation>Seine Dateien bleiben für eine, die es kann</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>Ordner eines Modells</translation>
    </message>
</context>
<context>
    <name>imprint::app::OutputLink</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>imprint::app::PreviewLink</name>
    <message>
        <source>%1 fps · %2</source>
        <translation>%1 fps · %2</translation>
    </message>
    <message>
        <source>whole history · KV %1</source>
        <translation>ganzer Verlauf · KV %1</translation>
    </message>
    <message>
        <source>layers absorbed: %1 · KV %2</source>
        <translation>aufgenommene Schichten: %1 · KV %2</translation>
    </message>
    <message>
        <source>No engine runs. What to do is said above.</source>
        <translation>Keine Engine läuft. Was zu tun ist, steht oben.</translation>
    </message>
    <message>
        <source>The engine starts…</source>
        <translation>Die Engine startet …</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>layers that learn: %1 · KV %2</source>
        <translation>lernende Schichten: %1 · KV %2</translation>
    </message>
    <message>
        <source>Write into the prompt&apos;s dock what the video shows, and make it.</source>
        <translation>Schreiben Sie in das Prompt-Dock, was das Video zeigt, und erzeugen Sie es.</translation>
    </message>
    <message>
        <source>The first picture is made…</source>
        <translation>Das erste Bild entsteht …</translation>
    </message>
</context>
<context>
    <name>imprint::app::ProjectLink</name>
    <message>
        <source>Imprint projects (*.imprint)</source>
        <translation>Imprint-Projekte (*.imprint)</translation>
    </message>
    <message>
        <source>Begin a new session without saving this one?</source>
        <translation>Eine neue Sitzung beginnen, ohne diese zu speichern?</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>Your work of last time is here again</source>
        <translation>Ihre Arbeit vom letzten Mal ist wieder da</translation>
    </message>
    <message>
        <source>Your unsaved work on %1 is here again</source>
        <translation>Ihre ungespeicherte Arbeit an %1 ist wieder da</translation>
    </message>
    <message>
        <source>Unsaved work is not kept: %1</source>
        <translation>Ungespeicherte Arbeit wird nicht behalten: %1</translation>
    </message>
    <message>
        <source>Work that an earlier run left cannot be read: %1</source>
        <translation>Arbeit, die ein früherer Lauf hinterließ, ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Imprint did not end well: unsaved work of %1 is left</source>
        <translation>Imprint endete nicht gut: Ungespeicherte Arbeit von %1 ist noch da</translation>
    </message>
    <message>
        <source>Imprint did not end well: changes of %1 to %2 are left</source>
        <translation>Imprint endete nicht gut: Änderungen von %1 an %2 sind noch da</translation>
    </message>
    <message>
        <source>It replaces what is open now.</source>
        <translation>Sie ersetzt, was jetzt offen ist.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>No projects yet</source>
        <translation>Noch keine Projekte</translation>
    </message>
    <message>
        <source>Open %1 without saving this session?</source>
        <translation>%1 öffnen, ohne diese Sitzung zu speichern?</translation>
    </message>
    <message>
        <source>What was changed since it was saved would be lost.</source>
        <translation>Was seit dem Speichern geändert wurde, ginge verloren.</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>%1[*] – Imprint</source>
        <translation>%1[*] – Imprint</translation>
    </message>
</context>
<context>
    <name>imprint::app::SettingsLink</name>
    <message>
        <source>History of the layers</source>
        <translation>Verlauf der Schichten</translation>
    </message>
    <message>
        <source>Layers that give up their history (ISPA)</source>
        <translation>Schichten, die ihren Verlauf aufgeben (ISPA)</translation>
    </message>
    <message>
        <source>For experiments</source>
        <translation>Für Versuche</translation>
    </message>
    <message numerus="yes">
        <source>%n output(s)</source>
        <translation>
            <numerusform>%n Ausgabe</numerusform>
            <numerusform>%n Ausgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Fixed while the session runs; the memory dock can begin anew.</source>
        <translation>Fest, solange die Sitzung läuft; das Speicher-Dock kann neu beginnen.</translation>
    </message>
    <message>
        <source>Token of your account</source>
        <translation>Token Ihres Kontos</translation>
    </message>
    <message>
        <source>Token of your account at Hugging Face, for models that are not given to everybody</source>
        <translation>Token Ihres Kontos bei Hugging Face, für Modelle, die nicht jeder bekommt</translation>
    </message>
    <message>
        <source>This model leaves no choice here.</source>
        <translation>Dieses Modell lässt hier keine Wahl.</translation>
    </message>
</context>
<context>
    <name>imprint::app::Studio</name>
    <message>
        <source>Imprint is too busy to do this.</source>
        <translation>Imprint ist zu beschäftigt, um das zu tun.</translation>
    </message>
    <message>
        <source>The engine may hang. Wait a moment, then try again.</source>
        <translation>Die Engine hängt vielleicht. Einen Augenblick warten und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No model is loaded. Open one first.</source>
        <translation>Kein Modell ist geladen. Zuerst eines öffnen.</translation>
    </message>
    <message>
        <source>Imprint is too busy to ask the engine. Try again in a moment.</source>
        <translation>Imprint ist zu beschäftigt, um die Engine zu fragen. Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no picture yet that could be sent or recorded.</source>
        <translation>Es gibt noch kein Bild, das gesendet oder aufgenommen werden könnte.</translation>
    </message>
    <message>
        <source>Make a video first, or wait until the model is there.</source>
        <translation>Erst ein Video machen, oder warten, bis das Modell da ist.</translation>
    </message>
</context>
<context>
    <name>imprint::app::VideoLink</name>
    <message>
        <source>This model makes its video of the words in the prompt&apos;s dock: it hears no voice and shows nobody in particular.</source>
        <translation>Dieses Modell macht sein Video aus den Worten im Prompt-Dock: Es hört keine Stimme und zeigt niemand Bestimmten.</translation>
    </message>
    <message>
        <source>The video is made: %1 s in %2</source>
        <translation>Das Video ist fertig: %1 s in %2</translation>
    </message>
    <message>
        <source>The video broke off after %1 s</source>
        <translation>Das Video brach nach %1 s ab</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>The video is stopped; what was made is kept: %1</source>
        <translation>Das Video ist angehalten; was entstand, bleibt: %1</translation>
    </message>
</context>
<context>
    <name>imprint::app::Workshop</name>
    <message>
        <source>The take is kept: %1</source>
        <translation>Der Take ist aufbewahrt: %1</translation>
    </message>
    <message>
        <source>It can be rendered again, larger or better.</source>
        <translation>Er kann noch einmal gerendert werden, größer oder besser.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
</context>
<context>
    <name>imprint::ui</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 bis %2</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Vorgabe: %1</translation>
    </message>
    <message>
        <source>Name in files: %1</source>
        <translation>Name in Dateien: %1</translation>
    </message>
    <message>
        <source>Output may be sold</source>
        <translation>Ergebnis darf verkauft werden</translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation>Nicht verkäuflich</translation>
    </message>
    <message>
        <source>Unknown: read the licence</source>
        <translation>Unbekannt: Lizenz lesen</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>jetzt offen</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>known; this version cannot run it yet</source>
        <translation>bekannt; diese Version kann es noch nicht ausführen</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>being fetched</source>
        <translation>wird geholt</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>paused; what is here is kept</source>
        <translation>angehalten; was hier ist, bleibt</translation>
    </message>
    <message>
        <source>not fetched</source>
        <translation>nicht geholt</translation>
    </message>
    <message>
        <source>downloaded; this version cannot run it yet</source>
        <translation>geladen; diese Version kann es noch nicht ausführen</translation>
    </message>
    <message>
        <source>Size not known</source>
        <translation>Größe nicht bekannt</translation>
    </message>
    <message>
        <source>About %1 to download</source>
        <translation>Etwa %1 herunterzuladen</translation>
    </message>
    <message>
        <source>%1 on the disk</source>
        <translation>%1 auf der Platte</translation>
    </message>
    <message>
        <source>Memory: %1</source>
        <translation>Speicher: %1</translation>
    </message>
    <message>
        <source>Memory: %1 by its own formula</source>
        <translation>Speicher: %1 nach seiner eigenen Formel</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, %3 left</source>
        <translation>%1, %2, noch %3</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Virtual camera (v4l2loopback)</source>
        <translation>Virtuelle Kamera (v4l2loopback)</translation>
    </message>
    <message>
        <source>Virtual microphone</source>
        <translation>Virtuelles Mikrofon</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>REC</source>
        <translation>AUFN</translation>
    </message>
    <message>
        <source>CAM</source>
        <translation>KAM</translation>
    </message>
    <message>
        <source>V4L2</source>
        <translation>V4L2</translation>
    </message>
    <message>
        <source>MIC</source>
        <translation>MIK</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>Keeps picture and sound in a file.</source>
        <translation>Behält Bild und Ton in einer Datei.</translation>
    </message>
    <message>
        <source>In your call, choose this camera.</source>
        <translation>Im Anruf diese Kamera wählen.</translation>
    </message>
    <message>
        <source>For programs that do not know PipeWire, such as OBS.</source>
        <translation>Für Programme, die PipeWire nicht kennen, wie OBS.</translation>
    </message>
    <message>
        <source>Your voice, in step with the picture.</source>
        <translation>Ihre Stimme, im Takt mit dem Bild.</translation>
    </message>
    <message>
        <source>Sends picture and sound to a streaming service.</source>
        <translation>Sendet Bild und Ton an einen Streamingdienst.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>Auf Sendung gehen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>on air</source>
        <translation>auf Sendung</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>wird abgeschlossen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>ON AIR</source>
        <translation>AUF SENDUNG</translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation>%1 Bilder</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 verloren</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 free: too little to record</source>
        <translation>%1 frei: zu wenig zum Aufnehmen</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 free, enough for %2</source>
        <translation>%1 frei, genug für %2</translation>
    </message>
    <message>
        <source>more than a day</source>
        <translation>mehr als ein Tag</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>too slow</source>
        <translation>zu langsam</translation>
    </message>
    <message>
        <source>losing</source>
        <translation>verliert</translation>
    </message>
    <message>
        <source>not working</source>
        <translation>arbeitet nicht</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>%1: mean %2 ms, worst %3 ms, queue %4, lost %5</source>
        <translation>%1: Mittel %2 ms, längste %3 ms, Schlange %4, verloren %5</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 fps</source>
        <translation>%1 von %2 fps</translation>
    </message>
    <message>
        <source>The engine makes fewer pictures than are shown: some are shown twice. Fewer steps or a smaller picture help.</source>
        <translation>Die Engine macht weniger Bilder, als gezeigt werden: Manche werden doppelt gezeigt. Weniger Schritte oder ein kleineres Bild helfen.</translation>
    </message>
    <message>
        <source>New pictures per second, and how many are wanted.</source>
        <translation>Neue Bilder pro Sekunde, und wie viele gewünscht sind.</translation>
    </message>
    <message>
        <source>From a sound to its picture. The virtual microphone is as late, so both fit.</source>
        <translation>Von einem Laut zu seinem Bild. Das virtuelle Mikrofon ist ebenso spät, so dass beide passen.</translation>
    </message>
    <message>
        <source>%1 late (%2)</source>
        <translation>%1 spät (%2)</translation>
    </message>
    <message>
        <source>Pictures that came when their time was over: %1 of %2. Blocks that the engine left out to keep the delay: %3.</source>
        <translation>Bilder, die kamen, als ihre Zeit vorbei war: %1 von %2. Blöcke, die die Engine ausließ, um die Verzögerung zu halten: %3.</translation>
    </message>
    <message>
        <source>Memory that Imprint and its engine hold. The Memory dock shows for what.</source>
        <translation>Speicher, den Imprint und seine Engine halten. Das Speicher-Dock zeigt, wofür.</translation>
    </message>
    <message>
        <source>Engine restarts</source>
        <translation>Engine startet neu</translation>
    </message>
    <message>
        <source>Engine starts</source>
        <translation>Engine startet</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>Das Modell wird geladen.</translation>
    </message>
    <message>
        <source>It runs as process %1.</source>
        <translation>Sie läuft als Prozess %1.</translation>
    </message>
    <message>
        <source>It runs on another machine.</source>
        <translation>Sie läuft auf einem anderen Rechner.</translation>
    </message>
    <message>
        <source>It was started again %1 times.</source>
        <translation>Sie wurde %1-mal neu gestartet.</translation>
    </message>
    <message>
        <source>Engine runs</source>
        <translation>Engine läuft</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 ended by itself. The Output dock says why.</source>
        <translation>%1 hat von selbst geendet. Das Ausgabe-Dock sagt, warum.</translation>
    </message>
    <message>
        <source>%1 starts</source>
        <translation>%1 startet</translation>
    </message>
    <message>
        <source>%1 is being opened.</source>
        <translation>%1 wird geöffnet.</translation>
    </message>
    <message>
        <source>%1 finishes</source>
        <translation>%1 schließt ab</translation>
    </message>
    <message>
        <source>%1 is being finished.</source>
        <translation>%1 wird abgeschlossen.</translation>
    </message>
    <message>
        <source>%1 is on air.</source>
        <translation>%1 ist auf Sendung.</translation>
    </message>
    <message>
        <source>%1 of silence filled in</source>
        <translation>%1 Stille eingefügt</translation>
    </message>
    <message>
        <source>came back: %1</source>
        <translation>wiedergekommen: %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Öffnen…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Export video…</source>
        <translation>Video &amp;exportieren…</translation>
    </message>
    <message>
        <source>Make a take again at better settings</source>
        <translation>Einen Take mit besseren Einstellungen noch einmal machen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>&amp;Stumm</translation>
    </message>
    <message>
        <source>Nobody hears the voice</source>
        <translation>Niemand hört die Stimme</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>The picture stands still and nothing is heard, in all outputs</source>
        <translation>Das Bild steht still und nichts ist zu hören, in allen Ausgaben</translation>
    </message>
    <message>
        <source>New &amp;person</source>
        <translation>Neue &amp;Person</translation>
    </message>
    <message>
        <source>Begin anew: what was learnt of this person is forgotten</source>
        <translation>Neu beginnen: Was von dieser Person gelernt wurde, ist vergessen</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Aufnehmen</translation>
    </message>
    <message>
        <source>Record to a file</source>
        <translation>In eine Datei aufnehmen</translation>
    </message>
    <message>
        <source>Virtual &amp;camera</source>
        <translation>Virtuelle &amp;Kamera</translation>
    </message>
    <message>
        <source>Other programs see the picture as a camera</source>
        <translation>Andere Programme sehen das Bild als Kamera</translation>
    </message>
    <message>
        <source>&amp;Virtual microphone</source>
        <translation>&amp;Virtuelles Mikrofon</translation>
    </message>
    <message>
        <source>Other programs hear the voice, in step with the picture</source>
        <translation>Andere Programme hören die Stimme, im Takt mit dem Bild</translation>
    </message>
    <message>
        <source>&amp;Stream</source>
        <translation>&amp;Stream</translation>
    </message>
    <message>
        <source>Send to a streaming service</source>
        <translation>An einen Streamingdienst senden</translation>
    </message>
    <message>
        <source>P&amp;anic</source>
        <translation>P&amp;anik</translation>
    </message>
    <message>
        <source>At once: a card instead of the picture, and silence, in all outputs</source>
        <translation>Sofort: eine Tafel statt des Bildes, und Stille, in allen Ausgaben</translation>
    </message>
    <message>
        <source>&amp;Freeze preview</source>
        <translation>Vorschau ein&amp;frieren</translation>
    </message>
    <message>
        <source>Look closely at one picture; the outputs go on</source>
        <translation>Ein Bild genau ansehen; die Ausgaben laufen weiter</translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation>&amp;Schnappschuss</translation>
    </message>
    <message>
        <source>Save the picture as a PNG file</source>
        <translation>Das Bild als PNG-Datei speichern</translation>
    </message>
    <message>
        <source>F&amp;it in window</source>
        <translation>In das Fenster e&amp;inpassen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation>Vorschau &amp;spiegeln</translation>
    </message>
    <message>
        <source>As in a mirror; the outputs are not mirrored</source>
        <translation>Wie in einem Spiegel; die Ausgaben werden nicht gespiegelt</translation>
    </message>
    <message>
        <source>Show fi&amp;gures</source>
        <translation>&amp;Zahlen zeigen</translation>
    </message>
    <message>
        <source>Frames per second and delay, over the picture</source>
        <translation>Bilder pro Sekunde und Verzögerung, über dem Bild</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare with the picture of now, left and right of a divider</source>
        <translation>Mit dem Bild von jetzt vergleichen, links und rechts eines Teilers</translation>
    </message>
    <message>
        <source>Compare two r&amp;uns</source>
        <translation>Zwei &amp;Läufe vergleichen</translation>
    </message>
    <message>
        <source>Two runs with one seed and one voice: layers with and without their history</source>
        <translation>Zwei Läufe mit einem Startwert und einer Stimme: Schichten mit und ohne ihren Verlauf</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>&amp;Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation>Ein &amp;Problem melden…</translation>
    </message>
    <message>
        <source>Collects what helps to find it; nothing is sent</source>
        <translation>Sammelt, was beim Finden hilft; nichts wird gesendet</translation>
    </message>
    <message>
        <source>&amp;About Imprint</source>
        <translation>&amp;Über Imprint</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>✓ fits: %1 of main memory here</source>
        <translation>✓ passt: %1 Hauptspeicher hier</translation>
    </message>
    <message>
        <source>⚠ tight: %1 of main memory here</source>
        <translation>⚠ knapp: %1 Hauptspeicher hier</translation>
    </message>
    <message>
        <source>✕ too much: %1 of main memory here</source>
        <translation>✕ zu viel: %1 Hauptspeicher hier</translation>
    </message>
    <message>
        <source>MP4, H.264: plays everywhere</source>
        <translation>MP4, H.264: läuft überall</translation>
    </message>
    <message>
        <source>MP4, HEVC: smaller</source>
        <translation>MP4, HEVC: kleiner</translation>
    </message>
    <message>
        <source>MOV, ProRes: for editing</source>
        <translation>MOV, ProRes: zum Schneiden</translation>
    </message>
    <message>
        <source>MKV, FFV1: without any loss</source>
        <translation>MKV, FFV1: ohne jeden Verlust</translation>
    </message>
    <message>
        <source>? meant for a graphics card; %1 of main memory here</source>
        <translation>? für eine Grafikkarte gemeint; %1 Hauptspeicher hier</translation>
    </message>
    <message>
        <source>Broken: %1, mend these first. Missing: %2, needed only for what they name.</source>
        <translation>Defekt: %1, das zuerst beheben. Es fehlt: %2, nötig nur für das, was es nennt.</translation>
    </message>
    <message>
        <source>Broken: %1</source>
        <translation>Defekt: %1</translation>
    </message>
    <message>
        <source>Nothing is broken. Missing: %1, needed only for what they name.</source>
        <translation>Nichts ist defekt. Es fehlt: %1, nötig nur für das, was es nennt.</translation>
    </message>
    <message>
        <source>Everything works</source>
        <translation>Alles funktioniert</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>TAKE</source>
        <translation>TAKE</translation>
    </message>
    <message>
        <source>Keeps voice, prompts and settings, to render it all again, larger or better. The person begins anew.</source>
        <translation>Bewahrt Stimme, Prompts und Einstellungen auf, um alles noch einmal zu rendern, größer oder besser. Die Person beginnt neu.</translation>
    </message>
    <message>
        <source>About %1 and %2, as an export like this took before</source>
        <translation>Etwa %1 und %2, wie ein solcher Export schon einmal gebraucht hat</translation>
    </message>
    <message>
        <source>About %1, as an export like this took before; its size is unknown</source>
        <translation>Etwa %1, wie ein solcher Export schon einmal gebraucht hat; die Größe ist unbekannt</translation>
    </message>
    <message>
        <source>About %1 at the speed of the run of now, and %2</source>
        <translation>Etwa %1 bei der Geschwindigkeit des jetzigen Laufs, und %2</translation>
    </message>
    <message>
        <source>About %1 at the speed of the run of now; its size is unknown until a first one is finished</source>
        <translation>Etwa %1 bei der Geschwindigkeit des jetzigen Laufs; die Größe ist unbekannt, bis ein erster fertig ist</translation>
    </message>
    <message>
        <source>Time unknown until the first block; about %1</source>
        <translation>Dauer bis zum ersten Block unbekannt; etwa %1</translation>
    </message>
    <message>
        <source>Time unknown until the first block, size until a first export like this</source>
        <translation>Dauer bis zum ersten Block unbekannt, Größe bis zum ersten solchen Export</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Queue: %1 to make</source>
        <translation>Warteschlange: noch %1</translation>
    </message>
    <message>
        <source>Queue: %1 to make, more than %2</source>
        <translation>Warteschlange: noch %1, mehr als %2</translation>
    </message>
    <message>
        <source>Queue: %1 to make, about %2</source>
        <translation>Warteschlange: noch %1, etwa %2</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht hier</translation>
    </message>
    <message>
        <source>it waits</source>
        <translation>es wartet</translation>
    </message>
    <message>
        <source>how long it takes shows soon</source>
        <translation>wie lange es dauert, zeigt sich bald</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>The model is not there yet.</source>
        <translation>Das Modell ist noch nicht da.</translation>
    </message>
    <message>
        <source>The prompt is read…</source>
        <translation>Der Prompt wird gelesen …</translation>
    </message>
    <message>
        <source>It ends with the step that is computed now…</source>
        <translation>Es endet mit dem Schritt, der gerade gerechnet wird …</translation>
    </message>
    <message>
        <source>%1 of %2 s are made; %3</source>
        <translation>%1 von %2 s sind fertig; %3</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation>%1 fps</translation>
    </message>
    <message>
        <source>Pictures that are made per second; the video shows %1.</source>
        <translation>Bilder, die je Sekunde entstehen; das Video zeigt %1.</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>Engine bereit</translation>
    </message>
    <message>
        <source>The model is loaded, and makes nothing until it is asked to.</source>
        <translation>Das Modell ist geladen und macht nichts, bis es darum gebeten wird.</translation>
    </message>
    <message>
        <source>Sound and video (%1)</source>
        <translation>Ton und Video (%1)</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>Bilder (%1)</translation>
    </message>
    <message>
        <source>saves %1</source>
        <translation>spart %1</translation>
    </message>
    <message>
        <source>takes %1 more</source>
        <translation>braucht %1 mehr</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganz</translation>
    </message>
    <message>
        <source>window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>KV of F-layers</source>
        <translation>KV der F-Schichten</translation>
    </message>
    <message>
        <source>KV of L-layers</source>
        <translation>KV der L-Schichten</translation>
    </message>
    <message>
        <source>Sinks</source>
        <translation>Anker</translation>
    </message>
    <message>
        <source>ISPA</source>
        <translation>ISPA</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Text, sound, face</source>
        <translation>Text, Ton, Gesicht</translation>
    </message>
    <message>
        <source>Decoder (VAE)</source>
        <translation>Dekoder (VAE)</translation>
    </message>
    <message>
        <source>Work space</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Engine program</source>
        <translation>Programm der Engine</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Dieses Fenster</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>Andere Programme</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>KV F</source>
        <comment>short for: KV of F-layers</comment>
        <translation>KV F</translation>
    </message>
    <message>
        <source>KV L</source>
        <comment>short for: KV of L-layers</comment>
        <translation>KV L</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>The trained network. It does not change.</source>
        <translation>Das trainierte Netz. Es ändert sich nicht.</translation>
    </message>
    <message>
        <source>Keys and values of layers that keep their whole history.</source>
        <translation>Schlüssel und Werte der Schichten, die ihren ganzen Verlauf behalten.</translation>
    </message>
    <message>
        <source>Keys and values of layers that gave their history up: the latest frames alone.</source>
        <translation>Schlüssel und Werte der Schichten, die ihren Verlauf aufgaben: nur die letzten Bilder.</translation>
    </message>
    <message>
        <source>Keys and values of the first frames, which are never thrown away.</source>
        <translation>Schlüssel und Werte der ersten Bilder, die nie weggeworfen werden.</translation>
    </message>
    <message>
        <source>What the layers learn in the warm-up, and the corrections that then stand in for the history.</source>
        <translation>Was die Schichten beim Aufwärmen lernen, und die Korrekturen, die dann für den Verlauf einstehen.</translation>
    </message>
    <message>
        <source>The latest clean pictures in small, from which a layer can get its history back.</source>
        <translation>Die letzten sauberen Bilder in klein, aus denen eine Schicht ihren Verlauf zurückbekommen kann.</translation>
    </message>
    <message>
        <source>What words, sound and the face are held as for the network.</source>
        <translation>Was Worte, Ton und das Gesicht für das Netz sind.</translation>
    </message>
    <message>
        <source>What makes pictures of latent frames.</source>
        <translation>Was aus latenten Bildern Bilder macht.</translation>
    </message>
    <message>
        <source>What is needed while a block is computed.</source>
        <translation>Was gebraucht wird, während ein Block gerechnet wird.</translation>
    </message>
    <message>
        <source>All that the bar below shows: the model and its session.</source>
        <translation>Alles, was der Balken darunter zeigt: das Modell und seine Sitzung.</translation>
    </message>
    <message>
        <source>The engine&apos;s process besides the model: libraries and work space.</source>
        <translation>Der Prozess der Engine außer dem Modell: Bibliotheken und Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>This program, its previews and recordings.</source>
        <translation>Dieses Programm, seine Vorschauen und Aufnahmen.</translation>
    </message>
    <message>
        <source>What neither Imprint nor its engine holds and is not free.</source>
        <translation>Was weder Imprint noch seine Engine hält und was nicht frei ist.</translation>
    </message>
    <message>
        <source>What a program could still have.</source>
        <translation>Was ein Programm noch haben könnte.</translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4.</source>
        <translation>%1: %2, %3 von %4.</translation>
    </message>
    <message>
        <source>Predicted: %1.</source>
        <translation>Vorhergesagt: %1.</translation>
    </message>
    <message>
        <source>F</source>
        <comment>letter of a layer with its full history</comment>
        <translation>F</translation>
    </message>
    <message>
        <source>…</source>
        <comment>sign of a layer that still learns</comment>
        <translation>…</translation>
    </message>
    <message>
        <source>L</source>
        <comment>letter of a layer that keeps the latest</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>F: keeps its history</source>
        <translation>F: behält den Verlauf</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>lernt</translation>
    </message>
    <message>
        <source>L: gave its history up</source>
        <translation>L: gab den Verlauf auf</translation>
    </message>
    <message>
        <source>This layer looks at everything that the cache keeps.</source>
        <translation>Diese Schicht sieht alles, was der Cache behält.</translation>
    </message>
    <message>
        <source>Until the warm-up ends every layer keeps its history and learns what could take its place.</source>
        <translation>Bis das Aufwärmen endet, behält jede Schicht ihren Verlauf und lernt, was an seine Stelle treten könnte.</translation>
    </message>
    <message>
        <source>This layer keeps the first and the latest frames; a correction stands in for what lay between.</source>
        <translation>Diese Schicht behält die ersten und die letzten Bilder; eine Korrektur steht für das ein, was dazwischen lag.</translation>
    </message>
    <message>
        <source>chosen by itself</source>
        <translation>von selbst gewählt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>scale per head</source>
        <translation>Faktor je Kopf</translation>
    </message>
    <message>
        <source>scale per channel</source>
        <translation>Faktor je Kanal</translation>
    </message>
    <message>
        <source>matrix per head</source>
        <translation>Matrix je Kopf</translation>
    </message>
    <message>
        <source>dense matrix</source>
        <translation>volle Matrix</translation>
    </message>
    <message>
        <source>low-rank matrix</source>
        <translation>Matrix niedrigen Ranges</translation>
    </message>
    <message>
        <source>hierarchical</source>
        <translation>hierarchisch</translation>
    </message>
    <message>
        <source>virtual tokens</source>
        <translation>virtuelle Tokens</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Hält</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Residual, held out</source>
        <translation>Residuum, zurückgehalten</translation>
    </message>
    <message>
        <source>%1, on rows it learnt from</source>
        <translation>%1, auf gelernten Zeilen</translation>
    </message>
    <message>
        <source>Attention given up</source>
        <translation>Aufgegebene Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Freed</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation>Schicht %1, %2</translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation>Sage voraus …</translation>
    </message>
    <message>
        <source>Predicted at %1: KV %2</source>
        <translation>Vorhergesagt bei %1: KV %2</translation>
    </message>
    <message>
        <source>Starting anew. KV was %1, is %2</source>
        <translation>Beginnt neu. KV war %1, ist %2</translation>
    </message>
    <message>
        <source>Applying. KV was %1, is %2</source>
        <translation>Wird übernommen. KV war %1, ist %2</translation>
    </message>
    <message>
        <source>Measured: KV %1 so far; its history still grows</source>
        <translation>Gemessen: KV bisher %1; der Verlauf wächst noch</translation>
    </message>
    <message>
        <source>Measured: KV %1</source>
        <translation>Gemessen: KV %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>K</source>
        <translation>K</translation>
    </message>
    <message>
        <source>T_warm</source>
        <translation>T_warm</translation>
    </message>
    <message>
        <source>L-window</source>
        <translation>L-Fenster</translation>
    </message>
    <message>
        <source>L-sinks</source>
        <translation>L-Anker</translation>
    </message>
    <message>
        <source>history</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>KV bits</source>
        <translation>KV-Bits</translation>
    </message>
    <message>
        <source>sinks</source>
        <translation>Anker</translation>
    </message>
    <message>
        <source>cap</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>K %1, T_warm %2, L-window %3, L-sinks %4; rung: %5</source>
        <translation>K %1, T_warm %2, L-Fenster %3, L-Anker %4; Stufe: %5</translation>
    </message>
    <message>
        <source>Persona %1 began without a warm-up: %2. They stay as it was learnt; what each layer holds is in the strip above.</source>
        <translation>Persona %1 hat ohne Aufwärmen begonnen: %2. Das bleibt, wie es gelernt wurde; was jede Schicht hält, steht im Streifen darüber.</translation>
    </message>
    <message>
        <source>Memory of the graphics card</source>
        <translation>Speicher der Grafikkarte</translation>
    </message>
    <message>
        <source>Main memory (no GPU in use)</source>
        <translation>Hauptspeicher (keine GPU in Gebrauch)</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>nimmt auf</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>finishing the file</source>
        <translation>Datei wird abgeschlossen</translation>
    </message>
    <message>
        <source>connecting to PipeWire</source>
        <translation>verbindet mit PipeWire</translation>
    </message>
    <message>
        <source>waiting for a reader</source>
        <translation>wartet auf einen Leser</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>sendet</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>ended: another person came in</source>
        <translation>beendet: eine andere Person kam herein</translation>
    </message>
    <message>
        <source>In effect since block %1</source>
        <translation>Wirkt seit Block %1</translation>
    </message>
    <message>
        <source>Takes effect in %1 s, at block %2</source>
        <translation>Wirkt in %1 s, ab Block %2</translation>
    </message>
    <message>
        <source>❄ Frozen: the outputs go on</source>
        <translation>❄ Eingefroren: die Ausgaben laufen weiter</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Turns sound and text into what the model hears.</source>
        <translation>Macht aus Ton und Text, was das Modell hört.</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>Entrauschen</translation>
    </message>
    <message>
        <source>All denoising passes of a block.</source>
        <translation>Alle Entrauschdurchgänge eines Blocks.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>The pass that writes clean keys and values.</source>
        <translation>Der Durchgang, der saubere Schlüssel und Werte schreibt.</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>Dekodieren</translation>
    </message>
    <message>
        <source>Turns latents into pictures.</source>
        <translation>Macht Bilder aus latenten Bildern.</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draws the pictures of a face that is not generated.</source>
        <translation>Zeichnet die Bilder eines Gesichts, das nicht erzeugt wird.</translation>
    </message>
    <message>
        <source>Blocks made</source>
        <translation>Gemachte Blöcke</translation>
    </message>
    <message>
        <source>By the engine, since its session began.</source>
        <translation>Von der Engine, seit ihre Sitzung begann.</translation>
    </message>
    <message>
        <source>Pictures made</source>
        <translation>Gemachte Bilder</translation>
    </message>
    <message>
        <source>First picture after</source>
        <translation>Erstes Bild nach</translation>
    </message>
    <message>
        <source>From the session&apos;s opening to a picture that moves.</source>
        <translation>Vom Öffnen der Sitzung bis zu einem Bild, das sich bewegt.</translation>
    </message>
    <message>
        <source>Blocks skipped</source>
        <translation>Ausgelassene Blöcke</translation>
    </message>
    <message>
        <source>Left out to keep the delay: the engine was too slow.</source>
        <translation>Ausgelassen, um die Verzögerung zu halten: Die Engine war zu langsam.</translation>
    </message>
    <message>
        <source>Blocks on the way</source>
        <translation>Blöcke unterwegs</translation>
    </message>
    <message>
        <source>Made, and not yet fetched from the engine.</source>
        <translation>Gemacht und noch nicht von der Engine geholt.</translation>
    </message>
    <message>
        <source>In all: %1</source>
        <translation>Zusammen: %1</translation>
    </message>
</context>
<context>
    <name>imprint::ui::CharacterDock</name>
    <message>
        <source>Character</source>
        <translation>Figur</translation>
    </message>
    <message>
        <source>The person as the model sees it</source>
        <translation>Die Person, wie das Modell sie sieht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>Name der Person</translation>
    </message>
    <message>
        <source>What is wrong with the picture</source>
        <translation>Was mit dem Bild nicht stimmt</translation>
    </message>
    <message>
        <source>Use this part</source>
        <translation>Diesen Ausschnitt nehmen</translation>
    </message>
    <message>
        <source>The person begins anew, seen as in the square</source>
        <translation>Die Person beginnt neu, so wie im Quadrat</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Whose face is this, who agreed to its use, and when?</source>
        <translation>Wessen Gesicht ist das, wer hat der Nutzung zugestimmt, und wann?</translation>
    </message>
    <message>
        <source>Consent: whose face this is, who agreed, when</source>
        <translation>Einwilligung: wessen Gesicht, wer zustimmte, wann</translation>
    </message>
    <message>
        <source>Starter faces</source>
        <translation>Gesichter für den Anfang</translation>
    </message>
    <message>
        <source>Your faces</source>
        <translation>Ihre Gesichter</translation>
    </message>
    <message>
        <source>Pictures that you use are kept here, on this computer alone.</source>
        <translation>Bilder, die Sie benutzen, werden hier behalten, allein auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Forget this face</source>
        <translation>Dieses Gesicht vergessen</translation>
    </message>
    <message>
        <source>Deletes its picture, name and note of consent</source>
        <translation>Löscht Bild, Namen und Notiz der Einwilligung</translation>
    </message>
    <message>
        <source>A person from the prompt</source>
        <translation>Eine Person aus dem Prompt</translation>
    </message>
    <message>
        <source>No picture: the words of the prompt say who speaks</source>
        <translation>Kein Bild: Die Worte des Prompts sagen, wer spricht</translation>
    </message>
    <message>
        <source>Begins with what another session has learnt of its person, without a warm-up</source>
        <translation>Beginnt mit dem, was eine andere Sitzung von ihrer Person gelernt hat, ohne Aufwärmen</translation>
    </message>
    <message>
        <source>Keeps what this session has learnt of its person</source>
        <translation>Behält, was diese Sitzung von ihrer Person gelernt hat</translation>
    </message>
    <message>
        <source>Picture of a face</source>
        <translation>Bild eines Gesichts</translation>
    </message>
    <message>
        <source>Save persona</source>
        <translation>Persona speichern</translation>
    </message>
    <message>
        <source>Load persona</source>
        <translation>Persona laden</translation>
    </message>
    <message>
        <source>Personas (*.persona);;All files (*)</source>
        <translation>Personas (*.persona);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>As the model sees it: %1 x %1</source>
        <translation>Wie das Modell es sieht: %1 x %1</translation>
    </message>
    <message>
        <source>From the prompt</source>
        <translation>Aus dem Prompt</translation>
    </message>
    <message>
        <source>The prompt says who speaks. Choose a face below, or drop a picture.</source>
        <translation>Der Prompt sagt, wer spricht. Unten ein Gesicht wählen oder ein Bild herziehen.</translation>
    </message>
    <message>
        <source>A drawn face, free for any use (CC0). %1</source>
        <translation>Ein gezeichnetes Gesicht, frei für jede Nutzung (CC0). %1</translation>
    </message>
    <message>
        <source>As another session has learnt this person.</source>
        <translation>Wie eine andere Sitzung diese Person gelernt hat.</translation>
    </message>
    <message>
        <source>%1. Consent is not noted yet.</source>
        <translation>%1. Die Einwilligung ist noch nicht notiert.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Ein Bild wählen</translation>
    </message>
    <message>
        <source>A picture of a face, from a file</source>
        <translation>Ein Bild eines Gesichts, aus einer Datei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Load persona…</source>
        <translation>Persona laden…</translation>
    </message>
    <message>
        <source>Save persona…</source>
        <translation>Persona speichern…</translation>
    </message>
    <message>
        <source>This model animates drawn faces only: a photograph hardly moves. %1</source>
        <translation>Dieses Modell belebt nur gezeichnete Gesichter: Ein Foto bewegt sich kaum. %1</translation>
    </message>
    <message>
        <source>The face</source>
        <translation>Das Gesicht</translation>
    </message>
    <message>
        <source>The square around the face, as the model wants it</source>
        <translation>Das Quadrat um das Gesicht, wie das Modell es braucht</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>Das ganze Bild</translation>
    </message>
    <message>
        <source>The largest square of the picture</source>
        <translation>Das größte Quadrat des Bildes</translation>
    </message>
</context>
<context>
    <name>imprint::ui::CheatSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
</context>
<context>
    <name>imprint::ui::CropView</name>
    <message>
        <source>Part of the picture that the model sees</source>
        <translation>Teil des Bildes, den das Modell sieht</translation>
    </message>
    <message>
        <source>Drag the square or its corners. Keys: arrows move it, + and - make it larger and smaller.</source>
        <translation>Das Quadrat oder seine Ecken ziehen. Tasten: Pfeile bewegen es, + und - machen es größer und kleiner.</translation>
    </message>
    <message>
        <source>Drop a picture of a face here</source>
        <translation>Ein Bild eines Gesichts hierher ziehen</translation>
    </message>
</context>
<context>
    <name>imprint::ui::DeviceList</name>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1 (nicht verbunden)</translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation>Standardmikrofon</translation>
    </message>
    <message>
        <source>Default microphone: %1</source>
        <translation>Standardmikrofon: %1</translation>
    </message>
    <message>
        <source>It is used as soon as it is connected.</source>
        <translation>Es wird benutzt, sobald es verbunden ist.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::ExportTable</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Lädt das Modell</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1, noch %2</translation>
    </message>
    <message>
        <source>Finished in %1</source>
        <translation>Fertig in %1</translation>
    </message>
    <message>
        <source>Finished in %1: %2</source>
        <translation>Fertig in %1: %2</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1, aus %2</translation>
    </message>
    <message>
        <source>Movie</source>
        <translation>Film</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Waiting, about %1</source>
        <translation>Wartet, etwa %1</translation>
    </message>
</context>
<context>
    <name>imprint::ui::ExportWindow</name>
    <message>
        <source>As the take was</source>
        <translation>Wie der Take war</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>&amp;Take</source>
        <translation>&amp;Take</translation>
    </message>
    <message>
        <source>Width and height</source>
        <translation>Breite und Höhe</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Width and height of the picture; models of one size scale to it</source>
        <translation>Breite und Höhe des Bildes; Modelle mit einer Größe werden skaliert</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>Denoising steps</source>
        <translation>Entrauschschritte</translation>
    </message>
    <message>
        <source>More steps are finer and take longer</source>
        <translation>Mehr Schritte sind feiner und dauern länger</translation>
    </message>
    <message>
        <source>S&amp;teps</source>
        <translation>S&amp;chritte</translation>
    </message>
    <message>
        <source>Format of the movie</source>
        <translation>Format des Films</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>Save &amp;as</source>
        <translation>Speichern &amp;unter</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>In die Schlange stellen</translation>
    </message>
    <message>
        <source>Folder of the take</source>
        <translation>Ordner des Takes</translation>
    </message>
    <message>
        <source>Folder of a take</source>
        <translation>Ordner eines Takes</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose the folder of a take</source>
        <translation>Den Ordner eines Takes wählen</translation>
    </message>
    <message>
        <source>File of the movie</source>
        <translation>Datei des Films</translation>
    </message>
    <message>
        <source>Choose the file of the movie</source>
        <translation>Die Datei des Films wählen</translation>
    </message>
    <message>
        <source>Nothing waits. Movies are rendered one after another here, while all else goes on.</source>
        <translation>Nichts wartet. Filme werden hier nacheinander berechnet, während alles andere weitergeht.</translation>
    </message>
    <message>
        <source>Exports that wait, run or have ended</source>
        <translation>Exporte, die warten, laufen oder beendet sind</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the chosen export</source>
        <translation>Den gewählten Export abbrechen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the chosen export off the list</source>
        <translation>Den gewählten Export von der Liste nehmen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the folder of the chosen movie</source>
        <translation>Den Ordner des gewählten Films öffnen</translation>
    </message>
    <message>
        <source>%1 of model %2, %3 × %3, %4 steps</source>
        <translation>%1 von Modell %2, %3 × %3, %4 Schritte</translation>
    </message>
    <message>
        <source>%1 of model %2, %3 steps</source>
        <translation>%1 von Modell %2, %3 Schritte</translation>
    </message>
    <message>
        <source>Choose a take</source>
        <translation>Einen Take wählen</translation>
    </message>
    <message>
        <source>Save the movie as</source>
        <translation>Den Film speichern unter</translation>
    </message>
    <message>
        <source>Choose a take: a folder that the output &quot;Take&quot; or imprint-cli live --take has left.</source>
        <translation>Einen Take wählen: einen Ordner, den der Ausgang &quot;Take&quot; oder imprint-cli live --take hinterlassen hat.</translation>
    </message>
    <message>
        <source>Time and size that are expected</source>
        <translation>Erwartete Dauer und Größe</translation>
    </message>
</context>
<context>
    <name>imprint::ui::FaceList</name>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>imprint::ui::FieldRow</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>changed from the default</source>
        <translation>geändert gegenüber der Vorgabe</translation>
    </message>
</context>
<context>
    <name>imprint::ui::LayerStrip</name>
    <message>
        <source>Layers and their history</source>
        <translation>Schichten und ihr Verlauf</translation>
    </message>
</context>
<context>
    <name>imprint::ui::LevelMeter</name>
    <message>
        <source>Loudness of the voice</source>
        <translation>Lautstärke der Stimme</translation>
    </message>
    <message>
        <source>Average, peak and highest peak of late. The light on the right says that the voice was too loud; click it to put it out.</source>
        <translation>Mittel, Spitze und höchste Spitze der letzten Zeit. Das Licht rechts sagt, dass die Stimme zu laut war; ein Klick löscht es.</translation>
    </message>
    <message>
        <source>The voice was too loud. Space puts the light out.</source>
        <translation>Die Stimme war zu laut. Leertaste löscht das Licht.</translation>
    </message>
    <message>
        <source>Not too loud</source>
        <translation>Nicht zu laut</translation>
    </message>
    <message>
        <source>CLIP</source>
        <translation>ZU LAUT</translation>
    </message>
</context>
<context>
    <name>imprint::ui::LogDock</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation>Die gewählte Zeile</translation>
    </message>
    <message>
        <source>How grave lines must be to be shown</source>
        <translation>Wie ernst Zeilen sein müssen, um gezeigt zu werden</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>From info</source>
        <translation>Ab Information</translation>
    </message>
    <message>
        <source>Warnings, errors</source>
        <translation>Warnungen, Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Words that a line must hold</source>
        <translation>Wörter, die eine Zeile enthalten muss</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copies the chosen lines, or all that are shown.</source>
        <translation>Kopiert die gewählten Zeilen oder alle, die gezeigt werden.</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>The logs of this and earlier runs.</source>
        <translation>Die Protokolle dieses und früherer Läufe.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::LogModel</name>
    <message>
        <source>debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MachineDock</name>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Nobody has looked yet.</source>
        <translation>Es wurde noch nicht nachgesehen.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Look again what this machine has</source>
        <translation>Erneut nachsehen, was dieser Rechner hat</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sieht nach …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>→ %1</source>
        <translation>→ %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy “%1”, for a terminal</source>
        <translation>„%1“ kopieren, für ein Terminal</translation>
    </message>
    <message>
        <source>Copy the command %1</source>
        <translation>Den Befehl %1 kopieren</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MainWindow</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryBar</name>
    <message>
        <source>Where the memory is</source>
        <translation>Wo der Speicher ist</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryDock</name>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Über die Zeit</translation>
    </message>
    <message>
        <source>2 minutes</source>
        <translation>2 Minuten</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 Stunden</translation>
    </message>
    <message>
        <source>Span of the graph</source>
        <translation>Spanne der Kurve</translation>
    </message>
    <message>
        <source>It fits already: nothing has to change.</source>
        <translation>Es passt schon: Nichts muss sich ändern.</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>Gefunden: %1</translation>
    </message>
    <message>
        <source>Model and session: %1</source>
        <translation>Modell und Sitzung: %1</translation>
    </message>
    <message>
        <source>No model is loaded yet</source>
        <translation>Noch ist kein Modell geladen</translation>
    </message>
    <message>
        <source>%1: %2 free of %3</source>
        <translation>%1: %2 frei von %3</translation>
    </message>
    <message>
        <source>KV of the layers</source>
        <translation>KV der Schichten</translation>
    </message>
    <message>
        <source>%1, %2 freed</source>
        <translation>%1, %2 freigegeben</translation>
    </message>
    <message>
        <source>This model keeps no history: there is nothing to give up.</source>
        <translation>Dieses Modell behält keinen Verlauf: Es gibt nichts aufzugeben.</translation>
    </message>
    <message>
        <source>Choose a layer to see what was found about it.</source>
        <translation>Eine Schicht wählen, um zu sehen, was über sie gefunden wurde.</translation>
    </message>
    <message>
        <source>They appear when a session runs.</source>
        <translation>Sie erscheinen, wenn eine Sitzung läuft.</translation>
    </message>
    <message>
        <source>KV of %1 layers: %2</source>
        <translation>KV von %1 Schichten: %2</translation>
    </message>
    <message>
        <source>What the persona brings</source>
        <translation>Was die Persona mitbringt</translation>
    </message>
    <message>
        <source>Forget the persona</source>
        <translation>Persona vergessen</translation>
    </message>
    <message>
        <source>Begins anew without it, with the same settings; its file stays</source>
        <translation>Beginnt ohne sie neu, mit denselben Einstellungen; ihre Datei bleibt</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryFitBar</name>
    <message>
        <source>&amp;Fit in</source>
        <translation>&amp;Einpassen in</translation>
    </message>
    <message>
        <source>Memory that the model may take</source>
        <translation>Speicher, den das Modell nehmen darf</translation>
    </message>
    <message>
        <source>Of the model and its session, however long it lasts</source>
        <translation>Des Modells und seiner Sitzung, wie lange sie auch dauert</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Finden</translation>
    </message>
    <message>
        <source>Looks for the settings of the least loss that need no more</source>
        <translation>Sucht die Einstellungen mit dem kleinsten Verlust, die nicht mehr brauchen</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Suche …</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryGraph</name>
    <message>
        <source>Memory over time</source>
        <translation>Speicher über die Zeit</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>KV %1</source>
        <translation>KV %1</translation>
    </message>
    <message>
        <source>Nothing was measured yet</source>
        <translation>Noch wurde nichts gemessen</translation>
    </message>
    <message>
        <source>%1 ago: model %2, KV %3</source>
        <translation>vor %1: Modell %2, KV %3</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryKnobs</name>
    <message>
        <source>&amp;K, layers</source>
        <translation>&amp;K, Schichten</translation>
    </message>
    <message>
        <source>How many layers give up their history after the warm-up. More save more memory.</source>
        <translation>Wie viele Schichten nach dem Aufwärmen ihren Verlauf aufgeben. Mehr sparen mehr Speicher.</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>Hälfte</translation>
    </message>
    <message>
        <source>Half of the layers</source>
        <translation>Die Hälfte der Schichten</translation>
    </message>
    <message>
        <source>Half of the layers give up their history</source>
        <translation>Die Hälfte der Schichten gibt ihren Verlauf auf</translation>
    </message>
    <message>
        <source>&amp;T_warm</source>
        <translation>&amp;T_warm</translation>
    </message>
    <message>
        <source>Latent frames that those layers learn from before they give it up.</source>
        <translation>Latente Bilder, aus denen diese Schichten lernen, bevor sie ihn aufgeben.</translation>
    </message>
    <message>
        <source>L-&amp;window</source>
        <translation>L-&amp;Fenster</translation>
    </message>
    <message>
        <source>Latest latent frames that a layer without history keeps.</source>
        <translation>Letzte latente Bilder, die eine Schicht ohne Verlauf behält.</translation>
    </message>
    <message>
        <source>L-&amp;sinks</source>
        <translation>L-&amp;Anker</translation>
    </message>
    <message>
        <source>First latent frames that a layer without history keeps.</source>
        <translation>Erste latente Bilder, die eine Schicht ohne Verlauf behält.</translation>
    </message>
    <message>
        <source>Counts when a session begins</source>
        <translation>Zählt, wenn eine Sitzung beginnt</translation>
    </message>
    <message>
        <source>A running session has built on these: they need a new start, in which the person begins again.</source>
        <translation>Eine laufende Sitzung hat darauf gebaut: Es braucht einen neuen Beginn, in dem die Person neu beginnt.</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>What the KV cache of the layers keeps.</source>
        <translation>Was der KV-Cache der Schichten behält.</translation>
    </message>
    <message>
        <source>window and sinks</source>
        <translation>Fenster und Anker</translation>
    </message>
    <message>
        <source>everything, growing</source>
        <translation>alles, wachsend</translation>
    </message>
    <message>
        <source>KV &amp;bits</source>
        <translation>KV-&amp;Bits</translation>
    </message>
    <message>
        <source>Bits per stored key and value. Fewer take less memory.</source>
        <translation>Bits je gespeichertem Schlüssel und Wert. Weniger brauchen weniger Speicher.</translation>
    </message>
    <message>
        <source>16, as computed</source>
        <translation>16, wie gerechnet</translation>
    </message>
    <message>
        <source>Wi&amp;ndow</source>
        <translation>F&amp;enster</translation>
    </message>
    <message>
        <source>Latest latent frames that the other layers keep, if not everything.</source>
        <translation>Letzte latente Bilder, die die anderen Schichten behalten, wenn nicht alles.</translation>
    </message>
    <message>
        <source>S&amp;inks</source>
        <translation>A&amp;nker</translation>
    </message>
    <message>
        <source>First latent frames that they keep besides, and never throw away.</source>
        <translation>Erste latente Bilder, die sie außerdem behalten und nie wegwerfen.</translation>
    </message>
    <message>
        <source>C&amp;ap</source>
        <translation>&amp;Grenze</translation>
    </message>
    <message>
        <source>Latent frames that a layer with its whole history may hold at most.</source>
        <translation>Latente Bilder, die eine Schicht mit ganzem Verlauf höchstens hält.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryLegend</name>
    <message>
        <source>Parts of the memory</source>
        <translation>Teile des Speichers</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryReportBox</name>
    <message>
        <source>Effect of the change</source>
        <translation>Wirkung der Änderung</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard the change</source>
        <translation>Änderung verwerfen</translation>
    </message>
    <message>
        <source>Apply with a new start</source>
        <translation>Mit neuem Beginn anwenden</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>The person begins again; recording and stream go on (%1)</source>
        <translation>Die Person beginnt neu; Aufnahme und Stream laufen weiter (%1)</translation>
    </message>
    <message>
        <source>From the next block on (%1)</source>
        <translation>Vom nächsten Block an (%1)</translation>
    </message>
</context>
<context>
    <name>imprint::ui::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Dismiss this message (Esc)</source>
        <translation>Diese Meldung schließen (Esc)</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more message(s)</source>
        <translation>
            <numerusform>%n weitere Meldung</numerusform>
            <numerusform>%n weitere Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
</context>
<context>
    <name>imprint::ui::ModelCard</name>
    <message>
        <source>%1. %2. %3</source>
        <translation>%1. %2. %3</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation>Ihren Ordner zeigen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2 (%3)</source>
        <translation>%1 %2 (%3)</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>imprint::ui::ModelDock</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Suche nach Modellen…</translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <translation>%1. %2.</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder… (or drop it here)</source>
        <translation>Ordner eines Modells öffnen… (oder hierher ziehen)</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>No model is about &quot;%1&quot;.</source>
        <translation>Kein Modell handelt von „%1“.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::OutputCard</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stop it first to change this.</source>
        <translation>Zum Ändern zuerst anhalten.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::OutputDock</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>At once a card instead of your picture, and silence, in every output. Recording and stream go on.</source>
        <translation>Sofort eine Tafel statt Ihres Bildes, und Stille, in jeder Ausgabe. Aufnahme und Stream laufen weiter.</translation>
    </message>
    <message>
        <source>Hidden and muted: come back</source>
        <translation>Verborgen und stumm: zurückkommen</translation>
    </message>
    <message>
        <source>Panic: hide and mute</source>
        <translation>Panik: verbergen und stummschalten</translation>
    </message>
    <message>
        <source>File name of recordings</source>
        <translation>Dateiname der Aufnahmen</translation>
    </message>
    <message>
        <source>{date} and {time} are filled in when a recording begins. Nothing is overwritten.</source>
        <translation>{date} und {time} werden ausgefüllt, wenn eine Aufnahme beginnt. Nichts wird überschrieben.</translation>
    </message>
    <message>
        <source>Format of recordings</source>
        <translation>Format der Aufnahmen</translation>
    </message>
    <message>
        <source>File &amp;name</source>
        <translation>Datei&amp;name</translation>
    </message>
    <message>
        <source>For&amp;mat</source>
        <translation>For&amp;mat</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Change the folder of recordings</source>
        <translation>Ordner der Aufnahmen ändern</translation>
    </message>
    <message>
        <source>Open the folder of recordings</source>
        <translation>Ordner der Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Folder of recordings: %1</source>
        <translation>Ordner der Aufnahmen: %1</translation>
    </message>
    <message>
        <source>Folder of recordings</source>
        <translation>Ordner der Aufnahmen</translation>
    </message>
    <message>
        <source>Name of the camera</source>
        <translation>Name der Kamera</translation>
    </message>
    <message>
        <source>What you choose the camera by in your call.</source>
        <translation>Woran Sie die Kamera im Anruf erkennen.</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>Node of v4l2loopback</source>
        <translation>Knoten von v4l2loopback</translation>
    </message>
    <message>
        <source>N&amp;ode</source>
        <translation>Kn&amp;oten</translation>
    </message>
    <message>
        <source>Voice later than picture</source>
        <translation>Stimme später als Bild</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>If others hear you before your lips move, raise it. A negative offset holds the camera back instead.</source>
        <translation>Hören andere Sie, bevor sich Ihre Lippen bewegen, erhöhen. Ein negativer Wert hält stattdessen die Kamera zurück.</translation>
    </message>
    <message>
        <source>Voice &amp;later by</source>
        <translation>Stimme &amp;später um</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>Adresse des Streams</translation>
    </message>
    <message>
        <source>Key of the stream</source>
        <translation>Schlüssel des Streams</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>Er&amp;weitert</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>Kilobits per second of the pictures</source>
        <translation>Kilobit pro Sekunde der Bilder</translation>
    </message>
    <message>
        <source>Kilobits per second of the sound</source>
        <translation>Kilobit pro Sekunde des Tons</translation>
    </message>
    <message>
        <source> kbit/s</source>
        <translation> kbit/s</translation>
    </message>
    <message>
        <source>Encoder of the stream</source>
        <translation>Kodierer des Streams</translation>
    </message>
    <message>
        <source>Speed of the encoder</source>
        <translation>Tempo des Kodierers</translation>
    </message>
    <message>
        <source>Slower presets give a better picture at the same rate and take more of the processor.</source>
        <translation>Langsamere Stufen geben bei gleicher Rate ein besseres Bild und brauchen mehr vom Prozessor.</translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>&amp;Ton</translation>
    </message>
    <message>
        <source>&amp;Encoder</source>
        <translation>&amp;Kodierer</translation>
    </message>
    <message>
        <source>Spee&amp;d</source>
        <translation>Temp&amp;o</translation>
    </message>
    <message>
        <source>The first free one</source>
        <translation>Der erste freie</translation>
    </message>
    <message>
        <source>Give the address that your streaming service shows.</source>
        <translation>Die Adresse angeben, die Ihr Streamingdienst zeigt.</translation>
    </message>
    <message>
        <source>MP4 with H.264 plays everywhere; HEVC is smaller; ProRes is for editing; FFV1 loses nothing.</source>
        <translation>MP4 mit H.264 läuft überall; HEVC ist kleiner; ProRes ist zum Schneiden; FFV1 verliert nichts.</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>Größe des Bildes</translation>
    </message>
    <message>
        <source>As the model makes it</source>
        <translation>Wie das Modell es macht</translation>
    </message>
    <message>
        <source>%1 × %1</source>
        <translation>%1 × %1</translation>
    </message>
    <message>
        <source>Pictu&amp;re</source>
        <translation>&amp;Bild</translation>
    </message>
    <message>
        <source>Stop the outputs first: their picture cannot change its size.</source>
        <translation>Beenden Sie zuerst die Ausgänge: Ihr Bild kann seine Größe nicht ändern.</translation>
    </message>
    <message>
        <source>Of the picture in every output. A model of one size has its pictures enlarged. The run begins anew.</source>
        <translation>Des Bildes in jedem Ausgang. Bilder eines Modells mit nur einer Größe werden vergrößert. Der Lauf beginnt neu.</translation>
    </message>
    <message>
        <source>Your streaming service shows it.</source>
        <translation>Ihr Streaming-Dienst zeigt ihn an.</translation>
    </message>
    <message>
        <source>This model&apos;s videos have a size of their own: the prompt&apos;s dock has it.</source>
        <translation>Die Videos dieses Modells haben eine eigene Größe: Das Prompt-Dock hat sie.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::PlayerBar</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Time in the file</source>
        <translation>Zeit in der Datei</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Begin again at the end</source>
        <translation>Am Ende wieder von vorn beginnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause the file</source>
        <translation>Die Datei anhalten</translation>
    </message>
    <message>
        <source>Play the file</source>
        <translation>Die Datei abspielen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>imprint::ui::PreviewPanel</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>imprint::ui::Projector</name>
    <message>
        <source>Imprint: picture</source>
        <translation>Imprint: Bild</translation>
    </message>
</context>
<context>
    <name>imprint::ui::PromptCueModel</name>
    <message>
        <source>▶ %1</source>
        <translation>▶ %1</translation>
    </message>
    <message>
        <source>Block %1 since the start: %2</source>
        <translation>Block %1 seit Beginn: %2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
</context>
<context>
    <name>imprint::ui::PromptDock</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Who speaks, and how: woman, red curly hair, round glasses, smiling</source>
        <translation>Wer spricht, und wie: woman, red curly hair, round glasses, smiling</translation>
    </message>
    <message>
        <source>Words without effect</source>
        <translation>Worte ohne Wirkung</translation>
    </message>
    <message>
        <source>When the prompt takes effect</source>
        <translation>Wann der Prompt wirkt</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Ctrl+Enter in the text does the same</source>
        <translation>Strg+Eingabe im Text tut dasselbe</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Prompts that follow each other. Times are those of blocks: a prompt changes between two of them.</source>
        <translation>Prompts, die aufeinander folgen. Zeiten sind die von Blöcken: Ein Prompt wechselt zwischen zweien.</translation>
    </message>
    <message>
        <source>Timeline of prompts</source>
        <translation>Zeitachse der Prompts</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>The prompt above, at the time of now or behind the last one</source>
        <translation>Den Prompt darüber, zur Zeit von jetzt oder nach dem letzten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>The model does not know: %1</source>
        <translation>Das Modell kennt nicht: %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Stop the timeline</source>
        <translation>Zeitachse anhalten</translation>
    </message>
    <message>
        <source>Play the timeline</source>
        <translation>Zeitachse abspielen</translation>
    </message>
    <message>
        <source>Not applied yet: Ctrl+Enter</source>
        <translation>Noch nicht angewandt: Strg+Eingabe</translation>
    </message>
    <message>
        <source>In effect</source>
        <translation>Wirkt</translation>
    </message>
    <message>
        <source>Empty: all is left open</source>
        <translation>Leer: alles bleibt offen</translation>
    </message>
    <message>
        <source>What the video shows, in whole sentences: A red fox walks through a snowy forest. The camera follows it.</source>
        <translation>Was das Video zeigt, in ganzen Sätzen (englisch): A red fox walks through a snowy forest. The camera follows it.</translation>
    </message>
    <message>
        <source>Prompts that follow each other in a video. Each holds from the first block at its time.</source>
        <translation>Prompts, die in einem Video aufeinander folgen. Jeder gilt ab dem ersten Block zu seiner Zeit.</translation>
    </message>
    <message>
        <source>Write what it shows first.</source>
        <translation>Schreiben Sie zuerst, was es zeigt.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::RecentFiles</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 (not found)</source>
        <translation>%1 (nicht gefunden)</translation>
    </message>
</context>
<context>
    <name>imprint::ui::ReportWindow</name>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Nothing was sent. Read it before you give it to anybody: the words of your prompts are left out, names of files are not.</source>
        <translation>Nichts wurde gesendet. Lesen Sie es, bevor Sie es jemandem geben: Die Worte Ihrer Prompts fehlen, Namen von Dateien nicht.</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>Text des Berichts</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Texts (*.txt);;All files (*)</source>
        <translation>Texte (*.txt);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>imprint::ui::SecretField</name>
    <message>
        <source>Keep it for the next start</source>
        <translation>Für den nächsten Start aufbewahren</translation>
    </message>
    <message>
        <source>Keep it for the next start: %1</source>
        <translation>Für den nächsten Start aufbewahren: %1</translation>
    </message>
</context>
<context>
    <name>imprint::ui::SettingsDialog</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>Streaming</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Hot keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Changes apply at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Search all settings</source>
        <translation>Alle Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No setting is about &quot;%1&quot;.</source>
        <translation>Keine Einstellung handelt von „%1“.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>imprint::ui::SettingsStore</name>
    <message>
        <source>Parts of the settings file %1 could not be read.</source>
        <translation>Teile der Einstellungsdatei %1 konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Parts of the settings file could not be read. It was kept as %1.</source>
        <translation>Teile der Einstellungsdatei konnten nicht gelesen werden. Sie wurde als %1 behalten.</translation>
    </message>
    <message>
        <source>The settings come from a newer version of Imprint. What this one does not know is kept, but not used.</source>
        <translation>Die Einstellungen kommen von einer neueren Version von Imprint. Was diese nicht kennt, wird behalten, aber nicht benutzt.</translation>
    </message>
    <message>
        <source>The stored setting &quot;%1&quot; (%2) cannot be used, so its default is: %3</source>
        <translation>Die gespeicherte Einstellung „%1“ (%2) ist unbrauchbar, daher gilt ihre Vorgabe: %3</translation>
    </message>
</context>
<context>
    <name>imprint::ui::SeveritySymbol</name>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>imprint::ui::ShortcutPage</name>
    <message>
        <source>New key of: %1</source>
        <translation>Neue Taste von: %1</translation>
    </message>
    <message>
        <source>Keys of all actions</source>
        <translation>Tasten aller Aktionen</translation>
    </message>
    <message>
        <source>Press new key</source>
        <translation>Neue Taste drücken</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation>Zurück zur Vorgabe</translation>
    </message>
    <message>
        <source>All to default</source>
        <translation>Alle zur Vorgabe</translation>
    </message>
    <message numerus="yes">
        <source>%n actions share a key with another one: none of them hears it.</source>
        <translation>
            <numerusform>%n Aktion teilt ihre Taste mit einer anderen: Keine von ihnen hört sie.</numerusform>
            <numerusform>%n Aktionen teilen ihre Taste mit einer anderen: Keine von ihnen hört sie.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>imprint::ui::ShortcutTable</name>
    <message>
        <source>⚠ Also of: %1</source>
        <translation>⚠ Auch von: %1</translation>
    </message>
    <message>
        <source>At first: none</source>
        <translation>Anfangs: keine</translation>
    </message>
    <message>
        <source>At first: %1</source>
        <translation>Anfangs: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>imprint::ui::StageModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Must stay below %1 ms on average.</source>
        <translation>Muss im Mittel unter %1 ms bleiben.</translation>
    </message>
    <message>
        <source>In the order in which they work</source>
        <translation>In der Reihenfolge, in der sie arbeiten</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Milliseconds per block, mean</source>
        <translation>Millisekunden je Block, im Mittel</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Milliseconds of the slowest block</source>
        <translation>Millisekunden des langsamsten Blocks</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Längste</translation>
    </message>
    <message>
        <source>What waits for this stage</source>
        <translation>Was auf diese Stufe wartet</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Schlange</translation>
    </message>
    <message>
        <source>What this stage lost since the run began</source>
        <translation>Was diese Stufe seit Beginn des Laufs verlor</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
</context>
<context>
    <name>imprint::ui::StatisticsDock</name>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Figures appear as soon as a picture moves.</source>
        <translation>Zahlen erscheinen, sobald sich ein Bild bewegt.</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Figures of the run</source>
        <translation>Zahlen des Laufs</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>Als Text &amp;kopieren</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
</context>
<context>
    <name>imprint::ui::StatusStrip</name>
    <message>
        <source>Pictures per second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Late pictures</source>
        <translation>Späte Bilder</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
</context>
<context>
    <name>imprint::ui::TalkBar</name>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>You are heard only while the key is held. It works everywhere in this window except in text fields; buttons answer to Enter meanwhile.</source>
        <translation>Sie sind nur zu hören, solange die Taste gehalten wird. Sie wirkt überall in diesem Fenster außer in Textfeldern; Knöpfe hören inzwischen auf die Eingabetaste.</translation>
    </message>
    <message>
        <source>Key of push to talk</source>
        <translation>Taste zum Sprechen</translation>
    </message>
    <message>
        <source>Click here, then press the key that you want to hold.</source>
        <translation>Hier klicken, dann die Taste drücken, die Sie halten wollen.</translation>
    </message>
    <message>
        <source>Muted: click to be heard</source>
        <translation>Stumm: klicken, um gehört zu werden</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>You are heard</source>
        <translation>Sie sind zu hören</translation>
    </message>
    <message>
        <source>Hold to talk (%1)</source>
        <translation>Zum Sprechen halten (%1)</translation>
    </message>
    <message>
        <source>Muted until you hold the key.</source>
        <translation>Stumm, bis Sie die Taste halten.</translation>
    </message>
    <message>
        <source>Nothing is heard.</source>
        <translation>Nichts ist zu hören.</translation>
    </message>
</context>
<context>
    <name>imprint::ui::Tray</name>
    <message>
        <source>Imprint</source>
        <translation>Imprint</translation>
    </message>
    <message>
        <source>Imprint is live: %1</source>
        <translation>Imprint ist live: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Hide window</source>
        <translation>Fenster verbergen</translation>
    </message>
    <message>
        <source>Show window</source>
        <translation>Fenster zeigen</translation>
    </message>
</context>
<context>
    <name>imprint::ui::VideoBar</name>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Länge</translation>
    </message>
    <message>
        <source>Length of the video in seconds</source>
        <translation>Länge des Videos in Sekunden</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Into the folder of recordings, as the output dock says</source>
        <translation>In den Ordner der Aufnahmen, wie es das Ausgabe-Dock sagt</translation>
    </message>
    <message>
        <source>How much of the video is made</source>
        <translation>Wie viel vom Video fertig ist</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Make the video</source>
        <translation>Video erzeugen</translation>
    </message>
    <message>
        <source>What is made so far is kept</source>
        <translation>Was bisher fertig ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Size of the video</source>
        <translation>Größe des Videos</translation>
    </message>
    <message>
        <source>A smaller picture takes less time and memory; the model was trained for its own</source>
        <translation>Ein kleineres Bild braucht weniger Zeit und Speicher; trainiert wurde das Modell für sein eigenes</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>seine eigene</translation>
    </message>
    <message>
        <source>%1 × %1</source>
        <translation>%1 × %1</translation>
    </message>
</context>
<context>
    <name>imprint::ui::VoiceDock</name>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Sound file</source>
        <translation>Tondatei</translation>
    </message>
    <message>
        <source>State of the source</source>
        <translation>Zustand der Quelle</translation>
    </message>
    <message>
        <source>Look for microphones again</source>
        <translation>Noch einmal nach Mikrofonen suchen</translation>
    </message>
    <message>
        <source>Choose a sound file</source>
        <translation>Eine Tondatei wählen</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Verstärkung</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>Loudness added by hand. A double click goes back to 0.</source>
        <translation>Von Hand hinzugefügte Lautstärke. Ein Doppelklick geht auf 0 zurück.</translation>
    </message>
    <message>
        <source>Automatic gain</source>
        <translation>Automatische Lautstärke</translation>
    </message>
    <message>
        <source>Brings the voice to one loudness, 10 ms later</source>
        <translation>Bringt die Stimme auf eine Lautheit, 10 ms später</translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation>Rauschunterdrückung</translation>
    </message>
    <message>
        <source>Takes steady noise off the voice, 10 ms later</source>
        <translation>Nimmt stetiges Rauschen aus der Stimme, 10 ms später</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>Silences what is quieter than the threshold, the tall line in the meter</source>
        <translation>Lässt verstummen, was leiser als die Schwelle ist, der hohe Strich im Pegel</translation>
    </message>
    <message>
        <source>Gate opens at</source>
        <translation>Gate öffnet bei</translation>
    </message>
    <message>
        <source>Voice later than picture</source>
        <translation>Stimme später als Bild</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>In every output. Negative: the voice comes first.</source>
        <translation>In jeder Ausgabe. Negativ: Die Stimme kommt zuerst.</translation>
    </message>
    <message>
        <source>Sound in the place of the microphone</source>
        <translation>Ton an Stelle des Mikrofons</translation>
    </message>
    <message>
        <source>Peak %1, average %2</source>
        <translation>Spitze %1, Mittel %2</translation>
    </message>
    <message>
        <source>Drop a sound file here, or choose one.</source>
        <translation>Eine Tondatei hierher ziehen oder wählen.</translation>
    </message>
    <message>
        <source>What you say is heard.</source>
        <translation>Was Sie sagen, ist zu hören.</translation>
    </message>
    <message>
        <source>The file is heard.</source>
        <translation>Die Datei ist zu hören.</translation>
    </message>
    <message>
        <source>Look for microphones again. The voice is silent for a moment.</source>
        <translation>Noch einmal nach Mikrofonen suchen. Die Stimme schweigt einen Augenblick.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Live avatars and long AI video</source>
        <translation>Live-Avatare und lange KI-Videos</translation>
    </message>
    <message>
        <source>Model to begin with.</source>
        <translation>Modell für den Anfang.</translation>
    </message>
    <message>
        <source>Microphone to begin with.</source>
        <translation>Mikrofon für den Anfang.</translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation>light, dark oder system.</translation>
    </message>
</context>
</TS>
