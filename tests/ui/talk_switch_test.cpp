#include "ui/models/talk_switch.h"

#include <catch2/catch.hpp>

using namespace imprint::ui;

TEST_CASE("TalkSwitch: without push to talk the mute button decides", "[ui]")
{
    TalkSwitch talk;
    CHECK_FALSE(talk.muted());
    talk.setMuted(true);
    CHECK(talk.muted());
    talk.press(); // the key means nothing
    CHECK(talk.muted());
    CHECK_FALSE(talk.held());
}

TEST_CASE("TalkSwitch: with push to talk one is heard while the key is held", "[ui]")
{
    TalkSwitch talk;
    talk.setPushToTalk(true);
    CHECK(talk.muted());
    talk.press();
    CHECK_FALSE(talk.muted());
    talk.release();
    CHECK(talk.muted());
}

TEST_CASE("TalkSwitch: the end of push to talk opens no microphone", "[ui]")
{
    TalkSwitch talk;
    talk.setPushToTalk(true);
    talk.setPushToTalk(false);
    CHECK(talk.muted());
    talk.setMuted(false);
    CHECK_FALSE(talk.muted());
}

TEST_CASE("TalkSwitch: somebody else mutes, and cannot unmute a key that is not held", "[ui]")
{
    TalkSwitch talk;
    talk.observe(true);
    CHECK(talk.muted());
    talk.observe(false);
    CHECK_FALSE(talk.muted());
    talk.setPushToTalk(true);
    talk.observe(false);
    CHECK(talk.muted());
    talk.press();
    talk.observe(true); // "mute everything" while the key is held
    CHECK(talk.muted());
}
