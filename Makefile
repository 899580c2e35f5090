# Two commands: `make site` for who writes, `make test` for who changes the generator. Each sets up what it needs in
# .venv; neither needs the other. `make` alone lists the rest.

PYTHON ?= python3
ARGS ?=
CORPORA ?=
SITES ?=

VENV := .venv
RUN := $(VENV)/bin/python
# Wheels alone: to build a source archive is to run it, with all that it asks for, which no hash holds.
PIP := $(RUN) -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all:
# What `init` writes for a new site is linted like what runs here; both schemas come with the package, so none is fetched.
STARTER := microsite/content/starter/site
SCHEMA := $(RUN) -m check_jsonschema --quiet --default-filetype yaml --builtin-schema vendor
# Each of the hundreds of processes that the tests start would compile the package anew, which takes most of its time.
unexport PYTHONDONTWRITEBYTECODE
# Not `python -m build` nor `python -m piptools`, which imports build: they would find the build.py beside this file.
EDITOR := tests/cms/node_modules/.package-lock.json
PACKAGE := $(VENV)/bin/pyproject-build --no-isolation
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/bin/pip-compile --quiet --generate-hashes --strip-extras \
	--no-annotate --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--allow-unsafe --newline lf $(ARGS)

.PHONY: help site check serve verify publish docs test laws lint audit screenshots bench evaluate faults fidelity fuzz golden lock sbom package clean
.DELETE_ON_ERROR:

help: ## show this list
	@echo "Usage: make COMMAND        (another Python: make COMMAND PYTHON=python3.12)"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

site: $(VENV)/site.stamp ## build the site into output/ (options of build.py: ARGS="--strict")
	@$(RUN) build.py $(ARGS)

check: $(VENV)/site.stamp ## compare the translations with their sources (options of check: ARGS="--fix")
	@$(RUN) build.py check $(ARGS)

serve: $(VENV)/site.stamp ## preview the site and reload it after each save
	@$(RUN) build.py serve $(ARGS)

verify: $(VENV)/site.stamp ## audit the built site (another folder, and options of verify: ARGS="docs/output --external")
	@$(RUN) build.py verify $(ARGS)

publish: $(VENV)/site.stamp ## write what a host gets of the built site (ARGS="sync public --host github")
	@$(RUN) build.py publish $(ARGS)

docs: $(VENV)/site.stamp ## check the documentation and build it into docs/output/ (options of build.py: ARGS=--explain)
	@$(RUN) build.py check --root docs --strict --quiet
	@$(RUN) build.py --root docs --strict $(ARGS)

test: $(VENV)/test.stamp $(EDITOR) ## run the tests that are quick, with a few cases of each law (options of pytest: ARGS="-k links")
	@$(RUN) -m pytest -n auto --dist worksteal $(ARGS)

laws: $(VENV)/test.stamp $(EDITOR) ## run the laws with all their cases, and the tests that are slow by their nature
	@$(RUN) -m pytest -n auto --dist worksteal --laws $(ARGS)

golden: $(VENV)/test.stamp $(EDITOR) ## write the expected files of the tests anew; then read the diff
	@$(RUN) -m pytest -n auto --dist worksteal --update-golden $(ARGS)

lint: $(VENV)/test.stamp ## check style, format, types and workflows
	@$(RUN) -m ruff check
	@$(RUN) -m ruff format --check
	@$(RUN) -m mypy
	@$(VENV)/bin/actionlint -shellcheck= -pyflakes= .github/workflows/*.yml $(STARTER)/github.txt
	@$(SCHEMA).github-workflows .github/workflows/*.yml $(STARTER)/github.txt
	@$(SCHEMA).gitlab-ci .gitlab-ci.yml $(STARTER)/gitlab.txt

audit: $(VENV)/site.stamp ## check pages with the Nu HTML checker and in a browser (those that make site has built: ARGS=output)
	@$(RUN) audit/audit.py $(ARGS)

screenshots: $(VENV)/site.stamp ## photograph each type of page for a person to look at (of another folder: ARGS=output)
	@$(RUN) audit/screenshots.py $(ARGS)

bench: $(VENV)/test.stamp ## compare with Hugo, Eleventy and Pelican (options: ARGS="--quick"; sites of others: SITES=DIR)
	@$(RUN) -m benchmarks.bench $(if $(SITES),--sites $(SITES)) $(ARGS)

evaluate: $(VENV)/site.stamp ## measure the checks of translations (texts of others: CORPORA=DIR)
	@$(RUN) -m evaluation $(CORPORA) $(ARGS)

faults: $(VENV)/site.stamp ## let disks, caches and processes fail while the site is built (a short form: ARGS="--times 20 --saves 200")
	@$(RUN) -m reliability $(ARGS)

fidelity: $(VENV)/test.stamp ## compare Markdown here with other converters (Node; sites of others: SITES=DIR)
	@$(RUN) -m fidelity --examples $(SITES) $(ARGS)

fuzz: $(VENV)/test.stamp $(VENV)/fuzz.stamp ## look for inputs that break a promise (options: ARGS="markup --seconds 600")
	@$(RUN) -m fuzzing $(ARGS)

sbom: $(VENV)/site.stamp ## list what a site is built with, as CycloneDX (into a file: make sbom > sbom.json)
	@$(RUN) audit/sbom.py

package: $(VENV)/test.stamp ## build the wheel and the sdist into dist/
	@$(PACKAGE) $(ARGS)

lock: $(VENV)/lock.stamp ## pin the dependencies anew (all of them to the newest: ARGS=--upgrade)
	@$(COMPILE) --extra brotli --extra cards --extra s3 --extra search --output-file requirements/site.txt pyproject.toml
	@$(COMPILE) --extra brotli --extra cards --extra cluster --extra s3 --extra search --output-file requirements/test.txt pyproject.toml requirements/test.in
	@$(COMPILE) --output-file requirements/fuzz.txt requirements/fuzz.in
	@$(COMPILE) --output-file requirements/lock.txt requirements/lock.in

clean: ## remove what the commands above have made
	@rm -rf $(VENV) output dist .cache docs/output docs/.cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@rm -rf audit/node_modules fidelity/node_modules tests/cms/node_modules benchmarks/.work
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- environments ------------------------------------------------------------------------------------------------
# A stamp is newer than the requirements that it stands for, so a change of them is installed by the next command. What is
# told of it goes to standard error: what a command prints may be for a file.

$(VENV)/%.stamp: requirements/%.txt | $(RUN)
	@echo "Installing what requirements/$*.txt pins …" >&2
	@$(PIP) -r $<
	@touch $@

$(EDITOR): tests/cms/package-lock.json
	@command -v npm >/dev/null || { \
	  echo "npm is not installed; some tests need it. On Debian and Ubuntu: apt install nodejs npm" >&2; exit 1; }
	@echo "Installing what $< pins …" >&2
	@cd tests/cms && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(RUN):
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "“$(PYTHON)” is not installed. Install Python 3.11 or newer, or name yours: make site PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "microsite needs Python 3.11 or newer; “$(PYTHON)” is $$("$(PYTHON)" --version 2>&1)." >&2; \
	  echo "Name a newer one: make site PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python’s module venv is not installed. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) …" >&2
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV)
