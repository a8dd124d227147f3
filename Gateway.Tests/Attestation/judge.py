# python3 judge.py EXAMPLE: judges requests, a line of JSON each, by an example of docs/attestation, and writes a line for each: "ok", or what is wrong.
import base64
import importlib.util
import json
import sys

spec = importlib.util.spec_from_file_location("example", sys.argv[1])
example = importlib.util.module_from_spec(spec)
spec.loader.exec_module(example)
for line in sys.stdin:
    request = json.loads(line)
    try:
        example.verify(request["key"], request["headers"], base64.b64decode(request["body"]))
        print("ok", flush=True)
    except Exception as error:
        print(f"refused: {error!r}", flush=True)
