"""Learns until it is ended: `python -m tests.faq.learning.endless FOLDER`."""

import sys
from pathlib import Path

from faq.learning.apart import learn_apart
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher
from tests.faq.learning.test_apart import Endless
from tests.faq.town import ENTRIES

if __name__ == "__main__":
    learn_apart(Teacher(Endless(), Shelf(Path(sys.argv[1]))), ENTRIES)
