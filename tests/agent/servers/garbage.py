"""A program that writes what is no message, for as long as anybody reads."""

import sys
import time

while True:
    sys.stdout.write('no JSON\n{"jsonrpc": "2.0"}\n[]\n{"jsonrpc": "2.0", "id": 0, "result": 5}\n')
    sys.stdout.flush()
    time.sleep(0.05)
