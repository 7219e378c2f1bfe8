# shellcheck shell=bash
# demo and bench: what imprint-cli can do, with nothing but the built-in model.

readonly CLI=build/release/bin/imprint-cli
readonly DEMO_TEXT="Hello! I am made by Imprint, here on this machine, with no graphics card and no network.\
 Give me a voice and a few words about how I should look, and I will talk for you."
readonly DEMO_PROMPT="a smiling woman with curly red hair, round glasses and a teal hoodie, night sky"

makeSpeech() {
    espeak-ng -v en-us -s 150 -w out/demo.wav "$DEMO_TEXT" ||
        fail "espeak-ng could not write out/demo.wav" "Check the disk's free space and the rights on out/."
}

# The figures go to a file, so that they can be printed last.
makeVideo() {
    rm -f out/demo.mp4
    say "Making the video (some seconds): \"$DEMO_PROMPT\""
    makeSpeech
    "$CLI" generate --prompt "$DEMO_PROMPT" --audio out/demo.wav --size 512 --out out/demo.mp4 >out/demo.txt
}

runDemo() {
    mkdir -p out
    installWhatIsMissing
    mustStep "build" buildPreset release imprint-cli
    mustStep "generation" makeVideo
    printSteps
    cat out/demo.txt
    say "The talking-head video: $ROOT/out/demo.mp4"
}

measure() {
    say "Measuring: 3 runs of 30 s of video (some seconds each)"
    "$CLI" bench --seconds 30 --repeats 3 --out out/bench.json >out/bench.txt
}

runBench() {
    mkdir -p out
    installWhatIsMissing
    mustStep "build" buildPreset release imprint-cli
    mustStep "bench" measure
    printSteps
    cat out/bench.txt
    say "All figures: $ROOT/out/bench.json"
}
