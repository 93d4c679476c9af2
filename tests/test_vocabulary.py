"""Vocabulary packs: what the loader refuses, how names are found, and that the shipped packs are well-formed."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from graph.errors import DataError
from graph.extraction.packs import BASE_KINDS, SHIPPED, parse_pack
from graph.extraction.spelling import spellings
from graph.extraction.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture
def pack(tmp_path: Path):
    """Writes a pack and gives its path."""

    def write(text: str, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mistakes_of(*paths: Path) -> list[str]:
    """The loader's messages, without the folders of the files."""
    with pytest.raises(DataError) as caught:
        load_vocabulary(paths)
    return [mistake.replace(f"{paths[0].parent}/", "") for mistake in caught.value.mistakes]


# Mistakes


def test_every_mistake_is_reported_at_once_with_line_and_remedy(pack):
    path = pack(
        "pack: wine\n"
        "colour: red\n"
        "kinds: {grape: plant}\n"
        "entities:\n"
        "  - {name: Merlot, kind: grapes}\n"
        "  - {name: no, kind: concept}\n"
        "  - {name: Barrique, kind: concept, alias: [barrel]}\n"
        "  - {name: Vintage, kind: concept, aliases: [1.0, Overviews]}\n"
        "  - {name: Malbec}\n"
        "  - {kind: concept}\n"
        "  - {name: Tannin, kind: concept, of: Merlott, case: lower}\n"
    )
    assert mistakes_of(path) == [
        "mine.yaml:2: a pack has no key 'colour'; use one of pack, description, prefixes, kinds, generic, entities",
        "mine.yaml:3: the kind grape falls back to 'plant'; choose one of service, feature, concept",
        'mine.yaml:6: `name` holds no, which YAML reads as bool; write "no"',
        "mine.yaml:7: an entity has no key 'alias'; use one of name, kind, of, aliases, exact_aliases, case",
        'mine.yaml:8: `aliases` holds 1.0, which YAML reads as float; write "1.0"',
        "mine.yaml:10: an entity without `name`; give it its usual short name",
        "mine.yaml:11: `case: lower` is not known; use one of exact, any",
        "mine.yaml:5: Merlot has the unknown kind 'grapes'; use one of service, feature, concept, "
        "or declare it under `kinds`",
        "mine.yaml:8: 'Overviews' of Vintage is a generic word; use a longer name",
        "mine.yaml:9: Malbec has no kind; add `kind: service` or another",
        "mine.yaml:11: `of: Merlott` names no entity; add that entity or mend the name",
    ]


def test_mistakes_of_several_packs_come_together(pack):
    first = pack("entities: [{name: Merlot, kind: grape}]", "a.yaml")
    second = pack("entities: {name: Malbec}", "b.yml")
    assert mistakes_of(first, second) == [
        "b.yml:1: `entities` is not a list; write `entities: [...]` or lines that start with a dash",
        "a.yaml:1: Merlot has the unknown kind 'grape'; use one of service, feature, concept, "
        "or declare it under `kinds`",
    ]


def test_a_name_may_stand_once_in_a_pack(pack):
    path = pack("entities:\n  - {name: Port Wine, kind: concept}\n  - {name: port-wines, kind: concept}\n")
    [mistake] = mistakes_of(path)
    assert mistake.startswith("mine.yaml:3: port-wines is the name of the entity at ")
    assert mistake.endswith("mine.yaml:2 too; join the two")


def test_an_alias_belongs_to_one_entity(pack):
    path = pack("entities:\n  - {name: Object Bin, kind: service,\n     aliases: [Simple Storage Service]}\n")
    assert mistakes_of(path) == [
        "mine.yaml:3: 'Simple Storage Service' of Object Bin is a name of S3; give it to one of them alone"
    ]


def test_the_name_of_an_entity_may_not_be_the_alias_of_another(pack):
    path = pack("entities: [{name: Elastic File System, kind: service}]")
    assert mistakes_of(path) == [
        "mine.yaml:1: 'Elastic File System' of Elastic File System is a name of EFS; give it to one of them alone"
    ]


