"""`python -m tanggap` is `tanggap`."""

import sys

from tanggap.app.commands import main

sys.exit(main())
