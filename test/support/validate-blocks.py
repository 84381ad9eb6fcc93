"""Reads payloads (JSON) and writes what slack_sdk's own classes have against them (JSON, a list of lines)."""

import json
import sys

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View


def faults_of(payload):
    content = payload["content"]
    if payload["surface"] == "message":
        parsed = [Block.parse(block) for block in content["blocks"]]
        missing = [f"a block that is none: {block}" for block, made in zip(content["blocks"], parsed) if made is None]
        for block in parsed:
            if block is not None:
                block.to_dict()
        if len(parsed) > 50:
            missing.append("more than 50 blocks")
        return missing
    View(**content).to_dict()
    return []


def main():
    faults = []
    for payload in json.load(sys.stdin):
        try:
            faults += faults_of(payload)
        except Exception as error:  # whatever the SDK throws is a fault of the payload
            faults.append(f"{type(error).__name__}: {error} in {json.dumps(payload)[:600]}")
    json.dump(faults, sys.stdout)


main()
