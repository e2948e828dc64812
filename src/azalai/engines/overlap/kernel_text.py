"""Compiled reading and weighing of texts; the same answers as the numpy and scipy of `space`."""

from __future__ import annotations

import numpy as np

from azalai.engines.overlap.kernel import njit

EMPTY = -1
_BREAK = 1  # the byte that ends a text


@njit(cache=True, nogil=True)
def _hash(buffer: np.ndarray, start: int, end: int, seed: int) -> np.uint64:
    """FNV-1a on 64 bits, its high bits folded in. seed: so that nobody can write words that collide."""
    value = np.uint64(14695981039346656037) ^ np.uint64(seed)
    for at in range(start, end):
        value = (value ^ np.uint64(buffer[at])) * np.uint64(1099511628211)
    return value ^ (value >> np.uint64(29))


@njit(cache=True, nogil=True)
def grown(hashes: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same table of words with four times the room."""
    size = 4 * len(hashes)
    mask = np.uint64(size - 1)
    wide, counted = np.zeros(size, dtype=np.uint64), np.full(size, EMPTY, dtype=np.int32)
    for old in range(len(hashes)):
        if numbers[old] != EMPTY:
            slot = hashes[old] & mask
            while counted[slot] != EMPTY:
                slot = (slot + np.uint64(1)) & mask
            wide[slot], counted[slot] = hashes[old], numbers[old]
    return wide, counted


@njit(cache=True, nogil=True)
def read(
    buffer: np.ndarray,
    begin: int,
    table: tuple[np.ndarray, np.ndarray],
    known: int,
    words: np.ndarray,
    ends: np.ndarray,
    state: np.ndarray,
    fresh: np.ndarray,
) -> int:
    """Number the words of folded texts from `begin` on; returns where it stopped, for want of room.

    table: hashes and numbers of words, at most half full. known: words that have a number. words: their
    numbers, in order. ends: words read at the end of each text. state: words read, texts ended, fresh
    words, seed. fresh: start and end of each word that had no number; it is given the next.
    """
    hashes, numbers = table
    mask = np.uint64(len(hashes) - 1)
    at, size = begin, len(buffer)
    while at < size:
        if buffer[at] <= 32:
            if buffer[at] == _BREAK:
                state[1] += 1
                ends[state[1]] = state[0]
            at += 1
            continue
        if 2 * (known + state[2]) >= len(hashes) or state[2] >= len(fresh):
            return at
        start = at
        while at < size and buffer[at] > 32:
            at += 1
        value = _hash(buffer, start, at, state[3])
        slot = value & mask
        while numbers[slot] != EMPTY and hashes[slot] != value:
            slot = (slot + np.uint64(1)) & mask
        if numbers[slot] == EMPTY:
            hashes[slot], numbers[slot] = value, known + state[2]
            fresh[state[2], 0], fresh[state[2], 1] = start, at
            state[2] += 1
        words[state[0]] = numbers[slot]
        state[0] += 1
    return at


@njit(cache=True, nogil=True)
def count(
    words: np.ndarray,
    ends: np.ndarray,
    parts: tuple[np.ndarray, np.ndarray, np.ndarray],
    times: np.ndarray,
    width: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """CSR of features of texts: dampened counts of words times the shares of their features.

    parts: CSR of the features of each word. times: what 0, 1, 2… times a word count.
    """
    starts, features, shares = parts
    room = 0
    for at in range(len(words)):
        room += starts[words[at] + 1] - starts[words[at]]
    indices, data = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
    indptr = np.zeros(len(ends), dtype=np.int64)
    met = np.zeros(len(starts), dtype=np.int32)
    place_of = np.full(width, -1, dtype=np.int64)
    place, most = 0, len(times) - 1
    for row in range(len(ends) - 1):
        for at in range(ends[row], ends[row + 1]):
            met[words[at]] += 1
        first = place
        for at in range(ends[row], ends[row + 1]):
            word = words[at]
            if met[word] == 0:
                continue
            weight = times[min(met[word], most)]
            met[word] = 0
            for entry in range(starts[word], starts[word + 1]):
                feature = features[entry]
                if place_of[feature] < first:
                    place_of[feature] = place
                    indices[place], data[place] = feature, 0
                    place += 1
                data[place_of[feature]] += weight * shares[entry]
        indptr[row + 1] = place
    return indptr, indices[:place].copy(), data[:place].copy()


@njit(cache=True, nogil=True)
def squares(indptr: np.ndarray, indices: np.ndarray, data: np.ndarray, rarities: np.ndarray) -> np.ndarray:
    """Sum of squares of the weighed counts of each row."""
    out = np.zeros(len(indptr) - 1)
    for row in range(len(out)):
        total = np.int64(0)
        for at in range(indptr[row], indptr[row + 1]):
            value = np.int64(data[at]) * rarities[indices[at]]
            total += value * value
        out[row] = total
    return out


@njit(cache=True, nogil=True)
def _select(values: np.ndarray, size: int, wanted: int) -> int:
    """The value at place `wanted` of the first `size`, were they in order; moves them about (Hoare)."""
    low, high = 0, size - 1
    while low < high:
        pivot = values[(low + high) // 2]
        left, right = low, high
        while left <= right:
            while values[left] < pivot:
                left += 1
            while values[right] > pivot:
                right -= 1
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += 1
                right -= 1
        if wanted <= right:
            high = right
        elif wanted >= left:
            low = left
        else:
            break
    return values[wanted]


@njit(cache=True, nogil=True)
def weigh(
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
    rarities: np.ndarray,
    longest: int,
    unit: int,
    heaviest: int,
    norms: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """CSR of the vectors of counts; see `space.weighed`. norms: lengths, or none to work them out."""
    indptr, indices, data = table
    size = len(indptr) - 1
    out_indices, out_data = np.empty(len(indices), dtype=np.int32), np.empty(len(indices), dtype=np.int16)
    out_ends, place = np.zeros(size + 1, dtype=np.int64), 0
    widest = 0
    for row in range(size):
        widest = max(widest, indptr[row + 1] - indptr[row])
    raw, moved = np.empty(widest, dtype=np.int64), np.empty(widest, dtype=np.int64)
    for row in range(size):
        start, end = indptr[row], indptr[row + 1]
        for at in range(start, end):
            raw[at - start] = np.int64(data[at]) * rarities[indices[at]]
        bar = np.int64(0)
        if end - start > longest:
            moved[: end - start] = raw[: end - start]
            bar = _select(moved, end - start, end - start - longest - 1)
        total = np.int64(0)
        for at in range(end - start):
            if raw[at] > bar:
                total += raw[at] * raw[at]
        norm = max(norms[row] if len(norms) else np.sqrt(float(total)), 1.0)
        for at in range(end - start):
            value = np.int64(raw[at] * unit / norm) if raw[at] > bar else 0
            if value > 0:
                out_indices[place], out_data[place] = indices[start + at], min(value, heaviest)
                place += 1
        out_ends[row + 1] = place
    return out_ends, out_indices[:place].copy(), out_data[:place].copy()
