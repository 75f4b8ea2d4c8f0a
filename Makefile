# The verbs of this project. `make demo` and `make test` need nothing set up by hand on Debian with the Swift toolchain.
.PHONY: demo test test-gm fuzz check format bench accept pictures schemas setup build

ONETHING = .build/debug/onething

## Sets up, builds, checks the definitions and reports what the four bundles save; writes savings.html
demo: build
	$(ONETHING) check --strict
	$(ONETHING) report
	$(ONETHING) report --format html -o savings.html
	@echo "The same with pictures: savings.html"

## Sets up and runs all tests; pm4py, which reads our event logs in them, goes to .build/pm4py-venv
test:
	@.ci/setup curl python3-cryptography
	@.ci/pm4py
	swift build --build-tests
	ONETHING_PM4PY=required .ci/tests swift test --skip-build --skip '^ServerTests'
# By themselves: a server within the process waits for its turn behind every test that reckons.
	.ci/tests swift test --skip-build --filter '^ServerTests'

## Asks the server for whatever its document allows and does not, for some minutes (schemathesis, which goes to .build/schemathesis-venv)
fuzz: build
	@.ci/setup curl
	@.ci/schemathesis

## Builds with 国密 (SM2, SM3, SM4 of OpenSSL's libcrypto) in a folder of its own, and runs the tests of what is sealed and signed
test-gm:
	@.ci/setup libssl-dev openssl
	swift build --build-tests $(GM)
	swift test --skip-build $(GM) --filter '/(Seals|NationalAlgorithms|ChosenAlgorithms|AlgorithmCommands|Registry.*|KeyRotation|Licences.*|HostileLicences|Forms)\.swift'

GM = --traits GM --scratch-path .build/gm

## Format, layers and our own definitions
check: build
	swift format lint --strict --recursive Sources Tests Package.swift
	.ci/layers
	$(ONETHING) check --strict

## Rewrites the sources in the project's format
format:
	swift format --in-place --recursive Sources Tests Package.swift

## Measures in release; one JSON object a line goes to Benchmarks/results.jsonl
bench:
	@.ci/setup wrk nginx curl
	Benchmarks/run

## Rewrites the golden files of the tests; review the diff
accept: setup
	swift build --build-tests
	ONETHING_ACCEPT=1 swift test --skip-build

## Renders the pictures of the documents from their .dot files; installs graphviz where it is missing
pictures:
	@command -v dot >/dev/null || { root=$$([ "$$(id -u)" -eq 0 ] || echo sudo); $$root apt-get update -qq && $$root apt-get install -y -qq graphviz fonts-noto-cjk; }
	@for picture in docs/pictures/*.dot; do dot -Tsvg "$$picture" -o "$${picture%.dot}.svg" || exit 1; done

KINDS = departments materials fields laws guides questions words assumptions calendar licence source paper process item bundle journey scenario times

## Writes the JSON Schema of every kind of definition file to .schemas, for your editor
schemas: build
	@mkdir -p .schemas
	@for kind in $(KINDS); do $(ONETHING) schema $$kind > .schemas/$$kind.schema.json || exit 1; done

setup:
	@.ci/setup

build: setup
	swift build
