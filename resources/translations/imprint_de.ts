<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Field</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark: as the desktop says, or always one of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the window; it changes at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Imprint in the tray, with mute, record and camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing keeps it running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window leaves Imprint running in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before closing while live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before the window closes while something is recorded or on air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that describe the character and its mood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that decides everything random: the same seed gives the same pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoising steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps per block: more are finer, fewer are faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise schedule shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warp of the noise schedule: higher values spend more of the steps on the coarse shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent frames per block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer answer sooner, more look further ahead; 0: as the model was made for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours remembered by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What remembers the person&apos;s colours from block to block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cache keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the KV cache keeps when it is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sink frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent frames at the start that are never given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latest latent frames kept besides the sinks and the current block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per cached value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer bits halve or quarter the cache; 16 is as the network computes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop single tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment: drop single tokens of the history, chosen in this way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens left by dropping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much dropping leaves in a layer, counted in latent frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent frames that a layer with its whole history may hold at most; 0: any number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that give up history (K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the warm-up these layers keep a short window and what was learnt of the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up (T_warm)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent frames observed before layers give up their history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sink frames of such layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First latent frames that a layer keeps which gave up its history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window frames of such layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest latent frames that a layer keeps which gave up its history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands in for the history of a layer that gave it up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the layers are chosen that give up their history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn the correction anew when it no longer fits what is seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Liveliness of the head while nobody speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blink now and then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly the head follows the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take steady noise off the voice; the voice comes 10 ms later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise lowered by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how much steady noise is lowered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring the voice to one loudness; the voice comes 10 ms later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness aimed at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loudness that the voice is brought to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence what is quieter than a threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate opens above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peaks above this level open the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate opens within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in which the gate opens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate stays open for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for which the gate stays open behind the last peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate closes within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in which the gate closes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness added by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let nothing of the microphone through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP4 plays everywhere; MKV and MOV take more codecs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How pictures are recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sound is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoded by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who encodes the pictures; automatic takes the first that opens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 is best, 51 is worst, 18 looks like the original; ProRes and FFV1 have none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From ultrafast to veryslow: slower makes smaller files; H.264 and HEVC only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who encodes the stream&apos;s pictures; automatic takes the first that opens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time for quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From ultrafast to veryslow: slower looks better at the same rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kilobits per second for the stream&apos;s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate of sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kilobits per second for the stream&apos;s sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in which SRT may send lost packets again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First retry after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait before a lost stream is connected again; it doubles with every attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest wait for a retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts to connect a lost stream again are never further apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sinks, window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16, as computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heavy hitters stay (H2O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the latest block (SnapKV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evenly spread stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale per head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale per channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matrix per head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hierarchical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least discrepancy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least mass lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread evenly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matroska (MKV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QuickTime (MOV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H.264</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HEVC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AV1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ProRes 422</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FFV1, lossless</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AAC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uncompressed (PCM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intel or AMD card</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Sound and video (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KnownModel</name>
    <message>
        <source>Talking heads made live on any processor; built in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dedicated to the public: use, change and sell what it makes, without asking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forecast from its own formula once it is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A drawn talking head that shows how the window works; every picture is painted, none is generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardly any: it has no weights of its own but Pocket&apos;s audio encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photograph speaks what the microphone hears: 512×512 at 16 pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its README says Apache 2.0, its licence file CC BY-NC-SA 4.0: treated as not for commercial use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About 20 GB as published; 7 to 8 GB by our estimate if the text encoder leaves memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photograph speaks what the microphone hears: 704×384 at 25 pictures a second, on several large graphics cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported as Apache 2.0, which would allow selling; that was not checked: read the licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>80 GB per graphics card as published, 48 GB in FP8; 28 GB for 704×384 by our estimate with smaller caches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apache-2.0, as reported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long video from changing prompts, 832×480; no voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commercial use is allowed, since 1 November 2025 also for the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20 GB as another program states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video from a prompt, block by block, 832×480; no voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commercial use is allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is Apache 2.0, the weights are not for commercial use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 GB or more, as published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video from a prompt, block by block, 832×480, on very large graphics cards; no voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither code nor weights are for commercial use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>40 GB or more recommended, as published</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Memory</name>
    <message>
        <source>saves %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>takes %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV of F-layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV of L-layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ISPA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, sound, face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder (VAE)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV F</source>
        <comment>short for: KV of F-layers</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV L</source>
        <comment>short for: KV of L-layers</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VAE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trained network. It does not change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and values of layers that keep their whole history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and values of layers that gave their history up: the latest frames alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and values of the first frames, which are never thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the layers learn in the warm-up, and the corrections that then stand in for the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latest clean pictures in small, from which a layer can get its history back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What words, sound and the face are held as for the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What makes pictures of latent frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is needed while a block is computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that the bar below shows: the model and its session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s process besides the model: libraries and work space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program, its previews and recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What neither Imprint nor its engine holds and is not free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a program could still have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F</source>
        <comment>letter of a layer with its full history</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <comment>sign of a layer that still learns</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <comment>letter of a layer that keeps the latest</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F: keeps its history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L: gave its history up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer looks at everything that the cache keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until the warm-up ends every layer keeps its history and learns what could take its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer keeps the first and the latest frames; a correction stands in for what lay between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale per head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale per channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matrix per head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dense matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low-rank matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hierarchical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual, held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, on rows it learnt from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted at %1: KV %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting anew. KV was %1, is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applying. KV was %1, is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured: KV %1 so far; its history still grows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured: KV %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model and session: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T_warm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L-window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L-sinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main memory (no GPU in use)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Outputs</name>
    <message>
        <source>recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finishing the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting to PipeWire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for a reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>❄ Frozen: the outputs go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns sound and text into what the model hears.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All denoising passes of a block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pass that writes clean keys and values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns latents into pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws the pictures of a face that is not generated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the engine, since its session began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First picture after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the session&apos;s opening to a picture that moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out to keep the delay: the engine was too slow.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::app::CharacterLink</name>
    <message>
        <source>Too many pictures wait to be read. Wait a moment, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::app::Desktop</name>
    <message>
        <source>The picture is saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imprint is live. Quit, and end recording, camera and stream?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::app::PreviewLink</name>
    <message>
        <source>%1 fps · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole history · KV %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers absorbed: %1 · KV %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No engine runs. What to do is said above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine starts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::app::Studio</name>
    <message>
        <source>Imprint is too busy to do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine may hang. Wait a moment, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name in files: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ fits: this machine has %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ tight: this machine has %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ too much: this machine has %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output may be sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown: read the licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>known; this version cannot run it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused; what is here is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloaded; this version cannot run it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About %1 to download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory: %1 by its own formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual camera (v4l2loopback)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>V4L2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps picture and sound in a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your call, choose this camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For programs that do not know PipeWire, such as OBS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your voice, in step with the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends picture and sound to a streaming service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finishing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ON AIR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free: too little to record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free, enough for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>losing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: mean %2 ms, worst %3 ms, queue %4, lost %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine makes fewer pictures than are shown: some are shown twice. Fewer steps or a smaller picture help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New pictures per second, and how many are wanted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a sound to its picture. The virtual microphone is as late, so both fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 late (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that came when their time was over: %1 of %2. Blocks that the engine left out to keep the delay: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that Imprint and its engine hold. The Memory dock shows for what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs as process %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs on another machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was started again %1 times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended by itself. The Output dock says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 finishes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is on air.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of silence filled in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export video…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a take again at better settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody hears the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture stands still and nothing is heard, in all outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin anew: what was learnt of this person is forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual &amp;camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs see the picture as a camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Virtual microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs hear the voice, in step with the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to a streaming service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;anic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At once: a card instead of the picture, and silence, in all outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Freeze preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closely at one picture; the outputs go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture as a PNG file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;it in window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in a mirror; the outputs are not mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show fi&amp;gures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames per second and delay, over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the picture of now, left and right of a divider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare two r&amp;uns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two runs with one seed and one voice: layers with and without their history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collects what helps to find it; nothing is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Imprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::CharacterDock</name>
    <message>
        <source>Character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The person as the model sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong with the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The person begins anew, seen as in the square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose face is this, who agreed to its use, and when?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consent: whose face this is, who agreed, when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starter faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your faces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that you use are kept here, on this computer alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletes its picture, name and note of consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person from the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture: the words of the prompt say who speaks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load persona...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with what another session has learnt of its person, without a warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save persona...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps what this session has learnt of its person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of a face</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save persona</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load persona</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Personas (*.persona);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model sees it: %1 x %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt says who speaks. Choose a face below, or drop a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A drawn face, free for any use (CC0). %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As another session has learnt this person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Consent is not noted yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::CheatSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::CropView</name>
    <message>
        <source>Part of the picture that the model sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the square or its corners. Keys: arrows move it, + and - make it larger and smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture of a face here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::DeviceList</name>
    <message>
        <source>%1 (not connected)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default microphone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is used as soon as it is connected.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::FaceList</name>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::FieldRow</name>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed from the default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::LayerStrip</name>
    <message>
        <source>Layers and their history</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::LevelMeter</name>
    <message>
        <source>Loudness of the voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average, peak and highest peak of late. The light on the right says that the voice was too loud; click it to put it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The voice was too loud. Space puts the light out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not too loud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::LogDock</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How grave lines must be to be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings, errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words that a line must hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the chosen lines, or all that are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logs of this and earlier runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::LogModel</name>
    <message>
        <source>debug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MainWindow</name>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryBar</name>
    <message>
        <source>Where the memory is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryDock</name>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effect of the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory that the model may take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the model and its session, however long it lasts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks for the settings of the least loss that need no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Span of the graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It fits already: nothing has to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model and session: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 free of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply with a new start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The person begins again; recording and stream go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the next block on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>KV of %n layer(s): %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>KV of the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 freed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model keeps no history: there is nothing to give up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a layer to see what was found about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They appear when a session runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryGraph</name>
    <message>
        <source>Memory over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago: model %2, KV %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryKnobs</name>
    <message>
        <source>&amp;K, layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many layers give up their history after the warm-up. More save more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of the layers give up their history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;T_warm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent frames that those layers learn from before they give it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L-&amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest latent frames that a layer without history keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L-&amp;sinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First latent frames that a layer without history keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts when a session begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A running session has built on these: they need a new start, in which the person begins again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the KV cache of the layers keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window and sinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything, growing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV &amp;bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per stored key and value. Fewer take less memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16, as computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi&amp;ndow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest latent frames that the other layers keep, if not everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;inks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First latent frames that they keep besides, and never throw away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent frames that a layer with its whole history may hold at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MemoryLegend</name>
    <message>
        <source>Parts of the memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::ModelCard</name>
    <message>
        <source>%1. %2. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::ModelDock</name>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model&apos;s folder… (or drop it here)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is about &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::OutputCard</name>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it first to change this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::OutputDock</name>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At once a card instead of your picture, and silence, in every output. Recording and stream go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden and muted: come back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panic: hide and mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{date} and {time} are filled in when a recording begins. Nothing is overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File &amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For&amp;mat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the folder of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of recordings: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you choose the camera by in your call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node of v4l2loopback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;ode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice later than picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If others hear you before your lips move, raise it. A negative offset holds the camera back instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice &amp;later by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked each time, never stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your streaming service shows it. It is stored nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kilobits per second of the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kilobits per second of the sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> kbit/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder of the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower presets give a better picture at the same rate and take more of the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spee&amp;d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first free one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the address that your streaming service shows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::PlayerBar</name>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::PreviewPanel</name>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::Projector</name>
    <message>
        <source>Imprint: picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::SettingsDialog</name>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hot keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes apply at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting is about &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::SettingsStore</name>
    <message>
        <source>Parts of the settings file %1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the settings file could not be read. It was kept as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings come from a newer version of Imprint. What this one does not know is kept, but not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored setting &quot;%1&quot; (%2) cannot be used, so its default is: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::SeveritySymbol</name>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::ShortcutPage</name>
    <message>
        <source>New key of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of all actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All to default</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n actions share a key with another one: none of them hears it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>imprint::ui::ShortcutTable</name>
    <message>
        <source>⚠ Also of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At first: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At first: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::StageModel</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must stay below %1 ms on average.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the order in which they work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds per block, mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds of the slowest block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits for this stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this stage lost since the run began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::StatisticsDock</name>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures appear as soon as a picture moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::StatusStrip</name>
    <message>
        <source>Pictures per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::Tray</name>
    <message>
        <source>Imprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imprint is live: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>imprint::ui::VoiceDock</name>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for microphones again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a sound file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push to talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are heard only while the key is held. It works everywhere in this window except in text fields; buttons answer to Enter meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of push to talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click here, then press the key that you want to hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness added by hand. A double click goes back to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings the voice to one loudness, 10 ms later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes steady noise off the voice, 10 ms later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silences what is quieter than the threshold, the tall line in the meter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate opens at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice later than picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In every output. Negative: the voice comes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound in the place of the microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak %1, average %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a sound file here, or choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted: click to be heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to talk (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted until you hold the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that you say is heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you say is heard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Live avatars and long AI video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone to begin with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
