// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ElanExport.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <pugixml.hpp>
#include <sstream>
#include <utility>
#include <vector>

#include "app/labelling/ExportText.h"
#include "app/labelling/PlayerCue.h"

namespace handscope::app {
namespace {

constexpr const char* kGestureType = "gesture";
constexpr const char* kDetailType = "detail";

/// An annotation with the names of its time slots.
struct Annotation {
    PlayerCue cue;
    std::string startSlot;
    std::string endSlot;
};

/// Annotations of one tier.
using Lane = std::vector<Annotation>;

/// What stands below each gesture; an empty text gives no annotation.
struct Detail {
    const char* tier;
    std::string (*text)(const LabelSegment&);
};

constexpr std::array kDetails{
    Detail{"Mean score",
           [](const LabelSegment& segment) { return sixDecimals(segment.meanScore); }},
    Detail{"Peak score",
           [](const LabelSegment& segment) { return sixDecimals(segment.peakScore); }},
    Detail{"Runner-up", [](const LabelSegment& segment) { return segment.runnerUp; }}};

std::vector<Lane> lanesOf(const std::vector<PlayerCue>& cues) {
    std::vector<Lane> lanes(1);
    for (const PlayerCue& cue : cues) {
        const auto isFree = [&](const Lane& lane) {
            return lane.empty() || lane.back().cue.end <= cue.start;
        };
        auto free = std::find_if(lanes.begin(), lanes.end(), isFree);
        if (free == lanes.end()) {
            free = lanes.emplace(lanes.end());
        }
        free->push_back({.cue = cue, .startSlot = {}, .endSlot = {}});
    }
    return lanes;
}

/// Writes the document element by element, in the order of the published schema.
class ElanWriter {
public:
    ElanWriter(const LabelDocument& document, std::vector<Lane> lanes)
        : document_(document), lanes_(std::move(lanes)) {}

