"""
PNG files as arrays of pixels, and how much two of them differ.
"""

import struct
import zlib

import numpy as np

#: What two programs may differ by along an edge before a pixel counts as another one.
EDGE = 64


def pixels(png):
    """
    Decode an 8-bit PNG of RGB or RGBA, as the writers under test make them, onto white.
    """
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    channels = {2: 3, 6: 4}[kind]
    packed, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            packed += png[place + 8 : place + 8 + length]
        place += length + 12
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    rows = np.zeros((height, width, channels), np.uint8)
    above = np.zeros((width, channels), np.uint8)
    for i in range(height):
        above = rows[i] = _unfiltered(raw[i, 0], raw[i, 1:].reshape(width, channels), above)
    colours = rows[..., :3].astype(int)
    if channels == 4:
        alpha = rows[..., 3:].astype(int)
        colours = (colours * alpha + 255 * (255 - alpha)) // 255
    return colours


def _unfiltered(kind, line, above):
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0, dtype=np.uint8)
    if kind == 2:
        return line + above
    done = np.zeros_like(line)
    left, corner = [0] * line.shape[1], [0] * line.shape[1]
    for x, (values, ups) in enumerate(zip(line.tolist(), above.tolist(), strict=True)):
        guess = _average(left, ups) if kind == 3 else _paeth(left, ups, corner)
        left = [(v + g) & 255 for v, g in zip(values, guess, strict=True)]
        corner = ups
        done[x] = left
    return done


def _average(left, ups):
    return [(a + b) // 2 for a, b in zip(left, ups, strict=True)]


def _paeth(left, ups, corner):
    guesses = []
    for a, b, c in zip(left, ups, corner, strict=True):
        far = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
        guesses.append((a, b, c)[far.index(min(far))])
    return guesses


def share_of_other_pixels(one, other):
    """
    Say which share of the pixels differs by more than an edge can.
    """
    assert one.shape == other.shape
    return float((np.abs(one - other).max(axis=2) > EDGE).mean())
