#!/usr/bin/env python3
"""Checks a bundle of Cordon with nothing but Python's own library: verify.py RUN.cordon

It was written from the description of the format, not from the program, and checks everything but the signatures of
seals: for those it prints the line to give to ssh-keygen. It ends with 0 if the record is whole, with 5 if not.
"""
import datetime
import hashlib
import json
import re
import struct
import sys
import zlib

README = "32a1a4fdd228785edf9d43783da33bd1c8028b790c78f5102b8877b7059a71f8"  # SHA-256 of the README.txt of format 1
HEX = re.compile(r"[0-9a-f]{64}")
LIMITS = [(r"README\.txt", 16 << 10), (r"playbook\.yaml|playbooks/[0-9a-f]{64}", 1 << 20), (r"seals/[1-9]\d?\.txt", 4 << 10),
          (r"seals/[1-9]\d?\.txt\.sig", 8 << 10), (r"seals/[1-9]\d?\.txt\.tsr", 64 << 10),
          (r"SHA256SUMS|(headers|bodies|withheld)\.jsonl|evidence/[0-9a-f]{64}", 0xFFFFFFFE)]
STRUCTURE = {"run-started", "run-closed", "run-reopened", "entry-undone", "entry-withheld"}
CLAIM = re.compile(r"cordon seal 1\nrun (\S+)\nentries ([1-9]\d*)\nhead ([0-9a-f]{64})\nat (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\n"
                   r"by ([^\s\",*?!]+)\n(?:withheld ([0-9a-f]{64})\n)?")


class Bad(Exception):
    pass


def want(ok, what):
    if not ok:
        raise Bad(what)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def members(data):
    """The members of the zip, in the one form it may have."""
    files, directory, at = {}, b"", 0
    while data[at:at + 4] == b"PK\3\4":
        want(len(data) >= at + 30, "the last header is cut short")
        crc, size, _, length = struct.unpack("<IIIH", data[at + 14:at + 28])
        name, start = data[at + 30:at + 30 + length], at + 30 + length
        common = struct.pack("<HHHHIIIHH", 0, 0, 0, 0x21, crc, size, size, length, 0)
        want(data[at:start] == struct.pack("<IH", 0x04034B50, 20) + common + name, "byte %d is not as a bundle has it" % at)
        body = data[start:start + size]
        want(len(body) == size and zlib.crc32(body) == crc, "the bytes of %r were altered" % name)
        text, last = name.decode("ascii", "replace"), list(files)[-1:]
        order = (not files and text == "README.txt") or (len(files) == 1 and text == "SHA256SUMS") or len(files) == 2 or \
            (len(files) > 2 and text > last[0])
        want(order and text not in files, "the file %r is out of place" % text)
        most = [most for pattern, most in LIMITS if re.fullmatch(pattern, text)]
        want(most and size <= most[0], "the file %r has no place in a bundle, or is too long" % text)
        directory += struct.pack("<IHH", 0x02014B50, 0x0314, 20) + common + struct.pack("<HHHII", 0, 0, 0, 0x01800000, at) + name
        files[text], at = body, start + size
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(files), len(files), len(directory), at, 0) if len(files) < 65535 else b""
    want(files and data[at:] == directory + end, "what stands after the last file is not as a bundle has it")
    return files


def once(pairs):
    want(len({name.lower() for name, _ in pairs}) == len(pairs), "a name stands twice in an object")
    return dict(pairs)


def jsn(line, seq):
    def no(text):
        raise ValueError(text)
    try:
        value = json.loads(line.decode(), object_pairs_hook=once, parse_constant=no)
    except (ValueError, RecursionError):
        value = None
    want(isinstance(value, dict), "entry %d is no JSON object" % seq)
    return value


def moment(text, seq):
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", text)
    want(match, "entry %d has a time that cannot be read" % seq)
    try:
        whole = datetime.datetime.fromisoformat(match[1] + match[3].replace("Z", "+00:00"))
    except ValueError:
        raise Bad("entry %d has a time that cannot be read" % seq)
    since = whole - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (since.days * 86400 + since.seconds) * 10**9 + int((match[2] or ".0")[1:].ljust(9, "0"))


