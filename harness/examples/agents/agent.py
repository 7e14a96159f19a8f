"""A coding agent that remembers what it has done in a file that it shares with other agents."""

import json
import os
import sys

_, agent, count, memory = sys.argv


def remember(note):
    with open(memory, "a") as file:
        file.write(json.dumps({"agent": agent, "note": note}) + "\n")


def compact():
    """Leaves out what the file says twice."""
    with open(memory) as file:
        notes = dict.fromkeys(file)
    new = f"{memory}.{agent}.tmp"
    with open(new, "w") as file:
        file.writelines(notes)
    os.replace(new, memory)


for number in range(int(count)):
    remember(f"read file {number}")
compact()
