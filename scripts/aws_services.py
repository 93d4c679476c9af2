"""Names of AWS services in botocore's models go in; candidate entries for graph/vocabularies/aws.yaml are printed.

    python scripts/aws_services.py            # services that the packs do not know yet
    python scripts/aws_services.py --all      # every service

A person picks from them: botocore has one model per API, so data planes and second versions are listed too, and the
name that is printed is the API's, not always the one in use. Needs `pip install botocore`, which the package does not.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator

from graph.extraction.vocabulary import load_vocabulary

_VENDOR = re.compile(r"^(AWS|Amazon)\s*(?=[A-Z])")


def main() -> int:
    """Print the entries, one a line, by name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="also the services that the packs know")
    everything = parser.parse_args().all
    try:
        names = sorted(service_names())
    except ImportError:
        print("botocore is missing; `pip install botocore` brings it.", file=sys.stderr)
        return 1
    vocabulary = load_vocabulary()
    for name, *aliases in names:
        variants = (vendor + known for known in (name, *aliases) for vendor in ("", "AWS ", "Amazon "))
        if everything or not any(map(vocabulary.lookup, variants)):
            print(entry(name, aliases))
    return 0


def service_names() -> Iterator[tuple[str, ...]]:
    """The names of each service, the shortest first, without the vendor's."""
    from botocore.session import get_session

    session = get_session()
    for service in session.get_available_services():
        metadata = session.get_service_model(service).metadata
        fields = (metadata.get("serviceAbbreviation"), metadata.get("serviceId"), metadata.get("serviceFullName"))
        names = dict.fromkeys(_VENDOR.sub("", field) for field in fields if field)
        yield tuple(sorted(names, key=len))


def entry(name: str, aliases: list[str]) -> str:
    """One line of a pack.

    >>> entry("EFS", ["Elastic File System"])
    '  - {name: EFS, kind: service, aliases: [Elastic File System]}'
    """
    others = f", aliases: [{', '.join(aliases)}]" if aliases else ""
    return f"  - {{name: {name}, kind: service{others}}}"


if __name__ == "__main__":
    sys.exit(main())
