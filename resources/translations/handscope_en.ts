<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>handscope::app::InspectExports</name>
    <message numerus="yes">
        <source>Wrote %1: %n frame(s).</source>
        <translation>
            <numerusform>Wrote %1: %n frame.</numerusform>
            <numerusform>Wrote %1: %n frames.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::app::LabelQueue</name>
    <message numerus="yes">
        <source>%n recording(s) cannot be labelled again.</source>
        <translation>
            <numerusform>%n recording cannot be labelled again.</numerusform>
            <numerusform>%n recordings cannot be labelled again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::app::RecordingsController</name>
    <message numerus="yes">
        <source>Expected results that can be read, of recordings as they were, in every format (%n recording(s) failed).</source>
        <translation>
            <numerusform>Expected results that can be read, of recordings as they were, in every format (%n recording failed).</numerusform>
            <numerusform>Expected results that can be read, of recordings as they were, in every format (%n recordings failed).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::app::StagePainter</name>
    <message numerus="yes">
        <source>%1 · %2 · %n channel(s)</source>
        <translation>
            <numerusform>%1 · %2 · %n channel</numerusform>
            <numerusform>%1 · %2 · %n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::ui::GuideModel</name>
    <message numerus="yes">
        <source>%1: seen %n time(s)</source>
        <translation>
            <numerusform>%1: seen %n time</numerusform>
            <numerusform>%1: seen %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::ui::ListingView</name>
    <message numerus="yes">
        <source>Adding: %n file(s) looked at</source>
        <translation>
            <numerusform>Adding: %n file looked at</numerusform>
            <numerusform>Adding: %n files looked at</numerusform>
        </translation>
    </message>
</context>
</TS>
