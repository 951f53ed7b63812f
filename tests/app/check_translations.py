#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the translations of the window: `whole` looks at each of them, `complete` asks lupdate
whether a text of the sources is missing. Prints what is wrong; exits with 77 where lupdate is not
installed."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
SKIPPED = 77
PLURAL_FORMS = {"en": 2, "ko": 1}

PLACEHOLDER = re.compile(r"%(?:L?[1-9][0-9]?|n|\.[0-9]f)")
ACCELERATOR = re.compile(r"&(?=\w)")
FILE_PATTERN = re.compile(r"\*\.[\w-]+")
KEYS = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)+\S+|[^\w\s]")


def messages(file):
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message


def faults_of(source, text):
    """What is wrong with one translated text of a source."""
    if not text or text.isspace() != source.isspace():
        yield "it is empty"
        return
    if Counter(PLACEHOLDER.findall(text)) != Counter(PLACEHOLDER.findall(source)):
        yield "its placeholders differ"
    keys = len(ACCELERATOR.findall(text))
    if keys != len(ACCELERATOR.findall(source)) or keys > 1:
        yield "its accelerators (&) differ"
    if FILE_PATTERN.findall(text) != FILE_PATTERN.findall(source):
        yield "its file patterns differ"
    if KEYS.fullmatch(source) and text != source:
        yield "it is a key, which is not translated"
    if text.count("\n\n") != source.count("\n\n"):
        yield "its paragraphs differ"
    if source.endswith("…") != text.endswith("…"):
        yield "only one of them ends with …"


def whole():
    faults = []
    for language, forms in PLURAL_FORMS.items():
        for context, message in messages(FOLDER / f"handscope_{language}.ts"):
            source = message.findtext("source")
            translation = message.find("translation")
            found = []
            if not context.startswith("handscope::"):
                found.append("its context is no class of ours")
            if translation.get("type"):
                found.append(f"it is {translation.get('type')}")
            texts = [form.text for form in translation.findall("numerusform")]
            if message.get("numerus") == "yes":
                if len(texts) != forms:
                    found.append(f"it has {len(texts)} plural forms, expected {forms}")
            else:
                texts = [translation.text]
            for text in texts:
                found += faults_of(source, text)
            faults += [f"{language}, {context}, {source!r}: {fault}" for fault in found]
    return faults


def complete():
    path = "/usr/lib/qt6/bin" + os.pathsep + os.environ.get("PATH", "")
    if not shutil.which("lupdate", path=path):
        print("lupdate is not installed (qt6-l10n-tools): whether a text is missing is not known.")
        sys.exit(SKIPPED)
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for language in PLURAL_FORMS:
            shutil.copy(FOLDER / f"handscope_{language}.ts", folder)
        subprocess.run([ROOT / "packaging" / "update-translations", folder], check=True)
        for language in PLURAL_FORMS:
            name = f"handscope_{language}.ts"
            kept = {(context, message.findtext("source"), message.findtext("comment"))
                    for context, message in messages(FOLDER / name)}
            now = {(context, message.findtext("source"), message.findtext("comment"))
                   for context, message in messages(pathlib.Path(folder) / name)}
            faults += [f"{language}: not in {name}: {text}" for text in sorted(now - kept, key=str)]
            faults += [f"{language}: no longer in the sources: {text}"
                       for text in sorted(kept - now, key=str)]
    if faults:
        faults.append("Call packaging/update-translations and translate what it adds.")
    return faults


if __name__ == "__main__":
    faults = {"whole": whole, "complete": complete}[sys.argv[1]]()
    print("\n".join(faults))
    sys.exit(1 if faults else 0)
