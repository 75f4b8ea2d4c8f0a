#!/usr/bin/env python3
"""Checks a receipt of OneThing without OneThing: python3 verify.py RECEIPT KEYS. Python's own library is enough.

The signature is Ed25519 (RFC 8032) over the value of "receipt", written as JSON with its keys in order and without blanks, in UTF-8.
"""
import hashlib
import json
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    x, y = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("no point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_right(key, message, signature):
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    a, b = multiply(s, base), add(point(signature[:32]), multiply(h, point(key)))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def main(receipt, keys):
    data = open(receipt, "rb").read().removesuffix(b"\n")
    signed = json.loads(data)
    if canonical(signed) != data:
        return "it is not written as it was signed"
    mark = signed["signed"]
    for key in json.load(open(keys)):
        if key["algorithm"] == "ed25519" == mark["algorithm"] and key["name"] == mark["key"]:
            signature = bytes.fromhex(mark["signature"])
            right = signature.hex() == mark["signature"] and is_right(
                bytes.fromhex(key["key"]), canonical(signed["receipt"]), signature
            )
            return None if right else "the signature is not right"
    return "it is signed by a key that is not among those"


if __name__ == "__main__":
    try:
        problem = main(*sys.argv[1:])
    except (ValueError, KeyError, TypeError) as error:
        problem = f"it cannot be read: {error}"
    print(problem or "the receipt holds")
    sys.exit(1 if problem else 0)
