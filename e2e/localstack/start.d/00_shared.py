# Lets the corrections import what they share.
import os
import sys

from localstack import config

sys.path.insert(0, os.path.join(config.dirs.init, "shared"))