def test_a_kind_has_one_meaning(pack):
    first = pack("kinds: {grape: concept}", "a.yaml")
    second = pack("kinds: {grape: service}", "b.yaml")
    assert mistakes_of(first, second) == ["b.yaml:1: the kind grape stands for concept already; choose another name"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "mine.yaml: the file is empty; add `entities:` or remove the file"),
        ("# only a comment\n", "mine.yaml: the file is empty; add `entities:` or remove the file"),
        ("- Merlot\n", "mine.yaml:1: a pack is not a mapping; write keys and values; the keys are pack, description, "
         "prefixes, kinds, generic, entities"),
        ("generic: wine\n", "mine.yaml:1: `generic` is not a list; write `generic: [...]` or lines that start with a "
         "dash"),
        ("kinds: [grape]\n", "mine.yaml:1: `kinds` is not a mapping; write `kinds: {protocol: concept}`"),
        ("pack: a\npack: b\n", "mine.yaml:2: the key 'pack' stands twice; join the two"),
        ("entities:\n  - Merlot\n", "mine.yaml:2: an entity is not a mapping; write keys and values; the keys are "
         "name, kind, of, aliases, exact_aliases, case"),
        ("entities:\n  - {name: [Merlot], kind: concept}\n", "mine.yaml:2: `name` holds a list or mapping where a "
         "text belongs; write the text alone"),
        ("entities:\n  - {name: '?!', kind: concept}\n", "mine.yaml:2: `name` holds a text without letters or digits; "
         "write a name or remove it"),
        ("entities:\n  - {name: , kind: concept}\n", "mine.yaml:2: `name` is empty; write a text or remove the key"),
    ],
)  # fmt: skip
def test_a_malformed_pack_is_explained(pack, text, mistake):
    assert mistakes_of(pack(text)) == [mistake]


def test_what_is_not_yaml_is_reported_with_its_line(pack):
    [mistake] = mistakes_of(pack("pack: a\nentities: [{name: Merlot\n"))
    assert mistake.startswith("mine.yaml:3: this is not YAML (")
    assert mistake.endswith("mend the line or quote it")


def test_control_characters_are_reported(pack):
    [mistake] = mistakes_of(pack("pack: a\0b\n"))
    assert mistake.startswith("mine.yaml: this is not YAML (")


