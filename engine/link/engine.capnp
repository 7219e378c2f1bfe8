@0x9cc040a87a4519ac;

# What the engine process and its client say to each other. Rules:
# - only append: numbers are never used again, fields never change their type; a change that breaks this raises
#   kProtocolVersion (engine/link/protocol.h)
# - no logic in generated types: they are converted to the values of engine/core at the edge (wire_values.h)
# - settings, statistics and the ledger travel as the pairs of their field lists, so that a new one changes nothing here
# - a result with a failure holds nothing else that counts

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("imprint::link::wire");

struct FieldText {
  key @0 :Text;
  text @1 :Text;
}

# An imprint::Error.
struct Failure {
  code @0 :Code;
  message @1 :Text;
  hint @2 :Text;

  enum Code {
    internal @0;
    badInput @1;
    badShape @2;
    badConfig @3;
    notFound @4;
    unsupported @5;
    io @6;
    stopped @7;
  }
}

struct Hello {
  protocol @0 :UInt32;
  version @1 :Text;   # of the program, for messages
  token @2 :Text;     # empty to a child process
}

struct Picture {
  width @0 :UInt32;
  height @1 :UInt32;
  rgb @2 :Data;
}

struct SessionRequest {
  config @0 :List(FieldText);
  reference @1 :Picture;       # null: none
  personaName @2 :Text;        # how the client calls it, for messages; empty: none
  persona @3 :Data;            # what the file holds
  live @4 :Bool;
  size @5 :Int32;
  changes @6 :List(SettingsChange);
  skippedBlocks @7 :List(Int64);
}

struct SettingsChange {
  blockOfProtocol1 @0 :Int64;  # not used any more
  config @1 :List(FieldText);
  frame @2 :Int64;
}

struct MemoryWish {
  seconds @0 :Float64 = -1;    # of video; negative: endless
  targetBytes @1 :Int64 = -1;  # negative: none
  chooseIspaLayers @2 :Bool;
}

# How frames fall into blocks.
struct VideoRhythm {
  firstBlockFrames @0 :Int32;
  blockFrames @1 :Int32;
  framesPerSecond @2 :Int32;
}

struct ModelInfo {
  name @0 :Text;
  width @1 :Int32;
  height @2 :Int32;
  defaults @3 :List(FieldText);
  drawnFacesOnly @4 :Bool;
  readsAttributes @5 :Bool;
  framing @6 :FaceFraming;     # null: none
  liveBlockLatents @7 :Int32;
  text @8 :VideoRhythm;        # null: sound drives it
  fixedSettings @9 :List(Text);
  noPersona @10 :Text;         # empty: its sessions may have one
}

struct FaceFraming {
  height @0 :Float64;
  centerX @1 :Float64;
  centerY @2 :Float64;
}

struct SessionInfo {
  width @0 :Int32;
  height @1 :Int32;
  framesPerSecond @2 :Int32;
  blockFrames @3 :Int32;
  origin @4 :Text;             # name of the PictureOrigin
  lookAheadFrames @5 :Int32;
  firstBlockFrames @6 :Int32 = 1;
}

struct VideoFrame {
  format @0 :Format;
  width @1 :Int32;
  height @2 :Int32;
  index @3 :Int64;
  presentationTimeUs @4 :Int64;
  block @5 :Int64;
  data @6 :Data;

  enum Format {
    rgb24 @0;
    i420 @1;
  }
}

# What a peer meets first. The first call must be hello; nothing else exists before it succeeds.
interface Door {
  hello @0 (hello :Hello) -> (failure :Failure, engine :Engine, version :Text);
}

interface Engine {
  ping @0 () -> ();   # answered at once, whatever the engine computes
  load @1 (model :Text, device :Text) -> (failure :Failure, model :Model, info :ModelInfo);
}

interface Model {
  forecast @0 (request :SessionRequest, seconds :Float64) -> (failure :Failure, ledger :List(FieldText));
  # Sound and control are capabilities of their own: while sound waits for room, everything else goes on.
  open @1 (request :SessionRequest, receiver :FrameReceiver)
      -> (failure :Failure, session :Session, sound :SoundSink, info :SessionInfo);
  fit @2 (request :SessionRequest, wish :MemoryWish)
      -> (failure :Failure, config :List(FieldText), turned :List(Text));
}

interface Session {
  update @0 (config :List(FieldText)) -> (failure :Failure, block :Int64);
  stats @1 () -> (failure :Failure, stats :List(FieldText));
  ledger @2 () -> (failure :Failure, ledger :List(FieldText));
  savePersona @3 (name :Text) -> (failure :Failure, persona :Data);   # name: for messages
  stop @4 () -> ();
}

interface SoundSink {
  push @0 (firstSample :Int64, samples :Data) -> stream;   # 32-bit floats, little endian
  finish @1 () -> ();
}

interface FrameReceiver {
  frame @0 (frame :VideoFrame) -> stream;
  end @1 (failure :Failure) -> ();   # no failure: every frame was delivered, or the session was stopped
}
