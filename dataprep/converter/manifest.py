"""The manifest beside converted records: from what, how and by whom they were made.

The same sources, options and version give the same bytes: with the digests a conversion can
be repeated and checked. There is no clock in it.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from dataprep.records.digest import digest
from dataprep.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataprep.converter.definition import Definition
    from dataprep.converter.loads import Sources
    from dataprep.converter.report import ConvertReport
    from dataprep.records.record import Json

VERSION = 1


def manifest(sources: Sources, options: Mapping[str, Json], report: ConvertReport) -> bytes:
    """Return what became of SOURCES with OPTIONS, of which REPORT says the rest.

    Raises:
        SourceError: a file is not there any more.
    """
    inputs = [path for paths in sources.files.values() for path in paths if Path(path).is_file()]
    paths = [*inputs, *(output.path for output in report.files)]
    with ThreadPoolExecutor() as threads:
        digests = dict(zip(paths, threads.map(digest, paths), strict=True))
    document = {
        "version": VERSION,
        "dataprep": __version__,
        "sources": [
            {
                "source": name,
                "revision": sources.revisions.get(name),
                "format": definition.name,
                "definition_sha256": _definition_digest(definition),
                "files": [
                    {"path": path, "sha256": digests[path]}
                    for path in sources.files[name]
                    if path in digests
                ],
            }
            for name, definition in sources.formats.items()
        ],
        "options": {name: value for name, value in options.items() if value},
        "rows": report.rows,
        "records": report.records,
        "rejected": report.rejected,
        "changed": report.changed,
        "files": [{**asdict(output), "sha256": digests[output.path]} for output in report.files],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _definition_digest(definition: Definition) -> str:
    said = orjson.dumps(asdict(definition), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(said).hexdigest()
