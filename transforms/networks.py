"""spaCy's networks for words in context, run several times as fast with the same results to the sixth digit.

What takes spaCy's time is matrix products, and how they are fed. The BLIS that thinc brings falls back to a generic kernel on some
processors, where numpy's OpenBLAS has a fitting one. A word form is embedded once in a batch, not at every occurrence, since all
that goes in is its spelling. The layers of the encoder go over a few hundred rows at a time, which stay in the processor's cache.

Only for prediction, and only for the architectures of spaCy's md and lg pipelines (MultiHashEmbed with static vectors,
MaxoutWindowEncoder with a window of 1); other networks are left as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = NDArray[numpy.float32]
AnyModel = Model[Any, Any]

ROWS = 512  # of a layer that are computed at a time
EPSILON = numpy.float32(1e-8)  # of thinc's layer normalisation
MULTIPLIERS = numpy.array(  # odd numbers without pattern: the sum of the features times these tells word forms apart
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
     0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3], dtype=numpy.uint64,
)  # fmt: skip


def hasten(nlp: Language) -> None:
    """Replaces what can be replaced in all networks of the pipeline."""
    for _, component in nlp.pipeline:
        if isinstance(model := getattr(component, "model", None), Model):
            for node in list(model.walk()):
                if isinstance(node.ops, NumpyOps):
                    node.ops = NumpyOps(use_blis=False)
                if {"embed", "encode"} <= set(node.ref_names):
                    _hasten_network(node, nlp)


def _hasten_network(network: AnyModel, nlp: Language) -> None:
    embed, encode = network.layers
    if _is_known_encoder(encode):
        encode.layers[0] = _encoder(encode.layers[0])
    if _is_known_embedding(embed) and nlp.vocab.vectors.mode == "default":
        network.layers[0] = _embedding(embed)


def _is_known_encoder(encode: AnyModel) -> bool:
    residuals = encode.layers[0].layers
    windows = [node for node in encode.walk() if node.name == "expand_window"]
    return (
        encode.name.startswith("with_array(residual(expand_window>>maxout>>layernorm")
        and len(residuals) == len(windows)
        and all(window.attrs["window_size"] == 1 for window in windows)
    )


def _is_known_embedding(embed: AnyModel) -> bool:
    counts = {name: len(_named(embed, name)) for name in ("extract_features", "static_vectors", "maxout", "layernorm")}
    columns = [column for node in _named(embed, "extract_features") for column in node.attrs["columns"]]
    return set(counts.values()) == {1} and len(columns) < len(MULTIPLIERS)


def _named(model: AnyModel, name: str) -> list[AnyModel]:
    return [node for node in model.walk() if node.name == name]


def _encoder(layers: AnyModel) -> AnyModel:
    """The layers over windows of three words, each added to what went in."""
    units = [_maxout_and_norm(residual) for residual in layers.layers]

    def forward(_model: AnyModel, rows: Floats, is_train: bool) -> tuple[Floats, Callable[..., Any]]:  # noqa: ARG001 - thinc gives it
        for unit in units:
            rows = _over_windows(unit, rows)
        return rows, _no_training

    return Model("encoder", forward, dims={"nO": layers.get_dim("nO")})


def _over_windows(unit: Callable[[Floats], Floats], rows: Floats) -> Floats:
    count, width = rows.shape
    padded = numpy.zeros((count + 2, width), dtype=numpy.float32)
    padded[1:-1] = rows
    windows = as_strided(padded, (count, 3 * width), padded.strides, writeable=False)  # each row and its two neighbours, not copied
    found = numpy.empty_like(rows)
    for start in range(0, count, ROWS):
        some = slice(start, start + ROWS)
        numpy.add(unit(numpy.ascontiguousarray(windows[some])), rows[some], out=found[some])
    return found


def _embedding(embed: AnyModel) -> AnyModel:
    """The vectors of words by their spelling."""
    arrays = [node for node in embed.walk() if node.name.startswith("with_array(")]
    (hashes,) = [node.layers[0] for node in arrays if _named(node, "hashembed")]
    (mix,) = [_maxout_and_norm(node) for node in arrays if _named(node, "maxout")]
    (features,), (static,) = _named(embed, "extract_features"), _named(embed, "static_vectors")
    columns = [*features.attrs["columns"], "ORTH"]
    multipliers = MULTIPLIERS[: len(columns)]

    def forward(_model: AnyModel, docs: list[Doc], is_train: bool) -> tuple[list[Floats], Callable[..., Any]]:  # noqa: ARG001 - thinc gives it
        words = numpy.concatenate([doc.to_array(columns) for doc in docs])
        _, first, form_of = numpy.unique(words @ multipliers, return_index=True, return_inverse=True)
        forms = words[first]
        vectors = docs[0].vocab.vectors
        rows = vectors.find(keys=forms[:, -1])
        from_vectors = vectors.data[rows] @ static.get_param("W").T
        from_vectors[rows < 0] = 0
        found = mix(numpy.hstack([hashes.predict(forms[:, :-1]), from_vectors]))[form_of]
        return numpy.split(found, numpy.cumsum([len(doc) for doc in docs])[:-1]), _no_training

    return Model("embedding", forward, dims={"nO": embed.get_dim("nO")})


def _maxout_and_norm(layer: AnyModel) -> Callable[[Floats], Floats]:
    """A maxout layer and its normalisation. The pieces are put one after the other, so that their maxima are of whole blocks."""
    (maxout,), (norm,) = _named(layer, "maxout"), _named(layer, "layernorm")
    weights, bias = (numpy.asarray(maxout.get_param(name)) for name in ("W", "b"))
    gain, shift = (numpy.asarray(norm.get_param(name)) for name in ("G", "b"))
    width, pieces, inputs = weights.shape
    by_piece = numpy.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * width))
    bias_by_piece = numpy.ascontiguousarray(bias.T.reshape(pieces * width))

    def run(rows: Floats) -> Floats:
        products = rows @ by_piece
        products += bias_by_piece
        found = numpy.ascontiguousarray(products[:, :width])
        for piece in range(1, pieces):
            numpy.maximum(found, products[:, piece * width : (piece + 1) * width], out=found)
        found -= found.mean(axis=1, keepdims=True)
        variance = numpy.einsum("ij,ij->i", found, found) / numpy.float32(width) + EPSILON
        found *= (1 / numpy.sqrt(variance))[:, None]
        found *= gain
        found += shift
        return found

    return run


def _no_training(*_: Any) -> Any:
    raise NotImplementedError("this network is for prediction only")
