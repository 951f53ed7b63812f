#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads exported labels with Python's own readers and prints what they say as JSON.

csv FILE DELIMITER     rows of fields
schema SCHEMA FILE...  what jsonschema has against each file, null for nothing
eaf FILE               {tier: [[start ms, end ms, text], ...]} and, under "", the media descriptor,
                       after everything was checked that the published EAFv3.0.xsd and ELAN ask for
Exit status 1 with a message: a file is not as its format wants it.
"""

import csv
import datetime
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

# The order of the published schema, and each element's required and other attributes.
CHILDREN = {
    "ANNOTATION_DOCUMENT": ["LICENSE", "HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE", "LOCALE",
                            "LANGUAGE", "CONSTRAINT", "CONTROLLED_VOCABULARY", "LEXICON_REF",
                            "REF_LINK_SET", "EXTERNAL_REF"],
    "HEADER": ["MEDIA_DESCRIPTOR", "LINKED_FILE_DESCRIPTOR", "PROPERTY"],
    "TIME_ORDER": ["TIME_SLOT"],
    "TIER": ["ANNOTATION"],
    "ANNOTATION": ["ALIGNABLE_ANNOTATION", "REF_ANNOTATION"],
    "ALIGNABLE_ANNOTATION": ["ANNOTATION_VALUE"],
    "REF_ANNOTATION": ["ANNOTATION_VALUE"],
}
ATTRIBUTES = {
    "ANNOTATION_DOCUMENT": ({"AUTHOR", "DATE", "VERSION"}, {"FORMAT"}),
    "HEADER": (set(), {"MEDIA_FILE", "TIME_UNITS"}),
    "MEDIA_DESCRIPTOR": ({"MEDIA_URL", "MIME_TYPE"},
                         {"RELATIVE_MEDIA_URL", "TIME_ORIGIN", "EXTRACTED_FROM"}),
    "PROPERTY": (set(), {"NAME"}),
    "TIME_SLOT": ({"TIME_SLOT_ID"}, {"TIME_VALUE"}),
    "TIER": ({"TIER_ID", "LINGUISTIC_TYPE_REF"},
             {"PARTICIPANT", "ANNOTATOR", "DEFAULT_LOCALE", "PARENT_REF", "EXT_REF", "LANG_REF"}),
    "ALIGNABLE_ANNOTATION": ({"ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2"}, {"SVG_REF"}),
    "REF_ANNOTATION": ({"ANNOTATION_ID", "ANNOTATION_REF"}, {"PREVIOUS_ANNOTATION"}),
    "LINGUISTIC_TYPE": ({"LINGUISTIC_TYPE_ID"},
                        {"TIME_ALIGNABLE", "CONSTRAINTS", "GRAPHIC_REFERENCES"}),
    "CONSTRAINT": ({"STEREOTYPE"}, {"DESCRIPTION"}),
}
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def require(condition, message):
    if not condition:
        sys.exit(message)


def check_structure(element):
    required, optional = ATTRIBUTES.get(element.tag, (set(), set()))
    present = {name for name in element.attrib if not name.startswith(XSI)}
    require(required <= present <= required | optional, f"{element.tag} has {sorted(present)}")
    order = CHILDREN.get(element.tag, [])
    places = [order.index(child.tag) for child in element]
    require(places == sorted(places), f"children of {element.tag} in another order")
    for child in element:
        check_structure(child)


def unique(names, what):
    require(len(names) == len(set(names)), f"{what} stand twice")
    return set(names)


def read_eaf(path):
    root = ElementTree.parse(path).getroot()
    require(root.tag == "ANNOTATION_DOCUMENT", root.tag)
    check_structure(root)
    require(root.get("FORMAT") == "3.0" and root.get("VERSION") == "3.0", "another version")
    datetime.datetime.fromisoformat(root.get("DATE"))
    header = root.find("HEADER")
    require(header.get("TIME_UNITS") == "milliseconds", "another time unit")

    slots = root.findall("TIME_ORDER/TIME_SLOT")
    annotations = [item for kind in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
                   for item in root.iter(kind)]
    identifiers = [slot.get("TIME_SLOT_ID") for slot in slots]
    identifiers += [annotation.get("ANNOTATION_ID") for annotation in annotations]
    identifiers += [item.get("STEREOTYPE") for item in root.findall("CONSTRAINT")]
    unique(identifiers, "identifiers")
    require(all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in identifiers), "no xsd:ID")
    last = header.find("PROPERTY[@NAME='lastUsedAnnotationId']").text
    require(int(last) == len(annotations), "lastUsedAnnotationId is not the last")

    times = {slot.get("TIME_SLOT_ID"): int(slot.get("TIME_VALUE")) for slot in slots}
    require(list(times.values()) == sorted(times.values()), "time slots without order")
    require(all(0 <= time < 2 ** 32 for time in times.values()), "no xsd:unsignedInt")

    constraints = {item.get("STEREOTYPE") for item in root.findall("CONSTRAINT")}
    types = {item.get("LINGUISTIC_TYPE_ID"): item for item in root.findall("LINGUISTIC_TYPE")}
    unique([item.get("LINGUISTIC_TYPE_ID") for item in root.findall("LINGUISTIC_TYPE")], "types")
    unique([tier.get("TIER_ID") for tier in root.findall("TIER")], "tiers")

    result = {"": dict(header.find("MEDIA_DESCRIPTOR").attrib)}
    spans = {}
    for tier in root.findall("TIER"):
        name, parent = tier.get("TIER_ID"), tier.get("PARENT_REF")
        kind = types[tier.get("LINGUISTIC_TYPE_REF")]
        constraint = kind.get("CONSTRAINTS")
        require(constraint is None or constraint in constraints, "a constraint that is not there")
        require((parent is None) == (constraint is None), "a parent without a constraint")
        require((kind.get("TIME_ALIGNABLE") == "true") == (parent is None), "TIME_ALIGNABLE")
        rows = []
        for annotation in tier.iter():
            if annotation.tag == "ALIGNABLE_ANNOTATION":
                require(parent is None, "times below a parent")
                span = (times[annotation.get("TIME_SLOT_REF1")],
                        times[annotation.get("TIME_SLOT_REF2")])
                spans[annotation.get("ANNOTATION_ID")] = (name, span)
            elif annotation.tag == "REF_ANNOTATION":
                owner, span = spans[annotation.get("ANNOTATION_REF")]
                require(owner == parent, "an annotation of another tier's")
            else:
                continue
            rows.append([*span, annotation.find("ANNOTATION_VALUE").text or ""])
        require(all(start < end for start, end, _ in rows), "an annotation of no length")
        rows.sort(key=lambda row: row[:2])
        require(all(a[1] <= b[0] for a, b in zip(rows, rows[1:])), f"overlap in {name}")
        result[name] = rows
    return result


def read_csv(path, delimiter):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter, strict=True))


def check_schema(schema_path, *paths):
    import jsonschema

    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    answers = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            errors = list(validator.iter_errors(json.load(file)))
        answers.append(errors[0].message if errors else None)
    return answers


READERS = {"csv": read_csv, "schema": check_schema, "eaf": read_eaf}
json.dump(READERS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