def test_a_file_in_another_encoding_is_reported(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes("pack: Rosé\n".encode("latin-1"))
    assert mistakes_of(path) == ["mine.yaml: this is not UTF-8 text; save it as UTF-8"]


def test_a_missing_file_is_reported(tmp_path):
    path = tmp_path / "gone.yaml"
    assert mistakes_of(path) == ["gone.yaml: cannot be read (No such file or directory); check the path"]


def test_a_folder_without_packs_is_reported(tmp_path):
    folder = tmp_path / "packs"
    folder.mkdir()
    assert mistakes_of(folder) == ["packs: no .yaml file in this folder; add a pack or leave the folder out"]


# The user's packs


def test_a_pack_of_the_user_adds_entities_with_a_kind_of_its_own(pack):
    path = pack("kinds: {grape: concept}\nentities: [{name: Merlot, kind: grape, aliases: [Merlot noir]}]")
    vocabulary = load_vocabulary([path])
    entity = vocabulary.lookup("merlot noirs")
    assert entity is not None
    assert (entity.name, entity.kind, entity.pack) == ("Merlot", "grape", "mine")
    assert vocabulary.kinds["grape"] == "concept"


def test_a_pack_of_the_user_changes_the_kind_and_adds_aliases(pack):
    path = pack("entities: [{name: efs, kind: concept, aliases: [shared drive]}]")
    vocabulary = load_vocabulary([path])
    entity = vocabulary.entities["EFS"]
    assert entity.kind == "concept"
    assert entity.aliases[0] == "Elastic File System"
    assert vocabulary.lookup("Shared Drive") is entity


def test_aliases_may_be_added_without_naming_the_kind_again(pack):
    vocabulary = load_vocabulary([pack("entities: [{name: EFS, aliases: [shared drive]}]")])
    assert vocabulary.entities["EFS"].kind == "service"


def test_a_pack_of_the_user_may_loosen_and_tighten_the_case(pack):
    path = pack("entities: [{name: Glue, case: any}, {name: Macie, case: exact}]")
    vocabulary = load_vocabulary([path])
    assert vocabulary.lookup("glue") is vocabulary.entities["Glue"]
    assert vocabulary.lookup("macie") is None


def test_a_pack_of_the_user_adds_generic_words(pack):
    assert load_vocabulary([pack("generic: [cheat sheet]")]).is_generic("Cheat Sheets")


def test_a_pack_of_the_user_takes_names_out_by_calling_them_generic(pack):
    vocabulary = load_vocabulary([pack("generic: [container, jump boxes, Kubernetes node]")])
    assert vocabulary.lookup("Container") is None
    assert vocabulary.lookup("jump box") is None
    assert vocabulary.lookup("bastion host") is vocabulary.entities["Bastion host"]
    assert vocabulary.entities["kubelet"].of is None


def test_a_folder_of_packs_is_read_by_name_and_other_files_are_left_alone(tmp_path):
    (tmp_path / "b.yml").write_text("entities: [{name: Malbec, of: Merlot, kind: concept}]", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("entities: [{name: Merlot, kind: concept}]", encoding="utf-8")
    (tmp_path / "README.md").write_text("entities: no", encoding="utf-8")
    vocabulary = load_vocabulary([tmp_path])
    assert list(vocabulary.entities)[-2:] == ["Merlot", "Malbec"]


def test_the_owner_may_be_given_by_an_alias_or_in_a_later_pack(pack):
    first = pack("entities: [{name: Volume Tag, kind: feature, of: Elastic Block Store}]", "a.yaml")
    second = pack("entities: [{name: Stem, kind: feature, of: Vines}]\n", "b.yaml")
    third = pack("entities: [{name: Vine, kind: concept}]\n", "c.yaml")
    entities = load_vocabulary([first, second, third]).entities
    assert entities["Volume Tag"].of == "EBS"
    assert entities["Stem"].of == "Vine"


def test_a_byte_order_mark_is_not_part_of_the_pack(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbfentities: [{name: Merlot, kind: concept}]")
    assert "Merlot" in load_vocabulary([path]).entities


# Digest


def test_comments_and_layout_do_not_change_the_digest(pack):
    plain = pack("pack: wine\nentities: [{name: Merlot, kind: concept}]", "a.yaml")
    commented = pack("# A note.\npack: wine\nentities:\n  - name: Merlot\n    kind: concept\n", "b.yaml")
    assert load_vocabulary([plain]).digest == load_vocabulary([commented]).digest


@pytest.mark.parametrize(
    "change",
    [
        "entities: [{name: Glue, kind: concept}]",
        "entities: [{name: Glue, aliases: [paste]}]",
        "entities: [{name: Glue, case: any}]",
        "entities: [{name: Glue, of: S3}]",
        "generic: [paste]",
        "kinds: {grape: concept}",
    ],
)
def test_what_packs_say_changes_the_digest(pack, shipped, change):
    assert load_vocabulary([pack(change)]).digest != shipped.digest


# Look-up


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("EventBridge", "EventBridge"),
        ("Event Bridge", "EventBridge"),
        ("event-bridge", "EventBridge"),
        ("Amazon EventBridge", "EventBridge"),
        ("amazon elastic container service", "ECS"),
        ("Secret Manager", "Secrets Manager"),
        ("AWS private Link", "PrivateLink"),
        ("ECSTasks", "ECS task"),
        ("auto-scaling groups", "ASG"),
        ("Security group's", "Security Group"),
        ("security policies", None),
        ("NACLs", "Network ACL"),
        ("AZs", "Availability Zone"),
        ("HTTPS", "HTTPS"),
        ("http", "HTTP"),
        ("Kubernetes Pods", "Pod"),
        ("PVC", "PersistentVolumeClaim"),
        ("persistent volume claims", "PersistentVolumeClaim"),
        ("Google BigQuery", "BigQuery"),
        ("Azure Blob Storage", "Azure Blob Storage"),
        ("C++", "C++"),
        ("C", None),
        ("Azure S3", None),
        ("Amazon", None),
        ("", None),
        ("->", None),
    ],
)
def test_a_name_is_found_however_it_is_written(shipped, written, name):
    entity = shipped.lookup(written)
    assert (entity.name if entity else None) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Glue", "Glue"),
        ("glue", None),
        ("AWS glue", "Glue"),
        ("AWS Config", "AWS Config"),
        ("Config", None),
        ("config", None),
        ("Organizations", "Organizations"),
        ("organization", None),
        ("Organization", None),
        ("AZ", "Availability Zone"),
        ("az", None),
    ],
)
def test_plain_words_are_names_only_as_written_or_with_the_vendor(shipped, written, name):
    entity = shipped.lookup(written)
    assert (entity.name if entity else None) == name


def test_what_is_derived_from_a_name_does_not_displace_a_name(pack):
    path = pack("prefixes: [Old]\nentities:\n  - {name: Oak, kind: concept}\n  - {name: Old Oak, kind: service}\n")
    entity = load_vocabulary([path]).lookup("old oaks")
    assert entity is not None
    assert entity.name == "Old Oak"


