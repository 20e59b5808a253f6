"""What the pipeline is compared with: `nlp.pipe` over the same texts, with the model as it comes, the documents thrown away.

bare.py TEXTS PROCESSES    TEXTS holds a JSON string a line
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy

from flows.settings import Settings
from transforms.text.models import model_path

BATCH = 32  # texts; with the 256 of the model's settings a process grows to 12 GB over long articles


def main() -> None:
    texts = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    nlp = spacy.load(model_path(Settings().model))
    for _ in nlp.pipe(texts, n_process=int(sys.argv[2]), batch_size=BATCH):
        pass


if __name__ == "__main__":
    main()