    std::string write() {
        pugi::xml_node declaration = xml_.append_child(pugi::node_declaration);
        set(declaration, "version", "1.0");
        set(declaration, "encoding", "UTF-8");
        root_ = xml_.append_child("ANNOTATION_DOCUMENT");
        set(root_, "AUTHOR", "Handscope");
        set(root_, "DATE", "1970-01-01T00:00:00+00:00");
        set(root_, "FORMAT", "3.0");
        set(root_, "VERSION", "3.0");
        set(root_, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        set(root_, "xsi:noNamespaceSchemaLocation", "http://www.mpi.nl/tools/elan/EAFv3.0.xsd");
        addHeader();
        addTimeOrder();
        for (std::size_t i = 0; i < lanes_.size(); ++i) {
            addTiers(lanes_[i], i == 0 ? "" : " " + std::to_string(i + 1));
        }
        setProperty("lastUsedAnnotationId", std::to_string(lastAnnotation_));
        addTypes();
        std::ostringstream stream;
        xml_.save(stream, "    ", pugi::format_default, pugi::encoding_utf8);
        return stream.str();
    }

private:
    const LabelDocument& document_;
    std::vector<Lane> lanes_;
    pugi::xml_document xml_;
    pugi::xml_node root_;
    int lastAnnotation_ = 0;

    static void set(pugi::xml_node node, const char* name, const std::string& value) {
        node.append_attribute(name).set_value(value.c_str());
    }

    const std::string& checked(const std::string& text, const char* what) const {
        requireCleanText(
            {.text = text, .what = what, .recording = document_.source.name, .format = "ELAN"},
            "\t\n");
        return text;
    }

    void setProperty(const char* name, const std::string& value) {
        pugi::xml_node property = root_.child("HEADER").append_child("PROPERTY");
        set(property, "NAME", name);
        property.text().set(value.c_str());
    }

    std::string mimeType() const {
        constexpr std::array<std::pair<const char*, const char*>, 9> kTypes{
            {{".mp4", "video/mp4"},
             {".m4v", "video/mp4"},
             {".mov", "video/quicktime"},
             {".mpg", "video/mpeg"},
             {".mpeg", "video/mpeg"},
             {".avi", "video/x-msvideo"},
             {".mkv", "video/x-matroska"},
             {".webm", "video/webm"},
             {".ogv", "video/ogg"}}};
        const std::string extension = std::filesystem::path(document_.source.name).extension();
        for (const auto& [ending, type] : kTypes) {
            if (extension == ending) {
                return type;
            }
        }
        return "video/*";  // ELAN's own word for any other
    }

    void addHeader() {
        pugi::xml_node header = root_.append_child("HEADER");
        set(header, "MEDIA_FILE", "");
        set(header, "TIME_UNITS", "milliseconds");
        pugi::xml_node media = header.append_child("MEDIA_DESCRIPTOR");
        const std::string fileName = std::filesystem::path(document_.source.name).filename();
        set(media, "MEDIA_URL", "file://" + checked(document_.source.path, "path"));
        set(media, "MIME_TYPE", mimeType());
        set(media, "RELATIVE_MEDIA_URL", "./" + checked(fileName, "file name"));
        setProperty("handscopeVersion", checked(document_.toolVersion, "version"));
        setProperty("handscopeModel", checked(document_.model.name, "model name"));
        setProperty("handscopeModelSha256", checked(document_.model.sha256, "checksum"));
    }

    void addTimeOrder() {
        std::vector<std::pair<std::int64_t, std::string*>> slots;
        for (Lane& lane : lanes_) {
            for (Annotation& annotation : lane) {
                slots.emplace_back(annotation.cue.start, &annotation.startSlot);
                slots.emplace_back(annotation.cue.end, &annotation.endSlot);
            }
        }
        std::stable_sort(slots.begin(), slots.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        pugi::xml_node order = root_.append_child("TIME_ORDER");
        int count = 0;
        for (const auto& [time, name] : slots) {
            *name = "ts" + std::to_string(++count);
            pugi::xml_node slot = order.append_child("TIME_SLOT");
            set(slot, "TIME_SLOT_ID", *name);
            set(slot, "TIME_VALUE", std::to_string(time));
        }
    }

    pugi::xml_node addTier(const std::string& name, const char* type) {
        pugi::xml_node tier = root_.append_child("TIER");
        set(tier, "TIER_ID", name);
        set(tier, "LINGUISTIC_TYPE_REF", type);
        return tier;
    }

    /// Returns the name under which details refer to it.
    std::string addAnnotation(pugi::xml_node tier, const char* kind, const std::string& value,
                              const std::vector<std::pair<const char*, std::string>>& references) {
        pugi::xml_node annotation = tier.append_child("ANNOTATION").append_child(kind);
        std::string name = "a";
        name += std::to_string(++lastAnnotation_);
        set(annotation, "ANNOTATION_ID", name);
        for (const auto& [attribute, target] : references) {
            set(annotation, attribute, target);
        }
        annotation.append_child("ANNOTATION_VALUE").text().set(value.c_str());
        return name;
    }

    void addTiers(const Lane& lane, const std::string& suffix) {
        const std::string gestureTier = "Gesture" + suffix;
        pugi::xml_node gestures = addTier(gestureTier, kGestureType);
        std::vector<std::string> names;
        for (const Annotation& annotation : lane) {
            names.push_back(addAnnotation(gestures, "ALIGNABLE_ANNOTATION",
                                          checked(annotation.cue.segment->label, "label"),
                                          {{"TIME_SLOT_REF1", annotation.startSlot},
                                           {"TIME_SLOT_REF2", annotation.endSlot}}));
        }
        for (const Detail& detail : kDetails) {
            pugi::xml_node tier = addTier(detail.tier + suffix, kDetailType);
            set(tier, "PARENT_REF", gestureTier);
            for (std::size_t i = 0; i < lane.size(); ++i) {
                const std::string value = detail.text(*lane[i].cue.segment);
                if (!value.empty()) {
                    addAnnotation(tier, "REF_ANNOTATION", checked(value, "label"),
                                  {{"ANNOTATION_REF", names[i]}});
                }
            }
        }
    }

    void addTypes() {
        pugi::xml_node gesture = root_.append_child("LINGUISTIC_TYPE");
        set(gesture, "LINGUISTIC_TYPE_ID", kGestureType);
        set(gesture, "TIME_ALIGNABLE", "true");
        set(gesture, "GRAPHIC_REFERENCES", "false");
        pugi::xml_node detail = root_.append_child("LINGUISTIC_TYPE");
        set(detail, "LINGUISTIC_TYPE_ID", kDetailType);
        set(detail, "TIME_ALIGNABLE", "false");
        set(detail, "CONSTRAINTS", "Symbolic_Association");
        set(detail, "GRAPHIC_REFERENCES", "false");
        pugi::xml_node constraint = root_.append_child("CONSTRAINT");
        set(constraint, "STEREOTYPE", "Symbolic_Association");
        set(constraint, "DESCRIPTION", "1-1 association with a parent annotation");
    }
};

}  // namespace

std::string toElan(const LabelDocument& document) {
    return ElanWriter(document, lanesOf(playerCues(document))).write();
}

}  // namespace handscope::app
