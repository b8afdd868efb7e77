"""`python -m pulsec` is `pulsec`, also where the folder of scripts is not on PATH."""

import os
import subprocess
import sys

from pulsec._binary import BinaryNotFound, find_binary


def main() -> int:
    try:
        command = [find_binary(), *sys.argv[1:]]
    except BinaryNotFound as error:
        print(f"pulsec: {error}", file=sys.stderr)
        return 2
    if os.name != "nt":
        # The process becomes the compiler: signals and the exit code need no handing on.
        try:
            os.execv(command[0], command)
        except OSError as error:
            print(f"pulsec: {command[0]} cannot be run: {error.strerror}", file=sys.stderr)
            return 2
    return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main())