@pytest.mark.parametrize("words", ["thing", "Use cases", "use-case", "Overview", "Pros", "number", "Notes"])
def test_generic_words_are_known(shipped, words):
    assert shipped.is_generic(words)


@pytest.mark.parametrize("words", ["web application", "Use Case Diagram", "task", "EC2"])
def test_terms_are_not_generic(shipped, words):
    assert not shipped.is_generic(words)


# Phrases


def test_phrases_hold_plural_spacing_hyphens_and_prefixes(pack):
    path = pack("prefixes: [Old]\nentities: [{name: Red Wine, kind: service}]")
    phrases = [(p.text, p.exact) for p in load_vocabulary([path]).phrases() if p.name == "Red Wine"]
    assert phrases == [
        ("Red Wine", False),
        ("Red-Wine", False),
        ("RedWine", False),
        ("Red Wines", False),
        ("Red-Wines", False),
        ("RedWines", False),
        ("Old Red Wine", False),
    ]


def test_phrases_say_where_capitals_must_agree(pack):
    path = pack("prefixes: [Old]\nentities: [{name: Port, kind: service, case: exact, exact_aliases: [PT]}]")
    phrases = {p.text: p.exact for p in load_vocabulary([path]).phrases() if p.name == "Port"}
    assert phrases == {"Port": True, "Ports": True, "Old Port": False, "PT": True, "PTs": True, "Old PT": False}


def test_parts_in_capitals_are_written_apart():
    assert {"Replica Set", "Replica-Sets", "ReplicaSets"} <= set(spellings("ReplicaSet"))


def test_a_phrase_names_one_entity(shipped):
    texts = Counter((p.text if p.exact else p.text.lower(), p.exact) for p in shipped.phrases())
    assert [text for text, count in texts.items() if count > 1] == []


def test_the_plural_of_one_name_does_not_displace_another_name(shipped):
    assert [p.name for p in shipped.phrases() if p.text.lower() == "https"] == ["HTTPS"]


def test_every_phrase_is_found_again(shipped):
    lost = [p for p in shipped.phrases() if getattr(shipped.lookup(p.text), "name", None) != p.name]
    assert lost == []


# The shipped packs


def test_no_entity_stands_in_two_shipped_packs():
    mistakes: list[str] = []
    names: Counter[str] = Counter()
    for name in SHIPPED:
        text = resources.files("graph").joinpath(f"vocabularies/{name}.yaml").read_text(encoding="utf-8")
        names.update(entry.name.value.casefold() for entry in parse_pack(text, name, mistakes).entries)
    assert mistakes == []
    assert [name for name, count in names.items() if count > 1] == []


def test_every_shipped_pack_is_loaded(shipped):
    files = {f.name.removesuffix(".yaml") for f in resources.files("graph").joinpath("vocabularies").iterdir()}
    assert {f for f in files if not f.startswith(("_", "."))} == set(SHIPPED)
    assert {entity.pack for entity in shipped.entities.values()} == set(SHIPPED)


def test_the_aws_pack_knows_200_services_and_300_features(shipped):
    kinds = Counter(entity.kind for entity in shipped.entities.values() if entity.pack == "aws")
    assert kinds["service"] >= 200
    assert kinds["feature"] >= 300


def test_every_entity_is_well_formed(shipped):
    for entity in shipped.entities.values():
        assert entity.kind in BASE_KINDS
        assert entity.exact <= set(entity.names)
        assert len(set(entity.names)) == len(entity.names)
        assert entity.of is None or (entity.of in shipped.entities and entity.of != entity.name)
        assert all(name == " ".join(name.split()) for name in entity.names)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("EC2", "Elastic Compute Cloud"),
        ("EFS", "Amazon Elastic File System"),
        ("ALB", "Application Load Balancer"),
        ("IAM", "AWS Identity and Access Management"),
        ("SQS", "Simple Queue Service"),
        ("NACL", "Network Access Control List"),
        ("DLQ", "dead-letter queues"),
        ("SCP", "Service Control Policies"),
        ("GSI", "global secondary indexes"),
        ("HPA", "Horizontal Pod Autoscaler"),
        ("CRD", "custom resource definitions"),
        ("TLS", "Transport Layer Security"),
    ],
)
def test_acronym_and_full_name_are_one(shipped, short, full):
    assert shipped.lookup(short) is not None
    assert shipped.lookup(short) is shipped.lookup(full)
