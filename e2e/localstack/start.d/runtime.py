# What the process itself needs: Python before 3.12 takes no bytes for uuid5, and two instances share no folder.
import os
import shutil
import signal
import threading
import time
import uuid

from localstack import config
from localstack.services.kms.models import KmsKey
from localstack.services.s3 import provider
from localstack.utils.patch import patch


@patch(KmsKey.generate_key_material_id)
def generate_key_material_id(_original, key, key_material):
    return uuid.uuid5(key._internal_key_id, key_material.hex()).hex * 2


provider.DEFAULT_S3_TMP_DIR = os.path.join(config.dirs.tmp, "s3")


def end_with(parent):
    while os.getppid() == parent:
        time.sleep(1)
    shutil.rmtree(os.environ["FILESYSTEM_ROOT"], ignore_errors=True)
    os.killpg(os.getpgrp(), signal.SIGTERM)
    time.sleep(5)
    os.killpg(os.getpgrp(), signal.SIGKILL)


# A parent that was killed could not end this process, which leads a group of its own.
if parent := os.environ.get("TWOFOLD_PARENT_PID"):
    threading.Thread(target=end_with, args=(int(parent),), daemon=True).start()