def span(text, seq):
    units = {"h": 3600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 10**3, "µs": 10**3, "ns": 1}
    want(re.fullmatch(r"(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+", text), "entry %d has a time that cannot be read" % seq)
    parts = re.findall(r"(\d+)(?:\.(\d+))?(h|ms|m|s|us|µs|ns)", text)
    return sum(int(n) * units[u] + (int(f) * units[u] // 10**len(f) if f else 0) for n, f, u in parts)


def lines(data, name, most):
    want(data[-1:] == b"\n" and data.count(b"\n") <= 10**6, "%s does not end with a line, or is too long" % name)
    all_lines = data[:-1].split(b"\n")
    want(max(map(len, all_lines)) <= most, "a line of %s is too long" % name)
    return all_lines


def check(data):
    files = members(data)
    want({"README.txt", "SHA256SUMS", "headers.jsonl", "bodies.jsonl", "playbook.yaml"} <= set(files), "a file is missing")
    want(sha(files["README.txt"]) == README, "README.txt is not that of format 1")
    sums = "".join("%s  %s\n" % (sha(files[name]), name) for name in sorted(files) if name != "SHA256SUMS")
    want(files["SHA256SUMS"] == sums.encode(), "SHA256SUMS does not fit the files")
    headers, bodies = lines(files["headers.jsonl"], "headers.jsonl", 4096), lines(files["bodies.jsonl"], "bodies.jsonl", 1 << 20)
    want(len(headers) == len(bodies), "there are %d headers and %d bodies" % (len(headers), len(bodies)))
    run, prev, before, heads, named, books, erased, copied = None, "", None, [""], {}, set(), set(), set()
    for seq, (line, body) in enumerate(zip(headers, bodies), 1):
        h = jsn(line, seq)
        version = h.get("v")
        want(not (type(version) is int and version > 1), "made by a newer Cordon")
        text = ["run", "prev", "kind", "body", "at", "recorded", "by"] + ["clock_back"] * ("clock_back" in h)
        want(type(version) is int and version == 1 and all(isinstance(h.get(k), str) for k in text), "entry %d: header" % seq)
        run = run or h["run"]
        want(h["run"] == run and re.fullmatch("[a-z0-9]{1,32}", run), "entry %d belongs to another run" % seq)
        want(type(h.get("seq")) is int and h["seq"] == seq, "entry %d is called otherwise" % seq)
        want(h["prev"] == prev, "entry %d, or the one before it, is not as it was written" % seq)
        want(not body or h["body"] == sha(body), "entry %d has a body that is not the one its header names" % seq)
        want(body or h["kind"] not in STRUCTURE, "entry %d has no body, and its kind may not be withheld" % seq)
        at, recorded, back = moment(h["at"], seq), moment(h["recorded"], seq), span(h.get("clock_back", "0s"), seq)
        want(at <= recorded + 60 * 10**9, "entry %d happened after it was recorded" % seq)
        want(before is None or recorded >= before or before - recorded == back, "entry %d was recorded before the one before it" % seq)
        want(seq > 1 or h["kind"] == "run-started", "entry 1 does not start a run")
        if body and (seq == 1 or h["kind"] in ("playbook-added", "evidence-added", "entry-withheld")):
            b = jsn(body, seq)
            if h["kind"] == "entry-withheld":
                want(type(b.get("seq")) is int and 0 < b["seq"] < seq, "entry %d withholds no entry before it" % seq)
                erased.add(b["seq"])
            elif h["kind"] == "evidence-added":
                want(isinstance(b.get("sha256"), str) and HEX.fullmatch(b["sha256"]), "entry %d attaches no file" % seq)
                named.setdefault(b["sha256"], seq)
                copied |= {b["sha256"]} if b.get("kept") is True else set()
            else:
                book = b.get("playbook")
                name = book.get("sha256") if isinstance(book, dict) else None
                where = "playbooks/%s" % name if "playbooks/%s" % name in files else "playbook.yaml"
                want(sha(files[where]) == name, "entry %d names a playbook that is not there" % seq)
                books.add(name)
        prev, before = sha(line), recorded
        heads.append(prev)
    want(len(books) == 1 + sum(name.startswith("playbooks/") for name in files), "there is a playbook that no entry names")
    missing = [(0, seq, "") for seq, body in enumerate(bodies, 1) if not body]
    want(erased <= {seq for _, seq, _ in missing}, "a body that was erased is there")
    evidence = {name[9:] for name in files if name.startswith("evidence/")}
    want(all(sha(files["evidence/" + name]) == name and name in named for name in evidence), "evidence is not what entries name")
    missing += [(1, 0, name) for name in sorted(set(named) - evidence)]
    listed = lines(files["withheld.jsonl"], "withheld.jsonl", 4095) if "withheld.jsonl" in files else []
    want(len(listed) == len(missing), "the list of what is missing is not right")
    for line, (_, seq, name) in zip(listed, missing):
        why = jsn(line, 0).get("why")
        want(isinstance(why, str) and not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", why), "a reason is not one line")
        first = {"evidence": name} if name else {"seq": seq}
        text = json.dumps(dict(first, why=why), separators=(",", ":"), ensure_ascii=False)
        want(line == text.encode(), "the list of what is missing is not right")
    upto, last, count = 0, 0, sum(1 for name in files if name.startswith("seals/") and name.endswith(".txt"))
    for n in range(1, count + 1):
        claim = files.get("seals/%d.txt" % n, b"")
        want(not re.match(rb"cordon seal ([2-9]|1\d)", claim), "made by a newer Cordon")
        match = CLAIM.fullmatch(claim.decode("utf-8", "replace"))
        want(match and "seals/%d.txt.sig" % n in files, "seal %d is not whole" % n)
        entries = int(match[2])
        want(match[1] == run and last <= entries < len(heads) and heads[entries] == match[3], "seal %d is not of this record" % n)
        part = b"".join(l + b"\n" for l, (_, seq, name) in zip(listed, missing) if (named[name] if name else seq) <= entries)
        upto, last = max(upto, entries) if part and sha(part) == match[6] else upto, entries
        print("seal %d: up to entry %d of %d, by %s says: ssh-keygen -Y verify -f allowed_signers -I %s -n cordon "
              "-s seals/%d.txt.sig < seals/%d.txt" % (n, entries, len(headers), match[5], match[5], n, n))
    want(all(int(name.split("/")[1].split(".")[0]) <= count for name in files if name.startswith("seals/")), "a seal is not whole")
    left = sum((named[name] if name else seq) > upto for _, seq, name in missing)
    want(not (left and count), "it is sealed, and %d are withheld by nobody who signs" % left)
    print("%s ok, %d entries, head %s" % (run, len(headers), prev))
    kept = sum(not name or name in copied for _, _, name in missing)
    print("partial, %d withheld by %s" % (kept, "nobody who signs" if left else "those who sealed it") if kept else "whole")
    if not count:
        print("not sealed: who holds the file could have written all of it anew")


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file:
            check(file.read())
    except (IndexError, OSError) as err:
        print(err if isinstance(err, OSError) else "usage: verify.py RUN.cordon", file=sys.stderr)
        sys.exit(2)
    except Bad as bad:
        print("not as written: %s" % bad, file=sys.stderr)
        sys.exit(5)
